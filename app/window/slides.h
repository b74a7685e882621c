/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slides.h - Export ▸ Slides…: what slides of a recording are to be, a preview of their pages, and
 * a note for each. */
#pragma once
#include "app/run/recording.h"
#include "app/window/slides-options.h"

#define SLIDES_DIALOG_TYPE (slides_dialog_get_type())
/* Signals:
 *   "wanted"             the user wants them in a file; see slides_dialog_offered_name()
 *   "written" (string)   they are in a file, says a sentence
 */
G_DECLARE_FINAL_TYPE(SlidesDialog, slides_dialog, AWAITSCOPE, SLIDES_DIALOG, AdwWindow)

/** Slides of `recording`, which is over. `settings` must outlive it. It is hidden when it is
 * closed; its owner destroys it. */
GtkWidget *slides_dialog_new(GtkWindow *parent, Recording *recording, Settings *settings);

/** Take over what is in view, and let the user choose. */
void slides_dialog_open(SlidesDialog *self, SlidesView *view);

/** Write what was chosen to `path`, and close; or say why that cannot be done. The main loop runs
 * meanwhile. */
void slides_dialog_write(SlidesDialog *self, const char *path);

/** The ending that files of the chosen format have. */
const char *slides_dialog_get_ending(SlidesDialog *self);
