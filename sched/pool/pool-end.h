/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pool-end.h - how pools end. */
#pragma once
#include "sched/pool/pool.h"

/** Waits for all its threads. */
void pool_join(AwPool *pool);

/** A worker will take no more jobs; the last one tells the loop. */
void pool_worker_stops(AwPool *pool);

/** No more jobs for any pool of the loop, and waits until those under way are over, but not longer
 * than `timeout_ns`: then it reports that some are not, and leaves them [SD4]. */
void pools_join(AwLoop *loop, AwTime timeout_ns);

/** The loop closes: its pools take no more jobs. Real workers go on without it [R7], virtual ones
 * finish first. */
void pools_leave(AwLoop *loop);
