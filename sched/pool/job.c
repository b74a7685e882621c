/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* job.c - concurrent futures [CF]. A state is one word that only moves forward; threads that wait
 * sleep on it. */
#include "sched/pool/job.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "sched/base/freelist.h"
#include "sched/base/futex.h"
#include "sched/core/loop.h"
#include "sched/pool/process-pool.h"
#include "sched/pool/worker-call.h"
#include "sched/pool/worker.h"
#include "sched/value/error.h"
#include "sched/value/value.h"

typedef struct {
    Post post;
    AwJobFn fn;
    void *data;
    Object *keep; /* of a shared class; counted; NULL */
    AwSite *site; /* of the call that added it; NULL: the library did */
} JobCallback;

static void
callback_free(JobCallback *callback)
{
    aw_unref(callback->keep);
    free(callback);
}

static void
drop_callbacks(AwJob *job)
{
    for (Post *post = post_close(&job->callbacks), *next; post; post = next) {
        next = post->next;
        callback_free((JobCallback *) post);
    }
}

static void
clear(AwJob *job)
{
    value_unref(job->arg);
    aw_unref(job->context);
    value_unref(job->result);
}

static void
job_free(void *object)
{
    AwJob *job = object;

    clear(job);
    drop_callbacks(job);
    if (!job->pool)
        loop_unref(job->handle.loop);
    freelist_give(job, sizeof *job);
}

static const ObjectClass job_class = {
    .kind = OBJECT_JOB, .free = job_free, .site_at = offsetof(AwJob, site), .shared = true};

AwJob *
job_new(AwLoop *loop, AwPool *pool, AwSite *site)
{
    AwJob *job = freelist_take(sizeof *job);

    if (!job)
        return NULL;
    job->handle.object = (Object){.class = &job_class, .refs = 1};
    job->handle.loop = pool ? loop : loop_ref(loop);
    job->pool = pool;
    job->site = site;
    return job;
}

static AwJob no_memory = {
    .handle.object = {.class = &job_class, .refs = 1u << 30},
    .state = AW_JOB_FINISHED,
    .callbacks.newest = &post_closed,
};
static pthread_once_t no_memory_once = PTHREAD_ONCE_INIT;

static void
make_no_memory(void)
{
    no_memory.result = error_no_memory();
}

AwJob *
job_no_memory(void)
{
    pthread_once(&no_memory_once, make_no_memory);
    return &no_memory;
}

/* ---- jobs that only their loop and, for a while, a pool knows ---- */

static void
own_job_free(void *object)
{
    AwJob *job = object;

    clear(job);
    if (job->handle.slot)
        ready_release(&job->handle.loop->ready);
    freelist_give(job, sizeof *job);
}

static const ObjectClass own_job_class = {
    .kind = OBJECT_JOB, .free = own_job_free, .site_at = offsetof(AwJob, site)};
static const ObjectClass sent_job_class = {
    .kind = OBJECT_JOB, .free = own_job_free, .site_at = offsetof(AwJob, site), .shared = true};

AwJob *
job_new_own(AwLoop *loop, AwPool *pool, AwSite *site)
{
    AwJob *job = loop_take_record(loop, sizeof *job);

    if (!job)
        return NULL;
    job->handle.object = (Object){.class = &own_job_class, .refs = 1};
    job->handle.slot = true;
    job->handle.loop = loop;
    job->pool = pool;
    job->site = site;
    return job;
}

void
job_go(AwJob *job)
{
    if (job->handle.object.class == &own_job_class)
        job->handle.object.class = &sent_job_class;
}

void
job_come_back(AwJob *job)
{
    if (job->handle.object.class == &sent_job_class)
        job->handle.object.class = &own_job_class;
}

/* ---- states ---- */

AwJobState
aw_job_state_threadsafe_from(AwJob *job, AwSite *site)
{
    must_have_a(OBJECT_JOB, job, "aw_job_state_threadsafe()", site);
    return (AwJobState) atomic_load(&job->state);
}

bool
job_is_over(AwJob *job)
{
    return aw_job_state_threadsafe(job) >= AW_JOB_CANCELLED;
}

/* Moves from one state to another. False: it was not in the first. */
static bool
move(AwJob *job, AwJobState from, AwJobState to)
{
    uint32_t state = from;

    if (!atomic_compare_exchange_strong(&job->state, &state, to))
        return false;
    if (atomic_load(&job->n_waiters))
        futex_wake(&job->state, INT32_MAX);
    return true;
}

/* The job is over; a thread that adds a callback from now on calls it itself. */
static void
call_back(AwJob *job)
{
    for (Post *post = post_close(&job->callbacks), *next; post; post = next) {
        JobCallback *callback = (JobCallback *) post;
        next = post->next;
        worker_call_back(job, callback->fn, callback->data, callback->site);
        callback_free(callback);
    }
}

bool
job_begin(AwJob *job)
{
    if (move(job, AW_JOB_PENDING, AW_JOB_RUNNING))
        return true;
    move(job, AW_JOB_CANCELLED, AW_JOB_CANCELLED_AND_NOTIFIED);
    return false;
}

/* A job that has no future of its own ends its lane itself. */
static void
trace_over(const AwJob *job, TraceKind kind, AwValue v)
{
    if (trace_on() && job->track && job->handle.object.class == &job_class)
        trace_value((Emit){.kind = kind, .subject = job->track}, v);
}

