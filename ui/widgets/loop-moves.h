/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loop-moves.h - the way of boxes from where they were in one scene to where they are in the next.
 * Private to the loop pane. */
#pragma once
#include "ui/scene/scene.h"

enum { LOOP_MOVE_US = 200000 };

typedef struct {
    GHashTable *ways; /* mover -> Way: how far its box still was from its place at the start */
    gint64 start_us;  /* on the frame clock; 0: it begins with the next frame */
    double left;      /* of each way, 1 .. 0 */
} LoopMoves;

/** Nothing moves. */
void loop_moves_init(LoopMoves *moves);

/** Free the content of `moves`. */
void loop_moves_clear(LoopMoves *moves);

/** Begin to move the boxes of `to` from where they are in `from` just now. FALSE if none has to. */
gboolean loop_moves_begin(LoopMoves *moves, const Scene *from, const Scene *to);

/** Nothing moves any more. */
void loop_moves_stop(LoopMoves *moves);

/** Move on to `now_us`; FALSE once all boxes are in their places. */
gboolean loop_moves_advance(LoopMoves *moves, gint64 now_us);

/** Where a shape is just now, px from its place; FALSE if it is there. */
gboolean loop_moves_offset(const LoopMoves *moves, const Shape *shape, double *ret_x,
                           double *ret_y);
