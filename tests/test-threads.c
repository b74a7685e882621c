/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-threads.c - a loop and the threads around it: calls, wake-ups, pools that are left, wrong
 * threads [L10 L11 R7 SD4 EX8 EX9 CF5 DB1]. */
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/freelist.h"
#include "sched/loop.h"
#include "sched/worker.h"
#include "tests/journal.h"

static AwLoop *loop;

static int
open_loop(void **state)
{
    journal_clear();
    loop = aw_loop_new();
    loop->waits_for_threads = true;
    return loop ? 0 : -1;
}

static int
close_loop(void **state)
{
    return aw_failed(aw_loop_close(loop));
}

static pthread_t
start(void *(*fn)(void *data), void *data)
{
    pthread_t thread;

    assert_int_equal(pthread_create(&thread, NULL, fn, data), 0);
    return thread;
}

static void
stop(void *data)
{
    aw_stop(data);
}

static void
say(void *what)
{
    note("%s", (const char *) what);
}

/* ---- calls ---- */

enum { PRODUCERS = 4, CALLS = 3000 };

/* Who calls, and how often it was heard, each time in its turn. */
typedef struct {
    int sent, heard;
    bool in_order;
} Producer;

typedef struct {
    Producer *producer;
    int number;
} Call;

static int n_heard;

static void
hear(void *data)
{
    Call *call = data;

    call->producer->in_order &= call->number == call->producer->heard++;
    free(call);
    if (++n_heard == PRODUCERS * CALLS)
        aw_stop(loop);
}

/* Now and then it waits, so that the loop falls asleep in between. */
static void *
produce(void *data)
{
    Producer *producer = data;

    for (int i = 0; i < CALLS; i++) {
        Call *call = malloc(sizeof *call);
        *call = (Call){producer, i};
        if (aw_call_soon_threadsafe(loop, hear, call))
            producer->sent++;
        if (i % 100 == 0)
            usleep(100);
    }
    return NULL;
}

static void
no_call_is_lost_and_each_thread_keeps_its_order(void **state)
{
    Producer producers[PRODUCERS];
    pthread_t threads[PRODUCERS];

    n_heard = 0;
    for (int i = 0; i < PRODUCERS; i++) {
        producers[i] = (Producer){.in_order = true};
        threads[i] = start(produce, &producers[i]);
    }
    assert_false(aw_failed(aw_run_forever(loop)));
    for (int i = 0; i < PRODUCERS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(producers[i].sent, CALLS);
        assert_int_equal(producers[i].heard, CALLS);
        assert_true(producers[i].in_order);
    }
}

/* A thread and the loop wake each other: one missed wake-up and this never ends. */
static sem_t answered;

static void
answer(void *data)
{
    sem_post(&answered);
}

static void *
ask_often(void *data)
{
    for (int i = 0; i < 5000; i++) {
        aw_call_soon_threadsafe(loop, answer, NULL);
        sem_wait(&answered);
    }
    aw_call_soon_threadsafe(loop, stop, loop);
    return NULL;
}

static void
a_call_always_wakes_the_loop(void **state)
{
    sem_init(&answered, 0, 0);
    pthread_t thread = start(ask_often, NULL);
    assert_false(aw_failed(aw_run_forever(loop)));
    pthread_join(thread, NULL);
}

static void
the_loop_does_not_fall_asleep_over_a_call(void **state)
{
    assert_true(inbox_sleep(&loop->inbox));
    aw_call_soon_threadsafe(loop, say, "x");
    assert_false(atomic_load(&loop->inbox.asleep)); /* it was woken, once */
    assert_false(inbox_sleep(&loop->inbox));
    assert_false(atomic_load(&loop->inbox.asleep));
}

/* What arrives makes a callback ready while another call comes in, behind all that is taken. */
static void
arrive_first(AwLoop *at, Arrival *arrival)
{
    aw_call_soon_threadsafe(at, say, "late");
    AwHandle *handle = handle_new(at, say, "first");
    handle_schedule(handle);
    aw_unref(handle);
}

