/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-gather.c - one future for many [G]. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "sched/core/future.h"
#include "tests/support/journal.h"

/* Sleeps that many ms, then returns the number. */
static AwValue
item(AwValue ms)
{
    AW_TRY(aw_sleep(aw_to_int(ms) * AW_MS));
    note("item %d", (int) aw_to_int(ms));
    return ms;
}

static AwValue
broken(AwValue ms)
{
    AW_TRY(aw_sleep(aw_to_int(ms) * AW_MS));
    return aw_error(AW_ERROR, "broken at %d", (int) aw_to_int(ms));
}

static AwValue
refuses(AwValue ms)
{
    AwValue v = aw_sleep(aw_to_int(ms) * AW_MS);

    note("refuses %s", word(v));
    return ms;
}

/* [G1 G2] */
static AwValue
gather_in_order(AwValue none)
{
    AwFuture *all = aw_gather(AW_FUTURES(aw_coro(item, 2), aw_spawn(item, 1), aw_coro(item, 3)));

    note("nothing has run");
    note("%s", word(aw_await(all)));
    return none;
}

static void
results_come_in_argument_order(void **state)
{
    play(gather_in_order);
    assert_journal("0 nothing has run\n1 item 1\n2 item 2\n3 item 3\n3 [2, 1, 3]\n");
}

/* [G3 G12] The first error ends it at once; the others run on, and their errors count as seen. */
static AwValue
gather_broken(AwValue none)
{
    AwFuture *all = aw_gather(AW_FUTURES(aw_coro(broken, 1), aw_coro(item, 2), aw_coro(broken, 3)));

    note("%s", word(aw_await(all)));
    return aw_sleep(10 * AW_MS);
}

static void
the_first_error_ends_it_and_the_others_run_on(void **state)
{
    play(gather_broken);
    assert_journal("1 error:broken at 1\n2 item 2\n");
}

/* [G4] */
static AwValue
gather_errors(AwValue none)
{
    AwFuture *victim = aw_spawn(item, 50);
    AwFuture *all = aw_gather(AW_FUTURES(aw_coro(broken, 1), victim, aw_coro(item, 3)),
                              .return_exceptions = true);

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(victim, "m");
    note("%s", word(aw_await(all)));
    return none;
}

static void
errors_can_be_items_of_the_list(void **state)
{
    play(gather_errors);
    assert_journal("3 item 3\n3 [<error: broken at 1>, <cancelled: m>, 3]\n");
}

/* [G5] A cancelled child makes it fail, not be cancelled; the sibling runs on. */
static AwValue
gather_cancelled_child(AwValue none)
{
    AwFuture *victim = aw_spawn(item, 50);
    AwFuture *all = aw_gather(AW_FUTURES(victim, aw_coro(item, 3)));

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(victim);
    note("%s", word(aw_await(all)));
    note("cancelled %d", aw_cancelled(all));
    return aw_sleep(5 * AW_MS);
}

static void
a_cancelled_child_makes_it_fail(void **state)
{
    play(gather_cancelled_child);
    assert_journal("1 cancelled:\n1 cancelled 0\n3 item 3\n");
}

/* [G6 G10] */
static AwValue
cancel_gather(AwValue none)
{
    AwFuture *all = aw_gather(AW_FUTURES(aw_coro(item, 5), aw_coro(refuses, 9), aw_coro(item, 7)));

    AW_TRY(aw_sleep(AW_MS));
    note("taken %d", aw_cancel(all, "m"));
    note("done %d", aw_done(all));
    note("%s", word(aw_await(all)));
    note("again %d", aw_cancel(all));
    return none;
}

static void
cancelling_it_cancels_the_children(void **state)
{
    play(cancel_gather);
    assert_journal("1 taken 1\n1 done 0\n1 refuses cancelled:m\n1 cancelled:m\n1 again 0\n");
}

/* [G7 G11] All children ignore the request, yet the gather was asked: it is cancelled, also with
 * return_exceptions. */
static AwValue
cancel_refused(AwValue none)
{
    AwFuture *all =
        aw_gather(AW_FUTURES(aw_coro(refuses, 5), aw_coro(broken, 7)), .return_exceptions = true);

    AW_TRY(aw_sleep(6 * AW_MS));
    aw_cancel(all, "m");
    note("%s", word(aw_await(all)));
    return none;
}

