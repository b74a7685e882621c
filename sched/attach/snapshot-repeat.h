/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* snapshot-repeat.h - records live objects again and again where only the last part of a run is
 * kept, so that all of that part can be understood. */
#pragma once
#include "sched/core/loop.h"

/** From now on the loop's thread records what lives in the loop each time a part of `kept_bytes`,
 * the size that the recording keeps, has been recorded. Several loops may share the recording.
 * Neither this nor snapshot_repeat_close() is called by two threads at once. */
void snapshot_repeat_open(AwLoop *loop, size_t kept_bytes);

/** Stops this for a loop that is closed. */
void snapshot_repeat_close(AwLoop *loop);

/** Stops this in a forked child, where the threads that run the loops do not exist. */
void snapshot_repeat_forget(void);
