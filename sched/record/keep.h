/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* keep.h - memory for rings that outlives the process: a file beside the recording (ring-file.h),
 * which is mapped, and removed when the recording has its end. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sched/record/ticks.h"
#include "sched/trace/event.h"
#include "sched/trace/ring-file.h"

/** From now on rings are made in the file beside `path`; those that are in the file of an earlier
 * recording go on in this one. If that fails, says why on standard error: then rings are in
 * ordinary memory. */
void keep_open(const char *path);

/** Removes the file; its memory stays. Safe in a signal handler. */
void keep_close(void);

/** In a forked child: the file and its memory are the parent's. */
void keep_forget(void);

/** Memory in the file, of whole pages. NULL: there is no file, or no room. Any thread. */
void *keep_take(size_t size);

/** Enters a ring that is in the file; `next` is where its next record goes, and has its address.
 * The ring's number, or -1. Any thread. */
int keep_enter(const void *next, RingFilePlace written);

/** Notes that ring number `i` may be written up to there, with the block that comes next. */
void keep_note(int i, RingFilePlace written);

/** Called before and after that block, whose last event has the number, is written. */
void keep_begin(void);
void keep_ready(uint64_t number);
void keep_written(void);

/** Keeps what is needed to read records: sites, tracks by their threads' numbers, the clock. */
void keep_no_sites(void);
void keep_site(const TraceSite *site);
void keep_track(unsigned index, uint32_t track);
void keep_virtual(bool is_virtual);
void keep_clock(const TicksLine *line, int64_t start_ns);
