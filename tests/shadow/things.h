/* SPDX-License-Identifier: GPL-3.0-or-later */
/* things.h - the state of locks, queues, blocks and the like. */
#pragma once
#include <stdio.h>

#include "sched/core/loop.h"
#include "sched/sync/waiters.h"

/** Writes a field for each, with a space before it. */
void things_write(FILE *out, const AwLoop *loop);

/** Writes those in line, in order, separated by '/'; 'd' stands behind a future whose task was
 * woken and 'c' behind one that was cancelled, until their tasks run. */
void things_write_line(FILE *out, const Waiters *line);

/* Each of these is beside the source that knows the struct, in a file of its own, and writes the
 * fields of one kind of thing from its letter on. */
void things_lock(FILE *out, const void *lock);
void things_semaphore(FILE *out, const void *semaphore);
void things_event(FILE *out, const void *event);
void things_condition(FILE *out, const void *condition);
void things_barrier(FILE *out, const void *barrier);
void things_queue(FILE *out, const void *queue);
void things_completions(FILE *out, const void *completions);
void things_group(FILE *out, const void *group);
void things_timeout(FILE *out, const void *timeout);

/* Of what others are made of. */
void things_event_line(FILE *out, const void *event);
void things_condition_lines(FILE *out, const void *condition);
void things_queue_items(FILE *out, const void *queue);
