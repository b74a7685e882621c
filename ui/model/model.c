/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model.c - keep what a recording says, and find it again. What events do to tracks is in fold.c.
 */
#include "ui/model/model.h"

#include <string.h>

#include "ui/model/digest.h"
#include "ui/model/fold.h"
#include "ui/model/frames.h"
#include "ui/model/notes.h"
#include "ui/model/rank.h"
#include "ui/model/store.h"
#include "ui/model/troubles.h"

enum {
    STRINGS_BLOCK = 16 * 1024,
    META_MAX = 4096, /* bytes of the values of a key that is repeated */
};

static void
track_free(gpointer data)
{
    StoredTrack *stored = data;

    g_array_unref(stored->track.spans);
    g_array_unref(stored->track.events);
    g_clear_pointer(&stored->track.points, g_array_unref);
    frames_clear(stored);
    g_clear_pointer(&stored->places, g_array_unref);
    digest_free(stored->digest);
    if (stored->blocks)
        g_array_unref(stored->blocks);
    g_free(stored);
}

Model *
model_new(void)
{
    Model *model = g_new0(Model, 1);

    model->max_events = MODEL_MAX_EVENTS;
    model->telling = MODEL_NONE;
    model->chunks = g_ptr_array_new_with_free_func(g_free);
    model->strings = g_string_chunk_new(STRINGS_BLOCK);
    model->meta = g_hash_table_new(g_str_hash, g_str_equal);
    model->sources = g_hash_table_new(g_str_hash, g_str_equal);
    model->sites = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    model->files = g_ptr_array_new();
    model->by_id = g_ptr_array_new();
    model->strays = g_hash_table_new(NULL, NULL);
    for (int i = 0; i < TRACE_N_TRACKS; i++)
        model->tracks[i] = g_ptr_array_new_with_free_func(track_free);
    model->turns = g_array_new(FALSE, FALSE, sizeof(gsize));
    model->troubles = g_array_new(FALSE, FALSE, sizeof(gsize));
    model->first_failure = MODEL_NONE;
    model->jobs = g_hash_table_new(NULL, NULL);
    rank_init(&model->runs);
    model->arrows = g_array_new(FALSE, FALSE, sizeof(Arrow));
    model->output = g_array_new(FALSE, FALSE, sizeof(OutputLine));
    model->gaps = g_array_new(FALSE, FALSE, sizeof(IdleGap));
    rank_init(&model->gap_events);
    model->notes = g_array_new(FALSE, FALSE, sizeof(Note));
    model->lines = line_index_new();
    model->definitions = g_hash_table_new(NULL, NULL);
    model->variables = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    model->variable_uses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    model->calls_in_lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return model;
}

void
model_free(Model *model)
{
    if (!model)
        return;
    if (model->teller)
        model->free_teller(model->teller);
    g_ptr_array_unref(model->chunks);
    g_hash_table_unref(model->meta);
    g_hash_table_unref(model->sources);
    g_hash_table_unref(model->sites);
    g_ptr_array_unref(model->files);
    g_ptr_array_unref(model->by_id);
    g_hash_table_unref(model->strays);
    for (int i = 0; i < TRACE_N_TRACKS; i++)
        g_ptr_array_unref(model->tracks[i]);
    g_array_unref(model->turns);
    g_array_unref(model->troubles);
    g_hash_table_unref(model->jobs);
    rank_clear(&model->runs);
    g_array_unref(model->arrows);
    g_array_unref(model->output);
    g_array_unref(model->gaps);
    rank_clear(&model->gap_events);
    g_array_unref(model->notes);
    line_index_free(model->lines);
    g_hash_table_unref(model->definitions);
    g_hash_table_unref(model->variables);
    g_hash_table_unref(model->variable_uses);
    g_hash_table_unref(model->calls_in_lines);
    g_string_chunk_free(model->strings);
    g_free(model);
}

static const char *
keep_string(Model *model, const char *text)
{
    return text ? model_keep(model, text, strlen(text)) : "";
}

/* The values of a key that is repeated ("set") are joined, one after another. */
static void
take_meta(void *data, const char *key, const char *value)
{
    Model *model = data;
    const char *before = model_meta(model, key);

    if (!before) {
        g_hash_table_insert(model->meta, (gpointer) keep_string(model, key),
                            (gpointer) keep_string(model, value));
    } else if (strlen(before) + strlen(value) < META_MAX) {
        g_autofree char *both = g_strconcat(before, ", ", value, NULL);
        g_hash_table_insert(model->meta, (gpointer) key, (gpointer) keep_string(model, both));
    }
}

