/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* task-cancel.h - requests to cancel a task, or what stands for several futures. */
#pragma once
#include "sched/core/task.h"

/** Asks a pending task to end, or the parts of a future that has some: passes the request on to
 * whatever it waits for. For FutureClass.cancel. */
bool cancel_pass_on(AwFuture *future, const char *message, AwSite *site);

/** What part of a task ends with that would end with v: the cancellation that a clean-up in it put
 * back, if one did, in the current scope [C7]. */
AwValue task_take_cancel_back(Task *task, AwValue v);
