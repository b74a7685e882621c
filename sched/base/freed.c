/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* freed.c - a ring of what was freed last. State at file scope, since it is about the process's
 * memory. */
#include "sched/base/freed.h"

#include <pthread.h>
#include <string.h>

#include "sched/base/fork-lock.h"

enum { RING = 4096 };

static struct {
    pthread_mutex_t lock;
    size_t n; /* all that were ever noted */
    struct {
        const void *record;
        _Alignas(16) char kept[FREED_KEPT];
    } ring[RING];
} freed = {.lock = PTHREAD_MUTEX_INITIALIZER};

FORK_LOCK(&freed.lock)

void
freed_note(const void *record, size_t size)
{
    size_t kept = size < FREED_KEPT ? size : FREED_KEPT;

    pthread_mutex_lock(&freed.lock);
    size_t at = freed.n++ % RING;
    freed.ring[at].record = record;
    memcpy(freed.ring[at].kept, record, kept);
    memset(freed.ring[at].kept + kept, 0, FREED_KEPT - kept);
    pthread_mutex_unlock(&freed.lock);
}

/* The newest first. */
const void *
freed_find(const void *record)
{
    size_t most = freed.n < RING ? freed.n : RING;

    for (size_t i = 1; record && i <= most; i++)
        if (freed.ring[(freed.n - i) % RING].record == record)
            return freed.ring[(freed.n - i) % RING].kept;
    return NULL;
}
