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

typedef struct Job {
    struct Job *next;
    AwFn fn;
    AwValue arg, result; /* owned */
    AwSite *site;
    AwFuture *future; /* counted; the loop's thread only */
    AwPool *pool;
} Job;

typedef struct {
    AwPool *pool;
    pthread_t thread;
    uint32_t track;
    Job *job;      /* NULL: idle */
    bool has_turn; /* virtual: it may run; under the pool's lock */
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
    Job *first, **end;     /* queued */
    int n_queued, n_idle;
    Worker workers[];
};

static _Thread_local Worker *this_worker;

/* ---- a job, in the worker's thread ---- */

static void
run_job(Worker *worker, Job *job)
{
    Holder holder = {0}, *before = holder_enter(&holder);

    trace(.kind = TRACE_JOB_BEGIN, .subject = worker->track, .object = job->future->track,
          .site = job->site);
    job->result = aw_ref_value(job->fn(job->arg));
    trace(.kind = TRACE_JOB_END, .subject = worker->track, .object = job->future->track);
    holder_clear(&holder);
    holder_enter(before);
}

static void
job_free(Job *job)
{
    aw_unref_value(job->arg);
    aw_unref_value(job->result);
    free(job);
}

/* Back in the loop's thread: the copy step, which must check [EX2 EX5 F12]. */
static void
job_came_back(void *data)
{
    Job *job = data;
    AwLoop *loop = job->future->loop;

    if (value_has_object(job->result)) {
        AwValue error = error_new(AW_TYPE, job->site, "a job's result may hold no object");
        future_settle(job->future, error);
        aw_unref_value(error);
    } else {
        future_settle(job->future, job->result);
    }
    atomic_fetch_sub(&loop->n_jobs, 1);
    aw_unref(job->future);
    job_free(job);
}

/* It will never run; its future learns of that as it would of a result, a turn later [EX7]. */
static void
job_was_dropped(void *data)
{
    Job *job = data;

    future_cancel(job->future, "", NULL);
    job_came_back(job);
}

static Job *
take_job(AwPool *pool)
{
    Job *job = pool->first;

    if (!job)
        return NULL;
    pool->first = job->next;
    if (!pool->first)
        pool->end = &pool->first;
    pool->n_queued--;
    return job;
}

/* ---- real workers ---- */

static Job *
wait_for_job(AwPool *pool)
{
    Job *job;

    pthread_mutex_lock(&pool->lock);
    pool->n_idle++;
    while (!(job = take_job(pool)) && !pool->ending)
        pthread_cond_wait(&pool->work, &pool->lock);
    pool->n_idle--;
    pthread_mutex_unlock(&pool->lock);
    return job;
}

static void
job_is_over(Worker *worker, Job *job)
{
    if (!aw_call_soon_threadsafe(worker->pool->loop, job_came_back, job))
        misuse("a pool outlived its loop"); /* pools_join() ends first */
}

