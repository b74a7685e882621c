/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ring.c - the list of rings, and the chunks that a ring is made of. */
#include "sched/record/ring.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "sched/base/sanitizer.h"
#include "sched/record/keep.h"
#include "sched/record/recorder-state.h"

enum {
    LEAST_CHUNKS = 2,
    MANY_CHUNKS = 4, /* a reader that is this far behind is too slow, not just late */
    USUAL_CHUNKS = (64 << 20) / sizeof(Chunk),
    SLAB_BYTES = 2 << 20, /* a large page */
    PAGE_BYTES = 4096,    /* the smallest page there is */
    SLAB_CHUNKS = SLAB_BYTES / sizeof(Chunk),
};

Ring *
ring_first(void)
{
    return atomic_load_explicit(&recorder.rings.first, memory_order_acquire);
}

void
ring_set_limit(uint64_t bytes)
{
    uint64_t n = bytes / sizeof(Chunk);

    if (bytes)
        n = n < LEAST_CHUNKS ? LEAST_CHUNKS : n > UINT32_MAX ? UINT32_MAX : n;
    atomic_store_explicit(&recorder.rings.most_chunks, (uint32_t) n, memory_order_relaxed);
}

/* ---- chunks ---- */

static Chunk *
map(size_t size)
{
    void *bytes = mmap(NULL, size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    return bytes == MAP_FAILED ? NULL : bytes;
}

/* Memory for many chunks, in one large page where the kernel has these: touching small pages for
 * the first time costs more than filling them. */
static Chunk *
map_slab(void)
{
    Chunk *kept = keep_take(SLAB_BYTES);

    if (kept)
        return kept;
    char *bytes = (char *) map(2 * SLAB_BYTES), *begin;
    if (!bytes)
        return NULL;
    begin = (char *) (((uintptr_t) bytes + SLAB_BYTES - 1) & ~(uintptr_t) (SLAB_BYTES - 1));
    if (begin > bytes)
        munmap(bytes, (size_t) (begin - bytes));
    munmap(begin + SLAB_BYTES, (size_t) (bytes + SLAB_BYTES - begin));
    madvise(begin, SLAB_BYTES, MADV_HUGEPAGE);
    return (Chunk *) begin;
}

/* Only the thread takes chunks, so the one it sees on top keeps its successor until then. */
static Chunk *
take_spare(Ring *ring)
{
    Chunk *chunk = atomic_load_explicit(&ring->spare, memory_order_acquire);

    while (chunk &&
           !atomic_compare_exchange_weak_explicit(
               &ring->spare, &chunk, atomic_load_explicit(&chunk->following, memory_order_relaxed),
               memory_order_acquire, memory_order_acquire))
        ;
    return chunk;
}

static void
give_back(Ring *ring, Chunk *chunk)
{
    Chunk *top = atomic_load_explicit(&ring->spare, memory_order_relaxed);

    atomic_fetch_add_explicit(&ring->n_emptied, 1, memory_order_relaxed);
    do
        atomic_store_explicit(&chunk->following, top, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(&ring->spare, &top, chunk, memory_order_release,
                                                  memory_order_relaxed));
}

/* A chunk that was never used, from the ring's last slab or a new one. */
static Chunk *
fresh_chunk(Ring *ring)
{
    if (!ring->n_fresh) {
        ring->fresh = atomic_exchange_explicit(&ring->prepared, NULL, memory_order_acquire);
        if (!ring->fresh && !(ring->fresh = map_slab()))
            return NULL;
        ring->n_fresh = SLAB_CHUNKS;
    }
    ring->n_fresh--;
    return ring->fresh++;
}

static bool
may_grow(const Ring *ring)
{
    uint32_t most = atomic_load_explicit(&recorder.rings.most_chunks, memory_order_relaxed);
    uint32_t n_emptied = atomic_load_explicit(&ring->n_emptied, memory_order_relaxed);

    return ring->n_filled - n_emptied < (most ? most : USUAL_CHUNKS);
}

static Chunk *
another_chunk(Ring *ring)
{
    Chunk *chunk = NULL;

    if (!may_grow(ring))
        return NULL;
    if (!(chunk = take_spare(ring)))
        chunk = fresh_chunk(ring);
    ring->n_filled += chunk != NULL;
    if (chunk) { /* the reader may reach it before ring->next does, and must find it empty */
        atomic_store_explicit(&chunk->used, chunk->records, memory_order_relaxed);
        atomic_store_explicit(&chunk->following, NULL, memory_order_relaxed);
    }
    return chunk;
}

bool
ring_reserve(Ring *ring, size_t n)
{
    Chunk *chunk = ring->chunk, *next;
    Record *at = atomic_load_explicit(&ring->next, memory_order_relaxed);

    if ((size_t) (chunk->records + CHUNK_RECORDS - at) >= n)
        return true;
    if (!(next = another_chunk(ring)))
        return false;
    sanitizer_release(ring); /* it saw how the memory was mapped, and sees no atomics */
    atomic_store_explicit(&chunk->used, at, memory_order_release);
    ring->chunk = next;
    atomic_store_explicit(&chunk->following, next, memory_order_release);
    atomic_store_explicit(&ring->next, next->records, memory_order_release);
    return true;
}

/* ---- taking out ---- */

static bool
is_far_behind(const Chunk *chunk)
{
    for (int i = 0; chunk && i < MANY_CHUNKS; i++)
        chunk = atomic_load_explicit(&chunk->following, memory_order_acquire);
    return chunk;
}

/* Touches the memory that a thread will need, for a thread that writes faster than it is read. */
static void
prepare_slab(Ring *ring)
{
    Chunk *slab;

    if (atomic_load_explicit(&ring->spare, memory_order_relaxed) ||
        atomic_load_explicit(&ring->prepared, memory_order_relaxed) ||
        !is_far_behind(ring->first) || !(slab = map_slab()))
        return;
    for (size_t at = 0; at < SLAB_BYTES; at += PAGE_BYTES)
        ((volatile char *) slab)[at] = 0;
    atomic_store_explicit(&ring->prepared, slab, memory_order_release);
}

/* The end of what is published in `chunk`. If the thread is seen to write elsewhere, the end at
 * which it left this chunk is visible, too. */
static Record *
published(Ring *ring, Chunk *chunk)
{
    if (!atomic_load_explicit(&chunk->following, memory_order_acquire)) {
        Record *next = atomic_load_explicit(&ring->next, memory_order_acquire);
        if (next >= chunk->records && next <= chunk->records + CHUNK_RECORDS)
            return next;
    }
    return atomic_load_explicit(&chunk->used, memory_order_acquire);
}

Record *
ring_look(Ring *ring, Record **ret_end)
{
    *ret_end = published(ring, ring->first);
    while (ring->at == *ret_end) {
        Chunk *following = atomic_load_explicit(&ring->first->following, memory_order_acquire);
        if (!following)
            return NULL;
        *ret_end = atomic_load_explicit(&ring->first->used, memory_order_relaxed);
        if (ring->at != *ret_end) /* the thread left it after the first look */
            break;
        prepare_slab(ring);
        ring->first = following;
        ring->at = following->records;
        *ret_end = published(ring, following);
    }
    return ring->at;
}

void
ring_taken(Ring *ring, Record *at)
{
    ring->at = at;
}

void
ring_empty(Ring *ring)
{
    Record *end;

    while (ring_look(ring, &end))
        ring_taken(ring, end);
}

/* ---- writing ---- */

static RingFilePlace
place_of(const Ring *ring)
{
    return (RingFilePlace){(uint64_t) (uintptr_t) ring->first, (uint64_t) (uintptr_t) ring->at};
}

void
ring_write(uint64_t number)
{
    keep_begin();
    for (const Ring *ring = ring_first(); ring; ring = ring->following)
        keep_note(ring->kept_as, place_of(ring));
    keep_ready(number);
}

void
ring_written(void)
{
    keep_written();
    for (Ring *ring = ring_first(); ring; ring = ring->following)
        for (Chunk *chunk = ring->held, *next; chunk != ring->first; chunk = next) {
            next = atomic_load_explicit(&chunk->following, memory_order_relaxed);
            ring->held = next;
            give_back(ring, chunk);
        }
}

/* ---- rings ---- */

/* The ring may still hold what an ended thread left in it: what follows is later. */
static Ring *
reuse(void)
{
    for (Ring *ring = ring_first(); ring; ring = ring->following) {
        bool free_now = false;
        if (atomic_compare_exchange_strong(&ring->owned, &free_now, true))
            return ring;
    }
    return NULL;
}

static Ring *
ring_in(Ring *ring, Chunk *chunk)
{
    *ring = (Ring){.next = chunk->records,
                   .chunk = chunk,
                   .n_filled = 1,
                   .first = chunk,
                   .at = chunk->records,
                   .held = chunk,
                   .kept_as = -1,
                   .owned = true};
    return ring;
}

/* A ring in the file that outlives the process. NULL: there is no file, or no room. */
static Ring *
ring_kept(void)
{
    Chunk *chunk = keep_take(sizeof *chunk + sizeof(Ring));

    if (!chunk)
        return NULL;
    Ring *ring = ring_in((Ring *) (chunk + 1), chunk);
    ring->kept_as = keep_enter(&ring->next, place_of(ring));
    return ring;
}

static Ring *
ring_new(void)
{
    Ring *ring = ring_kept();

    if (ring)
        return ring;
    ring = aligned_alloc(64, sizeof *ring);
    Chunk *chunk = map(sizeof(Chunk));
    if (!ring || !chunk) {
        free(ring);
        if (chunk)
            munmap(chunk, sizeof *chunk);
        return NULL;
    }
    return ring_in(ring, chunk);
}

Ring *
ring_take(void)
{
    Ring *ring = reuse();

    if (ring || !(ring = ring_new()))
        return ring;
    ring->following = ring_first();
    sanitizer_release(ring);
    while (!atomic_compare_exchange_weak(&recorder.rings.first, &ring->following, ring))
        ;
    return ring;
}

void
ring_leave(Ring *ring)
{
    atomic_store(&ring->owned, false);
}

void
ring_forget_all(void)
{
    Ring *last = atomic_exchange(&recorder.rings.first, NULL);

    if (!last)
        return;
    Ring *ring = last;
    while (ring->following)
        ring = ring->following;
    ring->following = recorder.rings.forgotten;
    recorder.rings.forgotten = last;
}
