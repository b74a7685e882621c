/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-cancel.c - cancellation [C]. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/journal.h"

static AwValue
sleeper(AwValue name)
{
    note("%s begins", aw_to_text(name));
    AwValue v = aw_sleep(AW_SECOND);
    note("%s: %s", aw_to_text(name), word(v));
    return v;
}

/* [C1] Not a line of it runs. */
static AwValue
cancel_unstarted(AwValue none)
{
    AwFuture *task = aw_spawn(sleeper, "a");

    note("asked %d", aw_cancel(task, "early"));
    note("%s", word(aw_await(task)));
    note("cancelled %d", aw_cancelled(task));
    return none;
}

static void
a_task_cancelled_before_it_began_never_runs(void **state)
{
    play(cancel_unstarted);
    assert_journal("0 asked 1\n0 cancelled:early\n0 cancelled 1\n");
}

/* [C2 C4 C5 C11]
 *
 *          main        a
 *   0 ms   sleeps      sleeps 1 s
 *  10 ms   cancels     -
 *          awaits      gets it a turn later, ends
 */
static AwValue
cancel_sleeping(AwValue none)
{
    AwFuture *task = aw_spawn(sleeper, "a");

    AW_TRY(aw_sleep(10 * AW_MS));
    note("asked %d", aw_cancel(task, "why"));
    note("done %d, count %d", aw_done(task), aw_cancelling(task));
    note("%s", word(aw_await(task)));
    note("again %d", aw_cancel(task));
    note("count %d", aw_cancelling(task));
    return none;
}

static void
a_request_reaches_a_suspended_task_a_turn_later(void **state)
{
    play(cancel_sleeping);
    assert_journal("0 a begins\n10 asked 1\n10 done 0, count 1\n10 a: cancelled:why\n"
                   "10 cancelled:why\n10 again 0\n10 count 1\n");
}

/* [C6] The wake-up is scheduled already: the cancellation takes the place of the result. */
static AwFuture *shared;

static AwValue
await_shared(AwValue none)
{
    note("%s", word(aw_await(shared)));
    return none;
}

static AwValue
cancel_woken(AwValue none)
{
    AwFuture *task;

    shared = aw_future();
    task = aw_spawn(await_shared, none);
    AW_TRY(aw_sleep(0));
    AW_TRY(aw_set_result(shared, aw_str("lost")));
    aw_cancel(task, "c6");
    AW_TRY(aw_await(task));
    note("still there: %s", word(aw_result(shared)));
    return none;
}

static void
a_cancellation_takes_the_place_of_a_result_on_its_way(void **state)
{
    play(cancel_woken);
    assert_journal("0 cancelled:c6\n0 still there: 'lost'\n");
}

/* [C7] Asked by itself: the next suspension is where it comes. */
static AwValue
cancel_self_and_sleep(AwValue none)
{
    uint64_t before;

    aw_cancel(aw_current_task(), "self");
    before = turn();
    note("%s", word(aw_sleep(AW_SECOND)));
    note("%d turn", (int) (turn() - before));
    return none;
}

static AwValue
cancel_self_and_return(AwValue none)
{
    aw_cancel(aw_current_task(), "self");
    return aw_str("lost");
}

static AwValue
cancel_self_and_fail(AwValue none)
{
    aw_cancel(aw_current_task());
    return aw_error(AW_ERROR, "mine");
}

static void
a_task_that_cancels_itself_gets_it_at_its_next_suspension(void **state)
{
    play(cancel_self_and_sleep);
    assert_journal("0 cancelled:self\n0 1 turn\n");
    assert_int_equal(aw_code(play(cancel_self_and_return)), AW_CANCELLED);
    assert_int_equal(aw_code(play(cancel_self_and_fail)), AW_ERROR);
}

/* [C8 C11] */
static AwValue
stubborn(AwValue none)
{
    AwValue v = aw_sleep(AW_SECOND);

    note("swallows %s", word(v));
    AW_TRY(aw_sleep(AW_SECOND));
    return aw_str("value");
}

static AwValue
cancel_stubborn(AwValue none)
{
    AwFuture *task = aw_spawn(stubborn, none);

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(task);
    note("%s", word(aw_await(task)));
    note("cancelled %d, count %d", aw_cancelled(task), aw_cancelling(task));
    note("taken back: %d", aw_uncancel(task));
    note("taken back: %d", aw_uncancel(task));
    return none;
}

static void
a_swallowed_request_leaves_its_count(void **state)
{
    play(cancel_stubborn);
    assert_journal("1 swallows cancelled:\n1001 'value'\n1001 cancelled 0, count 1\n"
                   "1001 taken back: 0\n1001 taken back: 0\n");
}

