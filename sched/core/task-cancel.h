/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* task-cancel.h - requests to cancel a task. */
#pragma once
#include "sched/core/task.h"

/** Asks a pending task to end; for FutureClass.cancel. */
bool task_cancel(AwFuture *future, const char *message, AwSite *site);
