/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* drain.h - from the rings to the output, merged by time. */
#pragma once
#include "sched/record/recorder.h"

/** Makes the present moment time 0, if nothing has been recorded yet. */
void drain_start_clock(void);

/** Whether events are stamped by a clock that is not the real one. */
void drain_set_virtual(bool is_virtual);

/** A small number that stands for a track in the records of its thread. Any thread. */
uint16_t drain_thread_index(uint32_t track);

/** Counts an event as lost: there was no memory for a ring. Any thread. */
void drain_count_lost(void);

/** Writes what is in the rings: up to a moment ago, or everything (`to_the_end`, once no thread
 * emits any more). Returns the number of events written. */
uint64_t drain_rings(bool to_the_end);

/** See output_begin(). */
int drain_begin(int fd, bool by_content, const AwRecordOptions *options);

/** See output_resume(). */
int drain_resume(int fd, bool by_content);

/** Writes the end and closes. Returns 0 or the first errno met. Safe in a signal handler. */
int drain_finish(const TraceEnd *end);

/** Keeps others from draining until drain_unlock(). Gives up after `most_ms` and returns false; 0:
 * never gives up. */
bool drain_lock(int most_ms);
void drain_unlock(void);
