/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-timers.c - sleeping and timers [L5-L8 L12 T4 T11]. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "sched/core/loop.h"
#include "tests/support/journal.h"

static void
say(void *name)
{
    note("%s", (const char *) name);
}

static AwValue
sleep_and_say(AwValue arg)
{
    AW_TRY(aw_sleep(aw_to_int(aw_at(arg, 0)) * AW_MS));
    note("%s", aw_to_text(aw_at(arg, 1)));
    return AW_NONE;
}

/* [T4] A sleep of 0, or less, is exactly one turn and no timer. */
static AwValue
yield(AwValue none)
{
    uint64_t before = turn();

    AW_TRY(aw_sleep(0));
    AW_TRY(aw_sleep(-5));
    note("%d turns, %d timers", (int) (turn() - before), (int) aw_running_loop()->timers.n);
    return none;
}

static void
a_sleep_of_nothing_is_one_turn(void **state)
{
    play(yield);
    assert_journal("0 2 turns, 0 timers\n");
}

/* [L5] Equal deadlines in order of creation: CPython's heap gives 0 2 6 5 1 3 4. */
static AwValue
seven_equal(AwValue none)
{
    static const char *const names[] = {"0", "1", "2", "3", "4", "5", "6"};

    for (int i = 0; i < 7; i++)
        aw_call_later(AW_MS, say, (void *) names[i]);
    return aw_sleep(2 * AW_MS);
}

static void
equal_deadlines_come_in_order_of_creation(void **state)
{
    play(seven_equal);
    assert_journal("1 0\n1 1\n1 2\n1 3\n1 4\n1 5\n1 6\n");
}

/* [L6] What a long step passed over comes in one turn, by deadline, behind what was ready. */
static AwValue
oversleep(AwValue none)
{
    aw_call_later(30 * AW_MS, say, "30");
    aw_call_later(10 * AW_MS, say, "10");
    aw_call_later(20 * AW_MS, say, "20");
    aw_busy(50 * AW_MS);
    aw_call_soon(say, "ready");
    return aw_sleep(0);
}

static void
timers_passed_over_come_at_once_by_deadline(void **state)
{
    play(oversleep);
    assert_journal("50 ready\n50 10\n50 20\n50 30\n");
}

/* [L7] A delay of 0 goes through the heap, behind what the step makes ready; less comes before. */
static AwValue
no_delay(AwValue none)
{
    aw_call_later(0, say, "zero");
    aw_call_later(-AW_MS, say, "negative");
    aw_call_later(INT64_MIN, say, "longest ago");
    aw_call_soon(say, "soon");
    return aw_sleep(AW_MS);
}

static void
a_delay_of_nothing_goes_through_the_heap(void **state)
{
    play(no_delay);
    assert_journal("0 soon\n0 longest ago\n0 negative\n0 zero\n");
}

/* [L12] Counted from the call, not from the start of the turn. */
static AwValue
sleep_after_work(AwValue none)
{
    aw_busy(50 * AW_MS);
    AW_TRY(aw_sleep(10 * AW_MS));
    note("awake");
    return none;
}

static void
a_delay_counts_from_the_call(void **state)
{
    play(sleep_after_work);
    assert_journal("60 awake\n");
}

/* [L8] Cancelled in the heap, when it is ready already, twice, and after it ran. */
static AwHandle *victim;

static void
cancel_victim(void *data)
{
    note("cancels");
    aw_handle_cancel(victim);
    aw_handle_cancel(victim);
}

static AwValue
cancel_handles(AwValue none)
{
    AwHandle *soon = aw_call_soon(say, "cancelled at once");
    AwHandle *ran = aw_call_soon(say, "ran");

    aw_handle_cancel(soon);
    aw_call_later(AW_MS, cancel_victim, NULL);
    victim = aw_call_later(AW_MS, say, "cancelled in its own turn");
    AW_TRY(aw_sleep(2 * AW_MS));
    aw_handle_cancel(ran);
    aw_handle_cancel(NULL);
    return none;
}

static void
a_cancelled_handle_is_skipped_even_when_ready(void **state)
{
    play(cancel_handles);
    assert_journal("0 ran\n1 cancels\n");
}

