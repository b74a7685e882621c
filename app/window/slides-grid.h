/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slides-grid.h - the preview of slides: all pages, those that are left out dimmed. Only pages that
 * are in view are painted, so that there may be any number of them. */
#pragma once
#include "app/window/slides-page.h"

#define SLIDES_GRID_TYPE (slides_grid_get_type())
/*
 * Signals:
 *   "selected"          another page is the current one
 *   "activated"         the user wants to write a note on it
 *   "toggled" (guint)   a page is to be left out, or no longer
 */
G_DECLARE_FINAL_TYPE(SlidesGrid, slides_grid, AWAITSCOPE, SLIDES_GRID, GtkWidget)

/* What it shows. None of it is its own. */
typedef struct {
    DeckPages *all;         /* with the pages that are left out; NULL: nothing */
    DeckPages *kept;        /* without; NULL: there are no others */
    const GArray *left_out; /* of guint: pages of `all` */
    const Theme *theme;
} SlidesShown;

/** An empty grid. */
GtkWidget *slides_grid_new(void);

/** Show these pages. The current page is the one that shows the same as before, or what comes next.
 */
void slides_grid_show(SlidesGrid *self, const SlidesShown *shown);

/** The current page, of all; GTK_INVALID_LIST_POSITION: there is none. */
guint slides_grid_get_selected(SlidesGrid *self);

/** A note has changed: say anew which pages have some. */
void slides_grid_notes_changed(SlidesGrid *self);
