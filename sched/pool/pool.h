/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pool.h - thread pools from the inside. */
#pragma once
#include "sched/pool/job.h"

typedef enum { POOL_TAKES, POOL_IS_OVER, POOL_HAS_NO_THREAD, POOL_HAS_NO_MEMORY } PoolAnswer;

/** The loop that made a pool. */
AwLoop *pool_loop(const AwPool *pool);

/** A pool's track. */
uint32_t pool_track(const AwPool *pool);

/** Whether it takes no more jobs. */
bool pool_is_ending(AwPool *pool);

/** The loop's own pool; NULL: no memory. */
AwPool *pool_usual(AwLoop *loop);

/** Why it does not take a job with this argument; NULL: it does. Any thread. */
const char *pool_refuses(const AwPool *pool, AwValue arg);

/** Of a pool of processes, in its loop's thread: blocks until the job is over, or for `timeout_ns`,
 * and does meanwhile what the loop would do [EX9]. False, and nothing, for others; NULL is one. */
bool pool_until(AwPool *pool, AwJob *job, AwTime timeout_ns);

/** Queues a job, which the pool counts until it is over. Nothing unless it takes it. Any thread. */
PoolAnswer pool_enqueue(AwPool *pool, AwJob *job);

/** Whether this thread is a worker. */
bool pool_in_worker(void);

/** No more jobs for any pool of the loop, and waits until those under way are over, but not longer
 * than `timeout_ns`: then it reports that some are not, and leaves them [SD4]. */
void pools_join(AwLoop *loop, AwTime timeout_ns);

/** The loop closes: its pools take no more jobs. Real workers go on without it [R7], virtual ones
 * finish first. */
void pools_leave(AwLoop *loop);

/** In the loop's thread: a job of aw_run_in_executor() is over; its state is copied in a callback.
 */
void executor_job_is_over(AwJob *job);

/** The loop closes: futures follow jobs no more. */
void executor_close(AwLoop *loop);
