/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* readable.c - waiting for descriptors. */
#include <stdlib.h>

#include "sched/loop.h"
#include "sched/value.h"

/* Lives until libuv has let go of it, which is after the call that made it has returned. */
typedef struct {
    uv_poll_t poll;
    AwFuture *future; /* counted */
} Watch;

static void
on_event(uv_poll_t *poll, int status, int events)
{
    Watch *watch = poll->data;

    (void) status; /* an error is for the read that follows to find */
    (void) events;
    uv_poll_stop(poll);
    future_settle(watch->future, AW_NONE);
}

static void
on_closed(uv_handle_t *handle)
{
    Watch *watch = handle->data;

    aw_unref(watch->future);
    free(watch);
}

static Watch *
watch_new(AwLoop *loop, int fd, AwSite *site)
{
    Watch *watch = calloc(1, sizeof *watch);

    if (watch)
        watch->future = future_make(loop, site, TRACE_VALUE_INT, fd, NULL);
    if (!watch || !watch->future || uv_poll_init(&loop->uv, &watch->poll, fd)) {
        if (watch)
            aw_unref(watch->future);
        free(watch);
        return NULL;
    }
    watch->poll.data = watch;
    uv_poll_start(&watch->poll, UV_READABLE | UV_DISCONNECT, on_event);
    return watch;
}

AwValue
aw_readable_from(int fd, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_readable()");
    Watch *watch;

    if (!loop->current)
        return error_held(AW_RUNTIME, site, "only a task can wait; this is a callback");
    if (loop->clock != &real_clock)
        return error_held(AW_RUNTIME, site, "descriptors have no place on the virtual clock");
    if (!(watch = watch_new(loop, fd, site)))
        return error_held(AW_OS, site, "descriptor %d cannot be waited for", fd);
    AwValue v = aw_await_from(watch->future, site);
    uv_close((uv_handle_t *) &watch->poll, on_closed);
    return v;
}
