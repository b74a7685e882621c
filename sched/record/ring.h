/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ring.h - where a thread leaves its events: records of one size, without pointers, one writer and
 * one reader, no lock. Text that belongs to an event follows it in records of its own.
 *
 * A ring is made of chunks. The thread fills one and takes the next; the reader gives back what it
 * has emptied, the last one first, since that is still in the cache. So a ring is as small as the
 * reader is quick, and grows up to a limit when it is not. */
#pragma once
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint16_t kind;   /* TraceKind in 12 bits, TraceValue in 4; 0: this is a TextRecord */
    uint16_t thread; /* an index in 12 bits (drain.h), RECORD_ flags */
    uint32_t subject, object, site;
    uint64_t time; /* ticks; ns when RECORD_IS_VIRTUAL */
    int64_t value;
} Record;

enum { RECORD_IS_VIRTUAL = 1 << 15, RECORD_HAS_TEXT = 1 << 14 };
enum { TEXT_BYTES = 28 };

typedef struct {
    uint16_t kind; /* 0 */
    uint16_t size; /* bytes used */
    char bytes[TEXT_BYTES];
} TextRecord;

_Static_assert(sizeof(Record) == 32 && sizeof(TextRecord) == 32, "one slot each");

enum { CHUNK_RECORDS = 2047 };

typedef struct Chunk {
    struct Chunk *_Atomic following; /* NULL: none yet; also links what is given back */
    Record *_Atomic used; /* end of what is in it, once something follows; before, its beginning */
    _Alignas(32) Record records[CHUNK_RECORDS];
} Chunk;

typedef struct Ring {
    /* The thread's. What stands before `next` is published; it lies in the newest chunk. */
    Record *_Atomic next;
    Record *_Atomic limit; /* up to which nobody must be asked; the reader may set it to NULL */
    uint64_t stamp;        /* the last time that the thread has read, ticks */
    uint16_t thread;       /* for its records */
    Chunk *chunk;          /* that it writes to */
    uint32_t n_filled;     /* chunks that it has begun to fill */
    uint32_t n_fresh;      /* chunks that were never used, behind each other */
    Chunk *fresh;
    _Atomic uint64_t n_dropped; /* events that found no room since the last that did */
    uint64_t dropped_time;      /* when that began */
    uint16_t dropped_flags;     /* RECORD_IS_VIRTUAL, if that time is */

    /* The reader's. */
    _Alignas(64) Chunk *first; /* that is not empty */
    Record *at, *end;          /* in it: what is not taken yet */
    int64_t at_ns;             /* when that happened */
    struct Ring *other;        /* that has something, too */

    /* Both's. */
    Chunk *_Atomic spare;       /* emptied; the reader adds, the thread takes */
    Chunk *_Atomic prepared;    /* a slab that was never used, but touched; NULL */
    _Atomic uint32_t n_emptied; /* chunks, so far */
    _Atomic bool owned;         /* a thread writes to it */
    struct Ring *following;
} Ring;

/** The first of all rings; more may be added in front at any time. */
Ring *ring_first(void);

_Static_assert(sizeof(Chunk) == 64 * 1024, "many fill a page");

/** How large a ring may grow, bytes; 0: 64 MiB. Each has two chunks at least. */
void ring_set_limit(uint64_t bytes);

/** A ring for this thread, that of an ended thread if there is one. NULL: no memory. */
Ring *ring_take(void);

/** The thread has ended. */
void ring_leave(Ring *ring);

/** In a forked child: what there is stays as the threads of its parent left it, perhaps in the
 * middle of something, and is not used any more. */
void ring_forget_all(void);

/** Room for `n` records behind ring->next. False: the ring is full. */
bool ring_reserve(Ring *ring, size_t n);

/** For the reader: where its records begin that are published and not taken; *ret_end gets where
 * they end for now. NULL: there are none. */
Record *ring_look(Ring *ring, Record **ret_end);

/** For the reader: all before `at` is taken. */
void ring_taken(Ring *ring, Record *at);

/** For the reader: takes all. */
void ring_empty(Ring *ring);
