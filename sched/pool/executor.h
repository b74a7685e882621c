/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* executor.h - jobs of aw_run_in_executor(). */
#pragma once
#include "sched/pool/job.h"

/** A job of aw_run_in_executor() is over: a callback will copy its state. In the loop's thread. */
void executor_job_is_over(AwJob *job);
