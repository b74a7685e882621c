/* SPDX-License-Identifier: GPL-3.0-or-later */
/* silence.c - a sentence on what a silent run is doing. */
#include "ui/model/silence.h"

#include "ui/model/text.h"

enum { NAMED_MAX = 4 };

static const Span *
last_span(const Track *track)
{
    const GArray *spans = track->spans;
    const Span *last = spans->len ? &g_array_index(spans, Span, spans->len - 1) : NULL;

    return last && last->end == MODEL_NONE ? last : NULL;
}

static gboolean
is_in(const Track *track, TraceState state)
{
    const Span *span = last_span(track);

    return span && span->state == state;
}

static const char *
name_of(const Model *model, guint32 id)
{
    const Track *track = model_track(model, id);

    return track ? track->name : "";
}

/* "Task-2 (tick(1))" */
static char *
full_name(const Track *track)
{
    return *track->detail ? g_strdup_printf("%s (%s)", track->name, track->detail)
                          : g_strdup(track->name);
}

/* What the loop is doing, which keeps everything else from running; NULL if it sleeps. */
static char *
what_runs(const Model *model)
{
    const Track *loop = model_track(model, TRACE_LOOP_ID);
    const Span *span = loop ? last_span(loop) : NULL;
    const Track *task = span ? model_track(model, span->object) : NULL;

    const TraceSite *call = span ? model_callback(model, span) : NULL;

    if (!span || trace_states[span->state].stuck == TRACE_STUCK_NO)
        return NULL;
    if (call)
        return g_strdup_printf("The %s %s (%s:%u)", trace_states[span->state].holder, call->name,
                               call->file, call->line);
    return task && span->state == TRACE_STATE_RUNNING
               ? full_name(task)
               : g_strconcat("A ", trace_states[span->state].holder, NULL);
}

static const Track *
busy_worker(const Model *model)
{
    const GPtrArray *workers = model_tracks(model, TRACE_TRACK_WORKER);

    for (guint i = 0; i < workers->len; i++)
        if (is_in(g_ptr_array_index(workers, i), TRACE_STATE_RUNNING))
            return g_ptr_array_index(workers, i);
    return NULL;
}

/* "Task-1 for gather(2)"; just the task if what it waits for has no track. */
static void
append_waiting(GString *words, const Model *model, const Track *task, guint number)
{
    const char *what = name_of(model, last_span(task)->object);

    if (number >= NAMED_MAX)
        return;
    g_string_append_printf(words, "%s%s", number ? ", " : "", task->name);
    if (*what)
        g_string_append_printf(words, " for %s", what);
}

static void
append_who_waits(GString *words, const Model *model)
{
    const GPtrArray *tasks = model_tracks(model, TRACE_TRACK_TASK);
    g_autoptr(GString) names = g_string_new(NULL);
    guint n = 0;

    for (guint i = 0; i < tasks->len; i++)
        if (is_in(g_ptr_array_index(tasks, i), TRACE_STATE_WAITING))
            append_waiting(names, model, g_ptr_array_index(tasks, i), n++);
    if (!n)
        g_string_append(words, "; no task waits");
    else
        g_string_append_printf(words, "; %u task%s wait%s: %s", n, n == 1 ? "" : "s",
                               n == 1 ? "s" : "", names->str);
    if (n > NAMED_MAX)
        g_string_append_printf(words, " and %u more", n - NAMED_MAX);
}

char *
model_silence(const Model *model, gint64 seconds)
{
    g_autofree char *runs = what_runs(model);
    g_autofree char *time = text_duration(seconds * 1000000000);
    const Track *worker = busy_worker(model);
    GString *words = g_string_new(NULL);

    if (!model_n_events(model)) {
        g_string_printf(words, "Nothing has been recorded for %s", time);
        return g_string_free(words, FALSE);
    }
    if (runs)
        g_string_append_printf(words, "%s has run for %s without a break", runs, time);
    else if (worker)
        g_string_append_printf(words, "Only %s has run for %s", worker->name, time);
    else
        g_string_append_printf(words, "Nothing has run for %s", time);
    append_who_waits(words, model);
    return g_string_free(words, FALSE);
}
