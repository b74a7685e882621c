/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pool-busy.h - which jobs of pools have not ended, and reports about them. Called in the loop's
 * thread. */
#pragma once
#include "sched/pool/worker.h"

/** Whether a job of the pool runs, or waits to, and was not left alone. */
bool pool_is_busy(AwPool *pool);

/** Reports that the run has waited for jobs for `waited_ns`, and for which ones. */
void pools_report_waiting(AwLoop *loop, AwTime waited_ns);

/** Reports that jobs of the pool still run after its own limit, or else after `waited_ns`, and what
 * happens to them: nobody waits for them any more. */
void pool_report_left(AwPool *pool, AwTime waited_ns);
