/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-file.h - recordings as slides: a chapter for each, a page for each step. */
#pragma once
#include "ui/export/export.h"
#include "ui/model/steps.h"

/* What the pages of a deck are. */
typedef struct {
    const char *title; /* of the whole; NULL: that of the first recording */
    gboolean by_step;  /* a page for each stop of `step`; else for each thing that happens */
    StepMode step;
    gint64 from_ns, to_ns; /* to_ns -1: the end */
    char **lanes;          /* names of the tracks that have lanes; NULL: tasks and workers */
    gboolean no_outline;   /* leave out what is still to come */
    const Theme *theme;
} DeckOptions;

/** Write the `n` models to `path` as a deck, in a format that has pages; or, if the name has "%d"
 * or the like in it, each page to a file of its own. Existing files are replaced only if all goes
 * well with them. FALSE, and `error` set: it could not be written, no page or too many would be in
 * it, or a lane is unknown. */
gboolean export_deck(Model *const *models, guint n, const DeckOptions *options, const char *path,
                     GError **error);
