/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* compact.h - the short form of an event in an EVTC block, which the recorder's thread can write
 * fast: first the sizes of the fields, then the fields, none of which must be looked at to find its
 * end. */
#pragma once
#include "sched/trace/format.h"
#include "sched/trace/wire.h"

enum {
    COMPACT_MAX = 2 + 4 * 4 + 1 + 4, /* bytes of an event */
    COMPACT_KINDS = 128,             /* a larger kind takes the long form */
};

/* The part of a FormatBlock that changes while only short events are added, on its own, so that it
 * stays in registers. */
typedef struct {
    uint8_t *at;
    uint32_t last_subject;
    int64_t last_ns;
} Compact;

/** Continues a block. */
static inline Compact
compact_open(const FormatBlock *block)
{
    return (Compact){.at = block->out.bytes + block->out.size,
                     .last_subject = block->last_subject,
                     .last_ns = block->last_time_ns};
}

/** Stores the changes back, after `n` more events. */
static inline void
compact_close(const Compact *compact, FormatBlock *block, size_t n)
{
    block->out.size = (size_t) (compact->at - block->out.bytes);
    block->n_events += (uint32_t) n;
    block->last_subject = compact->last_subject;
    block->last_time_ns = compact->last_ns;
}

/** Writes four bytes, of which as many count as `v` needs: 0, 1, 2 or 4. Returns the code of that
 * size. */
static inline __attribute__((always_inline)) unsigned
compact_put(uint8_t **at, uint32_t v, unsigned least)
{
    unsigned code = (unsigned) (v > 0) + (v > 0xff) + (v > 0xffff);

    code = code < least ? least : code;
    wire_put32(*at, v);
    *at += WIRE_SIZE(code);
    return code;
}

/** The difference of two tracks. */
static inline uint32_t
compact_zigzag(uint32_t track, uint32_t near)
{
    return (uint32_t) wire_zigzag((int32_t) (track - near));
}

/** Whether an event has a short form that has no text, is in the same thread as the one before, and
 * comes `after_ns` later. */
static inline __attribute__((always_inline)) bool
compact_takes(unsigned kind, int64_t after_ns, int64_t value)
{
    return kind - 1 < COMPACT_KINDS - 1 && after_ns <= UINT32_MAX &&
           wire_zigzag(value) <= UINT32_MAX;
}

/** Appends an event that compact_takes(). A time before that of the last event becomes that. Needs
 * room for COMPACT_MAX bytes. */
static inline __attribute__((always_inline)) void
compact_event(Compact *compact, unsigned kind, int64_t time_ns, uint32_t subject, uint32_t object,
              uint32_t site, TraceValue type, int64_t value)
{
    int64_t after_ns = time_ns > compact->last_ns ? time_ns - compact->last_ns : 0;
    uint8_t *begin = compact->at, *at = begin + 2;
    bool has_value = type || value;

    unsigned sizes = compact_put(&at, (uint32_t) after_ns, 0);
    sizes |= compact_put(&at, compact_zigzag(subject, compact->last_subject), 0) << 2;
    sizes |= compact_put(&at, object ? compact_zigzag(object, subject) : 0, object != 0) << 4;
    sizes |= compact_put(&at, site, 0) << 6;
    begin[0] = (uint8_t) (kind | (has_value ? WIRE_COMPACT_VALUE : 0));
    begin[1] = (uint8_t) sizes;
    if (has_value) {
        uint8_t *head = at++;
        *head = (uint8_t) (type | compact_put(&at, (uint32_t) wire_zigzag(value), 0) << 4);
    }
    compact->at = at;
    compact->last_subject = subject;
    compact->last_ns += after_ns;
}