static void
later_calls_do_not_overtake(void **state)
{
    Arrival arrival = {.arrive = arrive_first};

    assert_true(inbox_put(loop, &arrival));
    aw_call_soon_threadsafe(loop, say, "second");
    aw_stop(loop);
    assert_false(aw_failed(aw_run_forever(loop)));
    aw_stop(loop);
    assert_false(aw_failed(aw_run_forever(loop)));
    assert_journal("first\nsecond\nlate\n");
}

/* ---- calling off ---- */

static void *
call_and_call_off(void *data)
{
    AW_SCOPE();
    AwHandle *early = aw_call_soon_handle_threadsafe(loop, say, "early");
    AwHandle *kept = aw_call_soon_handle_threadsafe(loop, say, "kept");

    note("%d", aw_handle_cancel_threadsafe(early));
    note("%d", aw_handle_cancel_threadsafe(early));
    *(AwHandle **) data = aw_ref(kept);
    return NULL;
}

static void
a_call_can_be_called_off_from_its_thread(void **state)
{
    AwHandle *kept = NULL;

    pthread_join(start(call_and_call_off, &kept), NULL);
    aw_stop(loop);
    assert_false(aw_failed(aw_run_forever(loop)));
    assert_false(aw_handle_cancel_threadsafe(kept)); /* it ran */
    aw_unref(kept);
    assert_false(aw_handle_cancel_threadsafe(NULL));
    assert_journal("1\n1\nkept\n");
}

/* It is in the ready queue already when another callback of the turn calls it off. */
static AwHandle *second;

static void
call_off_second(void *data)
{
    note("%d", data ? aw_handle_cancel_threadsafe(second) : (aw_handle_cancel(second), -1));
}

static void
a_call_can_be_called_off_in_its_turn(void **state)
{
    AW_SCOPE();
    for (int i = 0; i < 2; i++) {
        aw_call_soon_threadsafe(loop, call_off_second, i ? "" : NULL);
        second = aw_call_soon_handle_threadsafe(loop, say, "never");
        aw_stop(loop);
        assert_false(aw_failed(aw_run_forever(loop)));
        assert_true(aw_handle_cancel_threadsafe(second));
    }
    assert_journal("-1\n1\n");
}

/* Thread and loop race for each call: it runs, or calling it off says true, never both. */
static _Atomic int n_ran;

static void
count(void *data)
{
    n_ran++;
}

static void *
race(void *data)
{
    int off = 0;

    for (int i = 0; i < 2000; i++) {
        AW_SCOPE();
        AwHandle *handle = aw_call_soon_handle_threadsafe(loop, count, NULL);
        if (i % 3)
            usleep(i % 7);
        off += aw_handle_cancel_threadsafe(handle);
    }
    *(int *) data = off;
    aw_call_soon_threadsafe(loop, stop, loop);
    return NULL;
}

static void
a_call_runs_or_is_off_never_both(void **state)
{
    int off;

    n_ran = 0;
    pthread_t thread = start(race, &off);
    assert_false(aw_failed(aw_run_forever(loop)));
    pthread_join(thread, NULL);
    assert_int_equal(n_ran + off, 2000);
}

static void
cancel_a_plain_handle(void *data)
{
    aw_handle_cancel_threadsafe(aw_call_soon(say, ""));
}

static void
run_callback(void *fn)
{
    aw_call_soon_threadsafe(loop, fn, NULL);
    aw_stop(loop);
    AW_IGNORE(aw_run_forever(loop));
}

static void
other_handles_are_not_for_other_threads(void **state)
{
    assert_dies(run_callback, (void *) cancel_a_plain_handle,
                "aw_handle_cancel_threadsafe() is for handles of");
}

/* ---- closed ---- */

static AwValue
nothing(AwValue v)
{
    return v;
}

