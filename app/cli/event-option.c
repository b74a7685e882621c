/* SPDX-License-Identifier: GPL-3.0-or-later */
/* event-option.c - finds an event by its time or its number. */
#include "app/cli/event-option.h"

#include "app/cli/range.h"
#include "app/say/message.h"

/* The event with this number, or MODEL_NONE; numbers ascend, with gaps where some were lost. */
static gsize
event_numbered(const Model *model, guint64 number)
{
    gsize low = 0, high = model_n_events(model);

    while (low < high) {
        gsize middle = low + (high - low) / 2;
        if (model_event(model, middle)->number < number)
            low = middle + 1;
        else
            high = middle;
    }
    const TraceEvent *event = model_event(model, low);
    return event && event->number == number ? low : MODEL_NONE;
}

static gboolean
find_number(const Model *model, gint64 number, gsize *ret_event)
{
    const TraceEvent *first = model_event(model, 0);
    const TraceEvent *last = model_event(model, model_n_events(model) - 1);

    *ret_event = event_numbered(model, (guint64) MAX(number, 0));
    if (*ret_event == MODEL_NONE)
        say_error("--event %" G_GINT64_FORMAT ": the recording has events %" G_GUINT64_FORMAT
                  " to %" G_GUINT64_FORMAT "%s",
                  number, first->number, last->number,
                  last->number - first->number >= model_n_events(model) ? ", not all of them" : "");
    return *ret_event != MODEL_NONE;
}

/* The last event at or before the time given. */
static gboolean
find_time(const Model *model, const char *text, gsize *ret_event)
{
    gint64 at_ns = model_duration_ns(model);

    if (!range_read_time("--at", text, model, &at_ns))
        return FALSE;
    *ret_event = model_event_at_time(model, at_ns);
    if (*ret_event == MODEL_NONE)
        say_error("--at %s: nothing has happened by then", text);
    return *ret_event != MODEL_NONE;
}

int
event_options_given(const EventOptions *options)
{
    return (options->at != NULL) + (options->number != NO_NUMBER);
}

gboolean
event_options_read(const EventOptions *options, const Model *model, const char *path,
                   gsize *ret_event)
{
    if (!model_n_events(model))
        return say_error("%s: the recording has no events", path) == STATUS_DONE;
    return options->at ? find_time(model, options->at, ret_event)
                       : find_number(model, options->number, ret_event);
}
