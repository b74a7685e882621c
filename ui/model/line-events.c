/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line-events.c - when a line of the source ran. The index is made when a line is first asked for,
 * and grows with the model. */
#include "ui/model/line-index.h"
#include "ui/model/store.h"

static LineTimes *
line_of(LineIndex *lines, const Model *model, guint32 id)
{
    LineTimes *line = g_hash_table_lookup(lines->sites, GUINT_TO_POINTER(id));
    const TraceSite *site = line ? NULL : model_site(model, id);

    return site ? line_index_add(lines, site) : line;
}

/* One call may make several events, of different kinds: they are one time. */
static void
read_event(LineIndex *lines, const Model *model, gsize index)
{
    const TraceEvent *event = model_event(model, index);
    LineTimes *line = event->site ? line_of(lines, model, event->site) : NULL;
    gsize run = model_runs(model, index);

    if (!line)
        return;
    if (!line->times->len || line->run != run || line->kind == event->kind) {
        line->kind = event->kind;
        g_array_append_val(line->times, index);
    }
    line->run = run;
}

static const LineTimes *
find_line(const Model *model, const char *file, guint number)
{
    LineIndex *lines = model->lines;

    while (lines->n_read < model_n_events(model))
        read_event(lines, model, lines->n_read++);
    return line_index_find(lines, file, number);
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
    const LineTimes *line = find_line(model, file, number);
    guint before = line ? times_before(line->times, step > 0 ? from + 1 : from) : 0;

    if (!line || (step > 0 ? before == line->times->len : before == 0))
        return MODEL_NONE;
    return g_array_index(line->times, gsize, step > 0 ? before : before - 1);
}
