/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* worker-call.h - code of the program that runs in a worker, whose thread it must not end. */
#pragma once
#include "sched/pool/job.h"

/** Calls fn(arg) as a job that was made at `site`. Returns the result, or an error that this scope
 * holds if it called pthread_exit(). */
AwValue worker_call(AwFn fn, AwValue arg, AwSite *site);

/** Calls a job's callback, which the call at `site` added; NULL: the library did. The thread of a
 * pool outlives it, any other may end in it. */
void worker_call_back(AwJob *job, AwJobFn fn, void *data, const AwSite *site);
