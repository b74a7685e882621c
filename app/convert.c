/* SPDX-License-Identifier: GPL-3.0-or-later */
/* convert.c - awaitscope convert. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/cli.h"
#include "app/commands.h"
#include "ui/interchange/interchange.h"

static char *to;

const GOptionEntry convert_options[] = {
    {"to", 0, 0, G_OPTION_ARG_STRING, &to, "pftrace, json or csv, whatever OUT ends in", "FORMAT"},
    {0},
};

/* On a terminal only, and there on one line that is gone in the end. */
static void
show_progress(double share, void *data)
{
    fprintf(stderr, "\rawaitscope: %3.0f %%", 100 * share);
}

static void
clear_progress(void)
{
    fputs("\r                 \r", stderr);
}

int
command_convert(char **arguments, int n)
{
    const InterchangeFormat *format = interchange_format(to ? to : arguments[1]);
    gboolean watched = isatty(STDERR_FILENO);
    g_autoptr(GError) error = NULL;

    if (!format)
        return cli_refuse("%s: no format", to ? to : arguments[1]);
    g_autoptr(Model) model = load_recording(arguments[0]);
    if (!model)
        return STATUS_REFUSED;
    gboolean done = interchange_write(model, format, arguments[1], watched ? show_progress : NULL,
                                      NULL, &error);
    if (watched)
        clear_progress();
    return done ? STATUS_DONE : cli_refuse("%s", error->message);
}
