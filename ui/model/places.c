/* SPDX-License-Identifier: GPL-3.0-or-later */
/* places.c - where tasks are in the source at some moment. */
#include <string.h>

#include "ui/model/store.h"
#include "ui/model/tracks.h"

/* The length of the line at `*at`, without its newline; moves `*at` to the next line, or to NULL.
 */
static gsize
next_line(const char **at)
{
    const char *line = *at, *newline = strchr(line, '\n');
    gsize size = newline ? (gsize) (newline - line) : strlen(line);

    *at = newline ? newline + 1 : NULL;
    while (size > 0 && g_ascii_isspace(line[size - 1]))
        size--;
    return size;
}

/* Whether `name`, as a whole word, is called or declared in the line: "name(". */
static gboolean
line_has_call(const char *line, gsize size, const char *name)
{
    gsize length = strlen(name);
    const char *end = line + size, *at = line;

    while ((at = memmem(at, (gsize) (end - at), name, length))) {
        gboolean starts = at == line || at[-1] == ' ' || at[-1] == '*';
        if (starts && at + length < end && at[length] == '(')
            return TRUE;
        at += length;
    }
    return FALSE;
}

/* A definition starts at the margin, with its name or its type; a declaration ends in ';'. */
static gboolean
line_defines(const char *line, gsize size, const char *name)
{
    gboolean margin = size > 0 && (g_ascii_isalpha(line[0]) || line[0] == '_');

    return margin && line[size - 1] != ';' && line_has_call(line, size, name);
}

static guint
find_definition(const char *source, const char *name)
{
    guint number = 1;

    for (const char *line = source, *next = source; line; line = next, number++) {
        gsize size = next_line(&next);
        if (line_defines(line, size, name))
            return number;
    }
    return 0;
}

/* The line where the function that `maker` calls is defined, 0 if it is not found. */
static guint
definition_line(const Model *model, const TraceSite *maker)
{
    const char *source = model_source(model, maker->file);
    gpointer known;

    if (!source || !maker->name[0])
        return 0;
    if (!g_hash_table_lookup_extended(model->definitions, maker, NULL, &known)) {
        known = GUINT_TO_POINTER(find_definition(source, maker->name));
        g_hash_table_insert(model->definitions, (gpointer) maker, known);
    }
    return GPOINTER_TO_UINT(known);
}

static gboolean
is_running(const Model *model, const Track *track, gsize event)
{
    const Span *span = track_span_at(track, event);
    const TraceKindInfo *kind = span ? trace_kind(model_event(model, span->begin)->kind) : NULL;

    return kind && kind->on_loop == TRACE_LOOP_RUN;
}

/* FALSE if nothing says where it is. */
static gboolean
find_place(const Model *model, const StoredTrack *stored, gsize event, Place *ret_place)
{
    gsize n = count_up_to(stored->places, event);
    const TraceSite *site = stored->maker;
    guint line = 0;

    if (n > 0) {
        gsize last = g_array_index(stored->places, gsize, n - 1);
        site = model_site(model, model_event(model, last)->site);
        line = site->line;
    } else if (site) {
        line = definition_line(model, site);
    }
    if (line == 0)
        return FALSE;
    *ret_place = (Place){.track = &stored->track, .file = site->file, .line = line};
    return TRUE;
}

gboolean
model_place(const Model *model, const Track *track, gsize event, Place *ret_place)
{
    return find_place(model, (const StoredTrack *) track, event, ret_place);
}

static gsize
last_event(const Track *track, gsize event)
{
    return g_array_index(track->events, gsize, count_up_to(track->events, event) - 1);
}

GArray *
model_places(const Model *model, gsize event)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(Place));
    const GPtrArray *tasks = model->tracks[TRACE_TRACK_TASK];
    guint n_running = 0;

    for (guint i = 0; i < tasks->len; i++) {
        const StoredTrack *stored = g_ptr_array_index(tasks, i);
        gboolean lives = stored->track.first <= event && event < stored->track.last;
        Place place;

        if (!lives || !find_place(model, stored, event, &place))
            continue;
        place.running = is_running(model, &stored->track, event);
        place.since = last_event(&stored->track, event);
        g_array_insert_val(places, place.running ? n_running++ : places->len, place);
    }
    return places;
}
