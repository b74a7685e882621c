/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page-note.h - what a speaker notes for a page of slides, kept in the recording. */
#pragma once
#include "app/run/recording.h"
#include "ui/export/deck-pages.h"

/** Note `text`, "" for nothing, for `page` of a deck, in the chapter of `recording`, in place of
 * what was noted at its events; mere bookmarks stay. FALSE, and `error` set: it cannot be kept. See
 * deck_pages_note(). */
gboolean page_note_set(Recording *recording, const DeckPages *pages, guint page, const char *text,
                       GError **error);
