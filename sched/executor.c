/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* executor.c - between futures of the loop and jobs of threads: states are copied both ways [EX
 * CF5]. */
#include <stdlib.h>
#include <string.h>

#include "sched/loop.h"
#include "sched/pool.h"
#include "sched/value.h"

/* A future and a job that follow each other. Both hold it, and so does what is on its way. */
typedef struct {
    Object object;
    AwFuture *future; /* counted */
    AwJob *job;       /* counted */
} Link;

static void
link_free(void *object)
{
    Link *link = object;

    aw_unref(link->future);
    aw_unref(link->job);
    free(link);
}

static const ObjectClass link_class = {.name = "link", .free = link_free, .shared = true};

static Link *
link_new(AwFuture *future, AwJob *job)
{
    Link *link = object_new(&link_class, sizeof *link);

    if (!link)
        misuse("no memory to follow a job");
    link->future = aw_ref(future);
    link->job = aw_ref(job);
    return link;
}

/* ---- a future that follows a job ---- */

/* The copy step, which must check whether anybody still wants it [EX2 EX5 F12]. */
void
executor_copy_state(void *data)
{
    Link *link = data;

    if (link->future->state != FUTURE_PENDING)
        ;
    else if (aw_job_state_threadsafe(link->job) == AW_JOB_FINISHED)
        future_settle(link->future, link->job->result);
    else
        future_cancel(link->future, "", NULL);
    aw_unref(link);
}

/* In the thread that ended the job. */
static void
job_done(AwJob *job, void *data)
{
    Link *link = data;

    aw_call_soon_threadsafe(job->loop, executor_copy_state, link);
}

static void
future_done(AwFuture *future, void *data)
{
    if (future->state == FUTURE_CANCELLED)
        aw_job_cancel_threadsafe(((Link *) data)->job); /* [EX4] */
}

static AwFuture *
follow(AwFuture *future, AwJob *job, AwSite *site)
{
    Link *link = link_new(future, job);

    future_on_done(future, future_done, link, &link->object, site);
    if (!aw_job_add_done_callback_threadsafe(job, job_done, link)) /* which has our reference */
        misuse("no memory to follow a job");
    return future;
}

AwFuture *
aw_wrap_job_from(AwJob *job, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_wrap_job()");
    AwFuture *future = holder_reserve() ? future_make(loop, site, TRACE_VALUE_NONE, 0, NULL) : NULL;

    if (!future)
        return future_failed(loop, site, AW_NOMEM, "no memory for a future");
    return follow(hold_object(future), job, site);
}

/* ---- submitting ---- */

static void
trace_created(uint32_t track, uint32_t by, AwValue arg, AwSite *site)
{
    char buffer[80];
    Emit event = {.kind = TRACE_FUTURE_CREATED, .subject = track, .object = by, .site = site};

    trace_value(&event, arg, buffer, sizeof buffer);
    recorder_emit(&event);
}

static AwJob *
submit(AwPool *pool, AwLoop *loop, AwFn fn, AwValue arg, uint32_t track, AwSite *site)
{
    AwJob *job = job_new(loop, site);

    if (!job)
        return NULL;
    job->pool = pool;
    job->fn = fn;
    job->arg = aw_ref_value(arg);
    job->track = track;
    trace(.kind = TRACE_JOB_QUEUED, .subject = track, .object = pool_track(pool));
    if (!pool_enqueue(pool, job) && job_begin(job)) {
        AwValue error = error_new(AW_OS, site, "no thread could be started for a pool");
        job_finish(job, error);
        aw_unref_value(error);
    }
    return job;
}

