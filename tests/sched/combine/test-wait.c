/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-wait.c - waiting for some of many [W]. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "sched/core/loop.h"
#include "tests/support/journal.h"

static AwValue
item(AwValue ms)
{
    AW_TRY(aw_sleep(aw_to_int(ms) * AW_MS));
    return ms;
}

static AwValue
broken(AwValue ms)
{
    AW_TRY(aw_sleep(aw_to_int(ms) * AW_MS));
    return aw_error(AW_ERROR, "broken at %d", (int) aw_to_int(ms));
}

static void
note_wait(AwWait got)
{
    if (aw_failed(got))
        note("%s: %s", aw_code_name(aw_code(got.error)), aw_message(got.error));
    else
        note("done %d, pending %d", got.n_done, got.n_pending);
}

/* [W1 W2 W4] */
static AwValue
wait_ways(AwValue none)
{
    AwFuture *tasks[] = {aw_spawn(item, 3), aw_spawn(item, 1), aw_spawn(item, 2)};

    note_wait(aw_wait(tasks, 3, .timeout = AW_MS / 2));
    AwWait got = aw_wait(tasks, 3, .return_when = AW_FIRST_COMPLETED);
    note_wait(got);
    note("first is %d, pending 3 and 2: %d", (int) aw_to_int(aw_result(got.done[0])),
         got.pending[0] == tasks[0] && got.pending[1] == tasks[2]);
    note_wait(aw_wait(tasks, 3));
    return none;
}

static void
it_waits_for_the_first_or_all_or_a_while(void **state)
{
    play(wait_ways);
    assert_journal("0.5 done 0, pending 3\n1 done 1, pending 2\n"
                   "1 first is 1, pending 3 and 2: 1\n3 done 3, pending 0\n");
}

/* [W3 W7] A cancelled task is no exception; an error ends it and is not raised. */
static AwValue
wait_exception(AwValue none)
{
    AwFuture *tasks[] = {aw_spawn(item, 50), aw_spawn(broken, 2), aw_spawn(item, 60)};

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(tasks[0]);
    note_wait(aw_wait(tasks, 3, .return_when = AW_FIRST_EXCEPTION));
    note_wait(aw_wait(AW_FUTURES(tasks[0], tasks[2]), .return_when = AW_FIRST_EXCEPTION));
    return none;
}

static void
a_cancelled_task_is_no_exception(void **state)
{
    play(wait_exception);
    assert_journal("2 done 2, pending 1\n60 done 2, pending 0\n");
}

/* [W3 G5] But a gather that failed with a cancellation counts as an exception. */
static AwValue
wait_failed_gather(AwValue none)
{
    AwFuture *victim = aw_spawn(item, 50);
    AwFuture *all = aw_gather(AW_FUTURES(victim));

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(victim);
    note_wait(aw_wait(AW_FUTURES(all, aw_spawn(item, 9)), .return_when = AW_FIRST_EXCEPTION));
    return none;
}

static void
a_gather_that_failed_with_a_cancellation_is_an_exception(void **state)
{
    play(wait_failed_gather);
    assert_journal("1 done 1, pending 1\n");
}

/* [W4] Nothing is cancelled, and a timeout of 0 takes its turns. */
static AwValue
wait_zero(AwValue none)
{
    AwFuture *task = aw_spawn(item, 1);
    uint64_t before = turn();

    note_wait(aw_wait(&task, 1, .timeout = 0));
    note("%d turns", (int) (turn() - before));
    note_wait(aw_wait(&task, 1, .timeout = -AW_SECOND));
    note_wait(aw_wait(&task, 1, .timeout = AW_SECOND));
    note("%d timers wait", timers_first(&aw_running_loop()->timers) != AW_NEVER);
    return none;
}

static void
a_timeout_of_nothing_takes_its_turns(void **state)
{
    play(wait_zero);
    assert_journal("0 done 0, pending 1\n0 2 turns\n0 done 0, pending 1\n1 done 1, pending 0\n"
                   "1 0 timers wait\n");
}

/* [W5 C18] */
static AwFuture *members[2];

static AwValue
wait_members(AwValue none)
{
    AwWait got = aw_wait(members, 2);

    note_wait(got);
    return got.error;
}

static AwValue
cancel_wait(AwValue none)
{
    members[0] = aw_spawn(item, 2);
    members[1] = aw_spawn(item, 3);
    AwFuture *waiter = aw_spawn(wait_members, none);

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(waiter, "m");
    AW_TRY(aw_sleep(5 * AW_MS));
    note("%d %d", aw_cancelled(members[0]), aw_cancelled(members[1]));
    return none;
}