void
model_add_source(Model *model, const char *file, const char *text, gsize size)
{
    if (model_source(model, file))
        return;
    const char *name = keep_string(model, file);
    g_hash_table_insert(model->sources, (gpointer) name,
                        (gpointer) model_keep(model, size ? text : "", size));
    g_ptr_array_add(model->files, (gpointer) name);
}

static void
take_source(void *data, const char *file, const char *text, size_t size)
{
    model_add_source(data, file, text, size);
}

static void
take_site(void *data, const TraceSite *site)
{
    Model *model = data;

    if (g_hash_table_contains(model->sites, GUINT_TO_POINTER(site->id)))
        return;
    TraceSite *kept = g_new(TraceSite, 1);
    *kept = (TraceSite){
        .id = site->id,
        .line = site->line,
        .file = keep_string(model, site->file),
        .function = keep_string(model, site->function),
        .name = keep_string(model, site->name),
    };
    g_hash_table_insert(model->sites, GUINT_TO_POINTER(site->id), kept);
}

static void
add_gap(Model *model, IdleGap gap)
{
    g_array_append_val(model->gaps, gap);
    rank_add(&model->gap_events, gap.after);
}

static void
take_event(void *data, const TraceEvent *event)
{
    Model *model = data;
    gint64 last_ns = store_last_ns(model);
    gsize index = model->n_events;
    IdleGap gap = {.after = index - 1};

    losses_take(&model->losses, event);
    if (index >= model->max_events) {
        model->n_left_out++;
        return;
    }
    gap.duration_ns = store_event(model, event)->time_ns - last_ns;
    if (index > 0 && gap.duration_ns >= MODEL_IDLE_NS)
        add_gap(model, gap);
    fold_event(model, index);
}

static void
take_end(void *data, const TraceEnd *end)
{
    Model *model = data;

    model->has_ended = TRUE;
    model->end = *end;
    model->end.text = keep_string(model, end->text);
    if (end->kind == TRACE_END_CRASHED)
        trouble_crash(model, model->end.text);
}

static void
take_note(void *data, const TraceNote *note)
{
    model_set_note(data, (gsize) note->event - 1, note->text);
}

const TraceSink *
model_sink(void)
{
    static const TraceSink sink = {take_meta,  take_source, take_site,
                                   take_event, take_end,    take_note};

    return &sink;
}

const char *
model_meta(const Model *model, const char *key)
{
    return g_hash_table_lookup(model->meta, key);
}

const TraceEnd *
model_end(const Model *model)
{
    return model->has_ended ? &model->end : NULL;
}

void
model_set_max(Model *model, gsize n_events)
{
    model->max_events = n_events;
}

gsize
model_n_left_out(const Model *model)
{
    return model->n_left_out;
}

const Losses *
model_losses(const Model *model)
{
    return &model->losses;
}

gsize
model_n_events(const Model *model)
{
    return model->n_events;
}

gint64
model_begin_ns(const Model *model)
{
    const TraceEvent *first = model_event(model, 0);

    return first && first->number > 1 ? first->time_ns : 0;
}

void
model_go_on(Model *model, gint64 until_ns)
{
    model->goes_on_ns = until_ns;
}

gint64
model_silent_ns(const Model *model)
{
    return model_duration_ns(model) - store_last_ns(model);
}

gint64
model_span_ns(const Model *model)
{
    return model_duration_ns(model) - model_begin_ns(model);
}

gsize
model_event_at_time(const Model *model, gint64 time_ns)
{
    gsize low = 0, high = model->n_events;

    while (low < high) {
        gsize middle = low + (high - low) / 2;
        if (model_event(model, middle)->time_ns <= time_ns)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? low - 1 : MODEL_NONE;
}

const GPtrArray *
model_files(const Model *model)
{
    return model->files;
}

GPtrArray *
model_missing_files(const Model *model)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    GPtrArray *missing = g_ptr_array_new();
    GHashTableIter iter;
    gpointer site;

    g_hash_table_iter_init(&iter, model->sites);
    while (g_hash_table_iter_next(&iter, NULL, &site)) {
        const char *file = ((const TraceSite *) site)->file;
        if (*file && !model_source(model, file) && g_hash_table_add(seen, (gpointer) file))
            g_ptr_array_add(missing, (gpointer) file);
    }
    return missing;
}
