/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* drain.h - from the rings to a file or stream: merged by time, coded in blocks. */
#pragma once
#include "sched/trace/recorder.h"

/** When the recording began, CLOCK_MONOTONIC. */
int64_t drain_start_ns(void);

/** Time is 0 now, if nothing was recorded yet. */
void drain_start_clock(void);

/** Whether events are stamped by a clock that is not the real one. */
void drain_set_virtual(bool is_virtual);

/** A small number for a track, for the records of its thread. Any thread. */
uint16_t drain_thread_index(uint32_t track);

/** Writes what is in the rings: up to a moment ago, or all (`to_the_end`, once nobody emits). */
void drain_rings(bool to_the_end);

/** Starts a recording into `fd`, which it owns. `by_content`: blocks end where they are full,
 * whatever the time, so that equal runs give equal bytes. Returns 0 or an errno. */
int drain_begin(int fd, bool by_content, const AwRecordOptions *options);

/** Writes the end and closes. Returns 0 or the first errno met. Safe in a signal handler. */
int drain_finish(const TraceEnd *end);

/** Closes what is written to, in a forked child, so that its end is seen when its owner ends. */
void drain_forget(void);

/** Keeps others from draining until drain_unlock(); for a signal handler, gives up after a while
 * and says false. */
bool drain_lock(bool in_handler);
void drain_unlock(void);
