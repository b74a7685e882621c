/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* worker-wait.h - how real workers wait for jobs, and are woken. */
#pragma once
#include "sched/base/spin-wait.h"
#include "sched/pool/worker.h"

/** There is a job: wakes a sleeping worker or, if all are busy and `may_start`, starts one more. */
void worker_rouse(AwPool *pool, bool may_start);

/** Wakes all that sleep. */
void worker_claim_all(AwPool *pool);

/** The next job, for which it may wait. NULL: the pool is over. */
AwJob *worker_wait_for_job(AwPool *pool, SpinWait *spin);
