/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-record-facts.c - what events say besides that something happened: why, by whom, with what
 * result. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/kept.h"

static AwValue
echo(AwValue v)
{
    return v;
}

static AwValue
fails(AwValue v)
{
    return aw_error(AW_VALUE, "no");
}

static AwValue
sleeps(AwValue v)
{
    return aw_sleep(AW_MS);
}

/* ---- what woke the loop ---- */

static void
nothing(void *data)
{
    (void) data;
}

static AwValue
call_loop(AwValue loop)
{
    aw_work(AW_MS);
    aw_call_soon_threadsafe((AwLoop *) aw_to_pointer(loop), nothing, NULL);
    aw_work(AW_MS);
    return AW_NONE;
}

static AwValue
wake_up_twice(AwValue none)
{
    AW_TRY(aw_sleep(AW_MS));
    return aw_to_thread(call_loop, (void *) aw_running_loop());
}

static void
a_loop_that_wakes_up_says_why(void **state)
{
    kept_run(wake_up_twice, AW_CLOCK_VIRTUAL);
    assert_int_equal(kept_event(TRACE_POLL_END, 1)->value, TRACE_WOKEN_BY_TIME);
    assert_int_equal(kept_event(TRACE_POLL_END, 2)->value, TRACE_WOKEN_BY_THREAD);
}

static AwValue
read_late(AwValue none)
{
    int ends[2];

    if (pipe(ends) || write(ends[1], "x", 1) != 1)
        abort();
    return aw_readable(ends[0]);
}

static void
a_descriptor_is_named_as_the_reason(void **state)
{
    kept_run(read_late, AW_CLOCK_REAL);
    assert_int_equal(kept_event(TRACE_POLL_END, 1)->value, TRACE_WOKEN_BY_WORLD);
}

static AwValue
wait_for_ever(AwValue none)
{
    return aw_await(aw_future());
}

static void
a_deadlock_is_named_as_the_reason(void **state)
{
    record(wait_for_ever);
    kept_read();
    assert_int_equal(kept_event(TRACE_POLL_END, 1)->value, TRACE_WOKEN_BY_NOTHING_EVER);
}

static AwValue
interrupt_once(AwValue none)
{
    AwValue v;

    raise(SIGINT);
    v = aw_sleep(AW_SECOND);
    aw_uncancel(aw_current_task());
    return aw_failed(v) ? AW_NONE : v;
}

static void
ctrl_c_is_the_origin_of_a_cancel(void **state)
{
    kept_run(interrupt_once, AW_CLOCK_VIRTUAL);
    const TraceEvent *signal = kept_event(TRACE_LOOP_SIGNAL, 1);
    assert_int_equal(signal->value, SIGINT);
    assert_int_equal(kept_event(TRACE_TASK_CANCEL, 1)->number, signal->number + 1);
}

/* ---- waits and calls ---- */

static AwValue
wait_in_ways(AwValue none)
{
    AwFuture *both[2] = {aw_spawn(sleeps, 1), aw_spawn(sleeps, 2)};

    AW_TRY(aw_await(aw_gather(both, 2)));
    both[0] = aw_spawn(sleeps, 1);
    both[1] = aw_spawn(sleeps, 2);
    AW_TRY(aw_await(aw_gather(both, 2, .return_exceptions = true)));
    both[0] = aw_spawn(sleeps, 1);
    AwWait waited = AW_TRY(aw_wait(both, 1, .return_when = AW_FIRST_COMPLETED));
    (void) waited;
    return none;
}

static void
a_wait_says_what_it_waits_for(void **state)
{
    int64_t numbers[3];
    int n = 0;

    kept_run(wait_in_ways, AW_CLOCK_VIRTUAL);
    for (int i = 1; i <= kept_count(TRACE_FUTURE_CREATED); i++)
        if (kept_event(TRACE_FUTURE_CREATED, i)->value_type == TRACE_VALUE_LABEL)
            numbers[n++] = kept_event(TRACE_FUTURE_CREATED, i)->value;
    assert_int_equal(n, 3);
    assert_int_equal(numbers[0], 0);
    assert_int_equal(numbers[1], 1);
    assert_int_equal(numbers[2], AW_FIRST_COMPLETED);
}

static AwValue
call_and_yield(AwValue none)
{
    AW_TRY(aw_call(echo, 7));
    AW_IGNORE(aw_call(fails, 7));
    AW_TRY(aw_sleep(0));
    AW_TRY(aw_sleep(-5));
    AW_IGNORE(aw_await(aw_current_task()));
    return none;
}

static void
a_call_says_what_it_returns(void **state)
{
    kept_run(call_and_yield, AW_CLOCK_VIRTUAL);
    assert_int_equal(kept_event(TRACE_FRAME_LEAVE, 1)->value, 7);
    assert_int_equal(kept_event(TRACE_FRAME_LEAVE, 2)->value_type, TRACE_VALUE_ERROR);
    assert_string_equal(kept_event(TRACE_FRAME_LEAVE, 2)->text, "no");
}

static void
a_task_that_gives_way_says_why(void **state)
{
    kept_run(call_and_yield, AW_CLOCK_VIRTUAL);
    assert_int_equal(kept_event(TRACE_TASK_YIELD, 1)->value_type, TRACE_VALUE_NONE);
    assert_int_equal(kept_event(TRACE_TASK_YIELD, 2)->value, -5);
    assert_string_equal(kept_event(TRACE_TASK_YIELD, 3)->text, "a task cannot await itself");
}

