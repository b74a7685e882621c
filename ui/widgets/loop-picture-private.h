/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loop-picture-private.h - what the files of the loop's picture share. */
#pragma once
#include "ui/widgets/loop-moves.h"
#include "ui/widgets/loop-picture.h"
#include "ui/widgets/scene-paint.h"

struct _LoopPicture {
    GtkWidget parent_instance;
    const Model *model;
    State *state; /* not owned; NULL: nothing */
    NowView view;
    Scene *scene; /* of `view`; NULL: it must be laid out anew */
    ScenePainter painter;
    LoopMoves moves;
    guint tick;    /* the callback for the next frame of a move; 0: none */
    guint32 hover; /* the track that the pointer is on here, or TRACE_NOBODY */
    guint focus;   /* number of what has the focus, among what can be hit, from 0 */
};

/** Lay out anew, and redraw. */
void loop_forget_scene(LoopPicture *self);

/** Put all boxes into their places. */
void loop_stop_moves(LoopPicture *self);