static void
use_closed(AwLoop *closed)
{
    AW_SCOPE();
    AwJob *job = aw_run_coroutine_threadsafe(closed, nothing, 1);

    assert_false(aw_call_soon_threadsafe(closed, say, "never"));
    assert_null(aw_call_soon_handle_threadsafe(closed, say, "never"));
    assert_int_equal(aw_code(aw_job_result_threadsafe(job, AW_NEVER)), AW_RUNTIME);
    assert_int_equal(aw_code(aw_run_forever(closed)), AW_RUNTIME);
    assert_false(aw_failed(aw_loop_close(closed))); /* twice: no effect */
    aw_stop(closed);
}

static void
a_closed_loop_says_so(void **state)
{
    aw_ref(loop);
    aw_call_soon_threadsafe(loop, say, "dropped");
    assert_false(aw_failed(aw_loop_close(loop)));
    use_closed(loop);
    aw_unref(loop);
    if (freelist_pools) { /* not under a sanitizer: nobody holds it now */
        AwLoop *other = aw_loop_new();
        assert_ptr_not_equal(other, loop);
        use_closed(loop);
        assert_false(aw_failed(aw_loop_close(other)));
    }
    loop = NULL;
    assert_journal("");
}

/* Its memory becomes another loop only after many more were closed, and no memory is lost by it. */
static void
the_memory_of_closed_loops_goes_round(void **state)
{
    enum { KEPT = 32 };
    AwLoop *seen[4 * KEPT];

    if (!freelist_pools)
        return;
    for (int i = 0; i < 4 * KEPT; i++) {
        seen[i] = aw_loop_new();
        assert_false(aw_failed(aw_loop_close(seen[i])));
    }
    for (int i = 2 * KEPT; i < 4 * KEPT; i++) {
        assert_ptr_equal(seen[i], seen[i - KEPT]);
        for (int j = i - KEPT + 1; j < i; j++)
            assert_ptr_not_equal(seen[i], seen[j]);
    }
}

/* Threads call while the loop closes. */
static void *
call_till_closed(void *data)
{
    while (aw_call_soon_threadsafe(data, count, NULL))
        ;
    aw_unref(data);
    return NULL;
}

static void
a_loop_may_close_while_threads_call(void **state)
{
    pthread_t threads[2];

    for (int i = 0; i < 2; i++)
        threads[i] = start(call_till_closed, aw_ref(loop));
    aw_stop(loop);
    assert_false(aw_failed(aw_run_forever(loop)));
    assert_false(aw_failed(aw_loop_close(loop)));
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    loop = NULL;
}

/* [CF5] Nobody is left waiting for a task that will never be made. */
static void *
wait_for_task(void *job)
{
    AW_SCOPE();
    note("%s", aw_code_name(aw_code(aw_job_result_threadsafe(job, AW_NEVER))));
    return NULL;
}

static void
a_job_whose_loop_closes_before_its_task_is_made_is_cancelled(void **state)
{
    AW_SCOPE();
    pthread_t thread = start(wait_for_task, aw_run_coroutine_threadsafe(loop, nothing, 1));

    usleep(2000);
    assert_false(aw_failed(aw_loop_close(loop)));
    pthread_join(thread, NULL);
    loop = NULL;
    assert_journal("job cancelled\n");
}

/* ---- pools ---- */

/* [EX1] One job at a time: every one wakes a worker that sleeps, and then the loop. */
static AwValue
one_by_one(AwValue none)
{
    AwPool *pool = aw_thread_pool(3);
    int64_t sum = 0;

    for (int i = 0; i < 3000; i++) {
        AW_SCOPE();
        AwValue v = aw_await(aw_run_in_executor(pool, nothing, i));
        if (aw_failed(v))
            AW_RETURN(v);
        sum += aw_to_int(v);
    }
    return aw_int(sum);
}

static void
a_job_always_wakes_a_worker(void **state)
{
    AW_SCOPE();
    assert_int_equal(aw_to_int(play_real(one_by_one)), 2999 * 3000 / 2);
}

