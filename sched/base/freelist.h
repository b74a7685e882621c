/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* freelist.h - small records by the million, taken from and given back to lists that each thread
 * has for itself, one for each size. Under sanitizers and valgrind each record is an allocation of
 * its own, so that they see it. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* No record is larger. */
enum { FREELIST_LARGEST = 512 };

/* The first bytes of a record are kept while it is free: they are an object's class and count, by
 * which a reference that is dropped twice is found out. */
enum { FREELIST_KEPT = 16 };

/* Whether records are pooled; tests that count allocations set it to false before the first one. */
extern bool freelist_pools;

/** From now on, a record that this thread gives back is used again only after thousands of others,
 * so that debug mode can tell by its count that an object is used too late. Does nothing where
 * records are not pooled: there a sanitizer finds such uses. */
void freelist_quarantine(void);

/** Frees what calloc() gave, a record larger or rarer than those here: once freelist_quarantine()
 * was called, only after thousands of others. */
void freelist_free(void *record);

/** Says that nobody holds a record any more, which is freed later: a late use is one already. */
void freelist_dropped(const void *record, size_t size);

/* Free records of one size, of this thread. */
typedef struct FreeRecord {
    char kept[FREELIST_KEPT];
    struct FreeRecord *next;
} FreeRecord;

enum { FREELIST_STEP = 16, FREELIST_CLASSES = FREELIST_LARGEST / FREELIST_STEP + 1 };

extern _Thread_local FreeRecord *freelists[FREELIST_CLASSES] __attribute__((visibility("hidden")));

/** Takes a record when the list is empty; for freelist_take(). */
void *freelist_refill(size_t size);

/** Gives a record back to an empty list; for freelist_give(). */
void freelist_give_first(void *record, size_t size);

/** Zeroes one cache line after the other: what compilers do for a few hundred bytes at once is slow
 * to start. */
static inline void
freelist_zero(char *record, size_t size)
{
    size_t done = 0;

    for (; done + 64 <= size; done += 64)
        memset(record + done, 0, 64);
    memset(record + done, 0, size - done);
}

/** `size` zeroed bytes, aligned to 16. NULL: no memory. */
static inline void *
freelist_take(size_t size)
{
    FreeRecord **list = &freelists[(size + FREELIST_STEP - 1) / FREELIST_STEP];
    FreeRecord *record = *list;

    if (!record)
        return freelist_refill(size);
    *list = record->next;
    freelist_zero((char *) record, size);
    return record;
}

/** Gives a record back, in any thread; `size` is what it was taken with. */
static inline void
freelist_give(void *record, size_t size)
{
    FreeRecord **list = &freelists[(size + FREELIST_STEP - 1) / FREELIST_STEP], *given = record;

    if (!*list) {
        freelist_give_first(record, size);
        return;
    }
    given->next = *list;
    *list = given;
}
