/* SPDX-License-Identifier: GPL-3.0-or-later */
/* steps.c - each way to step is a list of candidates, which the model keeps anyway, and whether to
 * stop at one. The table of them is at the end. */
#include "ui/model/steps.h"

#include <string.h>

#include "ui/model/notes.h"
#include "ui/model/store.h"

/* ---- candidates ---- */

static gsize
events_count(const Model *model, const Track *selected)
{
    return model->n_events;
}

static gsize
events_at(const Model *model, const Track *selected, gsize i)
{
    return i;
}

static gsize
lane_count(const Model *model, const Track *selected)
{
    return selected ? selected->events->len : model->n_events;
}

static gsize
lane_at(const Model *model, const Track *selected, gsize i)
{
    return selected ? g_array_index(selected->events, gsize, i) : i;
}

/* The beginnings of the spans of the selected track, or of the loop's, which has those of all
 * tasks that run. */
static const Track *
spans_of(const Model *model, const Track *selected)
{
    return selected ? selected : model_track(model, TRACE_LOOP_ID);
}

static gsize
spans_count(const Model *model, const Track *selected)
{
    const Track *track = spans_of(model, selected);

    return track ? track->spans->len : 0;
}

static gsize
spans_at(const Model *model, const Track *selected, gsize i)
{
    return track_span_begin(spans_of(model, selected), i);
}

static gsize
loop_count(const Model *model, const Track *selected)
{
    return spans_count(model, NULL);
}

static gsize
loop_at(const Model *model, const Track *selected, gsize i)
{
    return spans_at(model, NULL, i);
}

/* What wakes a task begins a span of it; of all tasks together, the arrows tell. */
static gsize
wakes_count(const Model *model, const Track *selected)
{
    return selected ? selected->spans->len : model->arrows->len;
}

static gsize
wakes_at(const Model *model, const Track *selected, gsize i)
{
    return selected ? track_span_begin(selected, i) : g_array_index(model->arrows, Arrow, i).event;
}

static gsize
turns_count(const Model *model, const Track *selected)
{
    return model->turns->len;
}

static gsize
turns_at(const Model *model, const Track *selected, gsize i)
{
    return g_array_index(model->turns, gsize, i);
}

static gsize
troubles_count(const Model *model, const Track *selected)
{
    return model->troubles->len;
}

static gsize
troubles_at(const Model *model, const Track *selected, gsize i)
{
    return g_array_index(model->troubles, gsize, i);
}

static gsize
output_count(const Model *model, const Track *selected)
{
    return model->output->len;
}

static gsize
output_at(const Model *model, const Track *selected, gsize i)
{
    return g_array_index(model->output, OutputLine, i).event;
}

static gsize
notes_count(const Model *model, const Track *selected)
{
    return model->notes->len;
}

static gsize
notes_at(const Model *model, const Track *selected, gsize i)
{
    return g_array_index(model->notes, Note, i).event;
}

/* ---- where to stop ---- */

static gboolean
holds_loop(const TraceKindInfo *kind)
{
    return share_of(kind->state) == SHARE_HELD;
}

static gboolean
resumes(const TraceKindInfo *kind)
{
    return kind->state == TRACE_STATE_RUNNING || kind->state == TRACE_STATE_CANCELLED;
}

static gboolean
wakes(const TraceKindInfo *kind)
{
    return kind->link == TRACE_LINK_WAKE;
}

/* ---- a step ---- */

/* How many candidates are before `event`. */
static gsize
count_before(const Model *model, const StepInfo *info, const Track *selected, gsize event)
{
    gsize low = 0, high = info->count(model, selected);

    while (low < high) {
        gsize middle = low + (high - low) / 2;
        if (info->event_at(model, selected, middle) < event)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static gboolean
stops_at(const Model *model, const StepInfo *info, gsize event)
{
    const TraceKindInfo *kind = trace_kind(model_event(model, event)->kind);

    return !info->stops || (kind && info->stops(kind));
}

static gsize
step_forward(const Model *model, const StepInfo *info, const Track *selected, gsize from)
{
    gsize n = info->count(model, selected);
    gsize i = from == MODEL_NONE ? 0 : count_before(model, info, selected, from + 1);

    for (; i < n; i++) {
        gsize event = info->event_at(model, selected, i);
        if (stops_at(model, info, event))
            return event;
    }
    return MODEL_NONE;
}

static gsize
step_backward(const Model *model, const StepInfo *info, const Track *selected, gsize from)
{
    gsize i = from == MODEL_NONE ? 0 : count_before(model, info, selected, from);

    while (i-- > 0) {
        gsize event = info->event_at(model, selected, i);
        if (stops_at(model, info, event))
            return event;
    }
    return MODEL_NONE;
}

gsize
model_step(const Model *model, StepMode mode, const Track *selected, gsize from, int step)
{
    const StepInfo *info = &step_infos[mode];

    return step > 0 ? step_forward(model, info, selected, from)
                    : step_backward(model, info, selected, from);
}

gboolean
step_find(const char *name, StepMode *ret_mode)
{
    for (StepMode mode = 0; mode < N_STEPS; mode++)
        if (strcmp(step_infos[mode].name, name) == 0) {
            *ret_mode = mode;
            return TRUE;
        }
    return FALSE;
}

/* ---- the table ---- */

/* clang-format off */
#define STEPS(X)                                                                                        \
    /* mode      name        label            about                                candidates  stops */   \
    X(EVENT,     "event",     "by event",      "By Event",                           events,     NULL)       \
    X(LANE,      "lane",      "along lane",    "By Event of the Selected Lane",      lane,       NULL)       \
    X(RUN,       "run",       "by run",        "By What the Loop Runs",              loop,       holds_loop) \
    X(TURN,      "turn",      "by turn",       "By Turn of the Loop",                turns,      NULL)       \
    X(RESUME,    "resume",    "by resume",     "By Resume of the Selected Task",     spans,      resumes)    \
    X(WAKE,      "wake",      "by wake-up",    "By Wake-up of the Selected Task",    wakes,      wakes)      \
    X(TROUBLE,   "trouble",   "by failure",    "By Failure or Cancellation",         troubles,   NULL)       \
    X(OUTPUT,    "output",    "by output",     "By Output",                          output,     NULL)       \
    X(BOOKMARK,  "bookmark",  "by bookmark",   "By Bookmark",                        notes,      NULL)
/* clang-format on */

const StepInfo step_infos[N_STEPS] = {
#define ROW(mode, name_, label_, about_, candidates, stops_)                                       \
    [STEP_##mode] = {.name = name_,                                                                \
                     .label = label_,                                                              \
                     .about = about_,                                                              \
                     .count = candidates##_count,                                                  \
                     .event_at = candidates##_at,                                                  \
                     .stops = stops_},
    STEPS(ROW)
#undef ROW
};