/* Its first worker may fall asleep before the job is there, or come to it. */
static AwValue
many_pools(AwValue none)
{
    for (int i = 0; i < 300; i++) {
        AW_SCOPE();
        AwPool *pool = aw_thread_pool(1);
        AwValue v = aw_await(aw_run_in_executor(pool, nothing, i));
        if (aw_failed(v))
            AW_RETURN(v);
    }
    int n = 0;
    for (AwPool *pool = aw_running_loop()->pools; pool; pool = pool->next)
        n++;
    note("%d", n < 100);
    return none;
}

static void
a_new_pool_takes_its_first_job_and_goes_when_nobody_holds_it(void **state)
{
    assert_false(aw_failed(play_real(many_pools)));
    assert_journal("1\n");
}

/* [EX6] Bursts of all sizes, from several threads at once. */
static AwPool *crowded;

static void *
submit_bursts(void *data)
{
    int64_t sum = 0;

    for (int n = 1; n < 40; n++) {
        AW_SCOPE();
        AwJob *jobs[40];
        for (int i = 0; i < n; i++)
            jobs[i] = aw_submit_threadsafe(crowded, nothing, i);
        for (int i = 0; i < n; i++)
            sum += aw_to_int(aw_job_result_threadsafe(jobs[i], AW_NEVER));
    }
    *(int64_t *) data = sum;
    return NULL;
}

static AwValue
crowd(AwValue none)
{
    int64_t sums[PRODUCERS];
    pthread_t threads[PRODUCERS];

    crowded = aw_thread_pool(3);
    for (int i = 0; i < PRODUCERS; i++)
        threads[i] = start(submit_bursts, &sums[i]);
    for (int i = 0; i < 50; i++) {
        AW_SCOPE();
        AW_TRY(aw_await(aw_run_in_executor(crowded, nothing, i)));
    }
    for (int i = 0; i < PRODUCERS; i++) {
        pthread_join(threads[i], NULL);
        note("%d", (int) sums[i]);
    }
    return none;
}

static void
a_pool_takes_jobs_from_many_threads(void **state)
{
    assert_false(aw_failed(play_real(crowd)));
    assert_journal("9880\n9880\n9880\n9880\n");
}

/* [R7 EX8] A job outlives its loop. */
static sem_t go, went;

static AwValue
wait_to_go(AwValue v)
{
    sem_post(&went);
    sem_wait(&go);
    return aw_text("nobody wants this");
}

static AwValue
leave_job(AwValue none)
{
    aw_run_in_executor((AwPool *) NULL, wait_to_go, none);
    aw_run_in_executor((AwPool *) NULL, wait_to_go, none);
    sem_wait(&went);
    sem_wait(&went);
    return none;
}

static AwFuture *
task_of_loop(AwFn fn)
{
    loop_set_running(loop);
    AwFuture *task = aw_spawn_from(fn, AW_NONE, &(AwSpawnOptions){0}, AW_HERE);
    loop_set_running(NULL);
    return task;
}

static void
a_loop_closes_without_waiting_for_its_pools(void **state)
{
    AW_SCOPE();
    sem_init(&go, 0, 0);
    sem_init(&went, 0, 0);
    assert_false(aw_failed(aw_run_until_complete(loop, task_of_loop(leave_job))));
    assert_false(aw_failed(aw_loop_close(loop)));
    loop = NULL;
    sem_post(&go);
    sem_post(&go);
    usleep(5000);
}

/* [SD4] */
static AwValue
shut_down(AwValue ms)
{
    AwFuture *job = aw_run_in_executor((AwPool *) NULL, nothing, 5);

    AW_TRY(aw_shutdown_default_executor(AW_NEVER));
    note("%d", (int) aw_to_int(aw_await(job)));
    AW_TRY(aw_shutdown_default_executor(0));
    note("%s", aw_code_name(aw_code(aw_await(aw_run_in_executor((AwPool *) NULL, nothing, 5)))));
    return AW_NONE;
}

