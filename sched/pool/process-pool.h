/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* process-pool.h - pools whose workers are processes: who gets which job, and what happens when a
 * process ends. All in the loop's thread, but for processes_enqueued(). */
#pragma once
#include "sched/pool/process.h"
#include "sched/pool/worker.h"

enum { MAX_PROCESSES = 256 }; /* of a pool */

/* What a pool of processes has besides. */
struct ProcessPool {
    AwPool *pool;
    int n_processes, max_processes;
    Process *first;
    char broken[120];     /* why no job is taken any more; "": it is not */
    Arrival told;         /* other threads queued jobs */
    _Atomic bool is_told; /* that is on its way */
};

/** Jobs wait, or a process is idle: gives out what can be given. */
void processes_go_on(AwPool *pool);

/** A job was queued, in any thread. */
void processes_enqueued(AwPool *pool);

/** The pool takes no more jobs: its processes end after those it has. */
void processes_shut_down(AwPool *pool);

/** A job that will have no result: it failed. Takes over the queue's reference. */
void processes_fail(AwJob *job, AwCode code, const char *why);

/** The loop closes: jobs that run are killed. */
void processes_leave(AwPool *pool);

/** Looks once which processes of the loop ended. */
void processes_hear(AwLoop *loop);

/** In the thread of a pool of processes: blocks until the job is over, or for `timeout_ns`, and
 * does meanwhile what the loop would do [EX9]. False, and nothing, for other threads and pools, of
 * which NULL is one. */
bool processes_until(AwPool *pool, AwJob *job, AwTime timeout_ns);
