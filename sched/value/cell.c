/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cell.c - the cells behind values: taken, counted, freed. Chunks of cells live as long as the
 * program, so that a stale value always finds a cell. Each thread has some free cells of its own,
 * and takes the lock only when it has none left or too many. For sanitizers and valgrind each cell
 * is an allocation of its own, so that they see a leak, and is freed after thousands of others. */
#include "sched/value/cell.h"

#include <pthread.h>
#include <stdlib.h>

#include "sched/base/fork-lock.h"
#include "sched/base/sanitizer.h"
#include "sched/value/dropped.h"
#include "sched/value/error.h"
#include "sched/value/object.h"
#include "sched/value/value.h"

enum {
    CELLS_A_CHUNK = 256,
    CELLS_A_TIME = 64, /* cells moved at once between a thread's and the shared ones */
    RETIRED = 4096,    /* cells dropped last while memory is watched, for stale values to find */
};

typedef struct CellChunk {
    struct CellChunk *next;
    AwCell cells[CELLS_A_CHUNK];
} CellChunk;

/* Free cells, linked one after another. */
typedef struct {
    AwCell *first;
    size_t n;
} FreeCells;

/* What all threads share, under its lock. */
static struct {
    pthread_mutex_t lock;
    FreeCells free;
    CellChunk *chunks;
    AwCell *retired[RETIRED];
    size_t n_retired;
} shared = {.lock = PTHREAD_MUTEX_INITIALIZER};

FORK_LOCK(&shared.lock)

static _Thread_local FreeCells own;
static _Thread_local bool known; /* `own` will be left to others when the thread ends */

static pthread_key_t leave_key;
static pthread_once_t leave_once = PTHREAD_ONCE_INIT;

static inline void
push(FreeCells *list, AwCell *cell)
{
    cell->u.next_free = list->first;
    list->first = cell;
    list->n++;
}

static inline AwCell *
pop(FreeCells *list)
{
    AwCell *cell = list->first;

    list->first = cell->u.next_free;
    list->n--;
    return cell;
}

static void
move_cells(FreeCells *to, FreeCells *from, size_t n)
{
    for (; n > 0 && from->n > 0; n--)
        push(to, pop(from));
}

static void
leave_to_others(void *cells)
{
    pthread_mutex_lock(&shared.lock);
    move_cells(&shared.free, cells, SIZE_MAX);
    pthread_mutex_unlock(&shared.lock);
    known = false; /* another destructor may still drop a value */
}

static void
make_leave_key(void)
{
    pthread_key_create(&leave_key, leave_to_others);
}

static void
know_thread(void)
{
    pthread_once(&leave_once, make_leave_key);
    pthread_setspecific(leave_key, &own);
    known = true;
}

static void
add_chunk(void)
{
    CellChunk *chunk = calloc(1, sizeof *chunk);

    if (!chunk)
        return;
    chunk->next = shared.chunks;
    shared.chunks = chunk;
    for (int i = CELLS_A_CHUNK; i-- > 0;)
        push(&shared.free, &chunk->cells[i]);
}

/* Without memory there are still none afterwards. */
static void
fetch_some(void)
{
    pthread_mutex_lock(&shared.lock);
    if (!shared.free.n)
        add_chunk();
    move_cells(&own, &shared.free, CELLS_A_TIME);
    pthread_mutex_unlock(&shared.lock);
    if (!known)
        know_thread();
}

static void
give_some_back(void)
{
    pthread_mutex_lock(&shared.lock);
    move_cells(&shared.free, &own, CELLS_A_TIME);
    pthread_mutex_unlock(&shared.lock);
}

static void
retire(AwCell *cell)
{
    pthread_mutex_lock(&shared.lock);
    size_t at = shared.n_retired++ % RETIRED;
    AwCell *oldest = shared.retired[at];
    shared.retired[at] = cell;
    pthread_mutex_unlock(&shared.lock);
    free(oldest);
}

size_t
cells_retired(void)
{
    pthread_mutex_lock(&shared.lock);
    size_t n = shared.n_retired;
    pthread_mutex_unlock(&shared.lock);
    return n < RETIRED ? n : RETIRED;
}

static inline AwCell *
take(void)
{
    if (__builtin_expect(memory_watched, 0))
        return calloc(1, sizeof(AwCell));
    if (!own.n)
        fetch_some();
    return own.n ? pop(&own) : NULL;
}

AwCell *
cell_new(AwKind kind, size_t size, void *payload)
{
    AwCell *cell = take();

    if (!cell) {
        free(payload);
        return NULL;
    }
    cell->kind = kind;
    cell->size = size;
    cell->u.text = payload;
    cell->os_error = 0;
    atomic_store_explicit(&cell->refs, 1, memory_order_relaxed);
    return cell;
}

static void
give_back(AwCell *cell)
{
    free(cell->u.text);
    cell->kind = AW_K_NONE;
    cell->generation++;
    if (memory_watched) {
        retire(cell);
        return;
    }
    if (!known)
        know_thread();
    push(&own, cell);
    if (own.n > 2 * CELLS_A_TIME)
        give_some_back();
}

static void
free_with_parts(Later *self)
{
    AwCell *cell = LATER_OWNER(self, AwCell);

    if (cell->kind == AW_K_LIST)
        for (size_t i = 0; i < cell->size; i++)
            value_unref(cell->u.items[i]);
    value_unref(cell->cause);
    cell->cause = AW_NONE;
    give_back(cell);
}

/* Errors hold lists, and these errors, as deep as a program nests them: freeing must not recurse.
 */
static __attribute__((noinline)) void
cell_free(AwCell *cell)
{
    if (cell->kind == AW_K_LIST || value_counts(cell->cause))
        later_free(&cell->later, free_with_parts);
    else
        give_back(cell);
}

void
cell_drop(AwCell *cell, uint32_t generation, const AwSite *site)
{
    if (__builtin_expect(cell->generation != generation, 0))
        value_misuse_drop(cell, generation, site);
    if (site)
        dropped_note(cell, generation, NULL, site);
    sanitizer_release(cell);
    if (atomic_fetch_sub_explicit(&cell->refs, 1, memory_order_acq_rel) != 1)
        return;
    sanitizer_acquire(cell);
    cell_free(cell);
}

AwCell *
cell_of(AwValue v, const AwSite *site)
{
    if (value_is_stale(v))
        value_misuse(v, site);
    return v.u.cell;
}

AwValue
cell_value(AwCell *cell, AwCode code)
{
    if (!cell)
        return error_no_memory();
    return (AwValue){
        .kind = cell->kind, .code = code, .generation = cell->generation, .u.cell = cell};
}

AwValue
aw_ref_value_from(AwValue v, AwSite *site)
{
    if (value_is_cell(v))
        atomic_fetch_add_explicit(&cell_of(v, site)->refs, 1, memory_order_relaxed);
    else if (v.kind == AW_K_OBJECT)
        aw_ref_from(v.u.p, site);
    return v;
}

void
aw_unref_value_from(AwValue v, AwSite *site)
{
    if (value_is_cell(v))
        cell_drop(v.u.cell, v.generation, site);
    else if (v.kind == AW_K_OBJECT)
        aw_unref_from(v.u.p, site);
}