static void
a_request_that_all_refuse_still_cancels_it(void **state)
{
    play(cancel_refused);
    assert_journal("5 refuses None\n6 cancelled:m\n");
}

/* [G8] */
static AwValue
gather_duplicates(AwValue none)
{
    AwFuture *one = aw_spawn(item, 1), *coroutine = aw_coro(item, 2);

    note("%s", word(aw_await(aw_gather(AW_FUTURES(one, coroutine, one, coroutine)))));
    note("%s", word(aw_await(aw_gather(AW_FUTURES(one, one)))));
    return none;
}

static void
the_same_future_twice_is_one_child(void **state)
{
    play(gather_duplicates);
    assert_journal("1 item 1\n2 item 2\n2 [1, 2, 1, 2]\n2 [1, 1]\n");
}

/* [G9 G14] A gather of nothing, or of what is done already, is done on return, without a turn. */
static AwValue
gather_done(AwValue none)
{
    AwFuture *one = aw_spawn(item, 0), *two = aw_spawn(broken, 0), *pending = aw_spawn(item, 5);
    uint64_t before;

    note("%s", word(aw_result(aw_gather((AwFuture **) NULL, 0))));
    AW_TRY(aw_sleep(AW_MS));
    before = turn();
    note("%s", word(aw_await(aw_gather(AW_FUTURES(one, one)))));
    note("%s", word(aw_await(aw_gather(AW_FUTURES(pending, two, one)))));
    note("%d turns", (int) (turn() - before));
    return none;
}

static void
children_that_are_done_count_at_once(void **state)
{
    play(gather_done);
    assert_journal("0 []\n0 item 0\n1 [0, 0]\n1 error:broken at 0\n1 0 turns\n");
}

/* [G13] Two turns from the last child to the awaiter.
 *
 *  turn  child   gather              awaiter
 *  n     ends    -                   -
 *  n+1           callback: is done   -
 *  n+2                               goes on
 */
static AwValue
last_turn(AwValue none)
{
    AW_TRY(aw_sleep(AW_MS));
    return aw_int((int64_t) turn());
}

static AwValue
count_turns(AwValue none)
{
    AwValue list = AW_TRY(aw_await(aw_gather(AW_FUTURES(aw_coro(last_turn, none)))));

    note("%d turns", (int) (turn() - (uint64_t) aw_to_int(aw_at(list, 0))));
    return none;
}

static void
the_awaiter_goes_on_two_turns_after_the_last_child(void **state)
{
    play(count_turns);
    assert_journal("1 2 turns\n");
}

/* [G15] Between the last child and the wake-up nothing can be cancelled but the awaiter. */
static AwFuture *all_of_them, *awaiter;

static AwValue
await_all(AwValue none)
{
    note("%s", word(aw_await(all_of_them)));
    return none;
}

static AwValue
cancel_in_between(AwValue none)
{
    AwFuture *child = aw_future();

    all_of_them = aw_gather(AW_FUTURES(child));
    awaiter = aw_spawn(await_all, none);
    AW_TRY(aw_sleep(0));
    AW_TRY(aw_set_result(child, none));
    note("gather %d", aw_cancel(all_of_them));
    note("task %d", aw_cancel(awaiter));
    AW_TRY(aw_sleep(AW_MS));
    note("%s", word(aw_result(all_of_them)));
    return none;
}

static void
between_the_last_child_and_the_wake_up_only_the_task_takes_a_request(void **state)
{
    play(cancel_in_between);
    assert_journal("0 gather 0\n0 task 1\n0 cancelled:\n1 [None]\n");
}

/* [G10 F10] Asking a failed gather to cancel does not count as a look at its error. */
static AwValue
cancel_failed(AwValue none)
{
    AwFuture *all = aw_gather(AW_FUTURES(aw_coro(broken, 1)));

    AW_TRY(aw_sleep(2 * AW_MS));
    note("%d", aw_cancel(all));
    return none;
}

static void
asking_a_failed_gather_to_cancel_is_no_look_at_its_error(void **state)
{
    play(cancel_failed);
    assert_journal("2 0\n2 report: gather failed and nobody looked: broken at 1\n");
}

