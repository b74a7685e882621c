/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* worker.h - a pool and its threads, real or virtual. */
#pragma once
#include <pthread.h>

#include "sched/pool/job.h"

typedef struct {
    AwPool *pool;
    pthread_t thread;
    uint32_t track; /* 0: never started */
    /* Virtual, under the pool's lock: */
    AwJob *job;    /* NULL: idle */
    bool has_turn; /* it may run */
    bool is_over;  /* its thread ends */
    pthread_cond_t turn;
} Worker;

enum { CACHE_LINE = 64 };

struct AwPool {
    Object object;
    AwLoop *loop; /* counted */
    AwPool *next; /* of the loop's */
    uint32_t track;
    bool is_virtual;
    struct ProcessPool *processes; /* NULL: its workers are threads */
    int n_workers;
    _Atomic int n_started; /* grows under the lock */
    _Atomic int n_users;   /* the object, the loop's list, and every thread: who keeps the memory */

    AwFuture *over;     /* of aw_shutdown_default_executor(); the loop's; NULL */
    Arrival stopped;    /* that brings it */
    _Atomic bool tells; /* the last that stops shall put it in */
    _Atomic int n_live; /* threads that have not stopped */

    char apart[CACHE_LINE];    /* what submitters write, from what workers write */
    PostBox queue;             /* jobs as they come; closed: it takes no more */
    _Atomic uint32_t n_idle;   /* workers that sleep, or will, and nobody has claimed */
    _Atomic bool is_rising;    /* a claimed one is on its way, and will look for more work */
    _Atomic bool spins;        /* one is idle, but stays up and sees for itself what comes */
    _Atomic uint32_t n_claims; /* claims that no worker has answered yet: a futex */

    char apart_too[CACHE_LINE];
    pthread_mutex_t lock;
    Post *first;           /* jobs in order, taken from the queue; under lock */
    int n_queued;          /* virtual; under lock */
    pthread_cond_t handed; /* virtual: a worker gave its turn back */
    Worker workers[];
};

/** The worker that this thread is; NULL. */
extern _Thread_local Worker *this_worker;

/** Runs a job from its beginning to the loop's inbox; takes over the queue's reference. */
void worker_run(Worker *worker, AwJob *job);

/** The first job that was not cancelled while it waited [EX4]; NULL: none now. Under the pool's
 * lock. */
AwJob *worker_next_job(AwPool *pool);

/** Starts one thread more; false when it cannot, or may not. Under the pool's lock. */
bool worker_start(AwPool *pool);

/** One job less under way; takes over the queue's reference. */
void worker_tell_loop(AwJob *job);

/** Whether jobs wait. */
bool worker_has_more(AwPool *pool);

/** Lets go of a job that was cancelled while it was queued. */
void worker_drop_job(AwPool *pool, AwJob *job);

/** There is a job: wakes a worker that sleeps; or starts one more, if that may be and all work. */
void worker_rouse(AwPool *pool, bool may_start);

/** Wakes all that sleep. */
void worker_claim_all(AwPool *pool);