static AwValue
shut_down_unused(AwValue none)
{
    return aw_shutdown_default_executor(AW_NEVER);
}

static void
the_default_executor_can_be_shut_down(void **state)
{
    assert_false(aw_failed(play_real(shut_down)));
    assert_journal("5\nruntime error\n");
    assert_false(aw_failed(play(shut_down)));
    assert_journal("0 5\n0 runtime error\n");
    assert_false(aw_failed(play_real(shut_down_unused)));
    assert_false(aw_failed(play(shut_down_unused)));
}

static AwValue
work_long(AwValue v)
{
    aw_work(10 * AW_MS);
    return v;
}

static AwValue
shut_down_in_vain(AwValue none)
{
    AwFuture *job = aw_run_in_executor((AwPool *) NULL, work_long, 7);

    AW_TRY(aw_shutdown_default_executor(AW_MS));
    note("%d", (int) aw_to_int(aw_await(job)));
    return none;
}

static void
a_shut_down_that_takes_too_long_is_reported(void **state)
{
    assert_false(aw_failed(play(shut_down_in_vain)));
    assert_journal("1 report: jobs of a pool still run, and are left alone\n10 7\n");
    assert_false(aw_failed(play_real(shut_down_in_vain)));
    assert_journal("report: jobs of a pool still run, and are left alone\n7\n");
}

static AwValue
end_with_job(AwValue none)
{
    aw_run_in_executor((AwPool *) NULL, wait_to_go, none);
    return none;
}

static void
a_run_waits_for_jobs_only_so_long(void **state)
{
    sem_init(&go, 0, 0);
    sem_init(&went, 0, 0);
    for (int i = 0; i < 2; i++)
        assert_false(
            aw_failed(aw_run(end_with_job, AW_NONE, .no_signals = true, .pool_timeout = AW_MS)));
    sem_post(&go);
    sem_post(&go);
    usleep(5000);
}

/* ---- wrong threads ---- */

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
    assert_journal("0 0\n150 report: a callback took 150 ms\n");
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
#define LOOP_TEST(name) cmocka_unit_test_setup_teardown(name, open_loop, close_loop)
    const struct CMUnitTest tests[] = {
        LOOP_TEST(no_call_is_lost_and_each_thread_keeps_its_order),
        LOOP_TEST(a_call_always_wakes_the_loop),
        LOOP_TEST(the_loop_does_not_fall_asleep_over_a_call),
        LOOP_TEST(later_calls_do_not_overtake),
        LOOP_TEST(a_call_can_be_called_off_from_its_thread),
        LOOP_TEST(a_call_can_be_called_off_in_its_turn),
        LOOP_TEST(a_call_runs_or_is_off_never_both),
        LOOP_TEST(other_handles_are_not_for_other_threads),
        LOOP_TEST(a_closed_loop_says_so),
        cmocka_unit_test(the_memory_of_closed_loops_goes_round),
        LOOP_TEST(a_loop_may_close_while_threads_call),
        LOOP_TEST(a_job_whose_loop_closes_before_its_task_is_made_is_cancelled),
        cmocka_unit_test(a_job_always_wakes_a_worker),
        cmocka_unit_test(a_new_pool_takes_its_first_job_and_goes_when_nobody_holds_it),
        cmocka_unit_test(a_pool_takes_jobs_from_many_threads),
        LOOP_TEST(a_loop_closes_without_waiting_for_its_pools),
        cmocka_unit_test(the_default_executor_can_be_shut_down),
        cmocka_unit_test(a_shut_down_that_takes_too_long_is_reported),
        cmocka_unit_test(a_run_waits_for_jobs_only_so_long),
        cmocka_unit_test(futures_belong_to_their_thread),
        cmocka_unit_test(in_debug_mode_nothing_may_be_woken_from_another_thread),
        cmocka_unit_test(debug_mode_reports_slow_steps),
        cmocka_unit_test(debug_mode_sees_a_loop_that_waits_for_itself),
        cmocka_unit_test(what_needs_a_loop_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
