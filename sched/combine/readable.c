/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* readable.c - tasks wait for descriptors [IO]. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "sched/base/freelist.h"
#include "sched/combine/descriptors.h"
#include "sched/value/error.h"

typedef struct {
    Object object;
    FdWaiter waiter;
} FdWatch;

static void
watch_free(void *object)
{
    FdWatch *watch = object;

    descriptors_leave(watch->waiter.future->loop, &watch->waiter);
    aw_unref(watch->waiter.future);
    freelist_free(watch);
}

static const ObjectClass watch_class = {.kind = OBJECT_INNER, .free = watch_free};

/* Held by the scope. NULL: no memory. */
static FdWatch *
watch_new(AwLoop *loop, int fd, FdWay way, AwSite *site)
{
    FdWatch *watch = holder_reserve() ? object_new(&watch_class, sizeof *watch) : NULL;
    AwFuture *future = watch ? future_make(loop, site, TRACE_VALUE_INT, fd, NULL) : NULL;

    if (!future) {
        freelist_free(watch);
        return NULL;
    }
    watch->waiter = (FdWaiter){.future = future, .fd = fd, .way = way};
    return hold_object(watch);
}

static AwValue
watch_and_wait(AwLoop *loop, int fd, FdWay way, AwSite *site)
{
    FdWatch *watch = watch_new(loop, fd, way, site);
    int error = watch ? descriptors_await(loop, &watch->waiter) : ENOMEM;

    if (error == EPERM)
        return AW_NONE;
    if (!error)
        return aw_await_from(watch->waiter.future, site);
    return watch && holder_reserve()
               ? hold_value(descriptor_error(&watch->waiter, error, strerror(error)))
               : error_no_memory();
}

static AwValue
wait_for(int fd, FdWay way, const char *what, AwSite *site)
{
    AwLoop *loop = loop_must_run(what, site);
    size_t mark = holder_current()->n;

    if (!loop->current)
        return error_held(AW_RUNTIME, site, "only a task can wait; this is a callback");
    if (loop->clock != &real_clock)
        return error_held(AW_RUNTIME, site, "descriptors have no place on the virtual clock");
    return holder_return(mark, watch_and_wait(loop, fd, way, site));
}

AwValue
aw_readable_from(int fd, AwSite *site)
{
    return wait_for(fd, FD_READ, "aw_readable()", site);
}

AwValue
aw_writable_from(int fd, AwSite *site)
{
    return wait_for(fd, FD_WRITE, "aw_writable()", site);
}
