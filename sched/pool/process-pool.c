/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* process-pool.c - pools whose workers are processes: who gets which job, and what happens when one
 * of them dies [EX10]. As in a thread pool, a job waits in the queue until a worker is idle. */
#include "sched/pool/process-pool.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "sched/core/handle.h"
#include "sched/pool/fork-server.h"
#include "sched/pool/pool-busy.h"
#include "sched/pool/pool.h"
#include "sched/pool/process-world.h"
#include "sched/pool/process.h"
#include "sched/pool/worker.h"
#include "sched/value/error.h"
#include "sched/value/value.h"

/* ---- jobs ---- */

void
processes_fail(AwJob *job, AwCode code, const char *why)
{
    AwValue error = error_new(code, job->site, "%s", why);

    job_finish(job, error);
    value_unref(error);
    worker_tell_loop(job);
}

static AwJob *
next_job(AwPool *pool)
{
    pthread_mutex_lock(&pool->lock);
    AwJob *job = worker_next_job(pool);
    pthread_mutex_unlock(&pool->lock);
    return job;
}

static void
fail_queued(AwPool *pool, AwCode code, const char *why)
{
    AwJob *job;

    while ((job = next_job(pool)))
        processes_fail(job, code, why);
}

static Process *
idle_process(AwPool *pool)
{
    Process *process = pool->processes->first;

    while (process && process->job)
        process = process->next;
    return process;
}

/* A process that can take a job, perhaps a new one; NULL: there is none now. */
static Process *
free_process(AwPool *pool)
{
    struct ProcessPool *processes = pool->processes;
    Process *process = idle_process(pool);

    if (process || processes->n_processes == processes->max_processes || !process_start(pool))
        return process;
    return processes->first;
}

static void
let_idle_go(AwPool *pool)
{
    Process *process;

    while ((process = idle_process(pool)))
        process_let_go(process);
}

void
processes_go_on(AwPool *pool)
{
    Process *process;
    AwJob *job;

    if (pool->processes->broken[0])
        fail_queued(pool, AW_RUNTIME, pool->processes->broken);
    while (worker_has_more(pool) && (process = free_process(pool)) && (job = next_job(pool)))
        process_send(process, job);
    if (!pool->processes->first)
        fail_queued(pool, AW_OS, "no worker process could be started");
    if (pool_is_ending(pool) && !worker_has_more(pool))
        let_idle_go(pool);
    if (!pool->processes->first)
        processes_unlimit(pool);
}

/* ---- a limit ---- */

void
processes_unlimit(AwPool *pool)
{
    AwHandle *killer = pool->processes->killer;

    pool->processes->killer = NULL;
    handle_cancel(killer);
    aw_unref(killer);
}

static void
kill_late(void *data)
{
    AwPool *pool = data;

    if (!pool_is_busy(pool))
        return;
    pool_report_left(pool, pool->limit_ns);
    processes_kill(pool);
}

void
processes_limit(AwPool *pool)
{
    AwHandle *killer = pool_is_busy(pool) ? handle_new(pool->loop, kill_late, pool, NULL) : NULL;

    processes_unlimit(pool);
    if (killer && handle_schedule_at(killer, pool->give_up_ns))
        pool->processes->killer = killer;
    else
        aw_unref(killer); /* without memory, the end of the run kills them */
}

/* ---- from other threads ---- */

static void
told(AwLoop *loop, Arrival *arrival)
{
    struct ProcessPool *processes =
        (struct ProcessPool *) ((char *) arrival - offsetof(struct ProcessPool, told));

    atomic_store(&processes->is_told, false);
    if (loop)
        processes_go_on(processes->pool);
    pool_release(processes->pool);
}

static void
tell(struct ProcessPool *processes)
{
    if (atomic_exchange(&processes->is_told, true))
        return;
    atomic_fetch_add(&processes->pool->n_users, 1);
    processes->told.arrive = told;
    if (!inbox_put(processes->pool->loop, &processes->told))
        pool_release(processes->pool);
}

void
processes_enqueued(AwPool *pool)
{
    if (loop_running == pool->loop)
        processes_go_on(pool);
    else
        tell(pool->processes);
}

/* ---- dying ---- */

