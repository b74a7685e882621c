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

/** A pool of threads, on the loop's list; the caller's reference. NULL: no memory. */
AwPool *pool_new(AwLoop *loop, int workers);

/** The loop's own pool; NULL: no memory. */
AwPool *pool_usual(AwLoop *loop);

/** Why it does not take a job with this argument; NULL: it does. Any thread. */
const char *pool_refuses(const AwPool *pool, AwValue arg);

/** Queues a job, which the pool counts until it is over. Nothing unless it takes it. Any thread. */
PoolAnswer pool_enqueue(AwPool *pool, AwJob *job);

/** One user less of the pool's memory. Any thread. */
void pool_release(AwPool *pool);

/** No more jobs; those that are queued will still run. */
void pool_shut_down(AwPool *pool);
