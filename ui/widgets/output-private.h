/* SPDX-License-Identifier: GPL-3.0-or-later */
/* output-private.h - what the files of the output pane share. */
#pragma once
#include "ui/widgets/output.h"

typedef struct _OutputText OutputText; /* output-text.h */

struct _OutputView {
    GtkWidget parent_instance;
    const Model *model; /* NULL: nothing */
    guint n_lines;      /* how many of the model's are in the buffer */
    guint n_printed;    /* how many of these are above the rule */

    Lit lit;
    guint32 hover;           /* the track that the pointer is on here, or TRACE_NOBODY */
    double press_x, press_y; /* where a click began */
    GtkWidget *pane;
    OutputText *text;
    GtkTextBuffer *buffer;
    GtkTextTag *time, *later, *space;
};

/** Who printed a line of the buffer; TRACE_NOBODY if there is no such line. */
guint32 output_printer(OutputView *self, int line);
