/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loop-moves.c - the way of boxes from one scene to the next. */
#include "ui/widgets/loop-moves.h"

typedef struct {
    double x, y;
} Way;

void
loop_moves_init(LoopMoves *moves)
{
    *moves = (LoopMoves){.ways = g_hash_table_new_full(NULL, NULL, NULL, g_free)};
}

void
loop_moves_clear(LoopMoves *moves)
{
    g_clear_pointer(&moves->ways, g_hash_table_unref);
}

static Way *
find(GHashTable *ways, guint32 mover)
{
    return mover == TRACE_NOBODY ? NULL : g_hash_table_lookup(ways, GUINT_TO_POINTER(mover));
}

/* Where each box of a scene is just now: the first shape of a mover is its box. */
static GHashTable *
places(const LoopMoves *moves, const Scene *scene)
{
    GHashTable *found = g_hash_table_new_full(NULL, NULL, NULL, g_free);

    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);
        double x = 0, y = 0;

        if (shape->mover == TRACE_NOBODY || find(found, shape->mover))
            continue;
        loop_moves_offset(moves, shape, &x, &y);
        g_hash_table_insert(found, GUINT_TO_POINTER(shape->mover),
                            g_memdup2(&(Way){shape->x + x, shape->y + y}, sizeof(Way)));
    }
    return found;
}

/* Keeps of the places in `from` the ways to the same boxes in `to`. */
static void
keep_ways(LoopMoves *moves, GHashTable *from, const Scene *to)
{
    g_hash_table_remove_all(moves->ways);
    for (guint i = 0; i < to->shapes->len; i++) {
        const Shape *shape = &g_array_index(to->shapes, Shape, i);
        const Way *was = find(from, shape->mover);

        if (!was || find(moves->ways, shape->mover) || (was->x == shape->x && was->y == shape->y))
            continue;
        g_hash_table_insert(moves->ways, GUINT_TO_POINTER(shape->mover),
                            g_memdup2(&(Way){was->x - shape->x, was->y - shape->y}, sizeof(Way)));
        g_hash_table_remove(from, GUINT_TO_POINTER(shape->mover));
    }
}

gboolean
loop_moves_begin(LoopMoves *moves, const Scene *from, const Scene *to)
{
    g_autoptr(GHashTable) was = places(moves, from);

    keep_ways(moves, was, to);
    moves->start_us = 0;
    moves->left = 1;
    return g_hash_table_size(moves->ways) > 0;
}

void
loop_moves_stop(LoopMoves *moves)
{
    g_hash_table_remove_all(moves->ways);
}

/* Quick at first, then slower. */
gboolean
loop_moves_advance(LoopMoves *moves, gint64 now_us)
{
    double rest;

    if (moves->start_us == 0)
        moves->start_us = now_us;
    rest = MAX(1 - (double) (now_us - moves->start_us) / LOOP_MOVE_US, 0);
    moves->left = rest * rest * rest;
    if (rest == 0)
        loop_moves_stop(moves);
    return rest > 0;
}

gboolean
loop_moves_offset(const LoopMoves *moves, const Shape *shape, double *ret_x, double *ret_y)
{
    const Way *way = find(moves->ways, shape->mover);

    if (!way)
        return FALSE;
    *ret_x = way->x * moves->left;
    *ret_y = way->y * moves->left;
    return TRUE;
}
