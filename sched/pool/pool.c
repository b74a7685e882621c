/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pool.c - thread pools: made, given jobs, shut down [EX]. */
#include "sched/pool/pool.h"

#include <stdlib.h>

#include "sched/base/freelist.h"
#include "sched/core/forked.h"
#include "sched/pool/executor.h"
#include "sched/pool/pool-end.h"
#include "sched/pool/process-pool.h"
#include "sched/pool/worker-virtual.h"
#include "sched/pool/worker-wait.h"
#include "sched/value/wire-value.h"

enum { USUAL_WORKERS = 4, MAX_WORKERS = 1024 };

/* ---- lifetime ---- */

static void
free_pool(AwPool *pool)
{
    for (int i = 0; i < pool->n_workers; i++)
        if (pool->workers[i].track)
            pthread_cond_destroy(&pool->workers[i].turn);
    pthread_mutex_destroy(&pool->lock);
    pthread_cond_destroy(&pool->handed);
    loop_unref(pool->loop);
    free(pool->processes);
    freelist_free(pool);
}

void
pool_release(AwPool *pool)
{
    sanitizer_release(pool);
    if (atomic_fetch_sub(&pool->n_users, 1) != 1)
        return;
    sanitizer_acquire(pool);
    free_pool(pool);
}

/* In a child of fork() its lock may be held by a thread that is not there, and nobody works. */
void
pool_shut_down(AwPool *pool)
{
    if (pool_is_parents(pool))
        return;
    pthread_mutex_lock(&pool->lock);
    Post **end = &pool->first;
    while (*end)
        end = &(*end)->next;
    *end = post_close(&pool->queue);
    pthread_mutex_unlock(&pool->lock);
    worker_claim_all(pool);
    if (pool->processes)
        processes_shut_down(pool);
}

static void
pool_free(void *object)
{
    AwPool *pool = object;

    freelist_dropped(pool, sizeof *pool); /* its threads may go on for a while */
    pool_shut_down(pool);
    pool_release(pool);
}

static const ObjectClass pool_class = {
    .kind = OBJECT_POOL, .free = pool_free, .site_at = offsetof(AwPool, site)};

static void
init_lock(pthread_mutex_t *lock)
{
    pthread_mutexattr_t attributes;

    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ADAPTIVE_NP); /* it is held only briefly */
    pthread_mutex_init(lock, &attributes);
    pthread_mutexattr_destroy(&attributes);
}

/* Frees pools that nobody holds and whose threads have ended, rather than keep them until the
 * loop's end. */
static void
drop_dead_pools(AwLoop *loop)
{
    for (AwPool **at = &loop->pools, *pool; (pool = *at);) {
        if (atomic_load(&pool->n_users) > 1) {
            at = &pool->next;
            continue;
        }
        *at = pool->next;
        pool_join(pool);
        pool_release(pool);
    }
}

AwPool *
pool_new(AwLoop *loop, int workers, AwSite *site)
{
    drop_dead_pools(loop);
    AwPool *pool = object_new(&pool_class, sizeof *pool + (size_t) workers * sizeof(Worker));
    if (!pool)
        return NULL;
    pool->loop = loop_ref(loop);
    pool->site = site;
    pool->track = recorder_track();
    pool->is_virtual = loop->clock == &virtual_clock;
    pool->n_workers = workers;
    pool->n_users = 2;
    pool->give_up_ns = AW_NEVER;
    pool->forked_times = forked_times;
    init_lock(&pool->lock);
    pthread_cond_init(&pool->handed, NULL);
    pool->next = loop->pools;
    loop->pools = pool;
    return pool;
}

void
pool_trace_created(const AwPool *pool, int workers, AwSite *site)
{
    trace(.kind = TRACE_POOL_CREATED, .subject = TRACE_LOOP_ID, .object = pool->track, .site = site,
          .type = TRACE_VALUE_INT, .value = workers);
}

AwPool *
aw_thread_pool_from(int workers, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_thread_pool()", site);
    AwPool *pool;

    if (workers < 1 || workers > MAX_WORKERS)
        misuse_at(site, "a pool has 1 to %d workers, not %d", MAX_WORKERS, workers);
    if (!holder_reserve() || !(pool = pool_new(loop, workers, site)))
        return NULL;
    pool_trace_created(pool, workers, site);
    return hold_object(pool);
}

