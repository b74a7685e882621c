/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* task-cancel.h - requests to cancel a task, or a future that stands for several others. */
#pragma once
#include "sched/core/task.h"

/** Asks a pending task, or the parts of a future that stands for others, to end: passes the request
 * on to whatever they wait for. For FutureClass.cancel. */
bool cancel_pass_on(AwFuture *future, const char *message, AwSite *site);

/** For the end of a block or task that would end with v: returns the cancellation that a clean-up
 * put back, if one did, held by the current scope; otherwise v [C7]. */
AwValue task_take_cancel_back(Task *task, AwValue v);
