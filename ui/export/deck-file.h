/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-file.h - a deck as a file. */
#pragma once
#include "ui/export/deck-pages.h"

/** Write the deck to `path`, in a format that has pages; or, if the name has "%d" or the like in
 * it, each page to a file of its own. `options` are those that it was made with. Existing files are
 * replaced only if all goes well with them. FALSE, and `error` set: it could not be written, or
 * would have too many pages; files of pages that were not there before are removed then, and the
 * error says how many others are replaced already. */
gboolean export_deck(DeckPages *deck, const DeckOptions *options, const char *path, GError **error);
