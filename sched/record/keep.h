/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* keep.h - memory for rings that outlives the process: a mapped file beside the recording
 * (ring-file.h), which is removed when the recording has its end. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sched/record/ticks.h"
#include "sched/trace/event.h"
#include "sched/trace/ring-file.h"

/** From now on rings are made in the file beside `path`, and those in the file of an earlier
 * recording go on there. If that fails, says why on standard error, and rings are in ordinary
 * memory. */
void keep_open(const char *path);

/** Removes the file; its memory stays. Safe in a signal handler. */
void keep_close(void);

/** Forgets the file and its memory in a forked child, since they are the parent's. */
void keep_forget(void);

/** Takes memory in the file, in whole pages; it is never given back. NULL: there is no file, or no
 * room. Any thread. */
void *keep_take(size_t size);

/** Enters a ring that is in the file. `next` points to the ring's pointer to its next record.
 * Returns the ring's number, or -1. Any thread. */
int keep_enter(const void *next, RingFilePlace written);

/** Notes up to where ring number `i` is written by the block that comes next. */
void keep_note(int i, RingFilePlace written);

/** Enclose the writing of that block: keep_begin() before the calls of keep_note(), keep_ready()
 * after them with the number of the block's last event, keep_written() when it is written. */
void keep_begin(void);
void keep_ready(uint64_t number);
void keep_written(void);

/** Keep what is needed to read records: sites, the tracks of threads by their index, the clock. */
void keep_no_sites(void);
void keep_site(const TraceSite *site);
void keep_track(unsigned index, uint32_t track);
void keep_virtual(bool is_virtual);
void keep_clock(const TicksLine *line, int64_t start_ns);