/* [C9 C12] Two requests before the first arrives: one cancellation, the first message. */
static AwValue
cancel_twice(AwValue none)
{
    AwFuture *task = aw_spawn(stubborn, none);

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(task, "one");
    aw_cancel(task, "two");
    note("%s", word(aw_await(task)));
    note("count %d", aw_cancelling(task));
    return none;
}

static void
two_requests_at_once_are_one_cancellation(void **state)
{
    play(cancel_twice);
    assert_journal("1 swallows cancelled:one\n1001 'value'\n1001 count 2\n");
}

/* [C10] A request during the clean-up interrupts that, too. */
static AwValue
clean_up(AwValue none)
{
    note("body: %s", word(aw_sleep(AW_SECOND)));
    AwValue v = aw_sleep(AW_SECOND);
    note("clean-up: %s", word(v));
    return v;
}

static AwValue
cancel_clean_up(AwValue none)
{
    AwFuture *task = aw_spawn(clean_up, none);

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(task, "one");
    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(task, "two");
    return aw_await(task);
}

static void
a_request_during_the_clean_up_interrupts_it(void **state)
{
    play(cancel_clean_up);
    assert_journal("1 body: cancelled:one\n2 clean-up: cancelled:two\n");
}

/* [C11] Taking the last request back also takes it back when it was not delivered yet. */
static AwValue
take_back(AwValue none)
{
    aw_cancel(aw_current_task());
    note("left %d", aw_uncancel(aw_current_task()));
    note("%s", word(aw_sleep(AW_MS)));
    return none;
}

static void
a_request_taken_back_in_time_never_comes(void **state)
{
    play(take_back);
    assert_journal("0 left 0\n1 None\n");
}

/* [C13 C14] */
static AwValue
give_up(AwValue none)
{
    return aw_error(AW_CANCELLED, "on my own");
}

static AwValue
turn_it(AwValue none)
{
    return aw_failed(aw_sleep(AW_SECOND)) ? aw_error(AW_ERROR, "turned") : none;
}

static AwValue
watch_both(AwValue none)
{
    AwFuture *a = aw_spawn(give_up, none), *b = aw_spawn(turn_it, none);

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(b);
    note("%s", word(aw_await(a)));
    note("cancelled %d, count %d", aw_cancelled(a), aw_cancelling(a));
    note("%s", word(aw_await(b)));
    note("cancelled %d", aw_cancelled(b));
    return none;
}

static void
what_the_function_returns_decides(void **state)
{
    play(watch_both);
    assert_journal("1 cancelled:on my own\n1 cancelled 1, count 0\n"
                   "1 error:turned\n1 cancelled 0\n");
}

/* [C16] The inner one swallows it, so the outer one gets its value. */
static AwValue
await_stubborn(AwValue none)
{
    AwValue v = aw_await(aw_spawn(stubborn, none));

    note("outer: %s, count %d", word(v), aw_cancelling(aw_current_task()));
    return v;
}

static AwValue
cancel_outer(AwValue none)
{
    AwFuture *task = aw_spawn(await_stubborn, none);

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(task);
    return aw_await(task);
}

static void
an_outer_task_never_sees_what_the_inner_one_swallowed(void **state)
{
    play(cancel_outer);
    assert_journal("1 swallows cancelled:\n1001 outer: 'value', count 1\n");
}

/* [C20] */
static AwValue
cancel_several(AwValue none)
{
    AwFuture *a = aw_spawn(sleeper, "a"), *b = aw_spawn(sleeper, "b");

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(b);
    aw_cancel(a);
    return aw_sleep(AW_MS);
}

static void
tasks_get_it_in_the_order_they_were_cancelled(void **state)
{
    play(cancel_several);
    assert_journal("0 a begins\n0 b begins\n1 b: cancelled:\n1 a: cancelled:\n");
}

/* A result dropped on purpose does not take a cancellation with it. */
static AwValue
ignore_it(AwValue none)
{
    AW_IGNORE(aw_sleep(AW_SECOND));
    note("next: %s", word(aw_sleep(AW_SECOND)));
    return none;
}

static AwValue
cancel_ignoring(AwValue none)
{
    AwFuture *task = aw_spawn(ignore_it, none);

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(task, "again");
    return aw_await(task);
}

static void
an_ignored_cancellation_comes_again(void **state)
{
    play(cancel_ignoring);
    assert_journal("1 next: cancelled:again\n");
}

/* [C8] */
static AwValue
ignore_a_cancelled_task(AwValue none)
{
    AwFuture *task = aw_spawn(sleeper, "a");

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(task);
    AW_IGNORE(aw_await(task));
    note("next: %s", word(aw_sleep(AW_MS)));
    return none;
}

static void
that_of_another_task_does_not(void **state)
{
    play(ignore_a_cancelled_task);
    assert_journal("0 a begins\n1 a: cancelled:\n2 next: None\n");
}

