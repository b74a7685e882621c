/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read.c - reads recordings for the commands. */
#include "app/cli/read.h"

#include "app/run/find-sources.h"
#include "app/run/load.h"
#include "app/say/message.h"

void
warn_of_losses(const char *path, const Losses *losses)
{
    g_autofree char *words = losses_words(losses);

    if (words)
        say_note("warning: %s: %s", path, words);
}

static Model *
load(const char *path, TraceWholeness *ret_wholeness)
{
    g_autoptr(Model) model = model_new();
    g_autofree char *message = NULL; /* file and reason */

    *ret_wholeness = load_file(path, model_sink(), model, &message);
    if (*ret_wholeness == TRACE_FOREIGN) {
        say_error("%s", message);
        return NULL;
    }
    find_sources(model, path);
    if (message)
        say_note("warning: %s", message);
    warn_of_losses(path, model_losses(model));
    g_autofree char *too_long = losses_too_long(model_n_left_out(model));
    if (too_long)
        say_note("warning: %s: %s", path, too_long);
    return g_steal_pointer(&model);
}

Model *
load_recording(const char *path)
{
    TraceWholeness wholeness;

    return load(path, &wholeness);
}

Model *
load_recording_to_note(const char *path)
{
    TraceWholeness wholeness;
    g_autoptr(Model) model = load(path, &wholeness);

    if (!model)
        return NULL;
    if (load_is_theirs(path)) {
        say_error("%s: a file of another program: awaitscope convert makes a recording of it, in "
                  "which things can be noted",
                  path);
        return NULL;
    }
    if (wholeness != TRACE_WHOLE) {
        say_error("%s: the recording is not whole, so that nothing can be noted in it", path);
        return NULL;
    }
    return g_steal_pointer(&model);
}
