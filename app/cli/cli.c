/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli.c - from the words of the command line to a command. To add one: a function, and a row in the
 * table at the end. */
#include "app/cli/cli.h"

#include <locale.h>
#include <string.h>

#include "app/cli/commands.h"
#include "app/config.h"
#include "app/run/param-text.h"
#include "app/say/message.h"
#include "app/window/application.h"

#define RANGES                                                                                     \
    "With --from or --to there are only the lanes on which something is meanwhile, and the "       \
    "loop's.\n"

#define TIMES                                                                                      \
    "A time T is 1.5, 1.5s, 200ms, 3us or end. --at T stands after the last event stamped at or\n" \
    "before T. Neither it nor --from may be after the end; --to may."

static const Command commands[];

/* ---- help ---- */

static int
print_help(void)
{
    g_autoptr(GString) text =
        g_string_new("Awaitscope shows what an event loop really does.\n\n"
                     "usage: awaitscope [FILE | SCENARIO]\n"
                     "           open the window, on a recording, or with a scenario running\n");

    for (const Command *command = commands; command->name; command++)
        g_string_append_printf(text, "       awaitscope %s %s\n           %s\n", command->name,
                               command->arguments, command->about);
    g_string_append(
        text, "\n" TIMES "\n\n"
              "Exit status: 0 done (a recording that was cut but opens is 0, with a warning);\n"
              "1 the run failed, crashed or deadlocked; 2 wrong usage, unreadable input or\n"
              "unwritable output; 130 interrupted: the first Ctrl+C cancels the main task, the\n"
              "second ends at once.\n\n"
              "awaitscope COMMAND --help says more of a command, awaitscope --version what\n"
              "this is.\n");
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
    for (const Command *command = commands; command->name; command++)
        if (!strcmp(command->name, name))
            return command;
    return NULL;
}

static int
open_window(int argc, char **argv)
{
    if (argc > 1 && argv[1][0] == '-')
        return say_error("no such option: %s (awaitscope --help lists what there is)", argv[1]);
    if (argc > 2)
        return say_error("usage: awaitscope [FILE | SCENARIO]");
    if (argc > 1 && !scenario_find(argv[1]) && !g_file_test(argv[1], G_FILE_TEST_EXISTS))
        return say_error("%s: neither a scenario nor a file (awaitscope list names the scenarios)",
                         argv[1]);
    return window_main(argc > 1 ? argv[1] : NULL);
}

int
cli_main(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : "";
    const Command *command = find_command(word);

    setlocale(LC_ALL, "");
    if (!strcmp(word, "--help") || !strcmp(word, "-h") || !strcmp(word, "help"))
        return print_help();
    if (!strcmp(word, "--version"))
        return print_version();
    return command ? command->call(&(Call){command, argc - 1, argv + 1}) : open_window(argc, argv);
}

static const Command commands[] = {
    {"list", "[--json]", "list the scenarios and their parameters", NULL, 0, 0, command_list},
    {"run", "SCENARIO [--set NAME=VALUE]... [--clock=real|virtual] [-o FILE.awt]",
     "run a scenario in the terminal, and record it",
     "On the virtual clock a step takes no time and waiting none: the same every time. Values of\n"
     "parameters are whole numbers, or times such as 1.5, 1.5s, 200ms.",
     1, 1, command_run},
    {"record", "[-o FILE.awt] [--no-window] -- PROGRAM [ARGUMENT]...",
     "run a program that uses aw, record it, and show it live",
     "The program has this terminal to itself, and Ctrl+C is for it. Without a display, or with\n"
     "--no-window, it is only recorded. The exit status is the program's, 128 + N when signal N\n"
     "ended it, 127 when it is not found, 126 when it cannot be executed. The recording is\n"
     "complete when the window is not: it is the program that writes it.",
     1, ANY_NUMBER, command_record},
    {"attach", "[PID] [-o FILE.awt] [--no-window]",
     "show or record a program that runs under AW_TRACE=listen; without PID, list them",
     "Without a display, or with --no-window, it is recorded until it ends or Ctrl+C is pressed. "
     "A\n"
     "program is none the wiser when the recorder goes, and can be attached to again.",
     0, 1, command_attach},
    {"print", "FILE [--from T] [--to T] [--axis time|elastic] [--width N]",
     "print the timeline as text", RANGES TIMES, 1, 1, command_print},
    {"info", "FILE [--json]",
     "duration, counts by kind, tasks and how each ended, how the recording ended", NULL, 1, 1,
     command_info},
    {"events", "FILE [--json]",
     "one event a line: number, time, thread, kind, subject, object, source line", NULL, 1, 1,
     command_events},
    {"export",
     "FILE OUT.{svg,pdf,png} [--from T] [--to T] [--at T] [--axis time|elastic] [--size WxH] "
     "[--theme light|dark|print]",
     "write the timeline as a picture",
     RANGES "A png has two pixels for each px, or one when two would be more than 32767.\n" TIMES,
     2, 2, command_export},
    {"convert", "IN OUT.{awt,pftrace,json,csv} [--to FORMAT]",
     "write a recording for other programs, or a trace of theirs as a recording",
     "pftrace is what the Perfetto viewer reads, json Chrome's trace events, csv a table of the\n"
     "events. Such files of other programs, csv excepted, are read as recordings are, by every\n"
     "command. OUT may be -, standard output.",
     2, 2, command_convert},
    {NULL, NULL, NULL, NULL, 0, 0, NULL},
};
