/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* remote.c - a job that follows a task: coroutines that other threads submit [CF5]. */
#include <stdlib.h>

#include "sched/follow.h"
#include "sched/loop.h"
#include "sched/value.h"

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
        misuse("no memory for a job");
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

    if (aw_job_state_threadsafe(job) != AW_JOB_FINISHED &&
        inbox_call(link->loop, cancel_task, link, link) == AW_NOMEM)
        misuse("no memory to cancel a task");
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

static void
start(void *data)
{
    Start *wanted = data;
    AwJob *job = wanted->job;
    Task *task =
        task_new(job->handle.loop, wanted->fn, wanted->arg, &(AwSpawnOptions){0}, wanted->site);

    if (!task)
        misuse("no memory for a task");
    wanted->started = true;
    Link *link = link_new(&task->future, job);
    if (!job_on_over(job, job_cancelled, link, &link->object) ||
        !future_on_done(&task->future, task_done, link, &link->object, wanted->site))
        misuse("no memory to follow a task");
    aw_unref(link);
    aw_unref(task);
}

AwJob *
aw_run_coroutine_threadsafe_from(AwLoop *loop, AwFn fn, AwValue arg, AwSite *site)
{
    AwJob *job;

    if (!holder_reserve())
        misuse("no memory for a job");
    if (atomic_load(&loop->closed))
        return hold_object(job_failed(site, "the loop is closed"));
    if (!(job = job_new(loop, NULL, site)))
        misuse("no memory for a job");
    Start *wanted = start_new(fn, arg, job, site);
    AwCode code = inbox_call(loop, start, wanted, wanted);
    aw_unref(wanted);
    if (code == AW_NOMEM)
        misuse("no memory for a job");
    if (code == AW_RUNTIME) {
        aw_unref(job);
        job = job_failed(site, "the loop is closed");
    }
    return hold_object(job);
}
