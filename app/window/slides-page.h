/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slides-page.h - a page in the preview of slides: its picture, and a check mark that says whether
 * it is one of those that are written. */
#pragma once
#include <gtk/gtk.h>

#include "ui/export/deck-pages.h"

#define SLIDES_PAGE_TYPE (slides_page_get_type())
/* Signal "toggled", without arguments: its check mark was clicked. */
G_DECLARE_FINAL_TYPE(SlidesPage, slides_page, AWAITSCOPE, SLIDES_PAGE, GtkBox)

/** An empty cell of the grid. */
GtkWidget *slides_page_new(void);

/** Show page `index` of all that there are, once its picture is there. */
void slides_page_set_index(SlidesPage *self, guint index);
guint slides_page_get_index(SlidesPage *self);

/* What is known of a page, besides its picture. */
typedef struct {
    guint number;      /* among those that are written; 0: it is no step, or left out */
    gboolean left_out; /* it is not written */
    const char *name;  /* of what is no step and cannot be left out; NULL: it is one */
    gboolean has_note;
} SlidesPageFacts;

/** Show that. */
void slides_page_set_facts(SlidesPage *self, const SlidesPageFacts *facts);

/** Show page `i` of `pages`. */
void slides_page_paint(SlidesPage *self, DeckPages *pages, guint i, const Theme *theme);

/** Whether what it shows is old, or not there yet. */
gboolean slides_page_is_stale(SlidesPage *self);
void slides_page_set_stale(SlidesPage *self);
