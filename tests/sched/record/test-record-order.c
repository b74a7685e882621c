/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-record-order.c - the order that can be worked out from a recording is the order of the run:
 * of timers by their deadlines, and of what is ready by the events that say so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/kept.h"

/* ---- timers ----
 *
 *   sleeper   0: sleep 110 ms ...................................... due at 110
 *   busy      0: computes; 100: call_later 60 ms ................... due at 160
 *
 * In this order, however late it all is. */

static void
called(void *data)
{
    if (data)
        AW_IGNORE(aw_set_result((AwFuture *) data, 1));
}

static AwValue
sleeper(AwValue none)
{
    return aw_sleep(110 * AW_MS);
}

static AwValue
busy(AwValue future)
{
    aw_busy(100 * AW_MS);
    aw_call_later(60 * AW_MS, called, aw_to_future(future));
    return aw_await(aw_to_future(future));
}

static AwValue
two_timers(AwValue none)
{
    AwFuture *first = aw_spawn(sleeper, AW_NONE), *second = aw_spawn(busy, aw_v(aw_future()));

    AW_TRY(aw_await(first));
    return aw_await(second);
}

static void
deadlines_are_in_the_order_of_the_timers(void **state)
{
    kept_run(two_timers, AW_CLOCK_REAL);
    const TraceEvent *sleep = kept_event(TRACE_TIMER_ARMED, 1),
                     *call = kept_event(TRACE_TIMER_ARMED, 2);
    assert_int_equal(kept_event(TRACE_TIMER_FIRED, 1)->subject, sleep->subject);
    assert_int_equal(kept_event(TRACE_TIMER_FIRED, 2)->object, call->object);
    assert_true(sleep->time_ns + sleep->value < call->time_ns + call->value);
}

/* ---- what is ready ----
 *
 * A job calls into the loop while a task waits for its result without suspending. The call has come
 * before what the task makes ready next, and stands before it in the queue. */

static AwLoop *loop;

static AwValue
calling_job(AwValue none)
{
    aw_call_soon_threadsafe(loop, called, NULL);
    return none;
}

static AwValue
nothing(AwValue none)
{
    return none;
}

static void
have_called(void)
{
    AwJob *job = aw_submit_threadsafe(aw_thread_pool(1), calling_job, AW_NONE);

    AW_IGNORE(aw_job_result_threadsafe(job, AW_SECOND));
}

static AwValue
spawn_after_a_call(AwValue none)
{
    loop = aw_running_loop();
    have_called();
    return aw_await(aw_spawn(nothing, AW_NONE));
}

static AwValue
yield_after_a_call(AwValue none)
{
    loop = aw_running_loop();
    have_called();
    return aw_sleep(0);
}

static AwValue
settle_after_a_call(AwValue future)
{
    have_called();
    return aw_set_result(aw_to_future(future), 1);
}

static AwValue
wait_for_it(AwValue none)
{
    AwFuture *future = aw_future();

    loop = aw_running_loop();
    aw_spawn(settle_after_a_call, aw_v(future));
    AW_TRY(aw_await(future));
    return none;
}

/* Both the call and the `n`-th event of that kind make something ready. */
static void
assert_called_before(AwFn fn, TraceKind kind, int n)
{
    kept_run(fn, AW_CLOCK_VIRTUAL);
    assert_true(kept_event(TRACE_LOOP_CALLED, 1)->number < kept_event(kind, n)->number);
    assert_true(kept_event(TRACE_CALLBACK_READY, 1)->number < kept_event(kind, n)->number);
}

static void
a_call_stands_before_what_is_ready_after_it(void **state)
{
    assert_called_before(spawn_after_a_call, TRACE_TASK_CREATED, 2);
    assert_called_before(yield_after_a_call, TRACE_TASK_YIELD, 1);
    assert_called_before(wait_for_it, TRACE_TASK_READY, 1);
}

/* ---- handles ---- */

static AwValue
call_off(AwValue none)
{
    AwHandle *soon = aw_call_soon(called, NULL), *later = aw_call_later(AW_SECOND, called, NULL);

    aw_call_later(AW_SECOND, called, NULL);
    aw_handle_cancel(soon);
    aw_handle_cancel(later);
    return aw_sleep(2 * AW_SECOND);
}

static void
handles_are_told_apart(void **state)
{
    kept_run(call_off, AW_CLOCK_VIRTUAL);
    const TraceEvent *first = kept_event(TRACE_TIMER_ARMED, 1),
                     *second = kept_event(TRACE_TIMER_ARMED, 2);
    assert_int_equal(kept_event(TRACE_CALLBACK_READY, 1)->value,
                     kept_event(TRACE_CALLBACK_DROPPED, 1)->value);
    assert_int_equal(kept_event(TRACE_TIMER_CANCELLED, 1)->object, first->object);
    assert_int_equal(kept_event(TRACE_TIMER_FIRED, 1)->object, second->object);
    assert_int_not_equal(first->object, second->object);
    assert_int_not_equal(first->site, second->site);
}

/* ---- done callbacks ---- */

static void
one_done(AwFuture *future, void *data)
{
    (void) future;
    (void) data;
}

static void
other_done(AwFuture *future, void *data)
{
    (void) future;
    (void) data;
}

/* In the ring are one, other, one: the first goes from place 0, the last then from place 1. */
static AwValue
remove_two(AwValue none)
{
    AwFuture *future = aw_future();

    aw_add_done_callback(future, one_done, NULL);
    aw_add_done_callback(future, other_done, NULL);
    aw_add_done_callback(future, one_done, NULL);
    aw_remove_done_callback(future, one_done, NULL);
    AW_TRY(aw_set_result(future, 1));
    return aw_sleep(0);
}

static void
a_callback_is_removed_from_a_place(void **state)
{
    kept_run(remove_two, AW_CLOCK_VIRTUAL);
    assert_int_equal(kept_event(TRACE_DONE_REMOVED, 1)->value, 0);
    assert_int_equal(kept_event(TRACE_DONE_REMOVED, 2)->value, 1);
    assert_int_equal(kept_event(TRACE_CALLBACK_BEGIN, 1)->object,
                     kept_event(TRACE_DONE_REMOVED, 1)->subject);
    assert_int_equal(kept_event(TRACE_CALLBACK_BEGIN, 2)->object,
                     kept_event(TRACE_TASK_CREATED, 1)->subject);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deadlines_are_in_the_order_of_the_timers),
        cmocka_unit_test(a_call_stands_before_what_is_ready_after_it),
        cmocka_unit_test(handles_are_told_apart),
        cmocka_unit_test(a_callback_is_removed_from_a_place),
    };

    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
