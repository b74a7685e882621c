/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-defer.c - what is put off is done when the block is left [C7 C10]. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/support/journal.h"

static void
say(void *text)
{
    note("%s", (const char *) text);
}

static void
rest(void *text)
{
    AW_IGNORE(aw_sleep(5 * AW_MS));
    note("%s", (const char *) text);
}

/* ---- every way out ---- */

static AwValue
leave_in_many_ways(AwValue way)
{
    for (int i = 0; i < 2; i++) {
        AW_DEFER(say, "block");
        if (aw_to_int(way) == 0)
            continue;
        AW_DEFER(say, "inner");
        if (aw_to_int(way) == 1)
            break;
        if (aw_to_int(way) == 2)
            return way;
        AW_TRY(aw_error(AW_ERROR, "no"));
    }
    note("end");
    return way;
}

static AwValue
try_all_ways(AwValue none)
{
    for (int way = 0; way < 4; way++) {
        note("way %d", way);
        AW_IGNORE(leave_in_many_ways(aw_int(way)));
    }
    return none;
}

static void
it_is_done_on_every_way_out_the_last_first(void **state)
{
    play(try_all_ways);
    assert_journal("0 way 0\n0 block\n0 block\n0 end\n"
                   "0 way 1\n0 inner\n0 block\n0 end\n"
                   "0 way 2\n0 inner\n0 block\n"
                   "0 way 3\n0 inner\n0 block\n");
}

static void
outside_of_a_run_it_works_too(void **state)
{
    journal_clear();
    {
        AW_DEFER(free, malloc(1));
        AW_DEFER(say, "freed last");
    }
    assert_journal("freed last\n");
}

/* ---- in tasks ---- */

static AwValue
hold_and_rest(AwValue lock)
{
    AW_DEFER(rest, "rested");
    AW_HOLD(lock.u.p);
    AW_DEFER(rest, "rested with the lock");
    AW_TRY(aw_sleep(AW_SECOND));
    return lock;
}

/*        Task-2                       Task-1
 *  0 ms  holds the lock, sleeps       cancels it at 1 ms
 *  6 ms  rested, releases the lock    takes it
 * 11 ms  rested, ends cancelled
 */
static AwValue
cancel_it(AwValue none)
{
    AwLock *lock = aw_lock();
    AwFuture *task = aw_spawn(hold_and_rest, lock);

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(task, "enough");
    AW_TRY(aw_acquire(lock));
    note("has the lock");
    AwValue v = aw_await(task);
    note("%s: %s", aw_code_name(aw_code(v)), aw_message(v));
    return aw_release(lock);
}

static void
it_may_await_while_its_task_is_cancelled(void **state)
{
    play(cancel_it);
    assert_journal("6 rested with the lock\n6 has the lock\n11 rested\n11 cancelled: enough\n");
}

static AwValue
rest_at_the_end(AwValue way)
{
    {
        AW_DEFER(rest, "rested");
    }
    if (aw_to_int(way) == 1)
        AW_TRY(aw_sleep(AW_SECOND));
    return way;
}

static AwValue
cancel_the_rest(AwValue way)
{
    AwFuture *task = aw_spawn(rest_at_the_end, way);

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(task);
    note("%s", aw_code_name(aw_code(aw_await(task))));
    return way;
}

static AwValue
cancel_both_ways(AwValue none)
{
    AW_TRY(aw_call(cancel_the_rest, 0));
    return aw_call(cancel_the_rest, 1);
}

/* [C7] Whether the task ends then or suspends once more, it is cancelled. */
static void
a_cancellation_that_reaches_it_is_put_back(void **state)
{
    play(cancel_both_ways);
    assert_journal("1 rested\n1 cancelled\n2 rested\n2 cancelled\n");
}

static void
make_much(void *text)
{
    for (int i = 0; i < 100; i++)
        AW_IGNORE(aw_text("%s %d", (const char *) text, i));
}

static AwValue
return_text(AwValue none)
{
    AW_DEFER(make_much, "garbage");
    return aw_text("the result");
}

static AwValue
look_at_result(AwValue none)
{
    note("%s", aw_to_text(return_text(none)));
    return none;
}

static void
what_it_makes_goes_and_the_result_stays(void **state)
{
    play(look_at_result);
    assert_journal("0 the result\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_done_on_every_way_out_the_last_first),
        cmocka_unit_test(outside_of_a_run_it_works_too),
        cmocka_unit_test(it_may_await_while_its_task_is_cancelled),
        cmocka_unit_test(a_cancellation_that_reaches_it_is_put_back),
        cmocka_unit_test(what_it_makes_goes_and_the_result_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
