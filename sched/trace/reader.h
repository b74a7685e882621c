/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* reader.h - the one reader of recordings: a file, or a live run, which is a recording still
 * growing. No byte is trusted; memory is bounded by the size of what was fed. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "sched/trace/event.h"

typedef struct TraceReader TraceReader;

/** A reader that hands what it reads to `sink` (copied) with `data`. NULL: no memory. */
TraceReader *trace_reader_new(const TraceSink *sink, void *data);

/** Frees the reader; NULL does nothing. */
void trace_reader_free(TraceReader *reader);

/**
 * Take the next `size` bytes, cut anywhere, and pass on all events they complete.
 *
 * Returns false when this is no recording, or one of a version that cannot be read;
 * trace_reader_message() says so, and further calls do nothing and return false. Damage after a
 * good header does not fail: what can be read is, and trace_reader_finish() says how whole it was.
 */
bool trace_reader_feed(TraceReader *reader, const void *bytes, size_t size);

/** To be called when a recording has no more bytes, before others that go on after its last event:
 * drops a block that is not complete. `ret_last` gets the number of that event, 0 if there is none.
 * False: the recording has its end. */
bool trace_reader_cut(TraceReader *reader, uint64_t *ret_last);

/* How whole a recording was. */
typedef enum {
    TRACE_WHOLE,   /* it has its end */
    TRACE_CUT,     /* it stops without one: the program was killed, or the file is not all there */
    TRACE_DAMAGED, /* blocks in the middle could not be read and were left out */
    TRACE_FOREIGN, /* not a recording */
} TraceWholeness;

/**
 * No more bytes will come. Call once.
 *
 * Calls sink->end if the recording has no end, unless it is TRACE_FOREIGN.
 */
TraceWholeness trace_reader_finish(TraceReader *reader);

/** What is wrong with the recording, or that it is the last part of a run, in one line without a
 * newline; else "". Lives as long as the reader. */
const char *trace_reader_message(const TraceReader *reader);
