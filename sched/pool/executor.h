/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* executor.h - jobs of aw_run_in_executor(). */
#pragma once
#include "sched/pool/job.h"

/** In the loop's thread: a job of aw_run_in_executor() is over; its state is copied in a callback.
 */
void executor_job_is_over(AwJob *job);
