/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read.c - recordings for the commands. */
#include "app/cli/read.h"

#include <stdio.h>

#include "app/say/message.h"
#include "ui/interchange/read.h"

void
warn_of_losses(const char *path, const Losses *losses)
{
    g_autofree char *words = losses_words(losses);

    if (words)
        fprintf(stderr, "awaitscope: warning: %s: %s\n", path, words);
}

Model *
load_recording(const char *path)
{
    g_autoptr(Model) model = model_new();
    g_autofree char *message = NULL; /* file and reason */

    if (interchange_read_file(path, model_sink(), model, &message) == TRACE_FOREIGN) {
        say_error("%s", message);
        return NULL;
    }
    if (message)
        fprintf(stderr, "awaitscope: warning: %s\n", message);
    warn_of_losses(path, model_losses(model));
    if (model_n_left_out(model))
        fprintf(stderr, "awaitscope: warning: %s: too long: its last %zu events are left out\n",
                path, model_n_left_out(model));
    return g_steal_pointer(&model);
}
