/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store.c - what a model holds, found by its number or name. Folds and names nothing. */
#include "ui/model/store.h"

#include <string.h>

#include "ui/model/text-value.h"

enum { EVENTS_PER_CHUNK = 4096 };

const char *
model_keep(Model *model, const char *text, gsize size)
{
    if (g_utf8_validate(text, (gssize) size, NULL))
        return g_string_chunk_insert_len(model->strings, text, (gssize) size);

    g_autofree char *valid = g_utf8_make_valid(text, (gssize) size);
    return g_string_chunk_insert(model->strings, valid);
}

static TraceEvent *
event_slot(const Model *model, gsize index)
{
    TraceEvent *chunk = g_ptr_array_index(model->chunks, index / EVENTS_PER_CHUNK);

    return &chunk[index % EVENTS_PER_CHUNK];
}

const TraceEvent *
model_event(const Model *model, gsize index)
{
    return index < model->n_events ? event_slot(model, index) : NULL;
}

gint64
store_last_ns(const Model *model)
{
    return model->n_events ? event_slot(model, model->n_events - 1)->time_ns : 0;
}

gint64
model_duration_ns(const Model *model)
{
    return MAX(store_last_ns(model), model->n_events ? model->goes_on_ns : 0);
}

const TraceEvent *
store_event(Model *model, const TraceEvent *event)
{
    gint64 last_ns = store_last_ns(model);

    if (model->n_events % EVENTS_PER_CHUNK == 0)
        g_ptr_array_add(model->chunks, g_new(TraceEvent, EVENTS_PER_CHUNK));
    TraceEvent *kept = event_slot(model, model->n_events++);
    *kept = *event;
    kept->time_ns = MAX(event->time_ns, last_ns);
    kept->text_size = 0;
    if (event->text) {
        kept->text = model_keep(model, event->text, event->text_size);
        kept->text_size = strlen(kept->text);
    }
    return kept;
}

const TraceSite *
model_site(const Model *model, guint32 id)
{
    return g_hash_table_lookup(model->sites, GUINT_TO_POINTER(id));
}

const char *
model_source(const Model *model, const char *file)
{
    return g_hash_table_lookup(model->sources, file);
}

StoredTrack *
store_track(const Model *model, guint32 id)
{
    StoredTrack *stored = id < model->by_id->len ? g_ptr_array_index(model->by_id, id) : NULL;

    return stored ? stored : g_hash_table_lookup(model->strays, GUINT_TO_POINTER(id));
}

/* An object with a track is called by the track's name. */
char *
model_value(const Model *model, const TraceEvent *event)
{
    const StoredTrack *stored =
        event->value_type == TRACE_VALUE_OBJECT && event->value >= 0 && event->value <= G_MAXUINT32
            ? store_track(model, (guint32) event->value)
            : NULL;

    return stored ? g_strdup(stored->track.name) : text_value(event);
}
