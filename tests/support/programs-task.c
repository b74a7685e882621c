/* SPDX-License-Identifier: GPL-3.0-or-later */
/* programs-task.c - tasks, futures, callbacks. */
#include "tests/support/programs.h"

#include <string.h>

static AwValue
sum(AwValue list)
{
    int64_t total = 0;

    for (size_t i = 0; i < aw_len(list); i++)
        total += aw_to_int(aw_at(list, i));
    return aw_int(total);
}

static AwValue
tasks(AwValue none)
{
    AwFuture *a = aw_spawn(nap, 2), *b = aw_spawn(nap, 1, .name = "b"),
             *c = aw_spawn(nothing, 3, .stack = 256 * 1024);
    AwValue list = aw_list(AW_TRY(aw_await(a)), AW_TRY(aw_await(b)), AW_TRY(aw_await(c)));

    return done_if(aw_to_int(AW_TRY(aw_call(sum, AW_TRY(list)))) == 6, none);
}

static AwValue
many_tasks(AwValue none)
{
    AwFuture *all[100];

    for (int i = 0; i < 100; i++)
        all[i] = aw_spawn(nap, i % 3);
    for (int i = 0; i < 100; i++)
        AW_TRY(aw_await(all[i]));
    return done_if(true, none);
}

static AwValue
eager(AwValue none)
{
    AwFuture *ends = aw_spawn(nothing, 1, .eager_start = true);
    AwFuture *waits = aw_spawn(nap, 1, .eager_start = true);

    AW_TRY(aw_await(ends));
    return done_if(aw_to_int(AW_TRY(aw_await(waits))) == 1, none);
}

static AwValue
coroutine_objects(AwValue none)
{
    AW_TRY(aw_await(aw_coro(nap, 1)));
    AW_TRY(aw_await(aw_ensure_future(aw_coro(nap, 1))));
    return done_if(true, none);
}

static AwValue
sleeps(AwValue none)
{
    AW_TRY(aw_sleep(0));
    AW_TRY(aw_sleep(AW_SECOND));
    return done_if(true, none);
}

static AwValue
frames(AwValue depth)
{
    if (aw_int_or(depth, 20) == 0)
        return aw_text("the bottom");
    AwValue v = AW_TRY(aw_call(frames, aw_int_or(depth, 20) - 1));
    AW_TRY(aw_sleep(0));
    if (aw_is(depth, AW_K_INT))
        return v;
    return done_if(!strcmp(aw_to_text(v), "the bottom"), AW_NONE);
}

static AwValue
exceptions(AwValue none)
{
    AwFuture *task = aw_spawn(stumble, 1);

    AW_TRY(must_fail(aw_await(task), AW_ERROR));
    AwValue boxed = AW_TRY(aw_exception(task));
    AW_TRY(aw_repr(boxed));
    return done_if(aw_code(aw_at(boxed, 0)) == AW_ERROR, none);
}

static AwValue
cancelling(AwValue none)
{
    AwFuture *task = aw_spawn(nap, 1000);

    AW_TRY(aw_sleep(0));
    aw_cancel(task, "enough");
    AW_TRY(must_fail(aw_await(task), AW_CANCELLED));
    return done_if(aw_cancelled(task), none);
}

static void
count_call(void *data)
{
    ++*(int *) data;
}

static void
count_done(AwFuture *future, void *data)
{
    count_call(data);
}

static void
set_one(void *future)
{
    aw_set_result_if_pending(future, aw_int(1));
}

static AwValue
callbacks(AwValue none)
{
    static int calls; /* static, to outlive a program that ends early */

    calls = 0;
    AwFuture *future = aw_future();

    for (int i = 0; i < 5 && !aw_done(future); i++)
        if (!aw_call_soon(count_call, &calls) || !aw_call_later(i * AW_MS, count_call, &calls))
            return aw_error(AW_NOMEM, "no memory for a callback");
    if (!aw_call_later(10 * AW_MS, set_one, future))
        return aw_error(AW_NOMEM, "no memory for a callback");
    AwHandle *called_off = aw_call_later(AW_MS, count_call, &calls);
    aw_handle_cancel(called_off);
    AW_TRY(aw_await(future));
    return done_if(calls == 10, none);
}

static AwValue
threadsafe_calls(AwValue none)
{
    AwFuture *future = aw_future();
    AwLoop *loop = aw_running_loop();

    if (aw_done(future))
        return aw_result(future);
    if (!aw_call_soon_threadsafe(loop, set_one, future))
        return aw_error(AW_NOMEM, "no memory for a call");
    AW_TRY(aw_await(future));
    AwJob *job = aw_run_coroutine_threadsafe(loop, nap, 1);
    AW_TRY(aw_await(aw_wrap_job(job)));
    return done_if(true, none);
}

static AwValue
done_callbacks(AwValue none)
{
    static int calls;

    calls = 0;
    AwFuture *future = aw_future();

    if (aw_done(future))
        return aw_result(future);
    for (int i = 0; i < 5; i++)
        if (!aw_add_done_callback(future, count_done, &calls))
            return aw_error(AW_NOMEM, "no memory for a callback");
    AW_TRY(aw_set_result(future, aw_text("%s", "ready")));
    AW_TRY(aw_await(future));
    AW_TRY(aw_sleep(AW_MS));
    return done_if(calls == 5, none);
}

static AwValue
words(AwValue none)
{
    aw_mark("a mark of %s", "some length, so that it takes more than one record of a ring");
    return tasks(none);
}

const Program task_programs[] = {
    {.name = "tasks", .main = tasks},
    {.name = "many_tasks", .main = many_tasks},
    {.name = "eager", .main = eager},
    {.name = "coroutine_objects", .main = coroutine_objects},
    {.name = "sleeps", .main = sleeps},
    {.name = "frames", .main = frames},
    {.name = "exceptions", .main = exceptions},
    {.name = "cancelling", .main = cancelling},
    {.name = "callbacks", .main = callbacks},
    {.name = "threadsafe_calls", .main = threadsafe_calls},
    {.name = "done_callbacks", .main = done_callbacks},
    {.name = "recording", .main = words, .recorded = true},
    {.name = NULL},
};
