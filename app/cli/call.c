/* SPDX-License-Identifier: GPL-3.0-or-later */
/* call.c - reads the arguments of a command with GLib's parser. */
#include "app/cli/call.h"

#include <string.h>

#include "app/say/message.h"

char *
call_usage(const Command *command)
{
    GString *usage = g_string_new("awaitscope");
    g_autofree char *formats = command->formats ? command->formats("", ",", ",") : NULL;

    g_string_append_printf(usage, " %s %s", command->name, command->arguments);
    if (formats)
        g_string_replace(usage, "FORMATS", formats, 1);
    return g_string_free(usage, FALSE);
}

static GOptionContext *
context_new(const Command *command, const GOptionEntry *entries)
{
    GOptionContext *context = g_option_context_new(NULL);
    g_autofree char *list = command->list ? command->list() : g_strdup("");
    g_autofree char *details = g_strconcat(list, command->details, NULL);

    g_option_context_set_summary(context, command->about);
    g_option_context_set_description(context, *details ? details : NULL);
    g_option_context_set_strict_posix(context, command->max_arguments == ANY_NUMBER);
    g_option_context_add_main_entries(context, entries, NULL);
    return context;
}

/* Read the options and remove them from argc and argv. FALSE after a message. */
static gboolean
read_words(const Command *command, const GOptionEntry *entries, int *argc, char ***argv)
{
    g_autoptr(GOptionContext) context = context_new(command, entries);
    g_autofree char *usage = call_usage(command);
    g_autoptr(GError) error = NULL;

    g_set_prgname(usage);
    if (!g_option_context_parse(context, argc, argv, &error)) {
        say_error("%s: %s", command->name, error->message);
        return FALSE;
    }
    g_set_prgname("awaitscope");
    if (*argc > 1 && !strcmp((*argv)[1], "--")) {
        ++*argv;
        --*argc;
    }
    if (*argc - 1 >= command->min_arguments && *argc - 1 <= command->max_arguments)
        return TRUE;
    say_error("usage: %s", usage);
    return FALSE;
}

static void
free_texts(const GOptionEntry *entries)
{
    for (; entries->long_name; entries++)
        if (entries->arg == G_OPTION_ARG_STRING || entries->arg == G_OPTION_ARG_FILENAME)
            g_free(*(char **) entries->arg_data);
        else if (entries->arg == G_OPTION_ARG_STRING_ARRAY)
            g_strfreev(*(char ***) entries->arg_data);
}

int
call_run(const Call *call, const GOptionEntry *entries, CommandFn run, const void *options)
{
    char **argv = call->argv;
    int argc = call->argc;
    int status = read_words(call->command, entries, &argc, &argv) ? run(options, argv + 1, argc - 1)
                                                                  : STATUS_REFUSED;

    free_texts(entries);
    return status;
}
