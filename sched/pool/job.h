/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* job.h - concurrent futures from the inside: a result that threads wait for [CF]. It knows nothing
 * of pools' threads. */
#pragma once
#include "sched/core/future.h"
#include "sched/core/handle.h"
#include "sched/core/inbox.h"

/* A future that follows a job, or leads it. Belongs to the future's loop and its thread. */
typedef struct Follower {
    AwFuture *future;                 /* counted; NULL: it no longer follows */
    AwJob *job;                       /* the same */
    struct Follower *previous, *next; /* in the loop's list */
} Follower;

struct AwJob {
    AwHandle handle; /* has the object, of a shared class; its callback copies the job's state */
    Arrival arrival; /* in the pool's queue and, once the job is over, in the loop's inbox */
    /* What a pool's thread touches is kept together: */
    AwFn fn;
    AwValue arg;                /* owned */
    AwContext *context;         /* the one it runs in; NULL: its thread's; counted */
    AwValue result;             /* or the error, once it is finished; owned */
    _Atomic uint32_t state;     /* AwJobState, and a futex; only ever grows */
    _Atomic uint32_t n_waiters; /* threads that sleep, or are about to, until it changes */

    uint32_t track;
    AwSite *site;
    AwPool *pool;      /* the one that runs it; may be NULL */
    PostBox callbacks; /* closed when they are called */
    Follower follower; /* of aw_run_in_executor() */
};

/** A pending job; the caller's reference. A job with a pool has no reference to the loop, since the
 * pool has one and outlives the job until that is over. NULL: no memory. */
AwJob *job_new(AwLoop *loop, AwPool *pool, AwSite *site);

/** The job to return when there is no memory for one: it has failed with that. Never freed. */
AwJob *job_no_memory(void);

/** A pending job of aw_run_in_executor(), with a slot in the ready queue. Only the loop's thread
 * refs and unrefs it, except between job_go() and job_come_back(). */
AwJob *job_new_own(AwLoop *loop, AwPool *pool, AwSite *site);

/** A job that has failed; the caller's reference. */
AwJob *job_failed(AwCode code, AwSite *site, const char *why);

/** A job of job_new_own() goes to a pool's threads, and comes back when they have finished with it.
 * No effect on other jobs. */
void job_go(AwJob *job);
void job_come_back(AwJob *job);

/** From pending to running. False: it was cancelled, and is now AW_JOB_CANCELLED_AND_NOTIFIED
 * [CF1]. */
bool job_begin(AwJob *job);

/** From running to finished, with a value or an error; calls the callbacks [CF4]. Refs v. */
void job_finish(AwJob *job, AwValue v);

/** From pending to cancelled; calls the callbacks [CF2 CF4]. False: it was in another state. */
bool job_cancel(AwJob *job);

/** aw_job_add_done_callback_threadsafe(), with a reference to `keep` until the call or the job's
 * end. `site` is NULL if the program did not call it. */
bool job_on_over(AwJob *job, AwJobFn fn, void *data, Object *keep, AwSite *site);

/** Whether it is finished or cancelled. */
bool job_is_over(AwJob *job);

/** The job that this arrival is part of. */
static inline AwJob *
job_of(Arrival *arrival)
{
    return (AwJob *) ((char *) arrival - offsetof(AwJob, arrival));
}
