/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* drain.h - from the rings to the output, merged by time. */
#pragma once
#include "sched/record/recorder.h"

/** Time is 0 now, if nothing was recorded yet. */
void drain_start_clock(void);

/** Whether events are stamped by a clock that is not the real one. */
void drain_set_virtual(bool is_virtual);

/** A small number for a track, for the records of its thread. Any thread. */
uint16_t drain_thread_index(uint32_t track);

/** An event found no memory for a ring. Any thread. */
void drain_count_lost(void);

/** Writes what is in the rings: up to a moment ago, or all (`to_the_end`, once nobody emits).
 * Returns how many events that were. */
uint64_t drain_rings(bool to_the_end);

/** See output_begin(). */
int drain_begin(int fd, bool by_content, const AwRecordOptions *options);

/** See output_resume(). */
int drain_resume(int fd, bool by_content);

/** Writes the end and closes. Returns 0 or the first errno met. Safe in a signal handler. */
int drain_finish(const TraceEnd *end);

/** Keeps others from draining until drain_unlock(). Gives up after `most_ms` and says false; 0:
 * never. */
bool drain_lock(int most_ms);
void drain_unlock(void);
