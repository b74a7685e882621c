/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pool.c - jobs for threads and processes. */
#include "tests/bench/aw/figures.h"

enum {
    WORKERS = 3,
    JOBS_ALONE = 5000,
    JOBS_AT_ONCE = 1000,
    JOBS = 100000,
    JOBS_FOR_PROCESSES = 20000
};

static AwValue
job_alone(AwPool *pool)
{
    AW_SCOPE();
    return aw_await(aw_run_in_executor(pool, return_arg, 1));
}

static AwValue
measure_alone(AwPool *pool)
{
    static int64_t took[JOBS_ALONE];

    for (int i = 0; i < JOBS_ALONE; i++) {
        int64_t start = measure_now_ns();
        AW_TRY(job_alone(pool));
        took[i] = measure_now_ns() - start;
    }
    measure_print_times(took, JOBS_ALONE);
    return AW_NONE;
}

AwValue
latency_main(AwValue none)
{
    return measure_alone(aw_thread_pool(WORKERS));
}

AwValue
process_latency_main(AwValue none)
{
    return measure_alone(aw_process_pool(WORKERS));
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

static AwValue
measure_batches(AwPool *pool, int n)
{
    AW_TRY(job_batch(pool));
    int64_t start = measure_now_ns();
    Cost cost = measure_cost();
    for (int i = 0; i < n / JOBS_AT_ONCE; i++)
        AW_TRY(job_batch(pool));
    measure_print("wall_ns", (double) (measure_now_ns() - start) / n);
    measure_print_cost(cost, n);
    return AW_NONE;
}

AwValue
throughput_main(AwValue none)
{
    return measure_batches(aw_thread_pool(WORKERS), JOBS);
}

AwValue
process_throughput_main(AwValue none)
{
    return measure_batches(aw_process_pool(WORKERS), JOBS_FOR_PROCESSES);
}

static AwValue
hold(AwValue ns)
{
    aw_work(aw_to_int(ns));
    return AW_NONE;
}

/* The cost of waiting for a worker. */
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
