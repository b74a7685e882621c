/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pool-end.c - how pools end: waited for without a limit, with one, or not at all [SD4 R7]. */
#include "sched/pool/pool-end.h"

#include "sched/core/future.h"
#include "sched/pool/pool-busy.h"
#include "sched/pool/pool.h"
#include "sched/pool/process-pool.h"
#include "sched/pool/process-world.h"
#include "sched/pool/worker-virtual.h"
#include "sched/value/error.h"

void
pool_join(AwPool *pool)
{
    if (pool_is_parents(pool))
        return;
    if (pool->processes)
        processes_unlimit(pool);
    if (pool->is_virtual)
        virtual_join(pool);
    for (int i = 0; i < pool->n_started; i++)
        pthread_join(pool->workers[i].thread, NULL);
    pool->n_started = 0;
}

/* ---- the default executor, while the loop runs ---- */

static void
all_stopped(AwLoop *loop, Arrival *arrival)
{
    AwPool *pool = (AwPool *) ((char *) arrival - offsetof(AwPool, stopped));

    if (loop)
        loop->n_stopping--;
    if (loop && pool->over)
        future_settle(pool->over, AW_NONE);
    pool_release(pool);
}

void
pool_worker_stops(AwPool *pool)
{
    if (atomic_fetch_sub(&pool->n_live, 1) > 1 || !atomic_exchange(&pool->tells, false))
        return;
    atomic_fetch_add(&pool->n_users, 1);
    if (!inbox_put(pool->loop, &pool->stopped))
        pool_release(pool);
}

/* A future that is done when the default executor's workers have stopped; NULL: no memory. */
static AwFuture *
shut_down_usual(AwLoop *loop, AwSite *site)
{
    AwPool *pool = pool_usual(loop);

    if (!pool || pool->over)
        return pool ? pool->over : NULL;
    pool->over = future_make(loop, site, TRACE_VALUE_NONE, 0, NULL);
    if (!pool->over)
        return NULL;
    loop->n_stopping++;
    pool->stopped.arrive = all_stopped;
    atomic_fetch_add(&pool->n_live, 1); /* for this function: no worker stops last before it */
    atomic_store(&pool->tells, true);
    trace(.kind = TRACE_POOL_SHUT_DOWN, .subject = TRACE_LOOP_ID, .object = pool->track);
    pool_shut_down(pool);
    if (pool->is_virtual)
        virtual_stop(pool);
    pool_worker_stops(pool);
    return pool->over;
}

AwValue
aw_shutdown_default_executor_from(AwTime timeout, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_shutdown_default_executor()", site);
    AwFuture *over = shut_down_usual(loop, site);

    if (!over)
        return error_held(AW_NOMEM, site, "no memory for a future");
    AwWait got = aw_wait_from(&over, 1, &(AwWaitOptions){.timeout = timeout}, site);
    if (!aw_failed(got) && got.n_pending)
        pool_report_left(pool_usual(loop), timeout);
    return got.error;
}

/* ---- the end of a run, or of a loop ---- */

enum {
    TELL_AFTER = 2,  /* s of waiting for jobs before that is reported */
    ON_THE_WAY = 10, /* ms that a job may be between its queue, its worker and the loop */
};

void
pool_limit(AwPool *pool, AwTime ns)
{
    pool->limit_ns = ns;
    pool->give_up_ns = loop_deadline(pool->loop, ns);
    if (pool->processes)
        processes_limit(pool);
}

static bool
has_jobs(AwLoop *loop)
{
    return loop->n_jobs + atomic_load(&loop->n_jobs_sent) > 0;
}

/* Until when to wait for jobs: as long as the most patient pool with jobs allows. `*busy_at`: when
 * a pool last had some. */
static AwTime
patience(AwLoop *loop, AwTime end, AwTime *busy_at)
{
    AwTime until = 0;

    for (AwPool *pool = loop->pools; pool; pool = pool->next)
        if (pool_is_busy(pool) && pool->give_up_ns > until)
            until = pool->give_up_ns;
    if (until)
        *busy_at = loop_now(loop);
    else
        until = *busy_at + ON_THE_WAY * AW_MS;
    return until < end ? until : end;
}

static void
wait_for_jobs(AwLoop *loop, AwTime end)
{
    AwTime begin = loop_now(loop), tell_at = loop_deadline(loop, TELL_AFTER * AW_SECOND), until;
    AwTime busy_at = begin;

    while (has_jobs(loop) && !loop->deadlocked &&
           loop_now(loop) < (until = patience(loop, end, &busy_at))) {
        loop_turn(loop, until < tell_at ? until : tell_at);
        if (loop_now(loop) < tell_at || !has_jobs(loop))
            continue;
        pools_report_waiting(loop, loop_now(loop) - begin);
        tell_at = AW_NEVER;
    }
}

void
pools_join(AwLoop *loop, AwTime timeout_ns)
{
    AwTime begin = loop_now(loop);

    for (AwPool *pool = loop->pools; pool; pool = pool->next)
        pool_shut_down(pool);
    loop->deadlocked = false;
    wait_for_jobs(loop, loop_deadline(loop, timeout_ns));
    loop->stopping = false;
    for (AwPool *pool = loop->pools; pool; pool = pool->next)
        if (pool_is_busy(pool))
            pool_report_left(pool, loop_now(loop) - begin);
    if (has_jobs(loop))
        return;
    for (AwPool *pool = loop->pools; pool; pool = pool->next)
        pool_join(pool);
}

static void
detach_workers(AwPool *pool)
{
    if (pool_is_parents(pool))
        return;
    pthread_mutex_lock(&pool->lock);
    for (int i = 0; i < pool->n_started; i++)
        pthread_detach(pool->workers[i].thread);
    pthread_mutex_unlock(&pool->lock);
}

void
pools_leave(AwLoop *loop)
{
    aw_unref(loop->usual_pool);
    loop->usual_pool = NULL;
    for (AwPool *pool = loop->pools, *next; pool; pool = next) {
        next = pool->next;
        aw_unref(pool->over);
        pool->over = NULL;
        pool_shut_down(pool);
        if (pool->processes)
            processes_kill(pool);
        else if (pool->is_virtual)
            pool_join(pool);
        else
            detach_workers(pool);
        pool_release(pool);
    }
    loop->pools = NULL;
    processes_close_loop(loop);
}
