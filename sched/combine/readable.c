/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* readable.c - waiting for descriptors. */
#include <stdlib.h>

#include "sched/core/loop.h"
#include "sched/value/cell.h"
#include "sched/value/error.h"

/* Its memory outlives its last reference, until libuv has let go of it. */
typedef struct {
    Object object;
    uv_poll_t poll;
    AwFuture *future; /* counted */
} FdWatch;

/* Errors are ignored, since the read that follows finds them. */
static void
on_event(uv_poll_t *poll, int status, int events)
{
    FdWatch *watch = poll->data;

    uv_poll_stop(poll);
    future_settle(watch->future, AW_NONE);
}

static void
on_closed(uv_handle_t *handle)
{
    free(handle->data);
}

static void
watch_free(void *object)
{
    FdWatch *watch = object;

    if (watch->future->loop)
        watch->future->loop->n_watched--;
    aw_unref(watch->future);
    uv_close((uv_handle_t *) &watch->poll, on_closed);
}

static const ObjectClass watch_class = {.name = "watch", .free = watch_free};

/* An AW_OS error that says why `fd` cannot be waited for, or none. */
static AwValue
watch_error(int fd, int error, AwSite *site)
{
    if (!error)
        return AW_NONE;
    AwValue v = error_held(AW_OS, site, "descriptor %d: %s", fd, uv_strerror(error));
    if (aw_code(v) == AW_OS)
        v.u.cell->os_error = -error;
    return v;
}

static AwValue
watch_and_wait(AwLoop *loop, int fd, AwSite *site)
{
    FdWatch *watch = holder_reserve() ? object_new(&watch_class, sizeof *watch) : NULL;

    if (watch)
        watch->future = future_make(loop, site, TRACE_VALUE_INT, fd, NULL);
    int error = watch && watch->future ? uv_poll_init(&loop->uv, &watch->poll, fd) : UV_ENOMEM;
    if (error) {
        if (watch)
            aw_unref(watch->future);
        free(watch);
        return watch_error(fd, error, site);
    }
    watch->poll.data = watch;
    loop->n_watched++;
    hold_object(watch);
    uv_poll_start(&watch->poll, UV_READABLE | UV_DISCONNECT, on_event);
    return aw_await_from(watch->future, site);
}

AwValue
aw_readable_from(int fd, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_readable()");
    size_t mark = holder_current()->n;

    if (!loop->current)
        return error_held(AW_RUNTIME, site, "only a task can wait; this is a callback");
    if (loop->clock != &real_clock)
        return error_held(AW_RUNTIME, site, "descriptors have no place on the virtual clock");
    return holder_return(mark, watch_and_wait(loop, fd, site));
}
