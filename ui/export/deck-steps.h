/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-steps.h - the names of what a page may be for. */
#pragma once
#include "ui/export/deck-pages.h"

/** Have `options` ask for the pages of that name: "run", "event", "resume", "turn", "wake" or
 * "bookmarks". FALSE, and nothing changed: there is none. */
gboolean deck_steps_find(const char *name, DeckOptions *options);

/** Whether all models have what `options` ask for. FALSE: some have no bookmarks; `ret_without` is
 * the first such one. */
gboolean deck_steps_are_there(const DeckOptions *options, const Model *const *models, guint n,
                              guint *ret_without);