AwFuture *
aw_run_in_executor_from(AwPool *pool, AwFn fn, AwValue arg, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_run_in_executor()");
    AwFuture *future = NULL;
    AwJob *job = NULL;

    pool = pool ? pool : pool_usual(loop);
    if (value_has_object(arg))
        return future_failed(loop, site, AW_TYPE, "a job's argument may hold no object");
    if (pool && pool_is_ending(pool))
        return future_failed(loop, site, AW_RUNTIME, "the pool is shut down"); /* [EX7] */
    if (pool && holder_reserve())
        future = future_new(loop, &plain_future_class, site);
    if (future) {
        if (trace_on())
            trace_created(future_track(future), loop_who(loop), arg, site);
        job = submit(pool, loop, fn, arg, future_track(future), site);
    }
    if (!job) {
        aw_unref(future);
        return future_failed(loop, site, AW_NOMEM, "no memory for a job");
    }
    follow(hold_object(future), job, site);
    aw_unref(job);
    return future;
}

static AwJob *
failed_job(AwLoop *loop, AwSite *site, const char *why)
{
    AwJob *job = job_new(loop, site);
    AwValue error = error_new(AW_RUNTIME, site, "%s", why);

    if (!job)
        misuse("no memory for a job");
    job_begin(job);
    job_finish(job, error);
    aw_unref_value(error);
    return job;
}

AwJob *
aw_submit_threadsafe_from(AwPool *pool, AwFn fn, AwValue arg, AwSite *site)
{
    AwLoop *loop = pool_loop(pool);
    AwJob *job = NULL;

    if (!holder_reserve())
        misuse("no memory for a job");
    if (value_has_object(arg))
        job = failed_job(loop, site, "a job's argument may hold no object");
    else if (pool_is_ending(pool))
        job = failed_job(loop, site, "the pool is shut down");
    if (job)
        return hold_object(job);
    uint32_t track = recorder_track();
    if (trace_on())
        trace_created(track, TRACE_NOBODY, arg, site);
    if (!(job = submit(pool, loop, fn, arg, track, site)))
        misuse("no memory for a job");
    return hold_object(job);
}

/* ---- a job that follows a task [CF5] ---- */

/* What has to reach the loop's thread. */
typedef struct {
    AwFn fn;
    AwValue arg; /* owned */
    AwSite *site;
    AwJob *job; /* counted */
} Start;

static void
cancel_task(void *data)
{
    Link *link = data;

    future_cancel(link->future, "", NULL);
    aw_unref(link);
}

static void
job_cancelled(AwJob *job, void *data)
{
    if (aw_job_state_threadsafe(job) == AW_JOB_FINISHED)
        return;
    if (!aw_call_soon_threadsafe(job->loop, cancel_task, aw_ref(data)))
        aw_unref(data);
}

static void
task_done(AwFuture *task, void *data)
{
    Link *link = data;

    task->unseen = false;
    if (task->state == FUTURE_CANCELLED)
        aw_job_cancel_threadsafe(link->job);
    if (job_begin(link->job))
        job_finish(link->job, task->result);
    aw_unref(link); /* the job's reference */
}

static void
start(void *data)
{
    Start *wanted = data;
    AwJob *job = wanted->job;
    Task *task = task_new(job->loop, wanted->fn, wanted->arg, &(AwSpawnOptions){0}, wanted->site);

    if (!task)
        misuse("no memory for a task");
    Link *link = link_new(&task->future, job);
    aw_job_add_done_callback_threadsafe(job, job_cancelled, link);
    future_on_done(&task->future, task_done, link, &link->object, wanted->site);
    aw_unref(task);
    aw_unref(job);
    aw_unref_value(wanted->arg);
    free(wanted);
}

AwJob *
aw_run_coroutine_threadsafe_from(AwLoop *loop, AwFn fn, AwValue arg, AwSite *site)
{
    AwJob *job = holder_reserve() ? job_new(loop, site) : NULL;
    Start *wanted = malloc(sizeof *wanted);

    if (!job || !wanted)
        misuse("no memory for a job");
    *wanted = (Start){.fn = fn, .arg = aw_ref_value(arg), .site = site, .job = aw_ref(job)};
    if (!aw_call_soon_threadsafe(loop, start, wanted)) {
        aw_unref_value(wanted->arg);
        aw_unref(wanted->job);
        free(wanted);
        aw_unref(job);
        job = failed_job(loop, site, "the loop is closed");
    }
    return hold_object(job);
}
