/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* snapshot-write.h - what a loop has at a moment, as events. */
#pragma once
#include "sched/core/loop.h"

/** Records what lives in the loop, which is this thread's: workers, locks and the like as far as
 * they are known, futures, tasks and what these do; `head` first. `bytes`: what that may take in
 * the recording, roughly; what was made last is left out. */
void snapshot_write(AwLoop *loop, TraceKind head, size_t bytes);
