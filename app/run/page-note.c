/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page-note.c - takes the notes of a page back, and sets another. */
#include "app/run/page-note.h"

#include "app/run/recording-save.h"
#include "ui/model/notes.h"

static gboolean
clear_notes(Recording *recording, gsize first, gsize end, GError **error)
{
    const Model *model = recording_get_model(recording);

    for (guint i = model_notes(model)->len; i-- > 0;) {
        const Note note = g_array_index(model_notes(model), Note, i);
        if (note.event >= first && note.event < end && *note.text &&
            !recording_set_note(recording, note.event, NULL, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
page_note_set(Recording *recording, const DeckPages *pages, guint page, const char *text,
              GError **error)
{
    gsize first, end;

    deck_pages_events(pages, page, &first, &end);
    return clear_notes(recording, first, end, error) &&
           (!*text || recording_set_note(recording, first, text, error));
}
