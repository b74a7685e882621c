/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pool.c - jobs for threads. */
#include "tests/bench/aw/figures.h"

enum { WORKERS = 3, JOBS_ALONE = 5000, JOBS_AT_ONCE = 1000, JOBS = 100000 };

static AwValue
job_alone(AwPool *pool)
{
    AW_SCOPE();
    return aw_await(aw_run_in_executor(pool, return_arg, 1));
}

AwValue
latency_main(AwValue none)
{
    AwPool *pool = aw_thread_pool(WORKERS);
    static int64_t took[JOBS_ALONE];

    for (int i = 0; i < JOBS_ALONE; i++) {
        int64_t start = measure_now_ns();
        AW_TRY(job_alone(pool));
        took[i] = measure_now_ns() - start;
    }
    measure_print_times(took, JOBS_ALONE);
    return none;
}

static AwValue
job_batch(AwPool *pool)
{
    AW_SCOPE();
    AwFuture *jobs[JOBS_AT_ONCE];

    for (int i = 0; i < JOBS_AT_ONCE; i++)
        jobs[i] = aw_run_in_executor(pool, return_arg, i);
    return await_all(jobs, JOBS_AT_ONCE);
}

AwValue
throughput_main(AwValue none)
{
    AwPool *pool = aw_thread_pool(WORKERS);

    AW_TRY(job_batch(pool));
    int64_t start = measure_now_ns();
    Cost cost = measure_cost();
    for (int i = 0; i < JOBS / JOBS_AT_ONCE; i++)
        AW_TRY(job_batch(pool));
    measure_print("wall_ns", (double) (measure_now_ns() - start) / JOBS);
    measure_print_cost(cost, JOBS);
    return none;
}

static AwValue
hold(AwValue ns)
{
    aw_work(aw_to_int(ns));
    return AW_NONE;
}

/* What waiting for a worker costs. */
AwValue
waiting_main(AwValue none)
{
    AwPool *pool = aw_thread_pool(WORKERS);

    AW_TRY(aw_await(aw_run_in_executor(pool, hold, AW_MS)));
    Cost start = measure_cost();
    AW_TRY(aw_await(aw_run_in_executor(pool, hold, 200 * AW_MS)));
    measure_print_cost_s(start);
    return none;
}