static void *
real_worker(void *data)
{
    Worker *worker = data;
    Job *job;

    this_worker = worker;
    recorder_set_thread(worker->track);
    trace(.kind = TRACE_WORKER_STARTED, .subject = worker->track, .object = TRACE_LOOP_ID);
    while ((job = wait_for_job(worker->pool))) {
        run_job(worker, job);
        job_is_over(worker, job);
    }
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
        if (!pool->workers[i].job) {
            pool->workers[i].job = take_job(pool);
            hand_turn(&pool->workers[i]);
        }
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
        Job *job = worker->job;
        pthread_mutex_unlock(&pool->lock);
        run_job(worker, job);
        pthread_mutex_lock(&pool->lock);
        aw_call_soon_threadsafe(pool->loop, job_came_back, job);
        worker->job = take_job(pool);
        if (worker->job)
            continue;
        give_turn_back(worker);
        wait_for_turn(worker);
    }
    trace(.kind = TRACE_WORKER_STOPPED, .subject = worker->track);
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
    if (ns <= 0)
        return;
    if (this_worker->pool->is_virtual)
        virtual_work(this_worker, ns);
    else
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
    Job *job = pool->first;
    pool->first = NULL;
    pool->end = &pool->first;
    pool->n_queued = 0;
    pthread_mutex_unlock(&pool->lock);
    for (Job *next; job; job = next) {
        next = job->next;
        trace(.kind = TRACE_JOB_DROPPED, .subject = job->future->track, .object = pool->track);
        if (!aw_call_soon_threadsafe(pool->loop, job_was_dropped, job))
            misuse("no memory to cancel a job");
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

static bool
enqueue(Job *job)
{
    AwPool *pool = job->pool;

    pthread_mutex_lock(&pool->lock);
    *pool->end = job;
    pool->end = &job->next;
    pool->n_queued++;
    bool grow = pool->n_started < pool->n_workers && needs_worker(pool);
    pthread_cond_signal(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    if (grow && !start_worker(pool) && !pool->n_started)
        return false;
    return !pool->is_virtual || virtual_at(pool->loop, loop_now(pool->loop), assign, pool);
}

/* The job of `future` out of the queue; NULL: it is not there. */
static Job *
take_job_of(AwPool *pool, const AwFuture *future)
{
    Job **at = &pool->first, *job;

    pthread_mutex_lock(&pool->lock);
    while ((job = *at) && job->future != future)
        at = &job->next;
    if (job && !(*at = job->next))
        pool->end = at;
    pool->n_queued -= job != NULL;
    pthread_mutex_unlock(&pool->lock);
    return job;
}

/* A turn after its future was cancelled a job that has not begun leaves the queue [EX4]. */
static void
job_future_done(AwFuture *future, void *data)
{
    AwPool *pool = data;
    Job *job = future->state == FUTURE_CANCELLED ? take_job_of(pool, future) : NULL;

    if (!job)
        return;
    trace(.kind = TRACE_JOB_DROPPED, .subject = future->track, .object = pool->track);
    job_came_back(job);
}

static Job *
job_new(AwPool *pool, AwFn fn, AwValue arg, AwSite *site)
{
    Job *job = calloc(1, sizeof *job);
    char buffer[80];
    Emit created = {0};

    if (!job)
        return NULL;
    *job = (Job){.fn = fn, .arg = aw_ref_value(arg), .site = site, .pool = pool};
    trace_value(&created, arg, buffer, sizeof buffer);
    job->future = future_new(pool->loop, &plain_future_class, sizeof(AwFuture), site);
    if (!job->future) {
        job_free(job);
        return NULL;
    }
    created.kind = TRACE_FUTURE_CREATED;
    created.subject = job->future->track;
    created.object = loop_who(pool->loop);
    created.site = site;
    if (trace_on())
        recorder_emit(&created);
    return job;
}

/* There is no thread to run it, and none could be started. */
static void
give_up(Job *job)
{
    AwValue error = error_new(AW_OS, job->site, "no thread could be started for a pool");

    take_job_of(job->pool, job->future);
    future_settle(job->future, error);
    aw_unref_value(error);
    job_came_back(job);
}

AwFuture *
aw_run_in_executor_from(AwPool *pool, AwFn fn, AwValue arg, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_run_in_executor()");
    Job *job;

    if (!pool && !loop->usual_pool)
        loop->usual_pool = pool_new(loop, USUAL_WORKERS);
    pool = pool ? pool : loop->usual_pool;
    if (value_has_object(arg))
        return future_failed(loop, site, AW_TYPE, "a job's argument may hold no object");
    if (pool && pool->ending)
        return future_failed(loop, site, AW_RUNTIME, "the pool is shut down"); /* [EX7] */
    if (!pool || !holder_reserve() || !(job = job_new(pool, fn, arg, site)))
        return future_failed(loop, site, AW_NOMEM, "no memory for a job");
    AwFuture *future = hold_object(aw_ref(job->future));
    future_on_done(future, job_future_done, pool, NULL, site);
    trace(.kind = TRACE_JOB_QUEUED, .subject = future->track, .object = pool->track);
    atomic_fetch_add(&loop->n_jobs, 1);
    if (!enqueue(job))
        give_up(job);
    return future;
}

/* ---- the end ---- */

static void
join_workers(AwPool *pool)
{
    for (int i = 0; i < pool->n_started; i++) {
        if (pool->is_virtual)
            hand_turn(&pool->workers[i]);
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

/* What was dropped from the queue, or came back too late, is in the inbox. */
static void
drop_jobs(AwLoop *loop)
{
    loop_take_inbox(loop);
    for (size_t i = 0; i < loop->ready.n; i++) {
        Ready *ready = &loop->ready.items[(loop->ready.head + i) & loop->ready.mask];
        AwHandle *handle = ready->kind == READY_HANDLE ? ready->subject : NULL;
        if (handle && (handle->fn == job_came_back || handle->fn == job_was_dropped)) {
            handle->state = HANDLE_CANCELLED;
            job_came_back(handle->data);
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
    drop_jobs(loop);
    for (AwPool *pool = loop->pools, *next; pool; pool = next) {
        next = pool->next;
        pool->loop = NULL;
        if (pool->object.refs == 0)
            free_pool(pool);
    }
    loop->pools = NULL;
}
