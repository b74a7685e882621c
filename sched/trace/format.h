/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* format.h - the bytes of a recording (.awt), from the writer's side. Knows nothing of rings, files
 * and threads; allocates nothing and calls nothing but memcpy and strlen, so that a crash handler
 * may use it. FORMAT.md describes the bytes. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sched/trace/event.h"

/* The most that one call may write. */
enum {
    FORMAT_BLOCK_MAX = 64 * 1024, /* bytes of a block of events, header included */
    FORMAT_EVENT_MAX = 64 + 4096, /* bytes of one event: longer text is cut to 4096 */
    FORMAT_TEXT_MAX = 4096,
    FORMAT_SITE_MAX = (1 << 20) - 1, /* the largest id of a site that readers take */
};

/* Bytes under construction: `size` of `capacity` are used. The caller owns `bytes`. */
typedef struct {
    uint8_t *bytes;
    size_t size, capacity;
} FormatBuffer;

/* A block of events under construction. Delta coding starts anew with each block, so that each can
 * be read by itself. */
typedef struct {
    FormatBuffer out;
    bool compact;          /* an EVTC block */
    uint64_t first_number; /* of the first event in it */
    uint32_t n_events;
    int64_t base_time_ns, last_time_ns;
    uint32_t last_thread, last_subject;
} FormatBlock;

/** Writes the file's first bytes. False, and nothing written, if they do not fit; the same holds
 * for all below. */
bool format_begin(FormatBuffer *out);

/** Writes a block that says key = value; after format_begin(), before any event. */
bool format_meta(FormatBuffer *out, const char *key, const char *value);

/** Writes a block that defines a site; its id is 1 to FORMAT_SITE_MAX. */
bool format_site(FormatBuffer *out, const TraceSite *site);

/** Writes a block that holds the text of a source file; 16 MiB never fit. */
bool format_source(FormatBuffer *out, const char *file, const char *text, size_t size);

/** Writes the last block. `n_events` is the number of all events in the recording. */
bool format_end(FormatBuffer *out, const TraceEnd *end, uint64_t n_events);

/** Writes a block that notes something at an event, or takes it back; for a whole recording, after
 * its last block. A longer text than FORMAT_TEXT_MAX is cut. */
bool format_note(FormatBuffer *out, const TraceNote *note);

/** Start a block in `bytes` (FORMAT_BLOCK_MAX of them); `number` is that of its first event. */
void format_block_begin(FormatBlock *block, uint8_t *bytes, size_t capacity, uint64_t number);

/** The same for an EVTC block, in which most events are short (compact.h). */
void format_compact_begin(FormatBlock *block, uint8_t *bytes, size_t capacity, uint64_t number);

/** Append an event; its number is implied. False: the block is full, nothing was written. */
bool format_block_event(FormatBlock *block, const TraceEvent *event);

/** Fill in length, count and checksum. The block is then block->out.bytes[0 .. out.size). */
void format_block_end(FormatBlock *block);
