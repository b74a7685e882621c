/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* output.h - the recording being written: bytes to a descriptor, definitions before what refers to
 * them, events in blocks. There is one at a time. It allocates nothing once it has begun. */
#pragma once
#include "sched/record/recorder-state.h"
#include "sched/trace/compact.h"

/** Starts a recording into `fd`, which it owns. `by_content`: blocks end only when they are full,
 * whatever the time, so that equal runs give equal bytes. Returns 0 or an errno. */
int output_begin(int fd, bool by_content, const AwRecordOptions *options);

/** Whether this file still holds the whole last recording, as it was left, with the same limit
 * `last_bytes` (0: none): then it can go on. */
bool output_can_resume(int fd, size_t last_bytes);

/** Like output_begin(), but continues that recording as if it had not ended. */
int output_resume(int fd, bool by_content);

/** The block under construction, for events in short form. */
FormatBlock *output_block(void);

/** Whether events may refer to the site. 0 is none. */
static inline bool
output_knows_site(uint32_t id)
{
    return !id || id >= RECORDER_SITES || recorder.output.sites[id / 8] & 1u << id % 8;
}

/** Adds the next event, no earlier than the one before: an earlier time becomes that one's. */
void output_event(const TraceEvent *event);

/** How many events there were. */
uint64_t output_n_events(void);

/** The time of the last event. */
int64_t output_last_ns(void);

/** Whether blocks end only when they are full. */
bool output_is_by_content(void);

/** Writes the block that is under construction. */
void output_flush(void);

/** Writes the end and closes. Returns 0 or the first errno met. */
int output_finish(const TraceEnd *end);

/** Closes the descriptor in a forked child, so that readers see the end when the parent ends. */
void output_forget(void);