static void
cancelling_a_wait_leaves_its_members_alone(void **state)
{
    play(cancel_wait);
    assert_journal("1 cancelled: m\n6 0 0\n");
}

/* [W6] Members done already: still two turns. */
static AwValue
wait_done(AwValue none)
{
    AwFuture *task = aw_spawn(item, 0);

    AW_TRY(aw_sleep(AW_MS));
    uint64_t before = turn();
    note_wait(aw_wait(AW_FUTURES(task, task)));
    note("%d turns", (int) (turn() - before));
    return none;
}

static void
members_that_are_done_take_two_turns(void **state)
{
    play(wait_done);
    assert_journal("1 done 1, pending 0\n1 2 turns\n");
}

/* [W8 W9] */
static AwValue
wait_wrongly(AwValue none)
{
    AwFuture *coroutine = aw_coro(item, 1), *nothing = NULL;

    note_wait(aw_wait(&coroutine, 0));
    note_wait(aw_wait(&coroutine, 1));
    note_wait(aw_wait(&nothing, 1));
    AW_TRY(aw_await(coroutine));
    return none;
}

static void
it_refuses_what_it_cannot_wait_for(void **state)
{
    play(wait_wrongly);
    assert_journal("0 value error: there is nothing to wait for\n"
                   "0 type error: wait takes futures, no coroutine objects\n"
                   "0 type error: wait takes futures, no coroutine objects\n");
}

/* [W10] The sets are formed when the waiter runs: b ends in between.
 *
 *  turn  a      b      waiter
 *  n     ends   yields
 *  n+1          ends   (callback: woken)
 *  n+2                 finds both done
 */
static AwValue
end_in_turn(AwValue yields)
{
    AW_TRY(aw_sleep(AW_MS));
    for (int64_t i = 0; i < aw_to_int(yields); i++)
        AW_TRY(aw_sleep(0));
    return AW_NONE;
}

static AwValue
wait_sets(AwValue none)
{
    AwFuture *a = aw_spawn(end_in_turn, 0), *b = aw_spawn(end_in_turn, 1);
    AwFuture *c = aw_spawn(end_in_turn, 3);

    note_wait(aw_wait(AW_FUTURES(a, b, c), .return_when = AW_FIRST_COMPLETED));
    return none;
}

static void
the_sets_are_formed_when_the_waiter_runs(void **state)
{
    play(wait_sets);
    assert_journal("1 done 2, pending 1\n");
}

/* [W11 ER1] Errors stay unseen, but FIRST_EXCEPTION looks at those that come while other members
 * are pending. */
static AwValue
wait_unseen(AwValue none)
{
    {
        AW_SCOPE();
        AwFuture *a = aw_spawn(broken, 1, .name = "a"), *b = aw_spawn(item, 2);
        note_wait(aw_wait(AW_FUTURES(a, b)));
    }
    {
        AW_SCOPE();
        AwFuture *c = aw_spawn(broken, 1, .name = "c"), *d = aw_spawn(item, 2);
        note_wait(aw_wait(AW_FUTURES(c, d), .return_when = AW_FIRST_EXCEPTION));
    }
    return none;
}

static void
errors_of_members_stay_unseen(void **state)
{
    play(wait_unseen);
    assert_journal("2 done 2, pending 0\n2 report: a failed and nobody looked: broken at 1\n"
                   "3 done 1, pending 1\n");
}

/* [L5] Timeout and member fall due together: the one armed first decides. */
static AwValue
wait_tie(AwValue none)
{
    AwFuture *task = aw_spawn(item, 2);

    note_wait(aw_wait(&task, 1, .timeout = 2 * AW_MS));
    AW_TRY(aw_await(task));
    task = aw_spawn(item, 2);
    AW_TRY(aw_sleep(0));
    note_wait(aw_wait(&task, 1, .timeout = 2 * AW_MS));
    return none;
}

static void
a_tie_goes_to_the_timer_armed_first(void **state)
{
    play(wait_tie);
    assert_journal("2 done 0, pending 1\n4 done 1, pending 0\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_waits_for_the_first_or_all_or_a_while),
        cmocka_unit_test(a_cancelled_task_is_no_exception),
        cmocka_unit_test(a_gather_that_failed_with_a_cancellation_is_an_exception),
        cmocka_unit_test(a_timeout_of_nothing_takes_its_turns),
        cmocka_unit_test(cancelling_a_wait_leaves_its_members_alone),
        cmocka_unit_test(members_that_are_done_take_two_turns),
        cmocka_unit_test(it_refuses_what_it_cannot_wait_for),
        cmocka_unit_test(the_sets_are_formed_when_the_waiter_runs),
        cmocka_unit_test(errors_of_members_stay_unseen),
        cmocka_unit_test(a_tie_goes_to_the_timer_armed_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
