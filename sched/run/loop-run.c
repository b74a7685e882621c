/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop-run.c - a loop runs until it is told to stop or a future is done [R]. */
#include "sched/run/loop-run.h"

#include "sched/core/done.h"
#include "sched/core/wait-words.h"
#include "sched/run/run-record.h"
#include "sched/value/error.h"

static void
stop_when_done(AwFuture *future, void *data)
{
    AwLoop *loop = data;

    trace(.kind = TRACE_STOP_BEGIN, .subject = TRACE_LOOP_ID, .object = future_track(future));
    loop->stopping = true;
}

void
must_have_open_loop(const AwLoop *loop, const char *what, const AwSite *site)
{
    must_have_loop(loop, what, site);
    if (atomic_load(&loop->closed))
        misuse_at(site, "%s was given a loop that is closed", what);
}

const char *
loop_cannot_run(const AwLoop *loop)
{
    if (atomic_load(&loop->closed))
        return "the loop is closed";
    if (loop->embedded)
        return "the loop is embedded in another";
    if (loop_running)
        return "a loop runs in this thread already";
    return loop->running ? "the loop runs in another thread" : NULL;
}

/* The stack belongs to the thread. */
void
loop_drop_spare_stack(AwLoop *loop)
{
    if (loop->spare_stack)
        stack_give(loop->spare_stack);
    loop->spare_stack = NULL;
}

static bool
run_until_stopped(AwLoop *loop)
{
    OverflowFn before = overflow_watch(task_running);

    loop_set_runs(loop, true);
    coroutine_adopt(&loop->base); /* another thread may have run it before */
    loop_set_running(loop);
    if (loop->is_recorded)
        run_record_begin(NULL);
    bool live = loop_run(loop);
    loop_drop_spare_stack(loop);
    loop_set_running(NULL);
    loop_set_runs(loop, false);
    overflow_unwatch(before);
    return live;
}

/* aw_run() says itself how it ended. */
static AwValue
ended(AwLoop *loop, AwValue v)
{
    if (!loop->is_recorded)
        return v;
    run_record_end();
    run_record_result(v, false);
    return v;
}

AwValue
aw_run_forever_from(AwLoop *loop, AwSite *site)
{
    must_have_loop(loop, "aw_run_forever()", site);
    const char *why = loop_cannot_run(loop);

    if (why)
        return error_held(AW_RUNTIME, site, "%s", why);
    bool live = run_until_stopped(loop);
    AwValue v = live ? AW_NONE : error_held(AW_DEADLOCK, site, "nothing can wake the loop");
    return ended(loop, v);
}

static AwValue
deadlock_error(const AwLoop *loop, AwSite *site)
{
    char text[1200];

    wait_words_describe(loop, text, sizeof text);
    return error_held(AW_DEADLOCK, site, "%s", text);
}

static AwValue
result_of(AwLoop *loop, AwFuture *future, bool live, AwSite *site)
{
    if (future->state != FUTURE_PENDING)
        return future_deliver(future);
    return live ? error_held(AW_RUNTIME, site, "stopped before the future was done") /* [R5] */
                : deadlock_error(loop, site);
}

/* A coroutine object is made into a task [R1]. */
static AwFuture *
task_for(AwLoop *loop, AwFuture *coroutine)
{
    loop_set_running(loop);
    AwFuture *task = aw_ensure_future_from(coroutine, coroutine->site);
    loop_set_running(NULL);
    return task;
}

AwValue
aw_run_until_complete_from(AwLoop *loop, AwFuture *future, AwSite *site)
{
    must_have_loop(loop, "aw_run_until_complete()", site);
    must_have_a(OBJECT_AWAITED, future, "aw_run_until_complete()", site);
    const char *why = loop_cannot_run(loop);

    if (why)
        return error_held(AW_RUNTIME, site, "%s", why);
    if (future->loop != loop)
        return error_held(AW_VALUE, site, "the future belongs to another loop");
    if (object_is(future, OBJECT_COROUTINE))
        future = task_for(loop, future);
    aw_ref(future);
    future_admit(future);
    trace(.kind = TRACE_AWAITED_BY, .subject = future_track(future), .object = TRACE_LOOP_ID);
    if (!future_on_done(future, stop_when_done, loop, NULL)) {
        aw_unref(future);
        return error_held(AW_NOMEM, site, "no memory to run a loop");
    }
    bool live = run_until_stopped(loop);
    aw_remove_done_callback(future, stop_when_done, loop);
    AwValue v = result_of(loop, future, live, site);
    aw_unref(future);
    return ended(loop, v);
}
