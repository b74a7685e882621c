/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pool-end.h - how pools end. */
#pragma once
#include "sched/pool/pool.h"

/** Waits until all its threads have ended. */
void pool_join(AwPool *pool);

/** A worker will take no more jobs; the last one to say so tells the loop. */
void pool_worker_stops(AwPool *pool);

/** Limits the jobs of a pool that was shut down to `ns` from now on. */
void pool_limit(AwPool *pool, AwTime ns);

/** Shuts down all pools of the loop and waits until the jobs under way are over, but for at most
 * `timeout_ns`, and for no job longer than its pool allows. Then reports the jobs that still run,
 * and leaves them to pools_leave() [SD4]. */
void pools_join(AwLoop *loop, AwTime timeout_ns);

/** The loop closes: its pools take no more jobs. Real workers go on without the loop [R7], virtual
 * ones finish first, and processes are killed. */
void pools_leave(AwLoop *loop);
