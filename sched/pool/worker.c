/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* worker.c - threads that run jobs. A real one that finds none sleeps until a submitter claims it:
 * a burst of jobs wakes each worker at most once. */
#include "sched/pool/worker.h"

#include "sched/base/futex.h"
#include "sched/base/spin-wait.h"
#include "sched/core/context.h"
#include "sched/core/loop.h"
#include "sched/pool/executor.h"
#include "sched/pool/pool-end.h"
#include "sched/pool/pool.h"
#include "sched/pool/worker-virtual.h"
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

/* What a job changes while it runs. */
typedef struct {
    Worker *worker;
    Holder holder, *before;
    AwContext *context;
    bool has_returned;
} JobRun;

static void
run_end(JobRun *run, AwValue v)
{
    AwJob *job = run->worker->runs;

    run->worker->runs = NULL;
    atomic_store_explicit(&run->worker->call, NULL, memory_order_relaxed);
    if (job->context)
        aw_unref(context_enter(run->context));
    if (value_has_object(v))
        v = error_held(AW_TYPE, job->site, "a job's result may hold no object");
    trace(.kind = TRACE_JOB_END, .subject = run->worker->track, .object = job->track);
    job_finish(job, v);
    holder_leave(&run->holder, run->before);
    worker_tell_loop(job);
}

static void
run_unwound(JobRun *run)
{
    if (!run->has_returned)
        run_end(run, error_held(AW_RUNTIME, run->worker->runs->site,
                                "the job called pthread_exit(), but the thread is its pool's"));
}

