/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record.c - awaitscope record: runs a user's program, records it, and shows it while it runs. */
#include <gtk/gtk.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/cli/call.h"
#include "app/cli/target.h"
#include "app/cli/watch.h"
#include "app/run/outfile.h"
#include "app/run/program.h"
#include "app/say/ending.h"
#include "app/say/message.h"
#include "app/window/application.h"

enum { LOOK_MS = 200, SIGNALLED = 128 };

/* Doubles percent signs, which have a meaning in AW_TRACE. */
static char *
escape(const char *path)
{
    g_auto(GStrv) parts = g_strsplit(path, "%", -1);

    return g_strjoinv("%%", parts);
}

/* ---- while it runs, and after ---- */

static void
tend(GPid pid, const OutFile *file)
{
    Watch *watch = file->is_regular ? watch_new(file->path) : NULL;

    while (!program_is_over(pid, LOOK_MS))
        watch_tick(watch);
    watch_free(watch);
}

/* "NAME was ended by SIGTERM; ", or "" if no signal ended the program. */
static char *
killed_text(const char *name, int status)
{
    if (!WIFSIGNALED(status))
        return g_strdup("");
    g_autofree char *what = signal_name(WTERMSIG(status));
    return g_strdup_printf("%s was ended by %s; ", name, what);
}

static int
tell_end(const char *name, OutFile *file, int status)
{
    g_autofree char *killed = killed_text(name, status);

    if (out_file_drop_empty(file))
        say_note("%s%s recorded nothing: it runs no loop of aw", killed, *killed ? "it" : name);
    else
        say_note("%srecorded in %s", killed, file->name);
    return WIFSIGNALED(status) ? SIGNALLED + WTERMSIG(status) : WEXITSTATUS(status);
}

static void
show(GPid pid, const OutFile *file, const char *name)
{
    const LiveRun run = {.path = file->path, .name = name, .pid = pid, .socket = -1, .file = -1};

    window_main_live(&run);
    if (!program_is_over(pid, 0))
        say_note("%s runs on, and is recorded; Ctrl+C ends it", name);
}

/* ---- the command ---- */

static int
record_into(OutFile *file, const char *path, char **arguments, gboolean no_window)
{
    g_autofree char *name = g_path_get_basename(arguments[0]);
    g_autofree char *trace = escape(file->path);
    gboolean window = !no_window && file->is_regular && gtk_init_check();
    int error;

    out_file_release(file);
    GPid pid = program_start(path, arguments, trace, &error);
    if (!pid) {
        out_file_drop_empty(file);
        say_error("%s: %s", arguments[0], g_strerror(error));
        return STATUS_NOT_EXECUTABLE;
    }
    if (window)
        show(pid, file, name);
    tend(pid, file);
    return tell_end(name, file, program_reap(pid));
}

static int
record(const void *data, char **arguments, int n)
{
    const TargetOptions *options = data;
    int status = STATUS_DONE;
    g_autofree char *path = program_find(arguments[0], &status);
    g_autoptr(GError) error = NULL;
    OutFile file;

    if (!path)
        return status;
    if (out_file_open(&file, options->output, arguments[0], &error))
        status = record_into(&file, path, arguments, options->no_window);
    else
        status = say_error("%s", error->message);
    out_file_clear(&file);
    return status;
}

static int
command(const Call *call)
{
    TargetOptions options = {0};
    const GOptionEntry entries[] = {TARGET_ENTRIES(options), {0}};

    return call_run(call, entries, record, &options);
}

const Command command_record = {
    .name = "record",
    .arguments = "[-o FILE.awt] [--no-window] -- PROGRAM [ARGUMENT]...",
    .about = "run a program that uses aw, record it, and show it live",
    .details =
        "The program has this terminal to itself, and Ctrl+C goes to it. Without a display, or "
        "with\n"
        "--no-window, it is only recorded. The exit status is the program's, 128 + N when signal "
        "N\n"
        "ended it, 127 when it was not found, 126 when it cannot be executed. The program itself\n"
        "writes the recording, which is therefore complete even if the window is closed or "
        "crashes.",
    .min_arguments = 1,
    .max_arguments = ANY_NUMBER,
    .call = command,
};
