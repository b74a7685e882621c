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

Model *
load_recording(const char *path)
{
    g_autoptr(Model) model = model_new();
    g_autofree char *message = NULL; /* file and reason */

    if (load_file(path, model_sink(), model, &message) == TRACE_FOREIGN) {
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