/* No thread waits for the state of a job of job_new_own(): its future hears of the end from the
 * inbox. */
void
job_finish(AwJob *job, AwValue v)
{
    trace_over(job, aw_failed(v) ? TRACE_FUTURE_FAILED : TRACE_FUTURE_DONE, v);
    job->result = value_ref(v);
    sanitizer_release(job);
    if (job->handle.object.class == &sent_job_class) {
        atomic_store_explicit(&job->state, AW_JOB_FINISHED, memory_order_release);
        return;
    }
    move(job, AW_JOB_RUNNING, AW_JOB_FINISHED);
    call_back(job);
}

bool
job_cancel(AwJob *job)
{
    bool cancelled = move(job, AW_JOB_PENDING, AW_JOB_CANCELLED);

    if (!cancelled)
        return false;
    trace_over(job, TRACE_FUTURE_CANCELLED, AW_NONE);
    call_back(job);
    return true;
}

bool
aw_job_cancel_threadsafe_from(AwJob *job, AwSite *site)
{
    must_have_a(OBJECT_JOB, job, "aw_job_cancel_threadsafe()", site);
    if (job_cancel(job))
        return true;
    AwJobState state = aw_job_state_threadsafe(job); /* [CF2] */
    return state == AW_JOB_CANCELLED || state == AW_JOB_CANCELLED_AND_NOTIFIED;
}

bool
job_on_over(AwJob *job, AwJobFn fn, void *data, Object *keep, AwSite *site)
{
    JobCallback *callback = malloc(sizeof *callback);

    if (!callback)
        return false;
    *callback = (JobCallback){.fn = fn, .data = data, .keep = aw_ref(keep), .site = site};
    if (!post_drop(&job->callbacks, &callback->post)) {
        fn(job, data);
        callback_free(callback);
    }
    return true;
}

bool
aw_job_add_done_callback_threadsafe_from(AwJob *job, AwJobFn fn, void *data, AwSite *site)
{
    must_have_a(OBJECT_JOB, job, "aw_job_add_done_callback_threadsafe()", site);
    must_have((const void *) fn, "aw_job_add_done_callback_threadsafe()", site);
    return job_on_over(job, fn, data, NULL, site);
}

AwJob *
job_failed(AwCode code, AwSite *site, const char *why)
{
    AwJob *job = job_new(NULL, NULL, site);

    if (!job)
        return aw_ref(job_no_memory());
    AwValue error = error_new(code, site, "%s", why);
    job_begin(job);
    job_finish(job, error);
    value_unref(error);
    return job;
}

/* ---- waiting, in the thread that asks [CF3] ---- */

static struct timespec
in_time(AwTime ns)
{
    struct timespec at;

    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += ns / AW_SECOND;
    at.tv_nsec += ns % AW_SECOND;
    if (at.tv_nsec >= AW_SECOND) {
        at.tv_sec++;
        at.tv_nsec -= AW_SECOND;
    }
    return at;
}

static void
wait_really(AwJob *job, AwTime timeout)
{
    const AwTime longest = 100L * 365 * 24 * 3600 * AW_SECOND;
    struct timespec until = in_time(timeout < 0 ? 0 : timeout < longest ? timeout : longest);
    uint32_t state;

    atomic_fetch_add(&job->n_waiters, 1);
    while ((state = atomic_load(&job->state)) < AW_JOB_CANCELLED &&
           futex_wait(&job->state, state, &until))
        ;
    atomic_fetch_sub(&job->n_waiters, 1);
}

static bool
is_over(void *data)
{
    return job_is_over(data);
}

static AwValue
outcome(AwJob *job, AwTime timeout)
{
    AwJobState state = aw_job_state_threadsafe(job);

    sanitizer_acquire(job);

    if (state == AW_JOB_FINISHED)
        return value_held(job->result);
    if (state >= AW_JOB_CANCELLED)
        return error_held(AW_CF_CANCELLED, job->site, "the job was cancelled");
    if (timeout == AW_NEVER)
        return error_held(AW_DEADLOCK, job->site, "nothing is left that could end the job");
    return error_held(AW_TIMEOUT, job->site, "the job is not done yet");
}

/* Whether the job's task needs the thread that would wait for it [EX9]. */
static bool
needs_this_thread(const AwJob *job)
{
    return !job->pool && job->handle.loop == loop_running;
}

AwValue
aw_job_result_threadsafe_from(AwJob *job, AwTime timeout, AwSite *site)
{
    must_have_a(OBJECT_JOB, job, "aw_job_result_threadsafe()", site);
    AwLoop *loop = job->handle.loop;

    if (job_is_over(job))
        return outcome(job, timeout);
    loop_check_process(loop, "aw_job_result_threadsafe()", site);
    if (timeout == AW_NEVER && needs_this_thread(job))
        return error_held(AW_DEADLOCK, job->site,
                          "waiting here would block the loop that the job's task needs");
    if (processes_until(job->pool, job, timeout))
        return outcome(job, timeout);
    if (loop->clock != &virtual_clock)
        wait_really(job, timeout);
    else if (!this_worker) /* virtual time goes on for other threads while the loop stands still */
        virtual_until(loop, loop_deadline(loop, timeout), is_over, job);
    return outcome(job, timeout);
}