/* Of which it does not hear, as an endless loop would not. */
static AwValue
ignore_often(AwValue n)
{
    for (int64_t i = aw_to_int(n); i > 0; i--) {
        AW_SCOPE();
        AW_IGNORE(aw_sleep(AW_SECOND));
    }
    return AW_NONE;
}

static AwValue
leave_deaf_tasks(AwValue none)
{
    aw_spawn(ignore_often, 99, .name = "patient");
    aw_spawn(ignore_often, 300, .name = "deaf");
    return aw_sleep(AW_MS);
}

/* As the run ends. */
static void
a_task_that_ignores_its_cancellation_for_ever_is_reported_once(void **state)
{
    play(leave_deaf_tasks);
    assert_non_null(strstr(journal(), "report: deaf was cancelled, but has dropped that"));
    assert_string_equal(strchr(journal(), '\n'), "\n");
}

/* Asked before it begins to wait, and again. */
static AwValue
ignore_twice(AwValue none)
{
    aw_cancel(aw_current_task(), "1");
    AW_IGNORE(aw_sleep(AW_MS));
    AW_IGNORE(aw_sleep(AW_MS));
    note("next: %s", word(aw_sleep(AW_MS)));
    note("then: %s", word(aw_sleep(AW_MS)));
    return none;
}

static void
one_that_was_asked_for_before_comes_again(void **state)
{
    play(ignore_twice);
    assert_journal("0 next: cancelled:1\n1 then: None\n");
}

/* ---- lines ---- */

enum { IN_LINE = 40 };

static AwSemaphore *slots;
static int next_served;

static AwValue
stand_in_line(AwValue number)
{
    AW_TRY(aw_acquire(slots));
    if (aw_to_int(number) != next_served)
        return aw_error(AW_ERROR, "%d was served before %d", (int) aw_to_int(number), next_served);
    next_served++;
    return AW_NONE;
}

/* Every second one leaves, each `skip` places behind the one before. */
static AwValue
leave_the_line(AwValue skip)
{
    AwFuture *others[IN_LINE], *tasks[IN_LINE];
    AW_SCOPE();

    for (int i = 0; i < IN_LINE; i++) {
        tasks[i] = aw_spawn(stand_in_line, next_served + i);
        others[i] = aw_spawn(stand_in_line, -1);
    }
    AW_TRY(aw_sleep(0));
    for (int64_t i = 0, at = 0; i < IN_LINE; i++, at += aw_to_int(skip))
        aw_cancel(others[at % IN_LINE]);
    AW_TRY(aw_sleep(0));
    for (int i = 0; i < IN_LINE; i++)
        AW_TRY(aw_release(slots));
    AW_TRY(aw_await(aw_gather(tasks, IN_LINE)));
    return AW_NONE;
}

static AwValue
leave_lines(AwValue none)
{
    slots = aw_semaphore(0);
    next_served = 0;
    for (int round = 0; round < 3; round++)
        for (int skip = 1; skip < IN_LINE; skip++)
            if (skip % 2 && skip % 5) /* so that all get their turn */
                AW_TRY(aw_call(leave_the_line, skip));
    return aw_int(next_served);
}

/* [C18 SE2 SE5] */
static void
a_line_keeps_its_order_whoever_leaves_it(void **state)
{
    AwValue v = play(leave_lines);

    assert_string_equal(aw_failed(v) ? aw_message(v) : "", "");
    assert_int_equal(aw_to_int(v), 3 * 16 * IN_LINE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_task_cancelled_before_it_began_never_runs),
        cmocka_unit_test(a_request_reaches_a_suspended_task_a_turn_later),
        cmocka_unit_test(a_cancellation_takes_the_place_of_a_result_on_its_way),
        cmocka_unit_test(a_task_that_cancels_itself_gets_it_at_its_next_suspension),
        cmocka_unit_test(a_swallowed_request_leaves_its_count),
        cmocka_unit_test(two_requests_at_once_are_one_cancellation),
        cmocka_unit_test(a_request_during_the_clean_up_interrupts_it),
        cmocka_unit_test(a_request_taken_back_in_time_never_comes),
        cmocka_unit_test(what_the_function_returns_decides),
        cmocka_unit_test(an_outer_task_never_sees_what_the_inner_one_swallowed),
        cmocka_unit_test(tasks_get_it_in_the_order_they_were_cancelled),
        cmocka_unit_test(an_ignored_cancellation_comes_again),
        cmocka_unit_test(that_of_another_task_does_not),
        cmocka_unit_test(a_task_that_ignores_its_cancellation_for_ever_is_reported_once),
        cmocka_unit_test(one_that_was_asked_for_before_comes_again),
        cmocka_unit_test(a_line_keeps_its_order_whoever_leaves_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