void
worker_run(Worker *worker, AwJob *job)
{
    JobRun run __attribute__((cleanup(run_unwound))) = {.worker = worker};

    run.before = holder_enter(&run.holder);
    worker->runs = job;
    recorder_arrive();
    trace(.kind = TRACE_JOB_BEGIN, .subject = worker->track, .object = job->track,
          .site = job->site);
    atomic_store_explicit(&worker->call, job->site, memory_order_relaxed);
    run.context = job->context ? context_enter(aw_ref(job->context)) : NULL;
    AwValue v = job->fn(job->arg);
    run.has_returned = true;
    run_end(&run, v);
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

/* ---- real workers: asleep and claimed ---- */

static AwJob *
look_for_job(AwPool *pool)
{
    pthread_mutex_lock(&pool->lock);
    AwJob *job = worker_next_job(pool);
    pthread_mutex_unlock(&pool->lock);
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

/* Takes one from a count; false when it is 0. */
static bool
take_one(_Atomic uint32_t *count)
{
    uint32_t n = atomic_load(count);

    while (n > 0)
        if (atomic_compare_exchange_weak(count, &n, n - 1))
            return true;
    return false;
}

static void
claim(AwPool *pool, uint32_t n)
{
    atomic_fetch_add(&pool->n_claims, n);
    futex_wake(&pool->n_claims, (int) n);
}

void
worker_claim_all(AwPool *pool)
{
    claim(pool, atomic_exchange(&pool->n_idle, 0));
}

/* Does nothing if a worker is already waking up, which looks for more work once it is awake. So
 * while a wake-up takes its time, jobs pile up without a system call for each. */
void
worker_rouse(AwPool *pool, bool may_start)
{
    while (atomic_load(&pool->n_idle) > 0) {
        if (atomic_load(&pool->is_rising) || atomic_exchange(&pool->is_rising, true))
            return;
        if (take_one(&pool->n_idle)) {
            claim(pool, 1);
            return;
        }
        atomic_store(&pool->is_rising, false);
    }
    if (!may_start || atomic_load(&pool->spins) || atomic_load(&pool->n_started) >= pool->n_workers)
        return;
    pthread_mutex_lock(&pool->lock);
    worker_start(pool); /* as CPython does: one more worker as long as none is idle */
    pthread_mutex_unlock(&pool->lock);
}

static void
answer_claim(AwPool *pool)
{
    while (!take_one(&pool->n_claims))
        futex_wait(&pool->n_claims, 0, NULL);
    atomic_store(&pool->is_rising, false);
}

/* A worker looks again once it counts as idle, since a job may have come just before that. If so,
 * it stops counting as idle or, if somebody has claimed it already, answers the claim. */
static AwJob *
sleep_till_claimed(AwPool *pool)
{
    atomic_fetch_add(&pool->n_idle, 1);
    AwJob *job = look_for_job(pool);
    if (!job && !post_is_closed(&pool->queue)) {
        answer_claim(pool);
        job = look_for_job(pool);
    } else if (!take_one(&pool->n_idle)) {
        answer_claim(pool);
    }
    if (job && worker_has_more(pool))
        worker_rouse(pool, true);
    return job;
}

/* One worker of the pool at a time stays awake. It counts as rising, so that submitters wake nobody
 * else, and as idle. When it no longer does, it looks again, since submitters relied on it until
 * then. */
static AwJob *
look_a_while(AwPool *pool, SpinWait *spin)
{
    if (!spin->stays || atomic_exchange(&pool->is_rising, true))
        return NULL;
    atomic_store(&pool->spins, true);
    while (!post_waits(&pool->queue) && spin_wait_again(spin))
        ;
    atomic_store(&pool->is_rising, false);
    atomic_store(&pool->spins, false);
    AwJob *job = look_for_job(pool);
    if (job && worker_has_more(pool))
        worker_rouse(pool, true);
    return job;
}

/* NULL: the pool is over. */
static AwJob *
wait_for_job(AwPool *pool, SpinWait *spin)
{
    AwJob *job = look_for_job(pool);

    if (job)
        return job;
    spin_wait_begin(spin);
    job = look_a_while(pool, spin);
    while (!job && !post_is_closed(&pool->queue))
        job = sleep_till_claimed(pool);
    spin_wait_end(spin);
    return job ? job : look_for_job(pool);
}

/* ---- a thread ----
 *
 * A job that calls pthread_exit() ends its thread, but not before the pool's last job: when the
 * stack is unwound, the functions marked as cleanup here are called, and go on with the jobs. */

static OverflowTask
running_job(void)
{
    const AwJob *job = this_worker->runs;

    return job ? (OverflowTask){.name = "",
                                .function = job->site->name,
                                .file = job->site->file,
                                .line = job->site->line}
               : (OverflowTask){0};
}

void
worker_begin(Worker *worker)
{
    this_worker = worker;
    overflow_watch(running_job);
    overflow_watch_thread();
    recorder_set_thread(worker->track);
}

void
worker_end(Worker *worker)
{
    trace(.kind = TRACE_WORKER_STOPPED, .subject = worker->track);
    aw_unref(context_enter(NULL)); /* drops what its jobs set */
    overflow_unwatch();
}

static void work_on(Worker **unwound);

static void
work(Worker *worker)
{
    Worker *unwound __attribute__((cleanup(work_on))) = worker;
    SpinWait spin = {0};
    AwJob *job;

    while ((job = wait_for_job(worker->pool, &spin)))
        worker_run(worker, job);
    unwound = NULL;
}

static void
work_on(Worker **unwound)
{
    if (*unwound)
        work(*unwound);
}

static void
stop(Worker **worker)
{
    AwPool *pool = (*worker)->pool;

    worker_end(*worker);
    pool_worker_stops(pool);
    pool_release(pool);
}

static void *
real_worker(void *data)
{
    Worker *worker __attribute__((cleanup(stop))) = data;

    worker_begin(worker);
    trace(.kind = TRACE_WORKER_STARTED, .subject = worker->track, .object = TRACE_LOOP_ID);
    work(worker);
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
aw_work(AwTime ns)
{
    if (!this_worker)
        misuse("aw_work() is for jobs; a task holds the loop by aw_busy()");
    if (this_worker->pool->is_virtual)
        virtual_work(this_worker, ns > 0 ? ns : 0); /* 0 takes no time, but gives others a turn */
    else if (ns > 0)
        real_clock.busy(this_worker->pool->loop, ns);
}
