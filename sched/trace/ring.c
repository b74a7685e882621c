/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ring.c - the list of rings, and waiting for room in one. */
#include "sched/trace/ring.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

static _Atomic(Ring *) first;

Ring *
ring_first(void)
{
    return atomic_load_explicit(&first, memory_order_acquire);
}

static bool
drained(Ring *ring)
{
    return atomic_load(&ring->head) == atomic_load(&ring->tail);
}

static Ring *
reuse(void)
{
    for (Ring *ring = ring_first(); ring; ring = ring->next) {
        bool free_now = false;
        if (drained(ring) && atomic_compare_exchange_strong(&ring->owned, &free_now, true))
            return ring;
    }
    return NULL;
}

static Ring *
ring_new(void)
{
    Ring *ring = calloc(1, sizeof *ring);
    void *records = mmap(NULL, RING_RECORDS * sizeof(Record), PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    if (!ring || records == MAP_FAILED) {
        free(ring);
        if (records != MAP_FAILED)
            munmap(records, RING_RECORDS * sizeof(Record));
        return NULL;
    }
    ring->records = records;
    atomic_store(&ring->owned, true);
    return ring;
}

Ring *
ring_take(void)
{
    Ring *ring = reuse();

    if (ring || !(ring = ring_new()))
        return ring;
    ring->next = ring_first();
    while (!atomic_compare_exchange_weak(&first, &ring->next, ring))
        ;
    return ring;
}

void
ring_leave(Ring *ring)
{
    atomic_store(&ring->owned, false);
}

void
ring_reserve(Ring *ring, uint64_t n)
{
    const struct timespec pause = {.tv_nsec = 200000};
    uint64_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);

    while (head + n - atomic_load_explicit(&ring->tail, memory_order_acquire) > RING_RECORDS)
        nanosleep(&pause, NULL);
}
