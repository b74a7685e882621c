/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes.c - an array of notes, by event. */
#include "ui/model/notes.h"

#include <string.h>

#include "ui/model/store.h"

const GArray *
model_notes(const Model *model)
{
    return model->notes;
}

/* How many notes are before `event`. */
static guint
notes_before(const Model *model, gsize event)
{
    guint low = 0, high = model->notes->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(model->notes, Note, middle).event < event)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static Note *
find(const Model *model, gsize event)
{
    guint i = notes_before(model, event);
    Note *note = i < model->notes->len ? &g_array_index(model->notes, Note, i) : NULL;

    return note && note->event == event ? note : NULL;
}

const char *
model_note(const Model *model, gsize event)
{
    const Note *note = find(model, event);

    return note ? note->text : NULL;
}

void
model_set_note(Model *model, gsize event, const char *text)
{
    const guint i = notes_before(model, event);
    Note *note = find(model, event);

    if (event >= model->n_events)
        return;
    if (note)
        g_array_remove_index(model->notes, i);
    if (text) {
        Note made = {event, model_keep(model, text, strlen(text))};
        g_array_insert_val(model->notes, i, made);
    }
}
