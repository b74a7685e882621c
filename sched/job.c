/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* job.c - concurrent futures [CF]. */
#include "sched/job.h"

#include <stdlib.h>
#include <time.h>

#include "sched/loop.h"
#include "sched/pool.h"
#include "sched/value.h"

static void
job_free(void *object)
{
    AwJob *job = object;

    aw_unref_value(job->arg);
    aw_unref_value(job->result);
    free(job->callbacks);
    pthread_mutex_destroy(&job->lock);
    pthread_cond_destroy(&job->changed);
    free(job);
}

static const ObjectClass job_class = {.name = "job", .free = job_free, .shared = true};

AwJob *
job_new(AwLoop *loop, AwSite *site)
{
    AwJob *job = object_new(&job_class, sizeof *job);
    pthread_condattr_t attributes;

    if (!job)
        return NULL;
    job->loop = loop;
    job->site = site;
    pthread_mutex_init(&job->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&job->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    return job;
}

/* ---- states ---- */

AwJobState
aw_job_state_threadsafe(AwJob *job)
{
    pthread_mutex_lock(&job->lock);
    AwJobState state = job->state;
    pthread_mutex_unlock(&job->lock);
    return state;
}

bool
job_is_over(AwJob *job)
{
    return aw_job_state_threadsafe(job) >= AW_JOB_CANCELLED;
}

/* Moves from one state to another: false when it is not in the first. */
static bool
move(AwJob *job, AwJobState from, AwJobState to)
{
    pthread_mutex_lock(&job->lock);
    bool moved = job->state == from;
    if (moved)
        job->state = to;
    pthread_cond_broadcast(&job->changed);
    pthread_mutex_unlock(&job->lock);
    return moved;
}

/* The state is final now, so the list is nobody else's. */
static void
call_back(AwJob *job)
{
    for (size_t i = 0; i < job->n_callbacks; i++)
        job->callbacks[i].fn(job, job->callbacks[i].data);
    job->n_callbacks = 0;
}

bool
job_begin(AwJob *job)
{
    if (move(job, AW_JOB_PENDING, AW_JOB_RUNNING))
        return true;
    move(job, AW_JOB_CANCELLED, AW_JOB_CANCELLED_AND_NOTIFIED);
    return false;
}

void
job_finish(AwJob *job, AwValue v)
{
    pthread_mutex_lock(&job->lock);
    job->result = aw_ref_value(v);
    pthread_mutex_unlock(&job->lock);
    if (move(job, AW_JOB_RUNNING, AW_JOB_FINISHED))
        call_back(job);
}

bool
aw_job_cancel_threadsafe(AwJob *job)
{
    if (move(job, AW_JOB_PENDING, AW_JOB_CANCELLED)) {
        call_back(job);
        return true;
    }
    AwJobState state = aw_job_state_threadsafe(job); /* [CF2] */
    return state == AW_JOB_CANCELLED || state == AW_JOB_CANCELLED_AND_NOTIFIED;
}

bool
aw_job_add_done_callback_threadsafe(AwJob *job, AwJobFn fn, void *data)
{
    bool added = true, over;

    pthread_mutex_lock(&job->lock);
    over = job->state >= AW_JOB_CANCELLED;
    if (!over) {
        JobCallback *callbacks =
            realloc(job->callbacks, (job->n_callbacks + 1) * sizeof *callbacks);
        added = callbacks != NULL;
        if (added) {
            job->callbacks = callbacks;
            job->callbacks[job->n_callbacks++] = (JobCallback){fn, data};
        }
    }
    pthread_mutex_unlock(&job->lock);
    if (over)
        fn(job, data);
    return added;
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
    int error = 0;

    pthread_mutex_lock(&job->lock);
    while (job->state < AW_JOB_CANCELLED && !error)
        error = pthread_cond_timedwait(&job->changed, &job->lock, &until);
    pthread_mutex_unlock(&job->lock);
}

static bool
is_over(void *data)
{
    return job_is_over(data);
}

/* The loop stands still; the other threads' events happen at their times. */
static void
wait_virtually(AwJob *job, AwTime timeout)
{
    AwTime now = loop_now(job->loop);

    virtual_until(job->loop, timeout > AW_NEVER - now ? AW_NEVER : now + timeout, is_over, job);
}

static AwValue
outcome(AwJob *job, AwTime timeout)
{
    AwJobState state = aw_job_state_threadsafe(job);

    if (state == AW_JOB_FINISHED)
        return holder_reserve() ? hold_value(aw_ref_value(job->result))
                                : error_held(AW_NOMEM, NULL, "no memory");
    if (state >= AW_JOB_CANCELLED)
        return error_held(AW_CF_CANCELLED, job->site, "the job was cancelled");
    if (timeout == AW_NEVER)
        return error_held(AW_DEADLOCK, job->site, "nothing is left that could end the job");
    return error_held(AW_TIMEOUT, job->site, "the job is not done yet");
}

AwValue
aw_job_result_threadsafe(AwJob *job, AwTime timeout)
{
    if (job_is_over(job))
        return outcome(job, timeout);
    if (job->loop->clock != &virtual_clock)
        wait_really(job, timeout);
    else if (!pool_in_worker())
        wait_virtually(job, timeout);
    return outcome(job, timeout);
}
