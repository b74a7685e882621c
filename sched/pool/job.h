/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* job.h - concurrent futures from the inside: a result that threads wait for [CF]. Knows no
 * threads. */
#pragma once
#include "sched/core/future.h"
#include "sched/core/handle.h"
#include "sched/core/inbox.h"

/* A future that follows a job, or leads it. Belongs to the future's loop and its thread. */
typedef struct Follower {
    AwFuture *future;                 /* counted; NULL: no more */
    AwJob *job;                       /* the same */
    struct Follower *previous, *next; /* of the loop's */
} Follower;

struct AwJob {
    AwHandle handle; /* its object, of a shared class; as a handle it copies the job's state */
    Arrival arrival; /* in the pool's queue, then, when it is over, in the loop's inbox */
    /* What a pool's thread touches, together: */
    AwFn fn;
    AwValue arg;                /* owned */
    AwContext *context;         /* that it runs in; NULL: its thread's; counted */
    AwValue result;             /* or the error, once it is finished; owned */
    _Atomic uint32_t state;     /* AwJobState, and a futex; only ever grows */
    _Atomic uint32_t n_waiters; /* threads that sleep, or will, until it changes */

    uint32_t track;
    AwSite *site;
    AwPool *pool;      /* that runs it; NULL */
    PostBox callbacks; /* closed when they are called */
    Follower follower; /* of aw_run_in_executor() */
};

/** A pending job; the caller's reference. With a pool, which outlives it while it is not over, it
 * does not count the loop. NULL: no memory. */
AwJob *job_new(AwLoop *loop, AwPool *pool, AwSite *site);

/** The job that failed for want of memory for a job. Never goes. */
AwJob *job_no_memory(void);

/** A pending job of aw_run_in_executor(), with a slot in the ready queue: only the loop's thread
 * counts it, but between job_go() and job_come_back(). */
AwJob *job_new_own(AwLoop *loop, AwPool *pool, AwSite *site);

/** One that failed; the caller's reference. */
AwJob *job_failed(AwCode code, AwSite *site, const char *why);

/** Goes to a pool's threads, and comes back when they have done with it. Nothing for other jobs. */
void job_go(AwJob *job);
void job_come_back(AwJob *job);

/** From pending to running; false when it was cancelled, which is then known to whoever asked
 * [CF1]. */
bool job_begin(AwJob *job);

/** From running to finished, with a value or an error; calls the callbacks [CF4]. Refs v. */
void job_finish(AwJob *job, AwValue v);

/** From pending to cancelled; calls the callbacks [CF2 CF4]. False: it was in another state. */
bool job_cancel(AwJob *job);

/** aw_job_add_done_callback_threadsafe(), where `keep` is counted until the call or the job's end.
 */
bool job_on_over(AwJob *job, AwJobFn fn, void *data, Object *keep);

/** Whether it is finished or cancelled. */
bool job_is_over(AwJob *job);

/** The job that has this arrival. */
static inline AwJob *
job_of(Arrival *arrival)
{
    return (AwJob *) ((char *) arrival - offsetof(AwJob, arrival));
}
