/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-wrong-thread.c - what is called where it may not be, and debug mode, which looks out for it
 * [DB1 EX9]. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/journal.h"

static AwValue
nothing(AwValue v)
{
    return v;
}

static AwFuture *shared;
static AwQueue *queue;

static AwValue
set_result(AwValue none)
{
    return aw_set_result(shared, none);
}

static AwValue
set_if_pending(AwValue none)
{
    return aw_bool(aw_set_result_if_pending(shared, none));
}

static AwValue
cancel(AwValue none)
{
    return aw_bool(aw_cancel(shared));
}

static AwValue
add_callback(AwValue none)
{
    aw_add_done_callback(shared, NULL, NULL);
    return none;
}

static AwValue
shut_queue_down(AwValue none)
{
    aw_queue_shutdown(queue, true);
    return none;
}

static AwValue
wait_for_item(AwValue none)
{
    return aw_queue_get(queue);
}

/* In a worker's thread, while the loop runs. */
static AwValue
in_worker(AwValue fn)
{
    shared = aw_future();
    queue = aw_queue();
    aw_spawn(wait_for_item, AW_NONE);
    AW_TRY(aw_sleep(AW_MS));
    return aw_await(aw_run_in_executor((AwPool *) NULL, (AwFn) aw_to_pointer(fn), AW_NONE));
}

static void
run_in_worker(void *fn)
{
    AW_IGNORE(aw_run(in_worker, fn, .no_signals = true));
}

static void
futures_belong_to_their_thread(void **state)
{
    static const struct {
        AwFn fn;
        const char *words;
    } cases[] = {
        {set_result, "aw_set_result() was called in another thread than the loop's"},
        {set_if_pending, "aw_set_result_if_pending() was called in another thread"},
        {cancel, "aw_cancel() was called in another thread"},
        {add_callback, "aw_add_done_callback() was called in another thread"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_dies(run_in_worker, (void *) cases[i].fn, cases[i].words);
}

static void
run_in_debug_mode(void *fn)
{
    setenv("AW_DEBUG", "1", 1);
    run_in_worker(fn);
}

static void
in_debug_mode_nothing_may_be_woken_from_another_thread(void **state)
{
    assert_dies(run_in_debug_mode, (void *) shut_queue_down,
                "what schedules a callback or wakes a task was called in another thread");
}

static AwValue
be_slow(AwValue none)
{
    note("%d", aw_get_debug(aw_running_loop()));
    aw_set_debug(aw_running_loop(), true);
    AW_TRY(aw_sleep(0));
    aw_busy(150 * AW_MS);
    AW_TRY(aw_sleep(0));
    aw_set_debug(aw_running_loop(), false);
    AW_TRY(aw_sleep(0));
    aw_busy(150 * AW_MS);
    AW_TRY(aw_sleep(0));
    return none;
}

static void
debug_mode_reports_slow_steps(void **state)
{
    play(be_slow);
    assert_journal("0 0\n150 report: a step or callback took 150 ms\n");
}

/* [EX9] */
static AwValue
block_for_own_task(AwValue none)
{
    aw_set_debug(aw_running_loop(), true);
    AwJob *job = aw_run_coroutine_threadsafe(aw_running_loop(), nothing, 1);
    note("%s", aw_code_name(aw_code(aw_job_result_threadsafe(job, AW_NEVER))));
    note("%s", aw_code_name(aw_code(aw_job_result_threadsafe(job, AW_MS))));
    return none;
}

static void
debug_mode_sees_a_loop_that_waits_for_itself(void **state)
{
    play_real(block_for_own_task);
    assert_journal("deadlock\ntimeout\n");
}

/* Without a loop. */
static void
make_future(void *data)
{
    aw_future();
}

static void
make_group(void *data)
{
    aw_group();
}

static void
make_pool(void *data)
{
    aw_thread_pool(1);
}

static void
run_job(void *data)
{
    aw_run_in_executor((AwPool *) NULL, nothing, 1);
}

static void
take_a_nap(void *data)
{
    AW_IGNORE(aw_sleep(AW_MS));
}

static void
ask_the_time(void *data)
{
    aw_time();
}

static void
hold_the_loop(void *data)
{
    aw_busy(AW_MS);
}

static void
what_needs_a_loop_says_so(void **state)
{
    static void (*const fns[])(void *) = {make_future, make_group,   make_pool,    run_job,
                                          take_a_nap,  ask_the_time, hold_the_loop};

    for (size_t i = 0; i < sizeof fns / sizeof *fns; i++)
        assert_dies(fns[i], NULL, "was called in a thread where no loop runs");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(futures_belong_to_their_thread),
        cmocka_unit_test(in_debug_mode_nothing_may_be_woken_from_another_thread),
        cmocka_unit_test(debug_mode_reports_slow_steps),
        cmocka_unit_test(debug_mode_sees_a_loop_that_waits_for_itself),
        cmocka_unit_test(what_needs_a_loop_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
