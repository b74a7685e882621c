/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* drain.h - from the rings to the output, merged by time. */
#pragma once
#include "sched/record/recorder.h"

/** Whether events are stamped by a clock that is not the real one. */
void drain_set_virtual(bool is_virtual);

/** A small number that stands for a track in the records of its thread. Any thread. */
uint16_t drain_thread_index(uint32_t track);

/** The track that such a number stands for. */
uint32_t drain_track(uint16_t thread);

/** Counts an event as lost: there was no memory for a ring. Any thread. */
void drain_count_lost(void);

/** Writes what is in the rings: up to a moment ago, or everything (`to_the_end`, once no thread
 * emits any more). Returns the number of events written. */
uint64_t drain_rings(bool to_the_end);

/** Corrects the line from ticks to time by what the clock says now. */
void drain_look_at_clock(void);

/** Keeps others from draining until drain_unlock(). Gives up after `most_ms` and returns false; 0:
 * never gives up. */
bool drain_lock(int most_ms);
void drain_unlock(void);
