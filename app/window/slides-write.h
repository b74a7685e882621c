/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slides-write.h - writes slides, page by page, while the window lives. */
#pragma once
#include "app/window/slides-private.h"

/** Write the pages that are kept to `path`. Says so in a sentence, which the caller frees; NULL:
 * they are not written, of which the dialog has told. */
char *slides_write(SlidesDialog *self, const char *path);

/** What the pages are to call while they are written. */
DeckProgress slides_progress(SlidesDialog *self);

/** Stop writing soon. FALSE: nothing is being written. */
gboolean slides_cancel(SlidesDialog *self);

/** A line that is there while writing takes long. */
GtkWidget *slides_progress_new(SlidesDialog *self);
