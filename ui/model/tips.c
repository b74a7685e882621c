/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tips.c - single events and spans in words. Of a span, it looks only at where it begins and ends,
 * however much happened in between. */
#include "ui/model/sentence-text.h"
#include "ui/model/sentence.h"
#include "ui/model/store.h"
#include "ui/model/text.h"

static void
free_teller(gpointer state)
{
    state_free(state);
}

/* The model's own cursor, at the event; made when it is first asked for. */
static State *
teller_at(const Model *model, gsize index)
{
    Model *owner = (Model *) model;

    if (!owner->teller) {
        owner->teller = state_new(owner);
        owner->free_teller = free_teller;
    }
    state_seek(owner->teller, index);
    return owner->teller;
}

/* "event 38, 1 s: " */
static GString *
begin_words(const TraceEvent *event)
{
    g_autofree char *time = text_duration(event->time_ns);
    GString *words = g_string_new(NULL);

    g_string_printf(words, "event %" G_GUINT64_FORMAT ", %s: ", (guint64) event->number, time);
    return words;
}

char *
model_describe(const Model *model, gsize index)
{
    const TraceEvent *event = model_event(model, index);

    if (!event)
        return g_strdup("");
    GString *words = begin_words(event);
    g_autofree char *line = sentences_line(model, teller_at(model, index));
    g_string_append(words, line);
    return g_string_free(words, FALSE);
}

/* " This lasts for 300 ms, until 374 ms."; nothing if it took no time. */
static void
append_length(GString *words, const Model *model, const Span *span)
{
    gsize end = MIN(span->end, model->n_events - 1);
    gint64 end_ns = model_event(model, end)->time_ns;
    Moment m = {.model = model, .time_ns = end_ns};

    m.duration_ns = end_ns - model_event(model, span->begin)->time_ns;
    if (m.duration_ns <= 0)
        return;
    g_autofree char *text = span->end == MODEL_NONE ? sentence_part(&m, PART_SPAN_LASTED)
                                                    : sentence_part(&m, PART_SPAN_LASTS);
    g_string_append_printf(words, " %s", text);
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

/* Where the task resumed, and where it gave way, if that is farther down. */
static void
append_lines(GString *words, const Model *model, const Track *runner, const Span *span)
{
    const TraceEvent *end = span->end == MODEL_NONE ? NULL : model_event(model, span->end);
    const TraceSite *site = end && end->subject == runner->id ? model_site(model, end->site) : NULL;
    Place place;

    if (!site || !model_place(model, runner, span->begin, &place) || site->line <= place.line ||
        g_strcmp0(site->file, place.file) != 0)
        return;
    Moment m = {.model = model, .file = place.file, .line = place.line, .n = site->line};
    g_autofree char *text = sentence_part(&m, PART_SPAN_LINES);
    g_string_append_printf(words, " %s", text);
}

char *
model_describe_span(const Model *model, const Track *track, const Span *span)
{
    GString *words = begin_words(model_event(model, span->begin));
    const Track *runner = runner_of(model, track, span);
    Sentences sentences = sentences_at(model, teller_at(model, span->begin));

    g_string_append(words, sentences.first);
    sentences_clear(&sentences);
    append_length(words, model, span);
    if (runner)
        append_lines(words, model, runner, span);
    return g_string_free(words, FALSE);
}
