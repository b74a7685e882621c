/* SPDX-License-Identifier: GPL-3.0-or-later */
/* troubles.c - where something failed or was cancelled. */
#include "ui/model/troubles.h"

#include <string.h>

#include "ui/model/digest.h"

static void
crash_track(Model *model, guint32 id, const char *text)
{
    StoredTrack *stored = store_track(model, id);

    if (!stored || stored->track.last != MODEL_NONE)
        return;
    stored->track.outcome = TRACE_STATE_CRASHED;
    stored->track.outcome_text = text;
    model->n_ended[stored->track.group][TRACE_STATE_CRASHED]++;
}

void
trouble_crash(Model *model, const char *text)
{
    g_autofree char *words = g_strdup_printf("crashed: %s", text);
    const char *kept = model_keep(model, words, strlen(words));

    crash_track(model, TRACE_LOOP_ID, kept);
    if (model->runner != TRACE_NOBODY && model->runner != TRACE_LOOP_ID)
        crash_track(model, model->runner, kept);
}

void
trouble_job(Model *model, const StoredTrack *worker, guint32 future)
{
    if (future != TRACE_NOBODY)
        g_hash_table_insert(model->jobs, GUINT_TO_POINTER(future),
                            GUINT_TO_POINTER(worker->track.id));
}

/* The worker's span for a future that is done. The recording says what came out of a job only when
 * the loop has taken it, so the span is over by then. */
static void
judge_job(Model *model, guint32 future, TraceState state)
{
    guint32 id = GPOINTER_TO_UINT(g_hash_table_lookup(model->jobs, GUINT_TO_POINTER(future)));
    StoredTrack *worker = id ? store_track(model, id) : NULL;

    if (!worker || !g_hash_table_remove(model->jobs, GUINT_TO_POINTER(future)) ||
        state != TRACE_STATE_FAILED)
        return;
    for (gsize i = worker->track.spans->len; i-- > 0;) {
        Span *span = &g_array_index(worker->track.spans, Span, i);

        if (span->object != future || span->state != TRACE_STATE_RUNNING)
            continue;
        span->state = state;
        digest_amend(worker, i);
        return;
    }
}

/* What one looks for when something went wrong: an end without a result, a request to cancel, a
 * report. */
void
trouble_take(Model *model, const TraceKindInfo *kind, gsize index)
{
    gboolean ends = kind->phase == TRACE_PHASE_END;
    gboolean reports = model_event(model, index)->kind == TRACE_EXCEPTION;
    gboolean fails = reports || (ends && kind->state == TRACE_STATE_FAILED);
    gboolean cancels =
        kind->link == TRACE_LINK_CANCEL || (ends && kind->state == TRACE_STATE_CANCELLED);

    if (ends && kind->track == TRACE_TRACK_FUTURE)
        judge_job(model, model_event(model, index)->subject, kind->state);
    if (fails || cancels)
        g_array_append_val(model->troubles, index);
    if (fails && model->first_failure == MODEL_NONE)
        model->first_failure = index;
}

gsize
model_first_failure(const Model *model)
{
    return model->first_failure;
}
