/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-workers.c - pools on real threads: they are woken, given jobs, left behind [EX R7 SD4]. */
#include <dirent.h>
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/core/loop.h"
#include "sched/pool/worker.h"
#include "tests/support/journal.h"
#include "tests/support/patience.h"

static pthread_t
start(void *(*fn)(void *data), void *data)
{
    pthread_t thread;

    assert_int_equal(pthread_create(&thread, NULL, fn, data), 0);
    return thread;
}

static AwValue
nothing(AwValue v)
{
    return v;
}

/* [EX1] One job at a time: each wakes a sleeping worker, and then the loop. */
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

/* The first worker may fall asleep before the job is there, or find it. */
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
enum { SUBMITTERS = 4 };

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
    int64_t sums[SUBMITTERS];
    pthread_t threads[SUBMITTERS];

    crowded = aw_thread_pool(3);
    for (int i = 0; i < SUBMITTERS; i++)
        threads[i] = start(submit_bursts, &sums[i]);
    for (int i = 0; i < 50; i++) {
        AW_SCOPE();
        AW_TRY(aw_await(aw_run_in_executor(crowded, nothing, i)));
    }
    for (int i = 0; i < SUBMITTERS; i++) {
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

static int
n_threads(void)
{
    DIR *dir = opendir("/proc/self/task");
    int n = 0;

    assert_non_null(dir);
    while (readdir(dir))
        n++;
    closedir(dir);
    return n;
}

/* Waits for workers that were left alone. */
static void
wait_until_gone(int n_before)
{
    for (int waited = 0; n_threads() > n_before;)
        waited = patience_look_again(waited, "the end of the workers");
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
task_in(AwLoop *loop, AwFn fn)
{
    loop_set_running(loop);
    AwFuture *task = aw_spawn_from(fn, AW_NONE, &(AwSpawnOptions){0}, AW_HERE);
    loop_set_running(NULL);
    return task;
}

static void
a_loop_closes_without_waiting_for_its_pools(void **state)
{
    AwLoop *loop = aw_loop_new();
    int n = n_threads();

    AW_SCOPE();
    sem_init(&go, 0, 0);
    sem_init(&went, 0, 0);
    assert_false(aw_failed(aw_run_until_complete(loop, task_in(loop, leave_job))));
    assert_false(aw_failed(aw_loop_close(loop)));
    sem_post(&go);
    sem_post(&go);
    wait_until_gone(n);
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
work_until_told(AwValue v)
{
    sem_post(&went);
    sem_wait(&go);
    return v;
}

static AwFn long_job;

static AwValue
shut_down_in_vain(AwValue none)
{
    AwFuture *job = aw_run_in_executor((AwPool *) NULL, long_job, 7);

    if (long_job == work_until_told)
        sem_wait(&went);
    AW_TRY(aw_shutdown_default_executor(AW_MS));
    sem_post(&go);
    note("%d", (int) aw_to_int(aw_await(job)));
    return none;
}

static void
a_shut_down_that_takes_too_long_is_reported(void **state)
{
    const char *words =
        "report: jobs of a thread pool still run after 1 ms, and are left alone: long_job() at ";

    long_job = work_long;
    assert_false(aw_failed(play(shut_down_in_vain)));
    assert_non_null(strstr(journal(), words));
    assert_non_null(strstr(journal(), "\n10 7\n"));
    sem_init(&go, 0, 0);
    sem_init(&went, 0, 0);
    long_job = work_until_told;
    assert_false(aw_failed(play_real(shut_down_in_vain)));
    assert_non_null(strstr(journal(), words));
    assert_non_null(strstr(journal(), "\n7\n"));
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
    int n = n_threads();

    sem_init(&go, 0, 0);
    sem_init(&went, 0, 0);
    for (int i = 0; i < 2; i++)
        assert_false(
            aw_failed(aw_run(end_with_job, AW_NONE, .no_signals = true, .pool_timeout = AW_MS)));
    sem_post(&go);
    sem_post(&go);
    wait_until_gone(n);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_always_wakes_a_worker),
        cmocka_unit_test(a_new_pool_takes_its_first_job_and_goes_when_nobody_holds_it),
        cmocka_unit_test(a_pool_takes_jobs_from_many_threads),
        cmocka_unit_test(a_loop_closes_without_waiting_for_its_pools),
        cmocka_unit_test(the_default_executor_can_be_shut_down),
        cmocka_unit_test(a_shut_down_that_takes_too_long_is_reported),
        cmocka_unit_test(a_run_waits_for_jobs_only_so_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
