/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* cell.c - the cells behind values: taken, counted, freed. Chunks of them live as long as the
 * program, so that a stale value always finds one. */
#include <pthread.h>
#include <stdlib.h>

#include "sched/object.h"
#include "sched/value.h"

enum { CELLS_A_CHUNK = 256 };

typedef struct Chunk {
    struct Chunk *next;
    AwCell cells[CELLS_A_CHUNK];
} Chunk;

static pthread_mutex_t cells_lock = PTHREAD_MUTEX_INITIALIZER;
static AwCell *free_cells;
static Chunk *chunks;

static bool
add_chunk(void)
{
    Chunk *chunk = calloc(1, sizeof *chunk);

    if (!chunk)
        return false;
    chunk->next = chunks;
    chunks = chunk;
    for (int i = 0; i < CELLS_A_CHUNK; i++) {
        chunk->cells[i].u.next_free = free_cells;
        free_cells = &chunk->cells[i];
    }
    return true;
}

AwCell *
cell_new(AwKind kind, size_t size, void *payload)
{
    AwCell *cell = NULL;

    pthread_mutex_lock(&cells_lock);
    if (free_cells || add_chunk()) {
        cell = free_cells;
        free_cells = cell->u.next_free;
    }
    pthread_mutex_unlock(&cells_lock);
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
cell_free(AwCell *cell)
{
    if (cell->kind == AW_K_LIST)
        for (size_t i = 0; i < cell->size; i++)
            aw_unref_value(cell->u.items[i]);
    free(cell->u.text);
    aw_unref_value(cell->cause);
    cell->cause = AW_NONE;
    pthread_mutex_lock(&cells_lock);
    cell->kind = AW_K_NONE;
    cell->generation++;
    cell->u.next_free = free_cells;
    free_cells = cell;
    pthread_mutex_unlock(&cells_lock);
}

void
cell_unref(AwCell *cell)
{
    if (atomic_fetch_sub_explicit(&cell->refs, 1, memory_order_acq_rel) == 1)
        cell_free(cell);
}

AwCell *
cell_of(AwValue v)
{
    if (v.u.cell->generation != v.generation)
        misuse("a value was used after the scope that held it had closed");
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
aw_ref_value(AwValue v)
{
    if (value_is_cell(v))
        atomic_fetch_add_explicit(&cell_of(v)->refs, 1, memory_order_relaxed);
    else if (v.kind == AW_K_OBJECT)
        aw_ref(v.u.p);
    return v;
}

void
aw_unref_value(AwValue v)
{
    if (value_is_cell(v))
        cell_unref(cell_of(v));
    else if (v.kind == AW_K_OBJECT)
        aw_unref(v.u.p);
}
