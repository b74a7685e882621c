/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* worker.h - a pool and its threads, real or virtual. */
#pragma once
#include <pthread.h>

#include "sched/pool/job.h"

typedef struct {
    AwPool *pool;
    pthread_t thread;
    uint32_t track; /* 0: never started */
    /* For virtual workers, under the pool's lock: */
    AwJob *job;    /* NULL: idle */
    bool has_turn; /* it may run */
    bool is_over;  /* its thread is ending */
    pthread_cond_t turn;
    _Atomic(AwSite *) call; /* that the job it runs comes from; NULL: it runs none */
} Worker;

enum { CACHE_LINE = 64 };

struct AwPool {
    Object object;
    AwLoop *loop; /* counted */
    AwPool *next; /* in the loop's list */
    AwSite *site; /* the call that made it; NULL: it is the loop's own */
    uint32_t track;
    unsigned forked_times; /* as it was when the pool was made; else it is the parent's */
    bool is_virtual;
    bool is_left; /* its jobs were reported as left alone: nobody waits for them any more */
    struct ProcessPool *processes; /* NULL: its workers are threads */
    int n_workers;
    AwTime limit_ns; /* how long its jobs may take after the shutdown; 0: the run's limit counts */
    AwTime give_up_ns;     /* when that time is over; AW_NEVER: no limit */
    _Atomic int n_started; /* grows under the lock */
    _Atomic int n_users;   /* what keeps the memory: the object, the loop's list, every thread */

    AwFuture *over;     /* of aw_shutdown_default_executor(); loop's thread; NULL: none */
    Arrival stopped;    /* makes `over` done */
    _Atomic bool tells; /* the last worker to stop sends `stopped` */
    _Atomic int n_live; /* threads that have not stopped */

    char apart[CACHE_LINE];    /* keeps what submitters and workers write apart */
    PostBox queue;             /* jobs as they come; closed: it takes no more */
    _Atomic uint32_t n_idle;   /* unclaimed workers that sleep, or are about to */
    _Atomic bool is_rising;    /* a claimed worker is waking up, and will look for more work */
    _Atomic bool spins;        /* an idle worker stays awake, and sees for itself what comes */
    _Atomic uint32_t n_claims; /* claims that no worker has answered yet: a futex */

    char apart_too[CACHE_LINE];
    pthread_mutex_t lock;
    Post *first;           /* jobs in order, taken from the queue; under lock */
    int n_queued;          /* virtual; under lock */
    pthread_cond_t handed; /* virtual: a worker gave its turn back */
    Worker workers[];
};

/** The worker whose thread this is; NULL in other threads. */
extern _Thread_local Worker *this_worker;

/** Runs a job from its beginning to the loop's inbox; takes over the queue's reference. */
void worker_run(Worker *worker, AwJob *job);

/** Makes this thread the worker's: its job is named when it runs out of its stack. */
void worker_watch(Worker *worker);

/** Records that a job ends, with its error if `v` is one; `worker` is a track. */
void worker_trace_end(uint32_t worker, const AwJob *job, AwValue v);

/** Called by a worker's thread when it begins and when it ends. */
void worker_begin(Worker *worker);
void worker_end(Worker *worker);

/** The first job that was not cancelled while it waited [EX4]; NULL: none now. Under the pool's
 * lock. */
AwJob *worker_next_job(AwPool *pool);

/** Starts one more thread; false if it cannot, or may not. Under the pool's lock. */
bool worker_start(AwPool *pool);

/** Tells the loop that a job is over. Takes over the queue's reference. */
void worker_tell_loop(AwJob *job);

/** Whether jobs wait. */
bool worker_has_more(AwPool *pool);

/** Lets go of a job that was cancelled while it was queued. */
void worker_drop_job(AwPool *pool, AwJob *job);
