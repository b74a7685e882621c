/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* serial.c - a hash table of all pointers that have a number; a process has one. */
#include "sched/value/serial.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#include "sched/base/fork-lock.h"

enum { FIRST_CAPACITY = 64, MOST = 1 << 20 };

typedef struct {
    const void *pointer; /* NULL: free */
    uint32_t number;
} Serial;

static struct {
    pthread_mutex_t lock;
    Serial *slots;
    size_t n, capacity; /* a power of 2; never more than half full */
} serials = {.lock = PTHREAD_MUTEX_INITIALIZER};

FORK_LOCK(&serials.lock)

/* The pointer's slot, or the free one where it belongs. */
static Serial *
slot_of(Serial *slots, size_t capacity, const void *pointer)
{
    size_t i = (size_t) (((uintptr_t) pointer >> 4) * UINT64_C(0x9e3779b97f4a7c15) >> 32);

    while (slots[i & (capacity - 1)].pointer && slots[i & (capacity - 1)].pointer != pointer)
        i++;
    return &slots[i & (capacity - 1)];
}

static bool
make_room(void)
{
    size_t capacity = serials.capacity ? 2 * serials.capacity : FIRST_CAPACITY;

    if (serials.n < serials.capacity / 2)
        return true;
    Serial *slots = serials.n < MOST ? calloc(capacity, sizeof *slots) : NULL;
    if (!slots)
        return false;
    for (size_t i = 0; i < serials.capacity; i++)
        if (serials.slots[i].pointer)
            *slot_of(slots, capacity, serials.slots[i].pointer) = serials.slots[i];
    free(serials.slots);
    serials.slots = slots;
    serials.capacity = capacity;
    return true;
}

static uint32_t
find_or_add(const void *pointer)
{
    Serial *slot = serials.n ? slot_of(serials.slots, serials.capacity, pointer) : NULL;

    if (slot && slot->pointer)
        return slot->number;
    if (!make_room())
        return 0;
    slot = slot_of(serials.slots, serials.capacity, pointer);
    *slot = (Serial){pointer, (uint32_t) ++serials.n};
    return slot->number;
}

uint32_t
serial_of(const void *pointer)
{
    if (!pointer)
        return 0;
    pthread_mutex_lock(&serials.lock);
    uint32_t number = find_or_add(pointer);
    pthread_mutex_unlock(&serials.lock);
    return number;
}
