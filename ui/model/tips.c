/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tips.c - a span in words. It looks only at where the span begins and ends, however much happened
 * in between, since a picture has many spans. */
#include "ui/model/store.h"
#include "ui/model/text.h"

/* ", for 300 ms until 0.374 s", ", for 2 s so far"; nothing if it took no time. */
static void
append_length(GString *words, const Model *model, const Span *span)
{
    gsize end = MIN(span->end, model->n_events - 1);
    gint64 end_ns = model_event(model, end)->time_ns;
    gint64 length_ns = end_ns - model_event(model, span->begin)->time_ns;
    g_autofree char *length = text_duration(length_ns);
    g_autofree char *until = text_duration(end_ns);

    if (length_ns <= 0)
        return;
    if (span->end == MODEL_NONE)
        g_string_append_printf(words, ", for %s so far", length);
    else
        g_string_append_printf(words, ", for %s until %s", length, until);
}

/* The task whose step the span is, or NULL. */
static const Track *
runner_of(const Model *model, const Track *track, const Span *span)
{
    const Track *runner =
        track->group == TRACE_TRACK_LOOP ? model_track(model, span->object) : track;

    if (span->state != TRACE_STATE_RUNNING || !runner || runner->group != TRACE_TRACK_TASK)
        return NULL;
    return runner;
}

/* ", shop.c lines 17 to 20": where the task resumed, and where it gave way. */
static void
append_lines(GString *words, const Model *model, const Track *runner, const Span *span)
{
    const TraceEvent *end = span->end == MODEL_NONE ? NULL : model_event(model, span->end);
    const TraceSite *site = end && end->subject == runner->id ? model_site(model, end->site) : NULL;
    Place place;

    if (!model_place(model, runner, span->begin, &place)) {
        if (site)
            g_string_append_printf(words, ", up to %s line %u", site->file, site->line);
        return;
    }
    g_string_append_printf(words, ", %s line", place.file);
    if (site && site->line > place.line && g_strcmp0(site->file, place.file) == 0)
        g_string_append_printf(words, "s %u to %u", place.line, site->line);
    else
        g_string_append_printf(words, " %u", place.line);
}

char *
model_describe_span(const Model *model, const Track *track, const Span *span)
{
    g_autofree char *event = model_describe(model, span->begin);
    const Track *runner = runner_of(model, track, span);
    GString *words = g_string_new(event);

    append_length(words, model, span);
    if (runner)
        append_lines(words, model, runner, span);
    return g_string_free(words, FALSE);
}
