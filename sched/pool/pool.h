/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pool.h - thread pools from the inside. */
#pragma once
#include "sched/pool/job.h"

typedef enum { POOL_TAKES, POOL_IS_OVER, POOL_HAS_NO_THREAD, POOL_HAS_NO_MEMORY } PoolAnswer;

/** The loop that made a pool. */
AwLoop *pool_loop(const AwPool *pool);

/** A pool's track. */
uint32_t pool_track(const AwPool *pool);

/** Whether fork() made this process after the pool: its threads or processes are the parent's. */
bool pool_is_parents(const AwPool *pool);

/** Ends the program with a sentence if it is. NULL passes. */
void pool_check_process(const AwPool *pool, const char *what, const AwSite *site);

/** Whether it takes no more jobs. */
bool pool_is_ending(AwPool *pool);

/** A pool of threads, on the loop's list, made at `site`, or NULL; the caller's reference. NULL: no
 * memory. */
AwPool *pool_new(AwLoop *loop, int workers, AwSite *site);

/** Records that a pool of that many workers was made, at `site`; NULL: it is the loop's own. */
void pool_trace_created(const AwPool *pool, int workers, AwSite *site);

/** The loop's default executor; NULL: no memory. */
AwPool *pool_usual(AwLoop *loop);

/** Why the pool refuses a job with this argument; NULL: it does not. Any thread. */
const char *pool_refuses(const AwPool *pool, AwValue arg);

/** Queues a job, which the pool refs until it is over. Does nothing if it refuses the job. Any
 * thread. */
PoolAnswer pool_enqueue(AwPool *pool, AwJob *job);

/** The pool's memory has one user less. Any thread. */
void pool_release(AwPool *pool);

/** No more jobs; those that are queued will still run. */
void pool_shut_down(AwPool *pool);
