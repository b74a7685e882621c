/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ring.h - where a thread leaves its events: records of one size, without pointers, one writer and
 * one reader, no lock. Text that belongs to an event follows it in records of its own.
 *
 * A ring is made of chunks. The thread fills one and takes the next; the reader gives back what it
 * has emptied and written, the last one first, since that is still in the cache. So a ring is as
 * small as the reader is quick, and grows up to a limit when it is not. */
#pragma once
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sched/trace/ring-file.h"

typedef struct Chunk {
    struct Chunk *_Atomic following; /* NULL: none yet; also links what is given back */
    Record *_Atomic used; /* end of its records, once a chunk follows; until then, its beginning */
    _Alignas(32) Record records[CHUNK_RECORDS];
} Chunk;

typedef struct Ring {
    /* Owned by the thread. Everything before `next` is published; `next` is in the newest chunk. */
    Record *_Atomic next;
    Record *_Atomic limit; /* room up to here can be used unasked; the reader may set it to NULL */
    uint64_t stamp;        /* the last time that the thread has read, ticks */
    uint16_t thread;       /* the thread's number, for its records */
    Chunk *chunk;          /* the chunk it writes to */
    uint32_t n_filled;     /* chunks it has begun to fill */
    uint32_t n_fresh;      /* chunks never used, one after another */
    Chunk *fresh;
    _Atomic uint64_t n_dropped; /* events that found no room since the last that did */
    uint64_t dropped_time;      /* when dropping began */
    uint16_t dropped_flags;     /* RECORD_IS_VIRTUAL, if that time is */

    /* Owned by the reader. */
    _Alignas(64) Chunk *first; /* the first chunk that is not empty */
    Record *at, *end;          /* in that chunk: what is not taken yet */
    int64_t at_ns;             /* the time of the record at `at` */
    Chunk *held;        /* the first chunk that is not given back yet: `first`, or one before it */
    int kept_as;        /* its number in the file that outlives the process; -1: none */
    struct Ring *other; /* the next ring that has records, too */

    /* Used by both. */
    Chunk *_Atomic spare;       /* emptied; the reader adds, the thread takes */
    Chunk *_Atomic prepared;    /* a slab never used, but already touched; or NULL */
    _Atomic uint32_t n_emptied; /* chunks, so far */
    _Atomic bool owned;         /* a thread writes to it */
    struct Ring *following;
} Ring;

/** The first of all rings; more may be added in front at any time. */
Ring *ring_first(void);

_Static_assert(sizeof(Chunk) == 64 * 1024, "many fill a page");
_Static_assert(sizeof(Chunk) == sizeof(RingFileChunk) &&
                   offsetof(Chunk, used) == offsetof(RingFileChunk, used) &&
                   offsetof(Chunk, records) == offsetof(RingFileChunk, records),
               "it can be found again");

/** How large a ring may grow, bytes; 0: 64 MiB. Each has two chunks at least. */
void ring_set_limit(uint64_t bytes);

/** Returns a ring for this thread: that of an ended thread, if there is one. NULL: no memory. */
Ring *ring_take(void);

/** Leaves the ring to other threads, as its own ends. */
void ring_leave(Ring *ring);

/** In a forked child: stops using all rings, which stay as the parent's threads left them, perhaps
 * in the middle of something. */
void ring_forget_all(void);

/** Makes room for `n` records at ring->next. False: the ring is full. */
bool ring_reserve(Ring *ring, size_t n);

/** For the reader: the first record that is published and not taken; *ret_end gets where these end
 * for now. NULL: there are none. */
Record *ring_look(Ring *ring, Record **ret_end);

/** For the reader: marks everything before `at` as taken. */
void ring_taken(Ring *ring, Record *at);

/** For the reader: takes all records. */
void ring_empty(Ring *ring);

/** Enclose the writing of a block, whose last event has this number: the memory of what was taken
 * from all rings may be used again only after ring_written(). */
void ring_write(uint64_t number);
void ring_written(void);
