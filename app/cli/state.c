/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state.c - awaitscope state: what the loop does at one moment. */
#include "app/cli/call.h"
#include "app/cli/range.h"
#include "app/cli/read.h"
#include "app/cli/state-json.h"
#include "app/cli/state-text.h"
#include "app/say/message.h"

#define NO_NUMBER G_MININT64

typedef struct {
    char *at;
    gint64 number; /* NO_NUMBER if not given */
    gboolean as_json;
} StateOptions;

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

static gboolean
find_event(const StateOptions *options, const Model *model, const char *path, gsize *ret_event)
{
    if (!model_n_events(model))
        return say_error("%s: the recording has no events", path) == STATUS_DONE;
    return options->at ? find_time(model, options->at, ret_event)
                       : find_number(model, options->number, ret_event);
}

static int
print_state(const void *data, char **arguments, int n)
{
    const StateOptions *options = data;
    gsize event = MODEL_NONE;

    if (!options->at == (options->number == NO_NUMBER))
        return say_error("state: give either --at T or --event N");
    g_autoptr(Model) model = load_recording(arguments[0]);
    if (!model || !find_event(options, model, arguments[0], &event))
        return STATUS_REFUSED;
    g_autoptr(State) state = state_new(model);
    state_seek(state, event);
    g_autofree char *text = options->as_json ? state_json(model, state) : state_text(model, state);
    return say_output(text);
}

static int
command(const Call *call)
{
    StateOptions options = {.number = NO_NUMBER};
    const GOptionEntry entries[] = {
        {"at", 0, 0, G_OPTION_ARG_STRING, &options.at, "after the last event at or before T", "T"},
        {"event", 0, 0, G_OPTION_ARG_INT64, &options.number, "after event N", "N"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, "print one JSON object", NULL},
        {0},
    };

    return call_run(call, entries, print_state, &options);
}

const Command command_state = {
    .name = "state",
    .arguments = "FILE --at T | --event N [--json]",
    .about = "what the loop does at a moment: what runs, is ready, waits, is held, is queued",
    .details = "N is the number of an event, as awaitscope events prints it.\n" RANGE_TIMES,
    .min_arguments = 1,
    .max_arguments = 1,
    .call = command,
};
