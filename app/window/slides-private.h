/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slides-private.h - what the files of the dialog for slides share. */
#pragma once
#include "app/window/slides-grid.h"
#include "app/window/slides-note.h"
#include "app/window/slides.h"

struct _SlidesDialog {
    AdwWindow parent_instance;
    Recording *recording;
    SlidesView view;
    DeckOptions options;   /* those of `kept` */
    DeckPages *all, *kept; /* NULL: there is nothing to show, or nothing to write */
    GHashTable *unwanted;  /* events of pages that the user left out */
    GArray *left_out;      /* of guint: those pages of `all` */
    GtkWidget *toasts, *title, *export, *body, *choices, *grid, *note;

    /* while they are written */
    GtkWidget *progress, *bar;
    gint64 since_us; /* on the monotonic clock; 0: they are not being written */
    gboolean cancelled;
};

/** Say something at the lower edge. */
void slides_toast(SlidesDialog *self, const char *text);
