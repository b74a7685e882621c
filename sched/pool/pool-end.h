/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pool-end.h - how pools end. */
#pragma once
#include "sched/pool/pool.h"

/** Waits until all its threads have ended. */
void pool_join(AwPool *pool);

/** A worker will take no more jobs; the last one to say so tells the loop. */
void pool_worker_stops(AwPool *pool);

/** Shuts down all pools of the loop and waits until the jobs under way are over, but at most for
 * `timeout_ns`: then it reports that jobs still run, and leaves them alone [SD4]. */
void pools_join(AwLoop *loop, AwTime timeout_ns);

/** The loop closes: its pools take no more jobs. Real workers go on without the loop [R7], virtual
 * ones finish first. */
void pools_leave(AwLoop *loop);
