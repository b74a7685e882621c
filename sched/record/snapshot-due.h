/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* snapshot-due.h - says when it is time to record all live objects again: a recording that keeps
 * only the last part loses older snapshots. */
#pragma once
#include <stddef.h>

/* Bytes that an event takes in a recording, estimated on the high side. */
enum { SNAPSHOT_EVENT = 10 };

/** From now on, ask() is called each time about `every_bytes` were recorded, in the thread that
 * recorded them, and not again before snapshot_due_reset(). */
void snapshot_due_begin(size_t every_bytes, void (*ask)(void));

/** ask() is not called any more; one call may be on its way. */
void snapshot_due_end(void);

/** Starts counting anew, after a snapshot. */
void snapshot_due_reset(void);

/** Counts `bytes` as recorded. Any thread; not called for each event. */
void snapshot_due_add(size_t bytes);
