/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pool-busy.c - see pool-busy.h. */
#include "sched/pool/pool-busy.h"

#include <stdio.h>

#include "sched/core/loop-report.h"
#include "sched/pool/pool.h"
#include "sched/pool/process-pool.h"

enum { JOBS_TEXT = 160, DURATION_TEXT = 32 };

/* The jobs that run, of one pool or several. */
typedef struct {
    int n;
    AwSite *site; /* of the first; NULL: none runs */
    bool in_process;
} BusyJobs;

static void
add(BusyJobs *jobs, AwSite *site, bool in_process)
{
    if (site && !jobs->n++) {
        jobs->site = site;
        jobs->in_process = in_process;
    }
}

static void
add_pool(BusyJobs *jobs, AwPool *pool)
{
    int n_started = atomic_load(&pool->n_started);

    for (int i = 0; i < n_started; i++)
        add(jobs, atomic_load(&pool->workers[i].call), false);
    for (Process *process = pool->processes ? pool->processes->first : NULL; process;
         process = process->next)
        if (process->job)
            add(jobs, process->job->site, true);
}

bool
pool_is_busy(AwPool *pool)
{
    BusyJobs jobs = {0};

    if (pool->is_left || pool_is_parents(pool))
        return false;
    add_pool(&jobs, pool);
    return jobs.n || worker_has_more(pool);
}

/* "hang() at jobs.c:12, and 3 more" */
static void
write_jobs(char text[JOBS_TEXT], const BusyJobs *jobs)
{
    const AwSite *site = jobs->site;
    char more[32] = "";

    if (jobs->n > 1)
        snprintf(more, sizeof more, ", and %d more", jobs->n - 1);
    if (site)
        snprintf(text, JOBS_TEXT, "%s() at %s:%u%s", site->name, site->file, (unsigned) site->line,
                 more);
    else
        snprintf(text, JOBS_TEXT, "one that has not begun");
}

/* "20 ms", "2 s", "5 min" */
static void
write_duration(char text[DURATION_TEXT], AwTime ns)
{
    if (ns < AW_SECOND)
        snprintf(text, DURATION_TEXT, "%d ms", (int) (ns / AW_MS));
    else if (ns < 120 * AW_SECOND)
        snprintf(text, DURATION_TEXT, "%d s", (int) (ns / AW_SECOND));
    else
        snprintf(text, DURATION_TEXT, "%lld min", (long long) (ns / AW_SECOND / 60));
}

void
pools_report_waiting(AwLoop *loop, AwTime waited_ns)
{
    char text[JOBS_TEXT], duration[DURATION_TEXT];
    BusyJobs jobs = {0};

    for (AwPool *pool = loop->pools; pool; pool = pool->next)
        if (!pool->is_left)
            add_pool(&jobs, pool);
    write_jobs(text, &jobs);
    write_duration(duration, waited_ns);
    loop_report_about(loop, (AwReport){.kind = AW_REPORT_SHUTDOWN},
                      "the run has waited for %s for a job in a %s: %s", duration,
                      jobs.in_process ? "process" : "thread", text);
}

void
pool_report_left(AwPool *pool, AwTime waited_ns)
{
    char text[JOBS_TEXT], duration[DURATION_TEXT];
    BusyJobs jobs = {0};

    pool->is_left = true;
    add_pool(&jobs, pool);
    write_jobs(text, &jobs);
    write_duration(duration, pool->give_up_ns <= loop_now(pool->loop) ? pool->limit_ns : waited_ns);
    loop_report_about(pool->loop, (AwReport){.kind = AW_REPORT_SHUTDOWN},
                      pool->processes
                          ? "jobs of a process pool still run after %s, and are killed: %s"
                          : "jobs of a thread pool still run after %s, and are left "
                            "alone: %s",
                      duration, text);
}
