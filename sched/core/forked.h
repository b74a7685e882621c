/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* forked.h - fork() while a loop runs: the loop's epoll set, timer and threads belong to the
 * parent, so the child has no loop, as in Python. */
#pragma once
#include <stdbool.h>

/* This process was made by fork() while a loop ran in the thread that called it, or in a job. */
extern bool forked_in_run;

/* How many times fork() made a process on the way to this one, since the first call of
 * forked_watch(). */
extern unsigned forked_times;

/** Watches for forks, from the first call on. */
void forked_watch(void);
