/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* deadlock.h - tasks that wait for each other, by locks and awaits. */
#pragma once
#include "sched/core/loop.h"

/** Called when a task has begun to wait: if that closed a circle of tasks, none of which can go on
 * by itself or when a deadline comes, reports it. */
void deadlock_look(Task *task) __attribute__((cold));

/** For when nothing can go on: writes where and for what the loop's first tasks wait, and who holds
 * that: "ab waits at shop.c:6 for acquire(till) (made at shop.c:16), which ba has held since
 * shop.c:92". */
void deadlock_describe(const AwLoop *loop, char *text, size_t size);
