/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-task.c - tasks and coroutine objects [T]: when they run, and what becomes of their result.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sched/value/cell.h"
#include "tests/support/journal.h"

static AwValue
say(AwValue name)
{
    note("%s runs", aw_to_text(name));
    return name;
}

/* [T1 T2] Creating schedules only; first steps come in order of creation, among other handles. */
static void
say_callback(void *name)
{
    note("%s", (const char *) name);
}

static AwValue
spawn_some(AwValue none)
{
    aw_spawn(say, "a");
    aw_call_soon(say_callback, "callback");
    aw_spawn(say, "b");
    note("spawned");
    return aw_sleep(0);
}

static void
a_task_is_scheduled_not_run(void **state)
{
    play(spawn_some);
    assert_journal("0 spawned\n0 a runs\n0 callback\n0 b runs\n");
}

/* [T3] A chain unwinds one link a turn.
 *
 *  turn  inner   middle   outer
 *  n     ends    -        -
 *  n+1           ends     -
 *  n+2                    goes on
 */
static AwValue
inner(AwValue none)
{
    AW_TRY(aw_sleep(AW_SECOND));
    note("turn %d", 0);
    return aw_int((int64_t) turn());
}

static AwValue
middle(AwValue none)
{
    return aw_await(aw_spawn(inner, none));
}

static AwValue
outer(AwValue none)
{
    AwValue ended = AW_TRY(aw_await(aw_spawn(middle, none)));

    note("%d turns later", (int) (turn() - (uint64_t) aw_to_int(ended)));
    return none;
}

static void
a_chain_of_tasks_unwinds_one_link_a_turn(void **state)
{
    play(outer);
    assert_journal("1000 turn 0\n1000 2 turns later\n");
}

/* [T5 T6] Awaiting a done task takes no turn; its error is the same for every awaiter. */
static AwValue
break_down(AwValue none)
{
    return aw_error(AW_ERROR, "broken");
}

static AwValue
await_twice(AwValue none)
{
    AwFuture *task = aw_spawn(break_down, none);
    AwValue first = aw_await(task);
    uint64_t before = turn();
    AwValue second = aw_await(task);

    note("%s, %d, %d", aw_message(second), (int) (turn() - before), first.u.cell == second.u.cell);
    return none;
}

static void
a_done_task_is_awaited_without_a_turn(void **state)
{
    play(await_twice);
    assert_journal("0 broken, 0, 1\n");
}

/* [T7] */
static AwValue
await_self(AwValue none)
{
    uint64_t before = turn();
    AwValue v = aw_await(aw_current_task());

    note("%s after %d", aw_message(v), (int) (turn() - before));
    return none;
}

static void
a_task_cannot_await_itself(void **state)
{
    play(await_self);
    assert_journal("0 a task cannot await itself after 1\n");
}

/* [T8] */
static void
note_current(void *data)
{
    note("callback: %d", aw_current_task() != NULL);
}

static AwValue
ask_current(AwValue none)
{
    note("task: %d", aw_current_task() != NULL);
    aw_call_soon(note_current, NULL);
    return aw_sleep(0);
}

static void
only_a_task_is_the_current_task(void **state)
{
    play(ask_current);
    assert_journal("0 task: 1\n0 callback: 0\n");
    assert_null(aw_current_task());
}

/* [T10] A call is no task: no turn, the same current task. */
static AwValue
whoami(AwValue task)
{
    note("same %d", aw_to_future(task) == aw_current_task());
    return aw_str("from the call");
}

static AwValue
call_it(AwValue none)
{
    uint64_t before = turn();
    AwValue v = AW_TRY(aw_call(whoami, aw_current_task()));
    AwValue w = AW_TRY(aw_await(aw_coro(whoami, aw_current_task())));

    note("%s, %s, %d", aw_to_text(v), aw_to_text(w), (int) (turn() - before));
    return none;
}

static void
a_call_and_an_awaited_coroutine_run_in_place(void **state)
{
    play(call_it);
    assert_journal("0 same 1\n0 same 1\n0 from the call, from the call, 0\n");
}

/* [T13] One that has a name is not counted. */
static AwValue
ask_names(AwValue none)
{
    char name[] = "mine";
    AwFuture *before = aw_spawn(say, "0");
    AwFuture *named = aw_spawn(say, "a", .name = name);
    AwFuture *counted = aw_spawn(say, "b");

    name[0] = 'M';
    note("%s, %d, '%s'", aw_name(named), atoi(aw_name(counted) + 5) - atoi(aw_name(before) + 5),
         aw_name(aw_future()));
    return aw_sleep(0);
}

static void
tasks_have_names(void **state)
{
    play(ask_names);
    assert_journal("0 mine, 1, ''\n0 0 runs\n0 a runs\n0 b runs\n");
}

