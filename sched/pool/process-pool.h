/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* process-pool.h - pools whose workers are processes: who gets which job, and what happens when a
 * process ends. All in the loop's thread, except processes_enqueued(). */
#pragma once
#include "sched/pool/process.h"
#include "sched/pool/worker.h"

enum { MAX_PROCESSES = 256 }; /* in a pool */

/* What a pool of processes has in addition. */
struct ProcessPool {
    AwPool *pool;
    int n_processes, max_processes;
    Process *first;
    AwHandle *killer;     /* kills jobs that still run at AwPool.give_up_ns; counted; NULL */
    char broken[120];     /* why it takes no more jobs; "": it still does */
    Arrival told;         /* tells the loop that other threads queued jobs */
    _Atomic bool is_told; /* `told` is on its way */
};

/** Jobs may wait, or processes be idle: gives out as many jobs as it can. */
void processes_go_on(AwPool *pool);

/** A job was queued, in any thread. */
void processes_enqueued(AwPool *pool);

/** The pool takes no more jobs: its processes end after the jobs that it has. */
void processes_shut_down(AwPool *pool);

/** Fails a job that will have no result. Takes over the queue's reference. */
void processes_fail(AwJob *job, AwCode code, const char *why);

/** processes_limit() kills at AwPool.give_up_ns the jobs that are left then; processes_unlimit()
 * calls that off. */
void processes_limit(AwPool *pool);
void processes_unlimit(AwPool *pool);

/** Kills the jobs that run, and fails them and those in the queue. For a pool whose jobs are no
 * longer waited for. */
void processes_kill(AwPool *pool);

/** Finds out, without waiting, which processes of the loop have ended. */
void processes_hear(AwLoop *loop);

/** Blocks the loop's thread until the job of its process pool is over, or for `timeout_ns`, and
 * does what the loop would do for the pool in that time [EX9]. In other threads, and for other
 * pools or NULL, it does nothing and returns false. */
bool processes_until(AwPool *pool, AwJob *job, AwTime timeout_ns);
