/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* executor.c - between futures of the loop and jobs of threads: states are copied both ways [EX
 * CF5]. */
#include <stdlib.h>
#include <string.h>

#include "sched/loop.h"
#include "sched/pool.h"
#include "sched/value.h"

/* ---- followers ---- */

static void
follower_begin(Follower *follower, AwFuture *future, AwJob *job)
{
    AwLoop *loop = future->loop;

    *follower = (Follower){.future = aw_ref(future), .job = aw_ref(job)};
    follower->next = loop->first_follower;
    if (follower->next)
        follower->next->previous = follower;
    loop->first_follower = follower;
}

/* It may be gone afterwards. */
static void
follower_end(AwLoop *loop, Follower *follower)
{
    AwFuture *future = follower->future;
    AwJob *job = follower->job;

    *(follower->previous ? &follower->previous->next : &loop->first_follower) = follower->next;
    if (follower->next)
        follower->next->previous = follower->previous;
    follower->future = NULL;
    follower->job = NULL;
    aw_unref(future);
    aw_unref(job);
}

void
executor_close(AwLoop *loop)
{
    Follower *follower;

    while ((follower = loop->first_follower)) {
        if (follower == &follower->job->follower)
            follower->job->handle.slot = false; /* the queue goes */
        follower_end(loop, follower);
    }
}

/* The copy step, which must check whether anybody still wants it [EX2 EX5 F12]. */
static void
copy_state(AwLoop *loop, Follower *follower)
{
    AwFuture *future = follower->future;

    if (!future)
        return;
    if (future->state != FUTURE_PENDING)
        ;
    else if (aw_job_state_threadsafe(follower->job) == AW_JOB_FINISHED)
        future_settle(future, follower->job->result);
    else
        future_cancel(future, "", NULL);
    follower_end(loop, follower);
}

/* A future and a job that follow each other. Both count it, and so does what is on its way. */
typedef struct {
    Object object;
    AwLoop *loop; /* the future's; counted */
    Follower follower;
    void *call; /* that tells the loop of the job's end; counted; NULL once it is made */
} Link;

static void
link_free(void *object)
{
    Link *link = object;

    aw_unref(link->call);
    loop_unref(link->loop);
    free(link);
}

static const ObjectClass link_class = {.name = "link", .free = link_free, .shared = true};

/* fn(link) is to be called in the loop when the job is over. NULL: no memory. */
static Link *
link_new(AwFuture *future, AwJob *job, AwCallback fn)
{
    Link *link = object_new(&link_class, sizeof *link);

    if (!link)
        return NULL;
    link->loop = loop_ref(future->loop);
    if (!(link->call = inbox_prepare(link->loop, fn, link))) {
        aw_unref(link);
        return NULL;
    }
    follower_begin(&link->follower, future, job);
    return link;
}

/* In the thread that ended the job. A loop that is closed does not want to know [EX8]. */
static void
tell_loop(Link *link)
{
    void *call = link->call;

    link->call = NULL;
    inbox_make(call, link);
}

/* ---- a future that follows a job ---- */

static void
copy_link(void *data)
{
    Link *link = data;

    copy_state(link->loop, &link->follower);
}

static void
job_done(AwJob *job, void *data)
{
    (void) job;
    tell_loop(data);
}

static void
future_done(AwFuture *future, void *data)
{
    Link *link = data;

    if (future->state == FUTURE_CANCELLED && link->follower.job)
        aw_job_cancel_threadsafe(link->follower.job); /* [EX4] */
}

/* The future listens to the job by fn, the job to the future. False: no memory. */
static bool
link_up(Link *link, AwDoneFn on_future, AwJobFn on_job, AwSite *site)
{
    AwFuture *future = link->follower.future;

    if (!future_on_done(future, on_future, link, &link->object, site))
        return false;
    if (job_on_over(link->follower.job, on_job, link, &link->object))
        return true;
    aw_remove_done_callback(future, on_future, link);
    return false;
}