/* ---- cancelling ---- */

static AwValue
stays(AwValue v)
{
    AW_IGNORE(aw_sleep(10 * AW_MS));
    return aw_sleep(AW_MS);
}

static AwValue
cancel_a_gather_and_a_deaf_task(AwValue none)
{
    AwFuture *both[2] = {aw_spawn(sleeps, 1), aw_spawn(sleeps, 2)}, *all = aw_gather(both, 2);
    AwFuture *deaf = aw_spawn(stays, 1);

    AW_TRY(aw_sleep(0));
    aw_cancel(all);
    AW_IGNORE(aw_await(all));
    aw_cancel(deaf);
    AW_IGNORE(aw_await(deaf));
    return none;
}

static void
a_gather_that_is_cancelled_says_so_first(void **state)
{
    kept_run(cancel_a_gather_and_a_deaf_task, AW_CLOCK_VIRTUAL);
    const TraceEvent *cancel = kept_event(TRACE_FUTURE_CANCEL, 1);
    assert_int_equal(cancel->object, kept_event(TRACE_TASK_CREATED, 1)->subject);
    assert_int_equal(kept_event(TRACE_TASK_CANCEL, 1)->number, cancel->number + 1);
}

static void
a_request_that_was_dropped_is_put_back(void **state)
{
    kept_run(cancel_a_gather_and_a_deaf_task, AW_CLOCK_VIRTUAL);
    assert_int_equal(kept_event(TRACE_CANCEL_PUT_BACK, 1)->subject,
                     kept_event(TRACE_TASK_CREATED, 4)->subject);
}

/* ---- locks and queues ---- */

static AwValue
make_things(AwValue none)
{
    (void) !aw_condition(aw_lock());
    (void) !aw_condition(NULL);
    (void) !aw_queue(.order = AW_PRIORITY);
    (void) !aw_queue(.order = AW_LIFO, .maxsize = 3);
    (void) !aw_queue();
    return none;
}

static void
a_condition_names_its_lock(void **state)
{
    kept_run(make_things, AW_CLOCK_VIRTUAL);
    assert_int_equal(kept_event(TRACE_CONDITION_CREATED, 1)->value,
                     kept_event(TRACE_LOCK_CREATED, 1)->subject);
    assert_int_equal(kept_event(TRACE_CONDITION_CREATED, 2)->value_type, TRACE_VALUE_NONE);
}

static void
a_queue_names_its_order(void **state)
{
    kept_run(make_things, AW_CLOCK_VIRTUAL);
    assert_string_equal(kept_event(TRACE_QUEUE_CREATED, 1)->text, "priority");
    assert_string_equal(kept_event(TRACE_QUEUE_CREATED, 2)->text, "lifo");
    assert_int_equal(kept_event(TRACE_QUEUE_CREATED, 2)->value, 3);
    assert_string_equal(kept_event(TRACE_QUEUE_CREATED, 3)->text, "");
}

/* ---- pools ---- */

static AwValue
use_pools(AwValue none)
{
    AwPool *pool = aw_thread_pool(3);
    AwJob *job = aw_submit_threadsafe(pool, fails, 1);

    AW_IGNORE(aw_job_result_threadsafe(job, AW_SECOND));
    AW_TRY(aw_await(aw_run_in_executor(pool, echo, 2)));
    return aw_to_thread(echo, 3);
}

static void
a_pool_says_its_size_and_workers_theirs(void **state)
{
    kept_run(use_pools, AW_CLOCK_VIRTUAL);
    const TraceEvent *pool = kept_event(TRACE_POOL_CREATED, 1);
    assert_int_equal(pool->value, 3);
    assert_int_not_equal(pool->site, 0);
    assert_int_equal(kept_event(TRACE_WORKER_STARTED, 1)->value, pool->object);
    assert_int_equal(kept_event(TRACE_POOL_CREATED, 2)->value, 4);
    assert_int_equal(kept_event(TRACE_WORKER_STARTED, 2)->value,
                     kept_event(TRACE_POOL_CREATED, 2)->object);
}

static void
a_job_says_how_it_ended(void **state)
{
    kept_run(use_pools, AW_CLOCK_VIRTUAL);
    assert_string_equal(kept_event(TRACE_JOB_END, 1)->text, "no");
    assert_int_equal(kept_event(TRACE_FUTURE_FAILED, 1)->subject,
                     kept_event(TRACE_JOB_END, 1)->object);
    assert_int_equal(kept_event(TRACE_JOB_END, 2)->value_type, TRACE_VALUE_NONE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_loop_that_wakes_up_says_why),
        cmocka_unit_test(a_descriptor_is_named_as_the_reason),
        cmocka_unit_test(a_deadlock_is_named_as_the_reason),
        cmocka_unit_test(ctrl_c_is_the_origin_of_a_cancel),
        cmocka_unit_test(a_wait_says_what_it_waits_for),
        cmocka_unit_test(a_call_says_what_it_returns),
        cmocka_unit_test(a_task_that_gives_way_says_why),
        cmocka_unit_test(a_gather_that_is_cancelled_says_so_first),
        cmocka_unit_test(a_request_that_was_dropped_is_put_back),
        cmocka_unit_test(a_condition_names_its_lock),
        cmocka_unit_test(a_queue_names_its_order),
        cmocka_unit_test(a_pool_says_its_size_and_workers_theirs),
        cmocka_unit_test(a_job_says_how_it_ended),
    };

    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
