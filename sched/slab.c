/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* slab.c - lists of free records, a list a size and thread. Chunks live as long as the program;
 * a thread that ends leaves its free records to the others. */
#include "sched/slab.h"

#include <pthread.h>
#include <stdlib.h>

#include "sched/sanitizer.h"

enum { CHUNK = 32 * 1024 };

typedef struct Chunk {
    struct Chunk *next;
    _Alignas(64) char records[];
} Chunk;

_Thread_local SlabRecord *slab_free[SLAB_CLASSES];
static _Thread_local bool known; /* slab_free[] is left to others when the thread ends */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static SlabRecord *left[SLAB_CLASSES]; /* by threads that ended */
static Chunk *chunks;                  /* so that leak checkers find them */

static pthread_key_t end_key;
static pthread_once_t end_once = PTHREAD_ONCE_INIT;

bool slab_pools = !WITH_ASAN && !WITH_TSAN;

static void
leave_to_others(void *lists)
{
    (void) lists;
    pthread_mutex_lock(&lock);
    for (size_t class = 0; class < SLAB_CLASSES; class ++)
        while (slab_free[class]) {
            SlabRecord *record = slab_free[class];
            slab_free[class] = record->next;
            record->next = left[class];
            left[class] = record;
        }
    pthread_mutex_unlock(&lock);
}

static void
begin(void)
{
    pthread_key_create(&end_key, leave_to_others);
#ifdef HAVE_VALGRIND
    if (RUNNING_ON_VALGRIND)
        slab_pools = false;
#endif
}

static void
know_thread(void)
{
    pthread_once(&end_once, begin);
    pthread_setspecific(end_key, slab_free);
    known = true;
}

static SlabRecord *
cut(Chunk *chunk, size_t size)
{
    SlabRecord *list = NULL;

    for (size_t at = CHUNK / size; at-- > 0;) {
        SlabRecord *record = (SlabRecord *) (chunk->records + at * size);
        record->next = list;
        list = record;
    }
    return list;
}

static SlabRecord *
new_chunk(size_t size)
{
    Chunk *chunk = aligned_alloc(64, sizeof *chunk + CHUNK);

    if (!chunk)
        return NULL;
    chunk->next = chunks;
    chunks = chunk;
    return cut(chunk, size);
}

void *
slab_refill(size_t size)
{
    size_t class = (size + SLAB_STEP - 1) / SLAB_STEP;

    if (!known)
        know_thread();
    if (!slab_pools)
        return calloc(1, size);
    pthread_mutex_lock(&lock);
    SlabRecord *list = left[class] ? left[class] : new_chunk(class * SLAB_STEP);
    left[class] = NULL;
    pthread_mutex_unlock(&lock);
    if (!list)
        return NULL;
    slab_free[class] = list->next;
    return memset(list, 0, size);
}

void
slab_give_first(void *record, size_t size)
{
    SlabRecord *given = record;

    if (!known)
        know_thread();
    if (!slab_pools) {
        free(record);
        return;
    }
    given->next = NULL;
    slab_free[(size + SLAB_STEP - 1) / SLAB_STEP] = given;
}
