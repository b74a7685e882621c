/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pool.c - thread pools [EX]. On the virtual clock a worker runs only while the loop's thread waits
 * for it, so that exactly one thread runs at a time, in an order that is always the same. */
#include "sched/pool.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sched/loop.h"
#include "sched/value.h"

enum { USUAL_WORKERS = 4, MAX_WORKERS = 1024 };

typedef struct {
    AwPool *pool;
    pthread_t thread;
    uint32_t track;
    AwJob *job;    /* NULL: idle */
    bool has_turn; /* virtual: it may run; under the pool's lock */
    bool is_over;  /* virtual: its thread ends; under the pool's lock */
    pthread_cond_t turn;
} Worker;

struct AwPool {
    Object object;
    AwLoop *loop;
    AwPool *next; /* of the loop's */
    uint32_t track;
    bool is_virtual, ending;
    int n_workers, n_started;
    pthread_mutex_t lock;
    pthread_cond_t work;   /* real: a job was queued, or the pool ends */
    pthread_cond_t handed; /* virtual: a worker gave its turn back */
    AwJob *first, **end;   /* queued; counted */
    int n_queued, n_idle;
    Worker workers[];
};

static _Thread_local Worker *this_worker;

/* ---- a job, in the worker's thread ---- */

/* One job less under way; the loop may be waiting for the last. */
static void
forget_job(AwJob *job)
{
    AwLoop *loop = job->loop;

    aw_unref(job);
    atomic_fetch_sub(&loop->n_jobs, 1);
    uv_async_send(&loop->wake);
}

static void
run_job(Worker *worker, AwJob *job)
{
    Holder holder = {0}, *before = holder_enter(&holder);

    trace(.kind = TRACE_JOB_BEGIN, .subject = worker->track, .object = job->track,
          .site = job->site);
    AwValue v = job->fn(job->arg);
    if (value_has_object(v))
        v = error_held(AW_TYPE, job->site, "a job's result may hold no object");
    trace(.kind = TRACE_JOB_END, .subject = worker->track, .object = job->track);
    job_finish(job, v);
    holder_clear(&holder);
    holder_enter(before);
    forget_job(job);
}

/* Under the pool's lock. */
static AwJob *
take_job(AwPool *pool)
{
    AwJob *job = pool->first;

    if (!job)
        return NULL;
    pool->first = job->next;
    if (!pool->first)
        pool->end = &pool->first;
    pool->n_queued--;
    return job;
}

/* The first that was not cancelled while it waited [EX4]; under the pool's lock. */
static AwJob *
next_job(AwPool *pool)
{
    AwJob *job;

    while ((job = take_job(pool)) && !job_begin(job)) {
        trace(.kind = TRACE_JOB_DROPPED, .subject = job->track, .object = pool->track);
        forget_job(job);
    }
    return job;
}

/* ---- real workers ---- */

static AwJob *
wait_for_job(AwPool *pool)
{
    AwJob *job;

    pthread_mutex_lock(&pool->lock);
    pool->n_idle++;
    while (!(job = next_job(pool)) && !pool->ending)
        pthread_cond_wait(&pool->work, &pool->lock);
    pool->n_idle--;
    pthread_mutex_unlock(&pool->lock);
    return job;
}

static void *
real_worker(void *data)
{
    Worker *worker = data;
    AwJob *job;

    this_worker = worker;
    recorder_set_thread(worker->track);
    trace(.kind = TRACE_WORKER_STARTED, .subject = worker->track, .object = TRACE_LOOP_ID);
    while ((job = wait_for_job(worker->pool)))
        run_job(worker, job);
    trace(.kind = TRACE_WORKER_STOPPED, .subject = worker->track);
    return NULL;
}

/* ---- virtual workers: a turn is handed over and back ---- */

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

static void
assign(void *data)
{
    AwPool *pool = data;

    for (int i = 0; i < pool->n_started && pool->first; i++)
        if (!pool->workers[i].job && (pool->workers[i].job = next_job(pool)))
            hand_turn(&pool->workers[i]);
}