/* [G4 ER1] An error that becomes an item counts as looked at when all are done, not before. */
static AwValue
leave_errors(AwValue none)
{
    AwFuture *all = aw_gather(AW_FUTURES(aw_spawn(broken, 1, .name = "B"), aw_future()),
                              .return_exceptions = true);

    AW_TRY(aw_sleep(5 * AW_MS));
    note("done %d", aw_done(all));
    return none;
}

static void
errors_of_a_gather_that_never_ends_stay_unseen(void **state)
{
    play(leave_errors);
    assert_journal("5 done 0\nreport: B failed and nobody looked: broken at 1\n");
}

/* [F6 G6] A request goes to every child, and counts as a look at those that are done. */
static AwValue
cancel_with_errors(AwValue none)
{
    AwFuture *failed = aw_spawn(broken, 1);
    AwFuture *all = aw_gather(AW_FUTURES(failed, aw_future()), .return_exceptions = true);

    AW_TRY(aw_sleep(5 * AW_MS));
    note("unseen %d", failed->unseen);
    note("cancel %d", aw_cancel(all));
    note("unseen %d", failed->unseen);
    note("%s", word(aw_await(all)));
    return none;
}

static void
cancelling_a_gather_looks_at_the_errors_of_its_children(void **state)
{
    play(cancel_with_errors);
    assert_journal("5 unseen 1\n5 cancel 1\n5 unseen 0\n5 cancelled:\n");
}

/* [G12] Also when nobody holds the gather any more. */
static AwValue
drop_gather(AwValue none)
{
    {
        AW_SCOPE();
        (void) !aw_gather(AW_FUTURES(aw_coro(item, 1), aw_coro(item, 2)));
    }
    return aw_sleep(5 * AW_MS);
}

static AwValue
gather_nothing_in_one_place(AwValue none)
{
    note("%s", word(aw_await(aw_gather(AW_FUTURES(aw_spawn(item, 1), (AwFuture *) NULL)))));
    return none;
}

static void
a_gather_nobody_holds_lasts_until_its_children_are_done(void **state)
{
    play(drop_gather);
    assert_journal("1 item 1\n2 item 2\n");
}

static void
a_missing_child_is_an_error(void **state)
{
    play(gather_nothing_in_one_place);
    assert_journal("0 type error:there is nothing to gather in one place\n");
}

/* Thousands of children, each listed twice, take only a moment. */
static AwValue
gather_many(AwValue none)
{
    enum { N = 20000 };
    static AwFuture *tasks[2 * N];
    AW_SCOPE();

    for (int i = 0; i < N; i++)
        tasks[i] = tasks[2 * N - 1 - i] = aw_future();
    AwFuture *all = aw_gather(tasks, 2 * N);
    for (int i = 0; i < N; i++)
        AW_TRY(aw_set_result(tasks[i], aw_int(i)));
    AwValue list = AW_TRY(aw_await(all));
    note("%d of %d", (int) aw_to_int(aw_at(list, N)), (int) aw_len(list));
    return none;
}

static void
many_children_are_gathered(void **state)
{
    play(gather_many);
    assert_journal("0 19999 of 40000\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_come_in_argument_order),
        cmocka_unit_test(the_first_error_ends_it_and_the_others_run_on),
        cmocka_unit_test(errors_can_be_items_of_the_list),
        cmocka_unit_test(a_cancelled_child_makes_it_fail),
        cmocka_unit_test(cancelling_it_cancels_the_children),
        cmocka_unit_test(a_request_that_all_refuse_still_cancels_it),
        cmocka_unit_test(the_same_future_twice_is_one_child),
        cmocka_unit_test(children_that_are_done_count_at_once),
        cmocka_unit_test(the_awaiter_goes_on_two_turns_after_the_last_child),
        cmocka_unit_test(between_the_last_child_and_the_wake_up_only_the_task_takes_a_request),
        cmocka_unit_test(asking_a_failed_gather_to_cancel_is_no_look_at_its_error),
        cmocka_unit_test(errors_of_a_gather_that_never_ends_stay_unseen),
        cmocka_unit_test(cancelling_a_gather_looks_at_the_errors_of_its_children),
        cmocka_unit_test(a_gather_nobody_holds_lasts_until_its_children_are_done),
        cmocka_unit_test(a_missing_child_is_an_error),
        cmocka_unit_test(many_children_are_gathered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
