/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* snapshot-write.h - what a loop has at a moment, as events. */
#pragma once
#include "sched/core/loop.h"

/** Records what lives in this thread's loop: workers, locks and the like as far as they are known,
 * futures, tasks and what the tasks do. An event of kind `head` comes first. `bytes` is roughly
 * what this may take in the recording; what does not fit is left out, the newest first. */
void snapshot_write(AwLoop *loop, TraceKind head, size_t bytes);