static void
fail_process(Process *process, AwCode code, const char *why)
{
    AwJob *job = process->job;

    if (job) {
        fork_server_kill(&process->pool->loop->world->server, process->pid);
        trace(.kind = TRACE_JOB_END, .subject = process->track, .object = job->track,
              .type = TRACE_VALUE_ERROR, .value = code, .text = why, .text_size = strlen(why));
    }
    process_let_go(process);
    if (job)
        processes_fail(job, code, why);
}

/* Does what CPython's BrokenProcessPool does: nobody knows what else broke when a process died. */
static void
break_pool(AwPool *pool, const char *why)
{
    struct ProcessPool *processes = pool->processes;

    if (processes->broken[0])
        return;
    snprintf(processes->broken, sizeof processes->broken, "%s", why);
    while (processes->first)
        fail_process(processes->first, AW_RUNTIME, why);
    fail_queued(pool, AW_RUNTIME, why);
}

static void
process_died(AwPool *pool, int status)
{
    char why[sizeof pool->processes->broken];

    if (WIFSIGNALED(status))
        snprintf(why, sizeof why,
                 "a worker process was killed by signal %d (%s): its pool is broken",
                 WTERMSIG(status), strsignal(WTERMSIG(status)));
    else
        snprintf(why, sizeof why, "a worker process ended with status %d: its pool is broken",
                 WEXITSTATUS(status));
    break_pool(pool, why);
}

/* What it sent before it died still counts. */
static void
process_ended(AwLoop *loop, const ServerNews *news)
{
    for (AwPool *pool = loop->pools; pool; pool = pool->next)
        for (Process *process = pool->processes ? pool->processes->first : NULL; process;
             process = process->next)
            if (process->pid == news->pid) {
                process_look(process);
                process_died(pool, news->status);
                return;
            }
}

void
processes_hear(AwLoop *loop)
{
    ServerNews news;
    int there;

    while ((there = fork_server_news(&loop->world->server, &news)) > 0)
        process_ended(loop, &news);
    if (there >= 0)
        return;
    loop->world->missing = "the server of worker processes died";
    processes_unwatch(loop);
    for (AwPool *pool = loop->pools; pool; pool = pool->next)
        if (pool->processes)
            break_pool(pool, "the server of worker processes died: their pools are broken");
}

/* ---- the end ---- */

void
processes_shut_down(AwPool *pool)
{
    if (!worker_has_more(pool))
        let_idle_go(pool);
}

void
processes_kill(AwPool *pool)
{
    while (pool->processes->first)
        fail_process(pool->processes->first, AW_RUNTIME,
                     "the job was still running when its pool ended, and was killed");
    fail_queued(pool, AW_RUNTIME, "the pool ended before the job began");
    processes_unlimit(pool);
}

/* ---- the loop's thread is blocked, and does here what it would do in its poll [EX9] ---- */

static int
ms_until(AwLoop *loop, AwTime end_ns)
{
    AwTime left = end_ns - loop_now(loop);

    if (end_ns == AW_NEVER || left > AW_SECOND)
        return 1000;
    return left > 0 ? (int) ((left + AW_MS - 1) / AW_MS) : 0;
}

static void
look_at_all(AwPool *pool)
{
    for (Process *process = pool->processes->first, *next; process; process = next) {
        next = process->next;
        process_look(process);
    }
    if (pool->loop->world->is_watched)
        processes_hear(pool->loop);
}

static void
wait_for_any(AwPool *pool, int timeout_ms)
{
    struct pollfd fds[1 + MAX_PROCESSES];
    nfds_t n = 1;

    fds[0] = (struct pollfd){.fd = pool->loop->world->server.fd, .events = POLLIN};
    for (Process *process = pool->processes->first; process; process = process->next)
        fds[n++] =
            (struct pollfd){.fd = process->fd, .events = POLLIN | (process->out ? POLLOUT : 0)};
    poll(fds, n, timeout_ms);
}

bool
processes_until(AwPool *pool, AwJob *job, AwTime timeout_ns)
{
    AwLoop *loop = pool ? pool->loop : NULL;

    if (!pool || !pool->processes || loop_running != loop)
        return false;
    AwTime now = loop_now(loop), end = timeout_ns > AW_NEVER - now ? AW_NEVER : now + timeout_ns;
    processes_go_on(pool);
    while (!job_is_over(job) && loop_now(loop) < end) {
        wait_for_any(pool, ms_until(loop, end));
        look_at_all(pool);
    }
    return true;
}
