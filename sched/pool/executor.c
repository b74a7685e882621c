/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* executor.c - jobs for pools: from the loop, as futures, and from other threads [EX]. */
#include "sched/pool/executor.h"

#include "sched/core/context.h"
#include "sched/core/done.h"
#include "sched/core/loop.h"
#include "sched/pool/follow.h"
#include "sched/pool/pool.h"
#include "sched/record/trace-value.h"
#include "sched/value/error.h"
#include "sched/value/value.h"

static void
trace_created(uint32_t track, uint32_t by, AwValue arg, AwSite *site)
{
    trace_value((Emit){.kind = TRACE_FUTURE_CREATED, .subject = track, .object = by, .site = site},
                arg);
}

static const char no_pool[] = "the pool is NULL, as aw_thread_pool() returns without memory";

/* Why a pool refuses a job. */
static const struct {
    AwCode code;
    const char *message;
} refusals[] = {
    [POOL_IS_OVER] = {AW_RUNTIME, "the pool is shut down"}, /* [EX7] */
    [POOL_HAS_NO_THREAD] = {AW_OS, "no thread could be started for a pool"},
    [POOL_HAS_NO_MEMORY] = {AW_NOMEM, "no memory for a job"},
};

/* Sets what a new job has to do. NULL stays NULL. */
static AwJob *
set_job(AwJob *job, AwFn fn, AwValue arg, uint32_t track)
{
    if (!job)
        return NULL;
    job->fn = fn;
    job->arg = value_ref(arg);
    job->track = job->handle.object.track = track;
    trace(.kind = TRACE_JOB_QUEUED, .subject = track, .object = pool_track(job->pool));
    return job;
}

/* Gives the job to the pool, which refs it. False: the pool refuses the job, which has failed. */
static bool
submit(AwPool *pool, AwJob *job, AwSite *site)
{
    PoolAnswer answer = pool_enqueue(pool, job);

    if (answer == POOL_TAKES)
        return true;
    trace(.kind = TRACE_JOB_DROPPED, .subject = job->track, .object = pool_track(pool));
    AwValue error = error_new(refusals[answer].code, site, "%s", refusals[answer].message);
    job_begin(job);
    job_finish(job, error);
    value_unref(error);
    return false;
}

/* ---- run_in_executor: the job belongs to its future, and the pool itself reports its end ---- */

static void
copy_job(void *data)
{
    AwJob *job = data;

    follower_copy(job->handle.loop, &job->follower);
}

void
executor_job_is_over(AwJob *job)
{
    if (job->follower.future)
        handle_schedule(&job->handle);
}

static void
own_future_done(AwFuture *future, void *data)
{
    AwJob *job = data;

    if (future->state == FUTURE_CANCELLED && job_cancel(job)) /* [EX4] */
        executor_job_is_over(job);
}

static bool
own_job(AwFuture *future, AwJob *job)
{
    job->handle.fn = copy_job;
    job->handle.data = job;
    if (!future_on_done(future, own_future_done, job, &job->handle.object))
        return false;
    follower_begin(&job->follower, future, job);
    return true;
}

/* Takes over the context; NULL: the worker thread's. */
static AwFuture *
run_job(AwPool *pool, AwFn fn, AwValue arg, AwContext *context, AwSite *site)
{
    AwLoop *loop = pool_loop(pool);
    AwFuture *future = NULL;
    AwJob *job = NULL;

    if (holder_reserve())
        future = future_new(loop, &plain_future_class, sizeof *future, site);
    if (future) {
        if (trace_on())
            trace_created(future_track(future), loop_who(loop), arg, site);
        job = set_job(job_new_own(loop, pool, site), fn, arg, future->object.track);
    }
    if (job)
        job->context = context;
    else
        aw_unref(context);
    if (!job || !own_job(future, job)) {
        aw_unref(job);
        aw_unref(future);
        return future_failed(loop, site, AW_NOMEM, "no memory for a job");
    }
    if (!submit(pool, job, site))
        executor_job_is_over(job);
    aw_unref(job);
    return hold_object(future);
}

/* A failed future if the pool takes no such job; otherwise NULL. */
static AwFuture *
refused(AwLoop *loop, AwPool *pool, AwValue arg, AwSite *site)
{
    if (!pool)
        return future_failed(loop, site, AW_NOMEM, "no memory for the loop's pool");
    const char *why = pool_refuses(pool, arg);
    if (why)
        return future_failed(loop, site, AW_TYPE, why);
    return pool_is_ending(pool) ? future_failed(loop, site, AW_RUNTIME, "the pool is shut down")
                                : NULL; /* [EX7] */
}

AwFuture *
aw_run_in_executor_from(AwPool *pool, AwFn fn, AwValue arg, AwSite *site)
{
    must_have((const void *) fn, "aw_run_in_executor()", site);
    must_be_a(OBJECT_POOL, pool, "aw_run_in_executor()", site);
    value_must_live(arg, site);
    AwLoop *loop = loop_must_run("aw_run_in_executor()", site);

    pool = pool ? pool : pool_usual(loop);
    pool_check_process(pool, "aw_run_in_executor()", site);
    AwFuture *failed = refused(loop, pool, arg, site);
    return failed ? failed : run_job(pool, fn, arg, NULL, site);
}

AwValue
aw_to_thread_from(AwFn fn, AwValue arg, AwSite *site)
{
    must_have((const void *) fn, "aw_to_thread()", site);
    value_must_live(arg, site);
    AwLoop *loop = loop_must_run("aw_to_thread()", site);
    size_t mark = holder_current()->n;
    AwPool *pool = pool_usual(loop);
    pool_check_process(pool, "aw_to_thread()", site);
    AwFuture *future = refused(loop, pool, arg, site);
    AwContext *context = future ? NULL : context_for_thread();

    if (!future)
        future = context ? run_job(pool, fn, arg, context, site)
                         : future_failed(loop, site, AW_NOMEM, "no memory for variables");
    return holder_return(mark, aw_await_from(future, site));
}

/* ---- submit ---- */

AwJob *
aw_submit_threadsafe_from(AwPool *pool, AwFn fn, AwValue arg, AwSite *site)
{
    must_have((const void *) fn, "aw_submit_threadsafe()", site);
    must_be_a(OBJECT_POOL, pool, "aw_submit_threadsafe()", site);
    pool_check_process(pool, "aw_submit_threadsafe()", site);
    value_must_live(arg, site);
    AwJob *job = NULL;

    if (!holder_reserve())
        return job_no_memory();
    if (!pool)
        return hold_object(job_failed(AW_NOMEM, site, no_pool));
    AwLoop *loop = pool_loop(pool);
    const char *why = pool_refuses(pool, arg);
    if (why)
        job = job_failed(AW_TYPE, site, why);
    else if (pool_is_ending(pool))
        job = job_failed(AW_RUNTIME, site, "the pool is shut down");
    if (job)
        return hold_object(job);
    uint32_t track = recorder_track();
    if (trace_on())
        trace_created(track, TRACE_NOBODY, arg, site);
    if (!(job = set_job(job_new(loop, pool, site), fn, arg, track)))
        return job_no_memory();
    submit(pool, job, site);
    return hold_object(job);
}
