/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-private.h - what the files of the code pane share. */
#pragma once
#include <gtksourceview/gtksource.h>

#include "ui/widgets/code-gutter.h"
#include "ui/widgets/code.h"

struct _CodeView {
    GtkWidget parent_instance;
    const Model *model; /* NULL: nothing */
    char *file;         /* shown now; NULL: none */
    guint first;        /* number of the first line shown: those before are about the licence */
    gsize event;        /* whose places are marked, or MODEL_NONE */
    Lit lit;
    guint32 hover; /* the track that the pointer is on here, or TRACE_NOBODY */

    GtkWidget *pane, *view;
    GtkSourceBuffer *buffer;
    CodeGutter *gutter;
    GtkTextTag *running, *waiting; /* bands behind lines */
    GtkTextMark *shown;            /* the line that was scrolled to */

    double press_x, press_y; /* where a click began */
    GtkWidget *focus;        /* what had the focus then; only compared */
};

/** The number of the line at `y` px of the text view; 0 if there is none. */
guint code_line_at(CodeView *self, double y);

/** The beginning of a line; FALSE if it is not shown. */
gboolean code_find_line(CodeView *self, guint line, GtkTextIter *ret_iter);
