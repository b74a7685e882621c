/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state.c - awaitscope state: what the loop does at one moment. */
#include "app/cli/call.h"
#include "app/cli/event-option.h"
#include "app/cli/range.h"
#include "app/cli/read.h"
#include "app/cli/state-json.h"
#include "app/cli/state-text.h"
#include "app/say/message.h"

typedef struct {
    EventOptions event;
    gboolean as_json;
} StateOptions;

static int
print_state(const void *data, char **arguments, int n)
{
    const StateOptions *options = data;
    gsize event = MODEL_NONE;

    if (event_options_given(&options->event) != 1)
        return say_error("state: give either --at T or --event N");
    g_autoptr(Model) model = load_recording(arguments[0]);
    if (!model || !event_options_read(&options->event, model, arguments[0], &event))
        return STATUS_REFUSED;
    g_autoptr(State) state = state_new(model);
    state_seek(state, event);
    g_autofree char *text = options->as_json ? state_json(model, state) : state_text(model, state);
    return say_output(text);
}

static int
command(const Call *call)
{
    StateOptions options = {.event = NO_EVENT_OPTIONS};
    const GOptionEntry entries[] = {
        EVENT_ENTRIES(options.event),
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
