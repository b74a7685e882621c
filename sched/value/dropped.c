/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dropped.c - a ring of drops. State at file scope, since it is about the process's memory. Threads
 * may overwrite each other's entries: then a sentence lacks a place. */
#include "sched/value/dropped.h"

#include <stdatomic.h>
#include <stddef.h>

enum { RING = 256 };

typedef struct {
    _Atomic(const void *) thing;
    _Atomic uint32_t generation;
    _Atomic(const AwSite *) made, site;
} Drop;

static Drop ring[RING];
static _Atomic uint32_t n_dropped;

#define get(field) atomic_load_explicit(&(field), memory_order_relaxed)
#define set(field, value) atomic_store_explicit(&(field), value, memory_order_relaxed)

void
dropped_note(const void *thing, uint32_t generation, const AwSite *made, const AwSite *site)
{
    uint32_t n = get(n_dropped);
    Drop *drop = &ring[n % RING];

    set(n_dropped, n + 1);
    set(drop->thing, thing);
    set(drop->generation, generation);
    set(drop->made, made);
    set(drop->site, site);
}

const AwSite *
dropped_at(const void *thing, uint32_t generation, const AwSite *made)
{
    uint32_t n = get(n_dropped);

    for (uint32_t back = 1; back <= RING; back++) {
        const Drop *drop = &ring[(n - back) % RING];
        if (get(drop->thing) == thing && get(drop->generation) == generation &&
            get(drop->made) == made)
            return get(drop->site);
    }
    return NULL;
}