AwPool *
pool_usual(AwLoop *loop)
{
    if (!loop->usual_pool && (loop->usual_pool = pool_new(loop, USUAL_WORKERS, NULL)))
        pool_trace_created(loop->usual_pool, USUAL_WORKERS, NULL);
    return loop->usual_pool;
}

AwLoop *
pool_loop(const AwPool *pool)
{
    return pool->loop;
}

uint32_t
pool_track(const AwPool *pool)
{
    return pool->track;
}

bool
pool_is_parents(const AwPool *pool)
{
    return pool->forked_times != forked_times;
}

void
pool_check_process(const AwPool *pool, const char *what, const AwSite *site)
{
    if (pool && pool_is_parents(pool))
        misuse_at(site, "%s was called in a process made by fork(); the pool is the parent's",
                  what);
}

bool
pool_is_ending(AwPool *pool)
{
    return post_is_closed(&pool->queue);
}

/* ---- jobs ---- */

const char *
pool_refuses(const AwPool *pool, AwValue arg)
{
    if (pool->processes && !wire_takes(arg))
        return "the argument of a job in a process may hold no object and no pointer";
    return value_has_object(arg) ? "a job's argument may hold no object" : NULL;
}

/* False: there is no thread that could run a job. */
static bool
start_first(AwPool *pool)
{
    pthread_mutex_lock(&pool->lock);
    bool runs = pool->n_started > 0 || worker_start(pool);
    pthread_mutex_unlock(&pool->lock);
    return runs;
}

/* The loop's thread subtracts all jobs that are over from n_jobs, whichever thread sent them. */
static void
count_job(AwLoop *loop, int by)
{
    if (loop_running == loop)
        loop->n_jobs += by;
    else
        atomic_fetch_add(&loop->n_jobs_sent, by);
}

PoolAnswer
pool_enqueue(AwPool *pool, AwJob *job)
{
    bool is_first = !pool->processes && atomic_load(&pool->n_started) == 0;

    if (is_first && !start_first(pool))
        return pool_is_ending(pool) ? POOL_IS_OVER : POOL_HAS_NO_THREAD;
    if (pool->is_virtual && !virtual_reserve(pool->loop))
        return POOL_HAS_NO_MEMORY;
    count_job(pool->loop, 1);
    aw_ref(job);
    job_go(job);
    if (!post_drop(&pool->queue, &job->arrival.post)) {
        job_come_back(job);
        aw_unref(job);
        count_job(pool->loop, -1);
        if (pool->is_virtual)
            virtual_release(pool->loop);
        return POOL_IS_OVER;
    }
    if (pool->processes)
        processes_enqueued(pool);
    else if (pool->is_virtual)
        virtual_enqueued(pool);
    else
        worker_rouse(pool, !is_first); /* a thread just started looks by itself */
    return POOL_TAKES;
}

/* The first job in the queue of a pool that is shut down; NULL: none. */
static AwJob *
take_left(AwPool *pool)
{
    pthread_mutex_lock(&pool->lock);
    Post *post = pool->first;
    if (post) {
        pool->first = post->next;
        pool->n_queued--;
    }
    pthread_mutex_unlock(&pool->lock);
    return post ? job_of((Arrival *) post) : NULL;
}

/* Cancels what is queued, from the loop's thread [EX7]. */
static void
drop_queue(AwPool *pool)
{
    AwJob *job;

    while ((job = take_left(pool))) {
        trace(.kind = TRACE_JOB_DROPPED, .subject = job->track, .object = pool->track);
        if (job_cancel(job))
            executor_job_is_over(job);
        worker_tell_loop(job);
    }
}

void
aw_pool_shutdown_from(AwPool *pool, bool cancel_futures, const AwShutdownOptions *options,
                      AwSite *site)
{
    must_have(options, "aw_pool_shutdown()", site);
    must_be_a(OBJECT_POOL, pool, "aw_pool_shutdown()", site);
    if (!pool)
        return;
    loop_check_thread(pool->loop, "aw_pool_shutdown()", site);
    pool_check_process(pool, "aw_pool_shutdown()", site);
    trace(.kind = TRACE_POOL_SHUT_DOWN, .subject = TRACE_LOOP_ID, .object = pool->track);
    pool_shut_down(pool);
    if (cancel_futures)
        drop_queue(pool);
    if (options->kill_after > 0)
        pool_limit(pool, options->kill_after);
}