/* [T17] The loop keeps a task that nobody holds. */
static AwValue
slow(AwValue name)
{
    AW_TRY(aw_sleep(AW_SECOND));
    return say(name);
}

static AwValue
forget(AwValue none)
{
    {
        AW_SCOPE();
        aw_spawn(slow, "forgotten");
    }
    aw_spawn(slow, "detached", .detached = true);
    return aw_sleep(2 * AW_SECOND);
}

static void
a_task_that_nobody_holds_still_runs(void **state)
{
    play(forget);
    assert_journal("1000 forgotten runs\n1000 detached runs\n");
}

/* [ER1] */
static AwValue
drop_failed(AwValue none)
{
    aw_spawn(break_down, none, .detached = true, .name = "D");
    aw_spawn(break_down, none, .name = "S");
    AW_TRY(aw_sleep(AW_SECOND));
    note("scope closes");
    return none;
}

static void
an_unseen_failure_is_reported_when_the_task_goes(void **state)
{
    play(drop_failed);
    assert_journal("0 report: D failed and nobody looked: broken\n1000 scope closes\n"
                   "1000 report: S failed and nobody looked: broken\n");
}

/* [X] A coroutine object runs once, and not at all if nobody asks. */
static AwValue
use_coroutines(AwValue none)
{
    AwFuture *coroutine = aw_coro(say, "once");

    AW_IGNORE(aw_object(aw_coro(say, "never")));
    AW_TRY(aw_await(coroutine));
    note("%s", aw_message(aw_await(coroutine)));
    note("%s", aw_message(aw_await(aw_ensure_future(coroutine))));
    note("%d", aw_ensure_future(aw_current_task()) == aw_current_task());
    return none;
}

static void
a_coroutine_object_runs_once(void **state)
{
    play(use_coroutines);
    assert_journal("0 once runs\n0 a coroutine object runs only once\n"
                   "0 a coroutine object runs only once\n0 1\n0 report: say was never awaited\n");
}

/* What a coroutine object runs with lasts, also when it was the last to hold it. */
static AwValue
sleep_and_say(AwValue name)
{
    AW_TRY(aw_sleep(AW_SECOND));
    return say(name);
}

static AwValue
await_the_last(AwValue none)
{
    AwFuture *coroutine;
    {
        AW_SCOPE();
        coroutine = aw_ref(aw_coro(sleep_and_say, aw_text("argument %d", 1)));
    }
    aw_call_later(AW_MS, (AwCallback) aw_unref, coroutine);
    return aw_await(coroutine);
}

static void
an_argument_lasts_as_long_as_the_coroutine_runs(void **state)
{
    play(await_the_last);
    assert_journal("1000 argument 1 runs\n");
}

/* Only tasks can suspend. */
static void
try_to_suspend(void *future)
{
    AwFuture *f = future;

    note("await: %s", aw_code_name(aw_code(aw_await(f))));
    note("sleep: %s", aw_code_name(aw_code(aw_sleep(1))));
    note("wait: %s", aw_code_name(aw_code(aw_wait(&f, 1).error)));
    note("readable: %s", aw_code_name(aw_code(aw_readable(0))));
}

static AwValue
suspend_a_callback(AwValue none)
{
    aw_call_soon(try_to_suspend, aw_future());
    AW_TRY(aw_sleep(0));
    note("nothing: %s", aw_code_name(aw_code(aw_await(NULL))));
    return none;
}

static void
a_callback_cannot_suspend(void **state)
{
    play(suspend_a_callback);
    assert_journal("0 await: runtime error\n0 sleep: runtime error\n0 wait: runtime error\n"
                   "0 readable: runtime error\n0 nothing: type error\n");
}

static void
spawn_nowhere(void *data)
{
    aw_spawn(say, "x");
}

static void
spawning_without_a_loop_ends_with_a_sentence(void **state)
{
    assert_dies(spawn_nowhere, NULL,
                "aw_spawn() was called in a thread where no loop runs; aw_spawn_on() makes a task "
                "on a loop that does not run yet");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_task_is_scheduled_not_run),
        cmocka_unit_test(a_chain_of_tasks_unwinds_one_link_a_turn),
        cmocka_unit_test(a_done_task_is_awaited_without_a_turn),
        cmocka_unit_test(a_task_cannot_await_itself),
        cmocka_unit_test(only_a_task_is_the_current_task),
        cmocka_unit_test(a_call_and_an_awaited_coroutine_run_in_place),
        cmocka_unit_test(tasks_have_names),
        cmocka_unit_test(a_task_that_nobody_holds_still_runs),
        cmocka_unit_test(an_unseen_failure_is_reported_when_the_task_goes),
        cmocka_unit_test(a_coroutine_object_runs_once),
        cmocka_unit_test(an_argument_lasts_as_long_as_the_coroutine_runs),
        cmocka_unit_test(a_callback_cannot_suspend),
        cmocka_unit_test(spawning_without_a_loop_ends_with_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
