/* SPDX-License-Identifier: GPL-3.0-or-later */
/* column-private.h - what the files of the right column share. */
#pragma once
#include "app/window/column.h"

struct _Column {
    GtkWidget parent_instance;
    Settings *settings;
    const Model *model; /* NULL: nothing */
    State *state;       /* of the model, at the playhead */
    guint reading;      /* source that reads the state ahead; 0: none */
    GtkWidget *paned, *lower, *code, *loop, *words, *sentence, *output;

    guint placing;   /* callback for the frame that will place the handle; 0: none */
    int placed;      /* where it was put last */
    int loop_height; /* of the loop's pane at that time, px */
};
