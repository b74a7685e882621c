/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slides-note.h - what is said on a page of slides, and a field for the speaker's note on it. */
#pragma once
#include <gtk/gtk.h>

#include "app/run/recording.h"
#include "ui/export/deck-pages.h"

#define SLIDES_NOTE_TYPE (slides_note_get_type())
/* Signals:
 *   "noted"             the note of a page has changed
 *   "failed" (string)   it has not, since it cannot be kept, and why
 */
G_DECLARE_FINAL_TYPE(SlidesNote, slides_note, AWAITSCOPE, SLIDES_NOTE, GtkBox)

/** A field for notes in `recording`, which it references. */
GtkWidget *slides_note_new(Recording *recording);

/** Keep what was written, and go to `page` of `pages`, which must stay until the next call; NULL:
 * to none. */
void slides_note_show(SlidesNote *self, DeckPages *pages, guint page);

/** Keep what was written. */
void slides_note_keep(SlidesNote *self);

/** The field, for the focus. */
GtkWidget *slides_note_get_field(SlidesNote *self);