/* [L8] Cancelled timers do not hold the poll, and leave the heap when they are many. */
static AwValue
cancel_many(AwValue none)
{
    Timers *timers = &aw_running_loop()->timers;
    AwHandle *handles[300];

    for (int i = 0; i < 300; i++)
        handles[i] = aw_call_later((300 - i) * AW_SECOND, say, "late");
    for (int i = 0; i < 299; i++)
        aw_handle_cancel(handles[i]);
    note("%d in the heap", timers->n < 100);
    AW_TRY(aw_sleep(2 * AW_SECOND));
    note("end, %d left", (int) timers->n);
    return none;
}

static void
many_cancelled_timers_leave_the_heap(void **state)
{
    play(cancel_many);
    assert_journal("0 1 in the heap\n1000 late\n2000 end, 0 left\n");
}

/* Any order of pushes comes out in order. */
static AwValue
shuffled(AwValue none)
{
    unsigned seed = 1;

    for (int i = 0; i < 500; i++) {
        seed = seed * 1103515245 + 12345;
        aw_spawn(sleep_and_say, aw_list((int) (seed >> 16) % 50, ""));
    }
    return aw_sleep(AW_SECOND);
}

static void
timers_come_in_order_whatever_they_were_pushed_in(void **state)
{
    double last = 0, now;
    int n = 0, used;

    play(shuffled);
    for (const char *at = journal(); sscanf(at, "%lf %n", &now, &used) == 1; at += used, n++) {
        assert_true(now >= last);
        last = now;
    }
    assert_int_equal(n, 500);
}

/* [T11] A cancelled sleep takes its timer along: the run ends at once, not a day later. */
static AwValue
cancel_sleep(AwValue none)
{
    AwFuture *task = aw_spawn(sleep_and_say, aw_list(24 * 3600 * 1000, "never"));

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(task);
    AW_TRY(aw_sleep(AW_MS));
    note("%d timers wait", timers_first(&aw_running_loop()->timers) != AW_NEVER);
    return none;
}

static void
a_cancelled_sleep_takes_its_timer_along(void **state)
{
    play(cancel_sleep);
    assert_journal("2 0 timers wait\n");
}

/* A sleep for ever is no deadlock and no overflow. */
static AwValue
sleep_longest(AwValue none)
{
    AwFuture *task = aw_spawn(sleep_and_say, aw_list(INT64_MAX / AW_MS, "the end of time"));

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(task);
    return none;
}

static AwValue
call_at_the_end(AwValue none)
{
    aw_call_later(AW_NEVER, say, "never");
    aw_call_at(1, say, "at 1 ns");
    return aw_sleep(AW_NEVER - 1);
}

static void
the_longest_delays_do_not_overflow(void **state)
{
    assert_false(aw_failed(play(sleep_longest)));
    assert_false(aw_failed(play(call_at_the_end)));
    assert_journal("1e-06 at 1 ns\n");
}

/* The real clock: never early [L4]. */
static AwValue
sleep_really(AwValue none)
{
    AwTime before = aw_time();

    AW_TRY(aw_sleep(3 * AW_MS));
    return aw_int(aw_time() - before);
}

static void
a_real_sleep_is_never_too_short(void **state)
{
    assert_true(aw_to_int(play_real(sleep_really)) >= 3 * AW_MS);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sleep_of_nothing_is_one_turn),
        cmocka_unit_test(equal_deadlines_come_in_order_of_creation),
        cmocka_unit_test(timers_passed_over_come_at_once_by_deadline),
        cmocka_unit_test(a_delay_of_nothing_goes_through_the_heap),
        cmocka_unit_test(a_delay_counts_from_the_call),
        cmocka_unit_test(a_cancelled_handle_is_skipped_even_when_ready),
        cmocka_unit_test(many_cancelled_timers_leave_the_heap),
        cmocka_unit_test(timers_come_in_order_whatever_they_were_pushed_in),
        cmocka_unit_test(a_cancelled_sleep_takes_its_timer_along),
        cmocka_unit_test(the_longest_delays_do_not_overflow),
        cmocka_unit_test(a_real_sleep_is_never_too_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
