/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* on-loop.c - makes futures and tasks on a loop that need not be running, and runs a loop for one
 * task. */
#include "sched/run/loop-run.h"
#include "sched/value/error.h"

/* Makes it the running loop while something is made on it. Returns the loop that ran before, for
 * loop_set_running(). */
static AwLoop *
enter(AwLoop *loop, const char *function, AwSite *site)
{
    AwLoop *before = loop_running;

    must_have_open_loop(loop, function, site);
    if (loop->running && before != loop)
        loop_elsewhere(loop, function, site);
    loop_set_running(loop);
    return before;
}

AwFuture *
aw_future_on_from(AwLoop *loop, AwSite *site)
{
    AwLoop *before = enter(loop, "aw_future_on()", site);
    AwFuture *future = aw_future_from(site);

    loop_set_running(before);
    return future;
}

AwFuture *
aw_spawn_on_from(AwLoop *loop, AwFn fn, AwValue arg, const AwSpawnOptions *options, AwSite *site)
{
    must_have((const void *) fn, "aw_spawn_on()", site);
    must_have(options, "aw_spawn_on()", site);
    AwLoop *before = enter(loop, "aw_spawn_on()", site);
    AwFuture *task = aw_spawn_from(fn, arg, options, site);

    loop_set_running(before);
    return task;
}

AwValue
aw_loop_run_from(AwLoop *loop, AwFn fn, AwValue arg, AwSite *site)
{
    must_have_loop(loop, "aw_loop_run()", site);
    must_have((const void *) fn, "aw_loop_run()", site);
    const char *why = loop_cannot_run(loop);

    if (why)
        return error_held(AW_RUNTIME, site, "%s", why);
    return aw_run_until_complete_from(
        loop, aw_spawn_on_from(loop, fn, arg, &(AwSpawnOptions){0}, site), site);
}
