/* SPDX-License-Identifier: GPL-3.0-or-later */
/* troubles.c - where something failed or was cancelled. */
#include "ui/model/troubles.h"

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