static void *
virtual_worker(void *data)
{
    Worker *worker = data;
    AwPool *pool = worker->pool;

    this_worker = worker;
    recorder_set_thread(worker->track);
    pthread_mutex_lock(&pool->lock);
    wait_for_turn(worker);
    trace(.kind = TRACE_WORKER_STARTED, .subject = worker->track, .object = TRACE_LOOP_ID);
    while (worker->job) {
        pthread_mutex_unlock(&pool->lock);
        run_job(worker, worker->job);
        pthread_mutex_lock(&pool->lock);
        worker->job = next_job(pool);
        if (worker->job)
            continue;
        give_turn_back(worker);
        wait_for_turn(worker);
    }
    trace(.kind = TRACE_WORKER_STOPPED, .subject = worker->track);
    worker->is_over = true;
    give_turn_back(worker);
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

static void
virtual_work(Worker *worker, AwTime ns)
{
    AwPool *pool = worker->pool;
    AwTime now = loop_now(pool->loop);

    if (!virtual_at(pool->loop, ns > AW_NEVER - 1 - now ? AW_NEVER - 1 : now + ns, hand_turn,
                    worker))
        misuse("no memory for virtual time");
    pthread_mutex_lock(&pool->lock);
    give_turn_back(worker);
    wait_for_turn(worker);
    pthread_mutex_unlock(&pool->lock);
}

void
aw_work(AwTime ns)
{
    if (!this_worker)
        misuse("aw_work() is for jobs; a task holds the loop by aw_busy()");
    if (this_worker->pool->is_virtual)
        virtual_work(this_worker, ns > 0 ? ns : 0); /* no time, but the others' turn */
    else if (ns > 0)
        real_clock.busy(this_worker->pool->loop, ns);
}

/* ---- pools ---- */

static void
free_pool(AwPool *pool)
{
    for (int i = 0; i < pool->n_workers; i++)
        if (pool->workers[i].track)
            pthread_cond_destroy(&pool->workers[i].turn);
    pthread_mutex_destroy(&pool->lock);
    pthread_cond_destroy(&pool->work);
    pthread_cond_destroy(&pool->handed);
    free(pool);
}

static void
shutdown_pool(AwPool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->ending = true;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
}

/* While there is a loop its list keeps the memory: workers may still be at it. */
static void
pool_free(void *object)
{
    AwPool *pool = object;

    if (pool->loop)
        shutdown_pool(pool);
    else
        free_pool(pool);
}

static const ObjectClass pool_class = {.name = "pool", .free = pool_free};

static AwPool *
pool_new(AwLoop *loop, int workers)
{
    AwPool *pool = object_new(&pool_class, sizeof *pool + (size_t) workers * sizeof(Worker));

    if (!pool)
        return NULL;
    pool->loop = loop;
    pool->track = recorder_track();
    pool->is_virtual = loop->clock == &virtual_clock;
    pool->n_workers = workers;
    pool->end = &pool->first;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->work, NULL);
    pthread_cond_init(&pool->handed, NULL);
    pool->next = loop->pools;
    loop->pools = pool;
    return pool;
}

AwPool *
aw_thread_pool(int workers)
{
    AwLoop *loop = loop_must_run("aw_thread_pool()");
    AwPool *pool;

    if (workers < 1 || workers > MAX_WORKERS)
        misuse("a pool has 1 to %d workers, not %d", MAX_WORKERS, workers);
    if (!holder_reserve() || !(pool = pool_new(loop, workers)))
        misuse("no memory for a pool");
    return hold_object(pool);
}

void
aw_pool_shutdown(AwPool *pool, bool cancel_futures)
{
    shutdown_pool(pool);
    if (!cancel_futures)
        return;
    pthread_mutex_lock(&pool->lock);
    AwJob *job = pool->first;
    pool->first = NULL;
    pool->end = &pool->first;
    pool->n_queued = 0;
    pthread_mutex_unlock(&pool->lock);
    for (AwJob *next; job; job = next) {
        next = job->next;
        trace(.kind = TRACE_JOB_DROPPED, .subject = job->track, .object = pool->track);
        aw_job_cancel_threadsafe(job);
        forget_job(job);
    }
}

