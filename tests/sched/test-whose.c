/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-whose.c - what belongs to which loop, task and run [L13 T8]. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "sched/core/loop.h"
#include "sched/run/loop-life.h"
#include "tests/support/journal.h"

/* ---- loops ---- */

static AwLoop *seen;

static AwValue
see_loop(AwValue none)
{
    seen = aw_running_loop();
    AW_IGNORE(
        aw_set_result(aw_future(), none)); /* made for that loop, or it could not be awaited here */
    return aw_await(aw_future()->loop == seen ? aw_gather(NULL, 0) : aw_future());
}

static void
the_running_loop_is_the_one_that_runs(void **state)
{
    AwLoop *loop = loop_new(&virtual_clock);

    assert_null(aw_running_loop());
    loop_set_running(loop);
    AwFuture *task = aw_ref(aw_spawn(see_loop, AW_NONE));
    loop_set_running(NULL);
    AW_IGNORE(aw_run_until_complete(loop, task));
    assert_ptr_equal(seen, loop);
    assert_null(aw_running_loop());
    aw_unref(task);
    AW_IGNORE(aw_loop_close(loop));
    assert_string_equal(code_word(aw_run(see_loop, AW_NONE)), "fine");
    assert_null(aw_running_loop());
}

static void *
look_around(void *data)
{
    *(bool *) data = !aw_running_loop();
    return NULL;
}

static AwValue
ask_another_thread(AwValue none)
{
    pthread_t thread;
    bool is_alone = false;

    pthread_create(&thread, NULL, look_around, &is_alone);
    pthread_join(thread, NULL);
    note("%s, %s", aw_running_loop() ? "a loop here" : "none here", is_alone ? "none there" : "?");
    return none;
}

static void
another_thread_has_no_running_loop(void **state)
{
    play(ask_another_thread);
    assert_journal("0 a loop here, none there\n");
}

static AwValue
sleep_for(AwValue ms)
{
    AW_TRY(aw_sleep(aw_to_int(ms) * AW_MS));
    note("slept %d", (int) aw_to_int(ms));
    return ms;
}

static AwFuture *
spawn_on(AwLoop *loop, int64_t ms)
{
    loop_set_running(loop);
    AwFuture *task = aw_ref(aw_spawn(sleep_for, ms));
    loop_set_running(NULL);
    return task;
}

static void
two_loops_keep_to_themselves(void **state)
{
    AwLoop *a = loop_new(&virtual_clock), *b = loop_new(&virtual_clock);
    AwFuture *of_a = spawn_on(a, 5), *of_b = spawn_on(b, 7);

    journal_clear();
    AW_IGNORE(aw_run_until_complete(b, of_b));
    assert_false(aw_done(of_a));
    AW_IGNORE(aw_run_until_complete(a, of_a));
    assert_journal("7 slept 7\n5 slept 5\n");
    aw_unref(of_a);
    aw_unref(of_b);
    AW_IGNORE(aw_loop_close(a));
    AW_IGNORE(aw_loop_close(b));
}

/* ---- what is another loop's ---- */

static AwLoop *other;
static AwFuture *theirs;

static void
play_beside_another(AwFn fn)
{
    other = loop_new(&virtual_clock);
    loop_set_running(other);
    theirs = aw_ref(aw_future());
    loop_set_running(NULL);
    play(fn);
    aw_unref(theirs);
    AW_IGNORE(aw_loop_close(other));
}

static AwValue
await_theirs(AwValue none)
{
    note("%s", code_word(aw_await(theirs)));
    return none;
}

static void
a_task_awaits_no_future_of_another_loop(void **state)
{
    play_beside_another(await_theirs);
    assert_journal("0 runtime error\n");
}

static AwValue
gather_theirs(AwValue none)
{
    note("%s", code_word(aw_await(aw_gather(AW_FUTURES(aw_future(), theirs)))));
    return none;
}

static void
futures_of_two_loops_are_not_gathered(void **state)
{
    play_beside_another(gather_theirs);
    assert_journal("0 value error\n");
}

/* ---- tasks ---- */

static AwValue
is_current(AwValue name)
{
    for (int i = 0; i < 3; i++) {
        note("%s in %s", aw_name(aw_current_task()), aw_to_text(name));
        AW_TRY(aw_sleep(0));
    }
    return name;
}

static AwValue
interleave(AwValue none)
{
    AwFuture *a = aw_spawn(is_current, "a", .name = "a"),
             *b = aw_spawn(is_current, "b", .name = "b");

    AW_TRY(aw_await(a));
    return aw_await(b);
}

static void
the_current_task_changes_with_every_step(void **state)
{
    play(interleave);
    assert_journal("0 a in a\n0 b in b\n0 a in a\n0 b in b\n0 a in a\n0 b in b\n");
}

static void
outside_of_a_run_no_task_is_current(void **state)
{
    AwLoop *loop = loop_new(&virtual_clock);

    loop_set_running(loop); /* as between two runs of an embedded one */
    assert_null(aw_current_task());
    loop_set_running(NULL);
    AW_IGNORE(aw_loop_close(loop));
}

