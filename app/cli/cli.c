/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli.c - from the words of the command line to a command. */
#include "app/cli/cli.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

#include "app/cli/commands.h"
#include "app/cli/range.h"
#include "app/cli/read.h"
#include "app/config.h"
#include "app/run/param-text.h"
#include "app/say/message.h"
#include "app/window/application.h"
#include "ui/model/sentence.h"
#include "ui/model/text.h"

/* ---- help ---- */

static int
print_help(void)
{
    gsize n;
    const Command *const *all = commands(&n);
    g_autoptr(GString) text =
        g_string_new("Awaitscope shows what an event loop really does.\n\n"
                     "usage: awaitscope [FILE | SCENARIO]\n"
                     "           open the window on a recording, or with a scenario running\n"
                     "       awaitscope FILE... --present [--at T]\n"
                     "           show recordings as slides on the whole screen, from time T of\n"
                     "           the first on; each is a chapter\n");

    for (gsize i = 0; i < n; i++) {
        g_autofree char *usage = call_usage(all[i]);
        g_string_append_printf(text, "       %s\n           %s\n", usage, all[i]->about);
    }
    g_string_append(
        text, "\n" RANGE_TIMES "\n\n"
              "Exit status: 0 done (a recording that was cut but opens is 0, with a warning);\n"
              "1 the run failed, crashed or deadlocked; 2 wrong usage, unreadable input or\n"
              "unwritable output; 130 interrupted: the first Ctrl+C cancels the main task, the\n"
              "second ends at once.\n\n"
              "awaitscope COMMAND --help says more about a command, awaitscope --version which\n"
              "version this is.\n");
    return say_output(text->str);
}

static int
print_version(void)
{
    return say_output("awaitscope " AWAITSCOPE_VERSION "\n");
}

/* ---- commands ---- */

static const Command *
find_command(const char *name)
{
    gsize n;
    const Command *const *all = commands(&n);

    for (gsize i = 0; i < n; i++)
        if (!strcmp(all[i]->name, name))
            return all[i];
    return NULL;
}

/* The window could not refuse them as clearly. `at` NULL: no time was given. */
static gboolean
can_present(const char *path, const char *at, gint64 *ret_at_ns)
{
    g_autoptr(Model) model = load_recording(path);

    if (!model || (at && !range_read_time("--at", at, model, ret_at_ns)))
        return FALSE;
    if (model_n_events(model) == 0)
        say_error("%s: nothing happens in it, so there is nothing to show", path);
    return model_n_events(model) > 0;
}

static int
present(char **paths, const char *at)
{
    gint64 at_ns = 0;

    for (int i = 0; paths[i]; i++)
        if (!can_present(paths[i], i == 0 ? at : NULL, &at_ns))
            return STATUS_REFUSED;
    text_set_plain_spaces(FALSE);
    return window_main_present((const char *const *) paths, at_ns);
}

static int
open_window(int argc, char **argv)
{
    gboolean presents = FALSE;
    g_autofree char *at = NULL;
    const GOptionEntry entries[] = {
        {"present", 0, 0, G_OPTION_ARG_NONE, &presents, NULL, NULL},
        {"at", 0, 0, G_OPTION_ARG_STRING, &at, NULL, NULL},
        {0},
    };
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);

    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_set_help_enabled(context, FALSE);
    if (!g_option_context_parse(context, &argc, &argv, NULL))
        return say_error("no such option: %s (awaitscope --help lists all options)", argv[1]);
    if ((argc > 2 && !presents) || (presents && argc < 2) || (at && !presents))
        return say_error(
            "usage: awaitscope [FILE | SCENARIO], or awaitscope FILE... --present [--at T]");
    if (presents)
        return present(argv + 1, at);
    if (argc > 1 && !scenario_find(argv[1]) && !g_file_test(argv[1], G_FILE_TEST_EXISTS))
        return say_error("%s: neither a scenario nor a file (awaitscope list names the scenarios)",
                         argv[1]);
    text_set_plain_spaces(FALSE);
    return window_main(argc > 1 ? argv[1] : NULL);
}

int
cli_main(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : "";
    const Command *command = find_command(word);

    setlocale(LC_ALL, "");
    bindtextdomain(SENTENCE_DOMAIN, AWAITSCOPE_LOCALES);
    bind_textdomain_codeset(SENTENCE_DOMAIN, "UTF-8");
    if (!strcmp(word, "--help") || !strcmp(word, "-h") || !strcmp(word, "help"))
        return print_help();
    if (!strcmp(word, "--version"))
        return print_version();
    text_set_plain_spaces(TRUE);
    return command ? command->call(&(Call){command, argc - 1, argv + 1}) : open_window(argc, argv);
}
