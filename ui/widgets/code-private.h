/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-private.h - what the files of the code pane share. */
#pragma once
#include <gtksourceview/gtksource.h>

#include "ui/widgets/code-gutter.h"
#include "ui/widgets/code.h"

struct _CodeView {
    GtkWidget parent_instance;
    const Model *model;  /* NULL: nothing */
    char *file;          /* shown now; NULL: none */
    gboolean has_source; /* of the file; else there is a button that finds it */
    guint first;         /* number of the first line shown: those before are about the licence */
    gsize event;         /* whose places are marked, or MODEL_NONE */
    Lit lit;
    guint32 hover; /* the track that the pointer is on here, or TRACE_NOBODY */

    GtkWidget *pane, *pages, *view;
    GtkWidget *about, *find, *trouble; /* while the source is missing */
    GtkSourceBuffer *buffer;
    CodeGutter *gutter;
    GtkTextTag *running, *waiting;     /* bands behind lines */
    guint scrolling;                   /* callback for the frame that will scroll; 0: none */
    guint want, want_first, want_last; /* the line that will be in view, and others */

    double press_x, press_y; /* where a click began */
    GtkWidget *focus;        /* what had the focus then; only compared */
};
