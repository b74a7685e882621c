/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line-events.c - the events at each line of the source. The index is made when a line is first
 * asked for, and grows with the model. */
#include "ui/model/line-events.h"

#include "ui/model/store.h"

/* A line, and each time it ran. */
typedef struct {
    GArray *times; /* of gsize: the first event of each time */
    gsize run;     /* model_runs() at the last event */
    guint32 kind;  /* of the event that began the last time */
} Line;

struct LineEvents {
    GHashTable *lines; /* "file:line" -> Line, owned */
    GHashTable *sites; /* id of a site -> Line */
    gsize n_read;      /* events */
};

static void
line_free(void *data)
{
    g_array_unref(((Line *) data)->times);
    g_free(data);
}

LineEvents *
line_events_new(void)
{
    LineEvents *lines = g_new0(LineEvents, 1);

    lines->lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, line_free);
    lines->sites = g_hash_table_new(NULL, NULL);
    return lines;
}

void
line_events_free(LineEvents *lines)
{
    if (!lines)
        return;
    g_hash_table_unref(lines->sites);
    g_hash_table_unref(lines->lines);
    g_free(lines);
}

static char *
line_key(const char *file, guint number)
{
    return g_strdup_printf("%s:%u", file, number);
}

static Line *
add_line(LineEvents *lines, const TraceSite *site)
{
    g_autofree char *key = line_key(site->file, site->line);
    Line *line = g_hash_table_lookup(lines->lines, key);

    if (!line) {
        line = g_new0(Line, 1);
        line->times = g_array_new(FALSE, FALSE, sizeof(gsize));
        g_hash_table_insert(lines->lines, g_steal_pointer(&key), line);
    }
    g_hash_table_insert(lines->sites, GUINT_TO_POINTER(site->id), line);
    return line;
}

static Line *
line_of(LineEvents *lines, const Model *model, guint32 id)
{
    Line *line = g_hash_table_lookup(lines->sites, GUINT_TO_POINTER(id));
    const TraceSite *site = line ? NULL : model_site(model, id);

    return site ? add_line(lines, site) : line;
}

/* One call may make several events, of different kinds: they are one time. */
static void
read_event(LineEvents *lines, const Model *model, gsize index)
{
    const TraceEvent *event = model_event(model, index);
    Line *line = event->site ? line_of(lines, model, event->site) : NULL;
    gsize run = model_runs(model, index);

    if (!line)
        return;
    if (!line->times->len || line->run != run || line->kind == event->kind) {
        line->kind = event->kind;
        g_array_append_val(line->times, index);
    }
    line->run = run;
}

static const Line *
find_line(const Model *model, const char *file, guint number)
{
    g_autofree char *key = line_key(file, number);
    LineEvents *lines = model->lines;

    while (lines->n_read < model_n_events(model))
        read_event(lines, model, lines->n_read++);
    return g_hash_table_lookup(lines->lines, key);
}

/* How many of the times come before `event`. */
static guint
times_before(const GArray *times, gsize event)
{
    guint low = 0, high = times->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(times, gsize, middle) < event)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

gsize
model_next_at_line(const Model *model, const char *file, guint number, gsize from, int step)
{
    const Line *line = find_line(model, file, number);
    guint before = line ? times_before(line->times, step > 0 ? from + 1 : from) : 0;

    if (!line || (step > 0 ? before == line->times->len : before == 0))
        return MODEL_NONE;
    return g_array_index(line->times, gsize, step > 0 ? before : before - 1);
}