static bool
start_worker(AwPool *pool)
{
    Worker *worker = &pool->workers[pool->n_started];

    if (!worker->track) {
        *worker = (Worker){.pool = pool, .track = recorder_track()};
        pthread_cond_init(&worker->turn, NULL);
    }
    if (pthread_create(&worker->thread, NULL, pool->is_virtual ? virtual_worker : real_worker,
                       worker))
        return false;
    pool->n_started++;
    return true;
}

/* A worker more as long as none is idle: as a pool of CPython's grows. */
static bool
needs_worker(AwPool *pool)
{
    int n_busy = pool->n_queued;

    if (!pool->is_virtual)
        return pool->n_queued > pool->n_idle;
    for (int i = 0; i < pool->n_started; i++)
        n_busy += pool->workers[i].job != NULL;
    return n_busy > pool->n_started;
}

bool
pool_enqueue(AwPool *pool, AwJob *job)
{
    pthread_mutex_lock(&pool->lock);
    *pool->end = aw_ref(job);
    pool->end = &job->next;
    pool->n_queued++;
    atomic_fetch_add(&pool->loop->n_jobs, 1);
    bool grow = pool->n_started < pool->n_workers && needs_worker(pool);
    bool runs = !grow || start_worker(pool) || pool->n_started;
    AwJob *refused = runs ? NULL : take_job(pool); /* nobody else queues where nobody works */
    pthread_cond_signal(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    if (refused)
        forget_job(refused);
    return runs &&
           (!pool->is_virtual || virtual_at(pool->loop, loop_now(pool->loop), assign, pool));
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
pool_is_ending(AwPool *pool)
{
    pthread_mutex_lock(&pool->lock);
    bool ending = pool->ending;
    pthread_mutex_unlock(&pool->lock);
    return ending;
}

AwPool *
pool_usual(AwLoop *loop)
{
    if (!loop->usual_pool)
        loop->usual_pool = pool_new(loop, USUAL_WORKERS);
    return loop->usual_pool;
}

bool
pool_in_worker(void)
{
    return this_worker;
}

/* ---- the end ---- */

static void
join_workers(AwPool *pool)
{
    for (int i = 0; i < pool->n_started; i++) {
        while (pool->is_virtual && !pool->workers[i].is_over)
            hand_turn(&pool->workers[i]); /* a job under way goes on to its end */
        pthread_join(pool->workers[i].thread, NULL);
    }
    pool->n_started = 0;
}

void
pools_join(AwLoop *loop)
{
    for (AwPool *pool = loop->pools; pool; pool = pool->next)
        shutdown_pool(pool);
    for (loop->deadlocked = false; atomic_load(&loop->n_jobs) > 0 && !loop->deadlocked;)
        loop_turn(loop, AW_NEVER);
    loop->stopping = false;
    for (AwPool *pool = loop->pools; pool; pool = pool->next)
        join_workers(pool);
}

/* A state that arrived too late is copied all the same, so that its references go [EX8]. */
static void
drop_late_states(AwLoop *loop)
{
    loop_take_inbox(loop);
    for (size_t i = 0; i < loop->ready.n; i++) {
        Ready ready = ready_at(&loop->ready, i);
        AwHandle *handle = ready_kind(ready) == READY_HANDLE ? ready_subject(ready) : NULL;
        if (handle && handle->fn == executor_copy_state && handle->state == HANDLE_READY) {
            handle->state = HANDLE_CANCELLED;
            executor_copy_state(handle->data);
        }
    }
}

void
pools_free(AwLoop *loop)
{
    aw_unref(loop->usual_pool);
    loop->usual_pool = NULL;
    for (AwPool *pool = loop->pools; pool; pool = pool->next) {
        shutdown_pool(pool);
        join_workers(pool);
    }
    drop_late_states(loop);
    for (AwPool *pool = loop->pools, *next; pool; pool = next) {
        next = pool->next;
        pool->loop = NULL;
        if (pool->object.refs == 0)
            free_pool(pool);
    }
    loop->pools = NULL;
}
