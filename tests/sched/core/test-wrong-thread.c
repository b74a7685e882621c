/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-wrong-thread.c - what is called where it may not be, and debug mode, which looks out for it
 * [DB1 EX9]. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/journal.h"

static AwValue
nothing(AwValue v)
{
    return v;
}

/* ---- from workers ---- */

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
futures_and_queues_belong_to_their_thread(void **state)
{
    static const struct {
        AwFn fn;
        const char *words;
    } cases[] = {
        {set_result, "aw_set_result() was called in another thread than the loop's"},
        {set_if_pending, "aw_set_result_if_pending() was called in another thread"},
        {cancel, "aw_cancel() was called in another thread"},
        {add_callback, "aw_add_done_callback() was called in another thread"},
        {shut_queue_down, "aw_queue_shutdown() was called in another thread"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_dies(run_in_worker, (void *) cases[i].fn, cases[i].words);
}

static void
ignore_call(void *data)
{
}

static AwValue
call_soon(AwValue none)
{
    return aw_v(aw_call_soon(ignore_call, NULL));
}

static AwValue
call_later(AwValue none)
{
    return aw_v(aw_call_later(AW_MS, ignore_call, NULL));
}

static AwValue
call_at(AwValue none)
{
    return aw_v(aw_call_at(0, ignore_call, NULL));
}

static AwValue
spawn(AwValue none)
{
    return aw_v(aw_spawn(nothing, none));
}

static void
a_job_is_told_how_to_reach_the_loop(void **state)
{
    static const struct {
        AwFn fn;
        const char *words;
    } cases[] = {
        {call_soon, "aw_call_soon() was called in a thread where no loop runs; "
                    "aw_call_soon_threadsafe() calls from another thread (at "},
        {call_later, "aw_call_later() was called in a thread where no loop runs; "
                     "aw_call_soon_threadsafe() calls from another thread (at "},
        {call_at, "aw_call_at() was called in a thread where no loop runs; "
                  "aw_call_soon_threadsafe() calls from another thread (at "},
        {spawn, "aw_spawn_on() makes a task on a loop that does not run yet, "
                "aw_run_coroutine_threadsafe() on one of another thread (at "},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_dies(run_in_worker, (void *) cases[i].fn, cases[i].words);
}

static void
busy_callback(void *data)
{
    aw_busy(150 * AW_MS);
}

static AwValue
be_slow(AwValue none)
{
    note("%d", aw_get_debug(aw_running_loop()));
    aw_set_debug(aw_running_loop(), true);
    aw_call_soon(busy_callback, NULL);
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
    assert_ptr_equal(strstr(journal(), "0 0\n150 report: callback busy_callback ("), journal());
    assert_non_null(strstr(journal(), ") took 150 ms\n"));
}

/* [EX9] */
static AwValue
block_for_own_task(AwValue none)
{
    AwJob *job = aw_run_coroutine_threadsafe(aw_running_loop(), nothing, 1);
    note("%s", aw_code_name(aw_code(aw_job_result_threadsafe(job, AW_NEVER))));
    note("%s", aw_code_name(aw_code(aw_job_result_threadsafe(job, AW_MS))));
    return none;
}

static void
a_loop_that_waits_for_itself_is_told(void **state)
{
    play_real(block_for_own_task);
    assert_journal("deadlock\ntimeout\n");
}

/* ---- from threads of the program ---- */

static void *
set_future(void *future)
{
    AW_IGNORE(aw_set_result(future, aw_int(1)));
    return NULL;
}

static void *
stop_loop(void *loop)
{
    aw_stop((AwLoop *) loop);
    return NULL;
}

static void *
set_event(void *event)
{
    aw_event_set(event);
    return NULL;
}

static void *
put_item(void *to)
{
    AW_IGNORE(aw_queue_put_nowait((AwQueue *) to, 1));
    return NULL;
}

static void *
release_lock(void *lock)
{
    aw_release(lock);
    return NULL;
}

static void *
cancel_future(void *future)
{
    aw_cancel((AwFuture *) future);
    return NULL;
}

static void *
spawn_task(void *none)
{
    return aw_spawn(nothing, 1);
}

static void
in_thread(void *(*fn)(void *), void *thing)
{
    pthread_t thread;

    assert_int_equal(pthread_create(&thread, NULL, fn, thing), 0);
    pthread_join(thread, NULL);
}

static void *(*thread_fn)(void *);
static void *(*make_thing)(void);

static AwValue
use_thing_in_thread(AwValue none)
{
    in_thread(thread_fn, make_thing());
    return none;
}

static void
run_thread(void *data)
{
    AW_IGNORE(aw_run(use_thing_in_thread, AW_NONE, .no_signals = true));
}

static void *
new_future(void)
{
    return aw_future();
}

static void *
new_event(void)
{
    return aw_event();
}

static void *
new_queue(void)
{
    return aw_queue();
}

static void *
new_lock(void)
{
    return aw_lock();
}

static void *
running_loop(void)
{
    return aw_running_loop();
}

static void
another_thread_is_told_what_to_call(void **state)
{
    static const struct {
        void *(*fn)(void *);
        void *(*make)(void);
        const char *words;
    } cases[] = {
        {set_future, new_future, "aw_set_result() was called in another thread than the loop"},
        {cancel_future, new_future, "aw_cancel() was called in another thread than the loop"},
        {set_event, new_event, "aw_event_set() was called in another thread than the loop"},
        {put_item, new_queue, "aw_queue_put_nowait() was called in another thread than the loop"},
        {release_lock, new_lock, "aw_release() was called in another thread than the loop"},
        {stop_loop, running_loop, "aw_stop() was called in another thread than the loop"},
        {spawn_task, new_lock, "aw_spawn() was called in a thread where no loop runs"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        thread_fn = cases[i].fn;
        make_thing = cases[i].make;
        assert_dies(run_thread, NULL, cases[i].words);
    }
}

/* ---- without a loop ---- */

static void
make_future(void *data)
{
    (void) !aw_future();
}

static void
make_group(void *data)
{
    (void) !aw_group();
}

static void
make_pool(void *data)
{
    (void) !aw_thread_pool(1);
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
        cmocka_unit_test(futures_and_queues_belong_to_their_thread),
        cmocka_unit_test(a_job_is_told_how_to_reach_the_loop),
        cmocka_unit_test(debug_mode_reports_slow_steps),
        cmocka_unit_test(a_loop_that_waits_for_itself_is_told),
        cmocka_unit_test(another_thread_is_told_what_to_call),
        cmocka_unit_test(what_needs_a_loop_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
