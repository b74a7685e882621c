/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pool.h - thread pools from the inside. */
#pragma once
#include "sched/job.h"

/** The loop that made a pool. */
AwLoop *pool_loop(const AwPool *pool);

/** A pool's track. */
uint32_t pool_track(const AwPool *pool);

/** Whether it takes no more jobs. */
bool pool_is_ending(AwPool *pool);

/** The loop's own pool; NULL: no memory. */
AwPool *pool_usual(AwLoop *loop);

/** Queues a job, which the pool counts until it is over. False, and nothing, when no thread can be
 * started to run it. */
bool pool_enqueue(AwPool *pool, AwJob *job);

/** Whether this thread is a worker. */
bool pool_in_worker(void);

/** No more jobs for any pool of the loop, and waits until those under way are over [SD4]. */
void pools_join(AwLoop *loop);

/** Joins the workers, drops what came too late, and frees the loop's pools. */
void pools_free(AwLoop *loop);

/** In the loop's thread: a job's state has arrived; for executor.c and whoever drops it. */
void executor_copy_state(void *data);
