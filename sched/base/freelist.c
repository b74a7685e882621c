/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* freelist.c - lists of free records, one for each size and thread. Chunks live as long as the
 * program; a thread that ends leaves its free records to the others. */
#include "sched/base/freelist.h"

#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "sched/base/fork-lock.h"
#include "sched/base/freed.h"
#include "sched/base/sanitizer.h"

enum { CHUNK = 32 * 1024 };

typedef struct FreeChunk {
    struct FreeChunk *next;
    _Alignas(64) char records[];
} FreeChunk;

_Thread_local FreeRecord *freelists[FREELIST_CLASSES];
static _Thread_local bool known; /* this thread will leave freelists[] to the others when it ends */

/* What all threads share, under its lock. */
static struct {
    pthread_mutex_t lock;
    FreeRecord *left[FREELIST_CLASSES]; /* by threads that ended */
    FreeChunk *chunks;                  /* so that leak checkers find them */
} shared = {.lock = PTHREAD_MUTEX_INITIALIZER};

FORK_LOCK(&shared.lock)

static pthread_key_t leave_key;
static pthread_once_t leave_once = PTHREAD_ONCE_INIT;

bool freelist_pools = true;

enum { QUARANTINE = 4096, OWN_CLASS = 0 /* of what calloc() gave */ };

/* The records that were given back last, in debug mode: a ring, under the lock. */
static struct {
    struct {
        FreeRecord *record;
        size_t class;
    } records[QUARANTINE];
    size_t next;
    _Atomic bool on;
} quarantine;

/* Under the lock. */
static void
leave(FreeRecord *record, size_t class)
{
    record->next = shared.left[class];
    shared.left[class] = record;
}

static void
leave_to_others(void *lists)
{
    pthread_mutex_lock(&shared.lock);
    for (size_t class = 0; class < FREELIST_CLASSES; class ++)
        while (freelists[class]) {
            FreeRecord *record = freelists[class];
            freelists[class] = record->next;
            leave(record, class);
        }
    pthread_mutex_unlock(&shared.lock);
}

static void
begin(void)
{
    pthread_key_create(&leave_key, leave_to_others);
}

/* After sanitizer.c has looked. */
static void __attribute__((constructor(102))) choose(void)
{
    freelist_pools = !memory_watched;
}

static void
know_thread(void)
{
    pthread_once(&leave_once, begin);
    pthread_setspecific(leave_key, freelists);
    known = true;
}

static FreeRecord *
cut(FreeChunk *chunk, size_t size)
{
    FreeRecord *list = NULL;

    for (size_t at = CHUNK / size; at-- > 0;) {
        FreeRecord *record = (FreeRecord *) (chunk->records + at * size);
        record->next = list;
        list = record;
    }
    return list;
}

static FreeRecord *
new_chunk(size_t size)
{
    FreeChunk *chunk = aligned_alloc(64, sizeof *chunk + CHUNK);

    if (!chunk)
        return NULL;
    chunk->next = shared.chunks;
    shared.chunks = chunk;
    return cut(chunk, size);
}

void
freelist_quarantine(void)
{
    if (!known)
        know_thread();
    if (!freelist_pools)
        return;
    leave_to_others(freelists);
    atomic_store(&quarantine.on, true);
}

/* In quarantine a thread takes single records, so that its list stays empty and it always comes
 * here. */
static FreeRecord *
take_one(size_t class)
{
    FreeRecord *record = shared.left[class] ? shared.left[class] : new_chunk(class * FREELIST_STEP);

    if (record)
        shared.left[class] = record->next;
    return record;
}

static FreeRecord *
take_some(size_t class)
{
    FreeRecord *list = shared.left[class] ? shared.left[class] : new_chunk(class * FREELIST_STEP);

    shared.left[class] = NULL;
    if (list)
        freelists[class] = list->next;
    return list;
}

void *
freelist_refill(size_t size)
{
    size_t class = (size + FREELIST_STEP - 1) / FREELIST_STEP;

    if (!known)
        know_thread();
    if (!freelist_pools)
        return calloc(1, size);
    pthread_mutex_lock(&shared.lock);
    FreeRecord *record = atomic_load(&quarantine.on) ? take_one(class) : take_some(class);
    pthread_mutex_unlock(&shared.lock);
    return record ? memset(record, 0, size) : NULL;
}

static void
put_in_quarantine(FreeRecord *record, size_t class)
{
    pthread_mutex_lock(&shared.lock);
    size_t at = quarantine.next++ % QUARANTINE;
    FreeRecord *oldest = quarantine.records[at].record;
    size_t class_of_oldest = quarantine.records[at].class;
    if (oldest && class_of_oldest != OWN_CLASS)
        leave(oldest, class_of_oldest);
    quarantine.records[at].record = record;
    quarantine.records[at].class = class;
    pthread_mutex_unlock(&shared.lock);
    if (class_of_oldest == OWN_CLASS)
        free(oldest);
}

void
freelist_free(void *record)
{
    if (atomic_load(&quarantine.on)) {
        put_in_quarantine(record, OWN_CLASS);
        return;
    }
    if (!freelist_pools)
        freed_note(record, malloc_usable_size(record));
    free(record);
}

void
freelist_dropped(const void *record, size_t size)
{
    if (!freelist_pools)
        freed_note(record, size);
}

void
freelist_give_first(void *record, size_t size)
{
    size_t class = (size + FREELIST_STEP - 1) / FREELIST_STEP;
    FreeRecord *given = record;

    if (!known)
        know_thread();
    if (!freelist_pools) {
        freed_note(record, size);
        free(record);
    } else if (atomic_load(&quarantine.on)) {
        put_in_quarantine(given, class);
    } else {
        given->next = NULL;
        freelists[class] = given;
    }
}