static AwValue
ensure(AwValue none)
{
    AwFuture *future = aw_future(), *task = aw_spawn(sleep_for, 1);
    AwFuture *coroutine = aw_coro(sleep_for, 2), *made = aw_ensure_future(coroutine);

    note("future %d, task %d, coroutine %d", aw_ensure_future(future) == future,
         aw_ensure_future(task) == task, made == coroutine);
    return aw_await(made);
}

static void
ensuring_a_future_gives_it_back(void **state)
{
    AwValue v = play(ensure);

    assert_int_equal(aw_to_int(v), 2);
    assert_journal("0 future 1, task 1, coroutine 0\n1 slept 1\n2 slept 2\n");
}

static AwValue
give_future(AwValue none)
{
    return aw_object(aw_future());
}

static AwValue
take_future(AwValue none)
{
    AwValue v = AW_TRY(aw_await(aw_spawn(give_future, AW_NONE)));

    note("%s", aw_done(aw_to_future(v)) ? "done" : "pending");
    return none;
}

/* The future is only data: nobody waits for it. */
static void
a_task_may_return_a_future(void **state)
{
    play(take_future);
    assert_journal("0 pending\n");
}

static AwValue
at_once(AwValue none)
{
    return none;
}

static int
tasks_left(void)
{
    int n = 0;

    for (AwFuture *future = aw_running_loop()->first_future; future; future = future->newer)
        n += task_of(future) && !aw_done(future);
    return n;
}

static AwValue
count_tasks(AwValue none)
{
    aw_spawn(at_once, AW_NONE, .eager_start = true);
    note("one at once: %d left", tasks_left());
    aw_spawn(sleep_for, 1, .eager_start = true);
    note("one that waits: %d left", tasks_left());
    return aw_sleep(2 * AW_MS);
}

static void
an_eager_task_that_is_done_is_not_left_over(void **state)
{
    play(count_tasks);
    assert_journal("0 one at once: 1 left\n0 one that waits: 2 left\n1 slept 1\n");
}

/* ---- completions ---- */

/* An iterator is a value: it goes on from where it was, whichever task asks. */
static AwValue
take_later(AwValue none)
{
    AwFuture *a = aw_spawn(sleep_for, 5), *b = aw_spawn(sleep_for, 1);
    AwCompletions *completions = aw_as_completed(AW_FUTURES(a, b));

    note("first %d", (int) aw_to_int(AW_TRY(aw_result(aw_next(completions)))));
    AW_TRY(aw_sleep(10 * AW_MS));
    note("second %d", (int) aw_to_int(AW_TRY(aw_result(aw_next(completions)))));
    note("%s", aw_next(completions) ? "more" : "no more");
    return none;
}

static void
completions_may_be_taken_later(void **state)
{
    play(take_later);
    assert_journal("1 slept 1\n1 first 1\n5 slept 5\n11 second 5\n11 no more\n");
}

/* ---- clocks ---- */

static AwValue
time_of_a_minute(AwValue none)
{
    AwTime begin = aw_time();

    AW_TRY(aw_sleep(60 * AW_SECOND));
    return aw_int(aw_time() - begin);
}

static void
a_run_has_the_clock_it_was_given(void **state)
{
    assert_int_equal(aw_to_int(aw_run(time_of_a_minute, AW_NONE, .clock = AW_CLOCK_VIRTUAL)),
                     60 * AW_SECOND);
}

enum { SHORT_SLEEPS = 5 };

static AwValue
sleep_shortly(AwValue none)
{
    AwTime ns = 10 * AW_MS;

    for (int i = 0; i < SHORT_SLEEPS; i++, ns /= 100)
        AW_TRY(aw_sleep(ns ? ns : 1));
    return aw_int((int64_t) turn());
}

/* [L4] Each sleep ends in the turn that its deadline wakes, not in an extra turn that finds
 * nothing. */
static void
a_short_sleep_does_not_spin(void **state)
{
    assert_in_range(aw_to_int(play_real(sleep_shortly)), SHORT_SLEEPS, 2 * SHORT_SLEEPS + 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_running_loop_is_the_one_that_runs),
        cmocka_unit_test(another_thread_has_no_running_loop),
        cmocka_unit_test(two_loops_keep_to_themselves),
        cmocka_unit_test(a_task_awaits_no_future_of_another_loop),
        cmocka_unit_test(futures_of_two_loops_are_not_gathered),
        cmocka_unit_test(the_current_task_changes_with_every_step),
        cmocka_unit_test(outside_of_a_run_no_task_is_current),
        cmocka_unit_test(ensuring_a_future_gives_it_back),
        cmocka_unit_test(a_task_may_return_a_future),
        cmocka_unit_test(an_eager_task_that_is_done_is_not_left_over),
        cmocka_unit_test(completions_may_be_taken_later),
        cmocka_unit_test(a_run_has_the_clock_it_was_given),
        cmocka_unit_test(a_short_sleep_does_not_spin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
