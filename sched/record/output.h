/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* output.h - the recording that is written: bytes to a descriptor, definitions before what refers
 * to them, events in blocks. One at a time; allocates nothing once it has begun. */
#pragma once
#include "sched/record/recorder-state.h"
#include "sched/trace/compact.h"

/** Starts a recording into `fd`, which it owns. `by_content`: blocks end where they are full,
 * whatever the time, so that equal runs give equal bytes. Returns 0 or an errno. */
int output_begin(int fd, bool by_content, const AwRecordOptions *options);

/** Whether the last recording is in this file, all of it, and as it was left: then it can go on. It
 * kept the last `last_bytes`. */
bool output_can_resume(int fd, size_t last_bytes);

/** As output_begin(), but goes on with that recording, as if it had not ended. */
int output_resume(int fd, bool by_content);

/** The block under construction, for events in short form. */
FormatBlock *output_block(void);

/** Whether events may refer to the site. 0 is none. */
static inline bool
output_knows_site(uint32_t id)
{
    return !id || id >= RECORDER_SITES || recorder.output.sites[id / 8] & 1u << id % 8;
}

/** The next event; its time is held at that of the one before. */
void output_event(const TraceEvent *event);

/** How many there were. */
uint64_t output_n_events(void);

/** Time of the last. */
int64_t output_last_ns(void);

/** Whether blocks end where they are full. */
bool output_is_by_content(void);

/** Writes the block that is under construction. */
void output_flush(void);

/** Writes the end and closes. Returns 0 or the first errno met. */
int output_finish(const TraceEnd *end);

/** Closes what is written to, in a forked child, so that its end is seen when its owner ends. */
void output_forget(void);
