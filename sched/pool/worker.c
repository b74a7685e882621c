/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* worker.c - threads that run jobs. */
#include "sched/pool/worker.h"

#include "sched/core/context.h"
#include "sched/core/forked.h"
#include "sched/core/loop.h"
#include "sched/pool/executor.h"
#include "sched/pool/pool-end.h"
#include "sched/pool/pool.h"
#include "sched/pool/worker-call.h"
#include "sched/pool/worker-virtual.h"
#include "sched/pool/worker-wait.h"
#include "sched/stack/guard.h"
#include "sched/stack/overflow.h"
#include "sched/value/error.h"
#include "sched/value/value.h"

_Thread_local Worker *this_worker;

/* ---- a job ---- */

/* In the loop's thread, which drops the reference that the pool had. */
static void
job_arrives(AwLoop *loop, Arrival *arrival)
{
    AwJob *job = job_of(arrival);

    if (loop) {
        job_come_back(job);
        loop->n_jobs--;
        if (aw_job_state_threadsafe(job) == AW_JOB_FINISHED)
            executor_job_is_over(job);
    }
    aw_unref(job);
}

/* A closed loop is not told [EX8]. */
void
worker_tell_loop(AwJob *job)
{
    job->arrival.arrive = job_arrives;
    if (!inbox_put(job->handle.loop, &job->arrival))
        aw_unref(job);
}

/* The result itself is what the job's future ends with. */
void
worker_trace_end(uint32_t worker, const AwJob *job, AwValue v)
{
    if (trace_on())
        trace_value((Emit){.kind = TRACE_JOB_END, .subject = worker, .object = job->track},
                    aw_failed(v) ? v : AW_NONE);
}

void
worker_run(Worker *worker, AwJob *job)
{
    Holder holder = {0}, *before = holder_enter(&holder);

    recorder_arrive();
    trace(.kind = TRACE_JOB_BEGIN, .subject = worker->track, .object = job->track,
          .site = job->site);
    AwContext *outer = job->context ? context_enter(aw_ref(job->context)) : NULL;
    AwValue v = worker_call(job->fn, job->arg, job->site);
    if (job->context)
        aw_unref(context_enter(outer));
    if (value_has_object(v))
        v = error_held(AW_TYPE, job->site, "a job's result may hold no object");
    worker_trace_end(worker->track, job, v);
    job_finish(job, v);
    holder_leave(&holder, before);
    worker_tell_loop(job);
}

/* ---- the queue ---- */

/* Under the lock. */
static AwJob *
take_job(AwPool *pool)
{
    Post *post = pool->first;

    if (!post && !(post = post_take(&pool->queue)))
        return NULL;
    pool->first = post->next;
    pool->n_queued--;
    return job_of((Arrival *) post);
}

void
worker_drop_job(AwPool *pool, AwJob *job)
{
    trace(.kind = TRACE_JOB_DROPPED, .subject = job->track, .object = pool->track);
    worker_tell_loop(job);
}

AwJob *
worker_next_job(AwPool *pool)
{
    AwJob *job;

    while ((job = take_job(pool)) && !job_begin(job))
        worker_drop_job(pool, job);
    return job;
}

bool
worker_has_more(AwPool *pool)
{
    pthread_mutex_lock(&pool->lock);
    const Post *newest = atomic_load(&pool->queue.newest);
    bool more = pool->first || (newest && newest != &post_closed);
    pthread_mutex_unlock(&pool->lock);
    return more;
}

/* ---- a thread ---- */

static OverflowTask
running_job(void)
{
    const AwSite *site =
        this_worker ? atomic_load_explicit(&this_worker->call, memory_order_relaxed) : NULL;

    return site ? (OverflowTask){.what = "a job",
                                 .function = site->name,
                                 .file = site->file,
                                 .line = site->line}
                : (OverflowTask){0};
}

/* The thread of a child that a job forked is no worker: the pool is the parent's. */
static void
in_child(void)
{
    forked_in_run |= this_worker != NULL;
    this_worker = NULL;
}

static void
know_forks(void)
{
    pthread_atfork(NULL, NULL, in_child);
}

void
worker_watch(Worker *worker)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, know_forks);
    this_worker = worker;
    overflow_watch(running_job);
}

void
worker_begin(Worker *worker)
{
    worker_watch(worker);
    recorder_set_thread(worker->track);
}

void
worker_end(Worker *worker)
{
    trace(.kind = TRACE_WORKER_STOPPED, .subject = worker->track);
    aw_unref(context_enter(NULL)); /* drops what its jobs set */
    overflow_unwatch(NULL);
}

static void
work(Worker *worker)
{
    SpinWait spin = {0};
    AwJob *job;

    while ((job = worker_wait_for_job(worker->pool, &spin)))
        worker_run(worker, job);
}

static void *
real_worker(void *data)
{
    Worker *worker = data;
    AwPool *pool = worker->pool;

    worker_begin(worker);
    trace(.kind = TRACE_WORKER_STARTED, .subject = worker->track, .object = TRACE_LOOP_ID,
          .type = TRACE_VALUE_OBJECT, .value = worker->pool->track);
    work(worker);
    worker_end(worker);
    pool_worker_stops(pool);
    pool_release(pool);
    return NULL;
}

/* With a guard as wide as those of tasks. */
static int
thread_create(Worker *worker)
{
    pthread_attr_t attributes;

    pthread_attr_init(&attributes);
    pthread_attr_setguardsize(&attributes, guard_size());
    int error = pthread_create(&worker->thread, &attributes,
                               worker->pool->is_virtual ? virtual_worker : real_worker, worker);
    pthread_attr_destroy(&attributes);
    return error;
}

bool
worker_start(AwPool *pool)
{
    int n = atomic_load(&pool->n_started);
    Worker *worker = &pool->workers[n];

    if (n == pool->n_workers || post_is_closed(&pool->queue))
        return false;
    if (pool->is_virtual && !virtual_reserve(pool->loop)) /* room for its turns, until it ends */
        return false;
    if (!worker->track) {
        *worker = (Worker){.pool = pool, .track = recorder_track()};
        pthread_cond_init(&worker->turn, NULL);
    }
    atomic_fetch_add(&pool->n_users, 1);
    atomic_fetch_add(&pool->n_live, 1);
    if (thread_create(worker)) {
        atomic_fetch_sub(&pool->n_users, 1);
        atomic_fetch_sub(&pool->n_live, 1);
        if (pool->is_virtual)
            virtual_release(pool->loop);
        return false;
    }
    atomic_store(&pool->n_started, n + 1);
    return true;
}

void
aw_work_from(AwTime ns, AwSite *site)
{
    if (!this_worker)
        misuse_at(site, "aw_work() is for jobs; a task holds the loop by aw_busy()");
    if (this_worker->pool->is_virtual)
        virtual_work(this_worker, ns > 0 ? ns : 0); /* 0 takes no time, but gives others a turn */
    else if (ns > 0)
        real_clock.busy(this_worker->pool->loop, ns);
}
