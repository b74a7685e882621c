/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Thread pool jobs: blocking calls run beside the loop, a few at a time. */
#include <aw.h>

enum { MAX_JOBS = 32, MAX_WORKERS = 16 };

static int64_t jobs = 6;
static int64_t workers = 3;
static AwTime delay = AW_SECOND / 2;

/* Runs in a thread of the pool. */
static AwValue
square(AwValue n)
{
    aw_work(delay);
    return aw_int(aw_to_int(n) * aw_to_int(n));
}

static AwValue
run_jobs(AwValue none)
{
    AwPool *pool = aw_thread_pool((int) workers);
    AwFuture *futures[MAX_JOBS];
    AwValue results[MAX_JOBS];

    aw_print("creating executor tasks");
    for (int i = 0; i < jobs; i++)
        futures[i] = aw_run_in_executor(pool, square, i);

    aw_print("waiting for tasks to complete");
    AwWait got = AW_TRY(aw_wait(futures, jobs));

    for (int i = 0; i < got.n_done; i++)
        results[i] = AW_TRY(aw_result(got.done[i]));
    aw_print("results: %s", aw_to_text(aw_repr(aw_list_of(results, got.n_done))));
    return none;
}

AW_SCENARIO(.title = "Thread pool jobs",
            .about = "Jobs that block their thread, more of them than there are workers.",
            AW_MAIN(run_jobs),
            .params = {
                AW_INT(jobs, 1, MAX_JOBS, "how many jobs there are"),
                AW_INT(workers, 1, MAX_WORKERS, "how many threads the pool has"),
                AW_TIME(delay, 0, 60 * AW_SECOND, "how long a job holds its worker"),
            });
