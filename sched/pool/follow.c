/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* follow.c - futures of the loop and jobs of threads that follow each other [EX CF5]. */
#include "sched/pool/follow.h"

#include <stdlib.h>

#include "sched/base/freelist.h"
#include "sched/core/done.h"
#include "sched/core/loop.h"

/* ---- followers ---- */

void
follower_begin(Follower *follower, AwFuture *future, AwJob *job)
{
    AwLoop *loop = future->loop;

    *follower = (Follower){.future = object_ref(future), .job = aw_ref(job)};
    follower->next = loop->first_follower;
    if (follower->next)
        follower->next->previous = follower;
    loop->first_follower = follower;
}

void
follower_end(AwLoop *loop, Follower *follower)
{
    AwFuture *future = follower->future;
    AwJob *job = follower->job;

    *(follower->previous ? &follower->previous->next : &loop->first_follower) = follower->next;
    if (follower->next)
        follower->next->previous = follower->previous;
    follower->future = NULL;
    follower->job = NULL;
    object_unref(future);
    aw_unref(job);
}

void
followers_close(AwLoop *loop)
{
    Follower *follower;

    while ((follower = loop->first_follower)) {
        if (follower == &follower->job->follower)
            follower->job->handle.slot = false; /* the ready queue is going away */
        follower_end(loop, follower);
    }
}

void
follower_copy(AwLoop *loop, Follower *follower)
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

static void
link_free(void *object)
{
    Link *link = object;

    aw_unref(link->call);
    loop_unref(link->loop);
    freelist_free(link);
}

static const ObjectClass link_class = {.kind = OBJECT_INNER, .free = link_free, .shared = true};

/* NULL: no memory. */
static Link *
link_new(AwFuture *future, AwJob *job, AwCallback in_loop)
{
    Link *link = object_new(&link_class, sizeof *link);

    if (!link)
        return NULL;
    link->loop = loop_ref(future->loop);
    if (!(link->call = inbox_prepare(link->loop, in_loop, link))) {
        aw_unref(link);
        return NULL;
    }
    follower_begin(&link->follower, future, job);
    return link;
}

bool
link_up(AwFuture *future, AwDoneFn on_future, AwJob *job, AwJobFn on_job, AwCallback in_loop)
{
    Link *link = link_new(future, job, in_loop);

    if (!link)
        return false;
    future_admit(future);
    trace(.kind = TRACE_AWAITED_BY, .subject = future_track(future),
          .object = job->track ? job->track : TRACE_LOOP_ID);
    bool linked = future_on_done(future, on_future, link, &link->object) &&
                  job_on_over(job, on_job, link, &link->object, NULL);
    if (!linked) {
        aw_remove_done_callback(future, on_future, link);
        follower_end(link->loop, &link->follower);
    }
    aw_unref(link);
    return linked;
}

void
link_tell_loop(Link *link)
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

    follower_copy(link->loop, &link->follower);
}

static void
job_done(AwJob *job, void *data)
{
    link_tell_loop(data);
}

static void
future_done(AwFuture *future, void *data)
{
    Link *link = data;

    if (future->state == FUTURE_CANCELLED && link->follower.job)
        aw_job_cancel_threadsafe(link->follower.job); /* [EX4] */
}

AwFuture *
aw_wrap_job_from(AwJob *job, AwSite *site)
{
    must_have_a(OBJECT_JOB, job, "aw_wrap_job()", site);
    AwLoop *loop = loop_must_run("aw_wrap_job()", site);
    AwFuture *future = future_make_held(loop, site, TRACE_VALUE_NONE, 0, NULL);

    if (!future || !link_up(future, future_done, job, job_done, copy_link))
        return future_failed(loop, site, AW_NOMEM, "no memory to follow a job");
    return future;
}