static bool
follow(AwFuture *future, AwJob *job, AwSite *site)
{
    Link *link = link_new(future, job, copy_link);

    if (!link)
        return false;
    bool linked = link_up(link, future_done, job_done, site);
    if (!linked)
        follower_end(link->loop, &link->follower);
    aw_unref(link);
    return linked;
}

AwFuture *
aw_wrap_job_from(AwJob *job, AwSite *site)
{
    must_have(job, "aw_wrap_job()");
    AwLoop *loop = loop_must_run("aw_wrap_job()");
    AwFuture *future = holder_reserve() ? future_make(loop, site, TRACE_VALUE_NONE, 0, NULL) : NULL;

    if (!future || !follow(hold_object(future), job, site))
        return future_failed(loop, site, AW_NOMEM, "no memory to follow a job");
    return future;
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

/* Why a pool does not take a job. */
static const struct {
    AwCode code;
    const char *message;
} refusals[] = {
    [POOL_IS_OVER] = {AW_RUNTIME, "the pool is shut down"}, /* [EX7] */
    [POOL_HAS_NO_THREAD] = {AW_OS, "no thread could be started for a pool"},
    [POOL_HAS_NO_MEMORY] = {AW_NOMEM, "no memory for a job"},
};

/* What a new job is to do; NULL stays NULL. */
static AwJob *
set_job(AwJob *job, AwFn fn, AwValue arg, uint32_t track)
{
    if (!job)
        return NULL;
    job->fn = fn;
    job->arg = aw_ref_value(arg);
    job->track = track;
    trace(.kind = TRACE_JOB_QUEUED, .subject = track, .object = pool_track(job->pool));
    return job;
}

/* The pool counts it. False: it does not take the job, which has failed. */
static bool
submit(AwPool *pool, AwJob *job, AwSite *site)
{
    PoolAnswer answer = pool_enqueue(pool, job);

    if (answer == POOL_TAKES)
        return true;
    AwValue error = error_new(refusals[answer].code, site, "%s", refusals[answer].message);
    job_begin(job);
    job_finish(job, error);
    aw_unref_value(error);
    return false;
}

/* ---- run_in_executor: the job is its future's own, and is told of by the pool itself ---- */

static void
copy_job(void *data)
{
    AwJob *job = data;

    copy_state(job->handle.loop, &job->follower);
}

void
executor_job_is_over(AwJob *job)
{
    if (job->follower.future)
        handle_schedule_arrived(&job->handle);
}

static void
own_future_done(AwFuture *future, void *data)
{
    AwJob *job = data;

    if (future->state == FUTURE_CANCELLED && job_cancel(job)) /* [EX4] */
        executor_job_is_over(job);
}

static bool
own_job(AwFuture *future, AwJob *job, AwSite *site)
{
    job->handle.fn = copy_job;
    job->handle.data = job;
    if (!future_on_done(future, own_future_done, job, &job->handle.object, site))
        return false;
    follower_begin(&job->follower, future, job);
    return true;
}

AwFuture *
aw_run_in_executor_from(AwPool *pool, AwFn fn, AwValue arg, AwSite *site)
{
    must_have((const void *) fn, "aw_run_in_executor()");
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
        job = set_job(job_new_own(loop, pool, site), fn, arg, future_track(future));
    }
    if (!job || !own_job(future, job, site)) {
        aw_unref(job);
        aw_unref(future);
        return future_failed(loop, site, AW_NOMEM, "no memory for a job");
    }
    if (!submit(pool, job, site))
        executor_job_is_over(job);
    aw_unref(job);
    return hold_object(future);
}

/* ---- submit ---- */

static AwJob *
failed_job(AwLoop *loop, AwSite *site, const char *why)
{
    AwJob *job = job_new(loop, NULL, site);

    if (!job)
        return aw_ref(job_no_memory());
    AwValue error = error_new(AW_RUNTIME, site, "%s", why);
    job_begin(job);
    job_finish(job, error);
    aw_unref_value(error);
    return job;
}

