/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop-memory.c - see loop-memory.h. Under sanitizers and valgrind nothing is kept, so that they
 * see a late use. */
#include "sched/core/loop-memory.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "sched/base/fork-lock.h"
#include "sched/base/freelist.h"

enum { KEPT = 32, LINE = 64 };

/* The loops that were given back last: a ring, under its lock. */
static struct {
    pthread_mutex_t lock;
    void *loops[KEPT];
    unsigned oldest, n;
} kept = {.lock = PTHREAD_MUTEX_INITIALIZER};

FORK_LOCK(&kept.lock)

/* Returns the loop given back longest ago, to be freed; NULL unless all places are taken. */
static void *
take_oldest(void)
{
    void *loop = NULL;

    pthread_mutex_lock(&kept.lock);
    if (kept.n == KEPT) {
        loop = kept.loops[kept.oldest++ % KEPT];
        kept.n--;
    }
    pthread_mutex_unlock(&kept.lock);
    return loop;
}

/* A loop has its cache lines to itself, since other threads write to parts of it. */
void *
loop_memory_take(size_t size)
{
    void *loop = take_oldest();

    if (!loop)
        loop = aligned_alloc(LINE, (size + LINE - 1) / LINE * LINE);
    return loop ? memset(loop, 0, size) : NULL;
}

void
loop_memory_give(void *loop)
{
    pthread_mutex_lock(&kept.lock);
    if (freelist_pools && kept.n < KEPT) {
        kept.loops[(kept.oldest + kept.n++) % KEPT] = loop;
        loop = NULL;
    }
    pthread_mutex_unlock(&kept.lock);
    free(loop);
}
