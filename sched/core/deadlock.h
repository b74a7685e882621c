/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* deadlock.h - tasks that wait for each other, by locks and awaits. */
#pragma once
#include "sched/core/loop.h"

/** Called when a task has begun to wait: if that closed a circle of tasks, none of which can go on
 * by itself or when a deadline comes, reports it. */
void deadlock_look(Task *task) __attribute__((cold));