AwJob *
aw_submit_threadsafe_from(AwPool *pool, AwFn fn, AwValue arg, AwSite *site)
{
    must_have((const void *) fn, "aw_submit_threadsafe()");
    AwJob *job = NULL;

    if (!pool || !holder_reserve())
        return job_no_memory();
    AwLoop *loop = pool_loop(pool);
    if (value_has_object(arg))
        job = failed_job(loop, site, "a job's argument may hold no object");
    else if (pool_is_ending(pool))
        job = failed_job(loop, site, "the pool is shut down");
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

/* ---- a job that follows a task [CF5] ---- */

/* What has to reach the loop's thread. When it does not, because the loop closes, the job is
 * cancelled, so that nobody waits for ever. */
typedef struct {
    Object object;
    AwFn fn;
    AwValue arg; /* owned */
    AwSite *site;
    AwJob *job; /* counted */
    bool started;
} Start;

static void
start_free(void *object)
{
    Start *wanted = object;

    if (!wanted->started)
        aw_job_cancel_threadsafe(wanted->job);
    aw_unref_value(wanted->arg);
    aw_unref(wanted->job);
    free(wanted);
}

static const ObjectClass start_class = {.name = "start", .free = start_free, .shared = true};

static Start *
start_new(AwFn fn, AwValue arg, AwJob *job, AwSite *site)
{
    Start *wanted = object_new(&start_class, sizeof *wanted);

    if (!wanted)
        return NULL;
    wanted->fn = fn;
    wanted->arg = aw_ref_value(arg);
    wanted->site = site;
    wanted->job = aw_ref(job);
    return wanted;
}

static void
cancel_task(void *data)
{
    Link *link = data;

    if (link->follower.future)
        future_cancel(link->follower.future, "", NULL);
}

static void
job_cancelled(AwJob *job, void *data)
{
    Link *link = data;

    if (aw_job_state_threadsafe(job) != AW_JOB_FINISHED)
        tell_loop(link);
}

static void
task_done(AwFuture *task, void *data)
{
    Link *link = data;
    AwJob *job = link->follower.job;

    task->unseen = false;
    if (!job)
        return;
    if (task->state == FUTURE_CANCELLED)
        aw_job_cancel_threadsafe(job);
    if (job_begin(job))
        job_finish(job, task->result);
    follower_end(link->loop, &link->follower);
}

/* False: no memory. */
static bool
lead(Task *task, AwJob *job, AwSite *site)
{
    Link *link = link_new(&task->future, job, cancel_task);

    if (!link)
        return false;
    bool linked = link_up(link, task_done, job_cancelled, site);
    if (!linked)
        follower_end(link->loop, &link->follower);
    aw_unref(link);
    return linked;
}

static void
start(void *data)
{
    Start *wanted = data;
    AwJob *job = wanted->job;
    Task *task =
        task_new(job->handle.loop, wanted->fn, wanted->arg, &(AwSpawnOptions){0}, wanted->site);

    wanted->started = true;
    if (!task || !lead(task, job, wanted->site)) {
        if (task)
            future_cancel(&task->future, "", NULL);
        if (job_begin(job))
            job_finish(job, error_no_memory());
    }
    aw_unref(task);
}

AwJob *
aw_run_coroutine_threadsafe_from(AwLoop *loop, AwFn fn, AwValue arg, AwSite *site)
{
    must_have(loop, "aw_run_coroutine_threadsafe()");
    must_have((const void *) fn, "aw_run_coroutine_threadsafe()");
    AwJob *job = holder_reserve() ? job_new(loop, NULL, site) : NULL;
    Start *wanted = job ? start_new(fn, arg, job, site) : NULL;
    AwCode code = wanted ? inbox_call(loop, start, wanted, wanted) : AW_NOMEM;

    aw_unref(wanted);
    if (code == AW_OK)
        return hold_object(job);
    aw_unref(job);
    return code == AW_NOMEM ? job_no_memory()
                            : hold_object(failed_job(loop, site, "the loop is closed"));
}
