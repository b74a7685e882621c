/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes.h - what people noted at events of a recording: bookmarks, with or without words. */
#pragma once
#include "ui/model/model.h"

typedef struct {
    gsize event;
    const char *text; /* "": a mere bookmark */
} Note;

/** All notes, of Note, by event. Valid until one is set. */
const GArray *model_notes(const Model *model);

/** What is noted at `event`; NULL: nothing. */
const char *model_note(const Model *model, gsize event);

/** Note `text` at `event` in place of what was there; NULL: nothing. Events that the model has not
 * are passed over. It is not in the file yet: see note_append(). */
void model_set_note(Model *model, gsize event, const char *text);
