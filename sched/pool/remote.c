/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* remote.c - a job that follows a task: coroutines that other threads submit [CF5]. */
#include <stdlib.h>

#include "sched/base/freelist.h"
#include "sched/core/loop.h"
#include "sched/pool/follow.h"
#include "sched/value/error.h"
#include "sched/value/value.h"

/* What has to reach the loop's thread. If it does not, because the loop closes, the job is
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
    value_unref(wanted->arg);
    aw_unref(wanted->job);
    freelist_free(wanted);
}

static const ObjectClass start_class = {.kind = OBJECT_INNER, .free = start_free, .shared = true};

static Start *
start_new(AwFn fn, AwValue arg, AwJob *job, AwSite *site)
{
    Start *wanted = object_new(&start_class, sizeof *wanted);

    if (!wanted)
        return NULL;
    wanted->fn = fn;
    wanted->arg = value_ref_at(arg, site);
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
    if (aw_job_state_threadsafe(job) != AW_JOB_FINISHED)
        link_tell_loop(data);
}

static void
task_done(AwFuture *task, void *data)
{
    Link *link = data;
    AwJob *job = link->follower.job;

    if (!job)
        return;
    if (task->state == FUTURE_CANCELLED)
        aw_job_cancel_threadsafe(job);
    if (job_begin(job)) { /* a cancelled job does not look at the error [ER1] */
        task->unseen = false;
        job_finish(job, task->result);
    }
    follower_end(link->loop, &link->follower);
}

static void
start(void *data)
{
    Start *wanted = data;
    AwJob *job = wanted->job;
    Task *task =
        task_new(job->handle.loop, wanted->fn, wanted->arg, &(AwSpawnOptions){0}, wanted->site);

    wanted->started = true;
    if (!task || !link_up(&task->future, task_done, job, job_cancelled, cancel_task)) {
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
    must_have_loop(loop, "aw_run_coroutine_threadsafe()", site);
    must_have((const void *) fn, "aw_run_coroutine_threadsafe()", site);
    loop_check_process(loop, "aw_run_coroutine_threadsafe()", site);
    if (!holder_reserve())
        return job_no_memory();
    if (atomic_load(&loop->closed))
        return hold_object(job_failed(AW_RUNTIME, site, "the loop is closed"));
    AwJob *job = job_new(loop, NULL, site);
    Start *wanted = job ? start_new(fn, arg, job, site) : NULL;
    AwCode code = wanted ? inbox_call(loop, start, wanted, wanted) : AW_NOMEM;
    aw_unref(wanted);
    if (code == AW_OK)
        return hold_object(job);
    aw_unref(job);
    return code == AW_NOMEM ? job_no_memory()
                            : hold_object(job_failed(AW_RUNTIME, site, "the loop is closed"));
}
