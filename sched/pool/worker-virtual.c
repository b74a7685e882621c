/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* worker-virtual.c - workers on the virtual clock. One runs only while the loop's thread waits for
 * it, so that exactly one thread runs at a time, in an order that is always the same. */
#include "sched/pool/worker-virtual.h"

#include "sched/core/context.h"
#include "sched/core/loop.h"
#include "sched/pool/pool-end.h"
#include "sched/pool/pool.h"
#include "sched/pool/worker.h"

static void
wait_for_turn(Worker *worker)
{
    while (!worker->has_turn)
        pthread_cond_wait(&worker->turn, &worker->pool->lock);
}

static void
give_turn_back(Worker *worker)
{
    worker->has_turn = false;
    pthread_cond_signal(&worker->pool->handed);
}

/* In the loop's thread: the worker runs until it gives its turn back. */
static void
hand_turn(void *data)
{
    Worker *worker = data;
    AwPool *pool = worker->pool;

    pthread_mutex_lock(&pool->lock);
    worker->has_turn = true;
    pthread_cond_signal(&worker->turn);
    while (worker->has_turn)
        pthread_cond_wait(&pool->handed, &pool->lock);
    pthread_mutex_unlock(&pool->lock);
}

/* Gives jobs to workers that have none, in order of the workers. */
static void
assign(void *data)
{
    AwPool *pool = data;

    virtual_release(pool->loop);
    for (int i = 0; i < pool->n_started && pool->n_queued > 0; i++)
        if (!pool->workers[i].job && (pool->workers[i].job = worker_next_job(pool)))
            hand_turn(&pool->workers[i]);
}

static void
next_job(Worker *worker)
{
    AwPool *pool = worker->pool;

    pthread_mutex_lock(&pool->lock);
    worker->job = worker_next_job(pool);
    if (!worker->job && !pool->over) {
        give_turn_back(worker);
        wait_for_turn(worker);
    }
    pthread_mutex_unlock(&pool->lock);
}

/* Like the real worker's. */
static void
work(Worker *worker)
{
    while (worker->job) {
        worker_run(worker, worker->job);
        next_job(worker);
    }
}

static void
stop(Worker *worker)
{
    AwPool *pool = worker->pool;

    worker_end(worker);
    pthread_mutex_lock(&pool->lock);
    worker->is_over = true;
    pool_worker_stops(pool);
    give_turn_back(worker);
    pthread_mutex_unlock(&pool->lock);
    pool_release(pool);
}

void *
virtual_worker(void *data)
{
    Worker *worker = data;

    worker_begin(worker);
    recorder_share_virtual(&worker->pool->loop->virtual_time.now_ns);
    pthread_mutex_lock(&worker->pool->lock);
    wait_for_turn(worker);
    pthread_mutex_unlock(&worker->pool->lock);
    trace(.kind = TRACE_WORKER_STARTED, .subject = worker->track, .object = TRACE_LOOP_ID,
          .type = TRACE_VALUE_OBJECT, .value = worker->pool->track);
    work(worker);
    stop(worker);
    return NULL;
}

void
virtual_work(Worker *worker, AwTime ns)
{
    AwPool *pool = worker->pool;

    virtual_at(pool->loop, time_after(loop_now(pool->loop), ns, TIME_LAST), hand_turn, worker);
    pthread_mutex_lock(&pool->lock);
    give_turn_back(worker);
    wait_for_turn(worker);
    pthread_mutex_unlock(&pool->lock);
}

static bool
needs_worker(AwPool *pool)
{
    int n_busy = pool->n_queued;

    for (int i = 0; i < pool->n_started; i++)
        n_busy += pool->workers[i].job != NULL;
    return n_busy > pool->n_started;
}

void
virtual_enqueued(AwPool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->n_queued++;
    if (pool->n_started < pool->n_workers && needs_worker(pool))
        worker_start(pool);
    pthread_mutex_unlock(&pool->lock);
    virtual_at(pool->loop, loop_now(pool->loop), assign, pool);
}

void
virtual_stop(AwPool *pool)
{
    for (int i = 0; i < pool->n_started && !pool->n_queued; i++)
        if (!pool->workers[i].job && !pool->workers[i].is_over)
            hand_turn(&pool->workers[i]);
}

void
virtual_join(AwPool *pool)
{
    for (int i = 0; i < pool->n_started; i++)
        while (!pool->workers[i].is_over)
            hand_turn(&pool->workers[i]); /* a job under way goes on to its end */
}
