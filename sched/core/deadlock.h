/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* deadlock.h - tasks that wait for each other, by locks and awaits. */
#pragma once
#include "sched/core/loop.h"

/** Reports the circle that a task has just closed by beginning to wait, if it has: none of those in
 * it can go on by itself. */
void deadlock_look(Task *task) __attribute__((cold));

/** Writes what the loop's first tasks wait for, and who has that, when nothing can go on: "ab waits
 * for acquire(till), which ba holds since shop.c:92". */
void deadlock_describe(const AwLoop *loop, char *text, size_t size);
