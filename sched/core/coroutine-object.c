/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* coroutine-object.c - coroutine objects: a function and its argument, not yet run. */
#include "sched/core/loop-report.h"
#include "sched/core/loop.h"
#include "sched/value/value.h"

/* One dropped without having run was most likely meant to be awaited. */
static void
coro_clear(AwFuture *future)
{
    Coro *coro = (Coro *) future;

    if (!coro->used)
        loop_report_about(future->loop,
                          (AwReport){.kind = AW_REPORT_UNAWAITED, .made = future->site},
                          "%s was never awaited", future->site->name);
    value_unref(coro->arg);
}

static bool
coro_cancel(AwFuture *future, const char *message, AwSite *site)
{
    return false;
}

const FutureClass coro_class = {
    .object = FUTURE_OBJECT_OF(OBJECT_COROUTINE),
    .size = sizeof(Coro),
    .cancel = coro_cancel,
    .clear = coro_clear,
};

AwFuture *
aw_coro_from(AwFn fn, AwValue arg, AwSite *site)
{
    must_have((const void *) fn, "aw_coro()", site);
    AwLoop *loop = loop_must_run("aw_coro()", site);
    Coro *coro =
        holder_reserve() ? (Coro *) future_new(loop, &coro_class, sizeof *coro, site) : NULL;

    if (!coro)
        return future_failed(loop, site, AW_NOMEM, "no memory");
    coro->fn = fn;
    coro->arg = value_ref_at(arg, site);
    return hold_object(&coro->future);
}

AwFuture *
aw_ensure_future_from(AwFuture *future, AwSite *site)
{
    Coro *coro = (Coro *) future;

    if (!future)
        return future_failed(loop_must_run("aw_ensure_future()", site), site, AW_TYPE,
                             "there is nothing to make a task of");
    must_be_a(OBJECT_AWAITED, future, "aw_ensure_future()", site);
    if (!object_is(future, OBJECT_COROUTINE))
        return future;
    if (coro->used)
        return future_failed(loop_must_run("aw_ensure_future()", site), site, AW_RUNTIME,
                             "a coroutine object runs only once");
    loop_must_run("aw_ensure_future()", site);
    coro->used = true;
    return aw_spawn_from(coro->fn, coro->arg, &(AwSpawnOptions){0}, future->site);
}
