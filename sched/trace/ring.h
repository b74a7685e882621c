/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ring.h - where a thread leaves its events: records of one size, without pointers, one writer and
 * one reader, no lock. Text that belongs to an event follows it in records of its own. */
#pragma once
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint16_t kind;   /* TraceKind in 12 bits, TraceValue in 4; 0: this is a TextRecord */
    uint16_t thread; /* see ring_thread() */
    uint32_t subject, object, site;
    int64_t time_ns;
    int64_t value;
} Record;

enum { TEXT_BYTES = 28 };

typedef struct {
    uint16_t kind; /* 0 */
    uint16_t size; /* bytes used */
    char bytes[TEXT_BYTES];
} TextRecord;

_Static_assert(sizeof(Record) == 32 && sizeof(TextRecord) == 32, "one slot each");

enum { RING_RECORDS = 1 << 16 };

typedef struct Ring {
    Record *records;       /* RING_RECORDS of them */
    _Atomic uint64_t head; /* records published; the thread's */
    _Atomic uint64_t tail; /* records taken; the drain's */
    _Atomic bool stamping; /* the thread has read the clock and not yet published */
    _Atomic bool owned;    /* a thread writes to it */
    struct Ring *next;
} Ring;

/** The first of all rings; more may be added in front at any time. */
Ring *ring_first(void);

/** A ring for this thread, a drained one of an ended thread if there is one. NULL: no memory. */
Ring *ring_take(void);

/** The thread has ended. */
void ring_leave(Ring *ring);

/** Room for `n` records (at most RING_RECORDS): waits while the drain is behind. */
void ring_reserve(Ring *ring, uint64_t n);

/** Slot number `at`, counted from the ring's beginning. */
static inline Record *
ring_slot(const Ring *ring, uint64_t at)
{
    return &ring->records[at & (RING_RECORDS - 1)];
}
