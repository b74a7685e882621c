/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop-memory.c - see loop-memory.h. Under sanitizers and valgrind nothing is kept, so that they
 * see it.
 */
#include "sched/core/loop-memory.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "sched/base/freelist.h"

enum { KEPT = 32, LINE = 64 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void *kept[KEPT]; /* a ring, under lock */
static unsigned oldest, n_kept;

/* NULL unless all places are taken. */
static void *
take_oldest(void)
{
    void *loop = NULL;

    pthread_mutex_lock(&lock);
    if (n_kept == KEPT) {
        loop = kept[oldest++ % KEPT];
        n_kept--;
    }
    pthread_mutex_unlock(&lock);
    return loop;
}

/* Other threads write parts of a loop, so that it has its cache lines for itself. */
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
    pthread_mutex_lock(&lock);
    if (freelist_pools && n_kept < KEPT) {
        kept[(oldest + n_kept++) % KEPT] = loop;
        loop = NULL;
    }
    pthread_mutex_unlock(&lock);
    free(loop);
}
