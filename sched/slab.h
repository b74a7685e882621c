/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* slab.h - small records by the million: taken from and given back to a list of the thread's own,
 * by size. Under sanitizers and valgrind each is an allocation of its own, so that they see it. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* No record is larger. */
enum { SLAB_LARGEST = 512 };

/* Whether records are pooled; tests that count allocations say no before the first one. */
extern bool slab_pools;

/* Free records of one size, of this thread. */
typedef struct SlabRecord {
    struct SlabRecord *next;
} SlabRecord;

enum { SLAB_STEP = 16, SLAB_CLASSES = SLAB_LARGEST / SLAB_STEP + 1 };

extern _Thread_local SlabRecord *slab_free[SLAB_CLASSES] __attribute__((visibility("hidden")));

/** The list is empty; for slab_take(). */
void *slab_refill(size_t size);

/** The same for slab_give(). */
void slab_give_first(void *record, size_t size);

/** `size` zeroed bytes, aligned to 16. NULL: no memory. */
static inline void *
slab_take(size_t size)
{
    SlabRecord **list = &slab_free[(size + SLAB_STEP - 1) / SLAB_STEP];
    SlabRecord *record = *list;

    if (!record)
        return slab_refill(size);
    *list = record->next;
    return memset(record, 0, size);
}

/** Gives them back, in any thread; `size` is what they were taken with. */
static inline void
slab_give(void *record, size_t size)
{
    SlabRecord **list = &slab_free[(size + SLAB_STEP - 1) / SLAB_STEP], *given = record;

    if (!*list) {
        slab_give_first(record, size);
        return;
    }
    given->next = *list;
    *list = given;
}
