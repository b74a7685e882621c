/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run.c - awaitscope run: runs a scenario in this process. The window runs scenarios by the same
 * command, in a process of its own that writes the recording to a pipe. */
#include <aw.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "app/cli/call.h"
#include "app/config.h"
#include "app/run/param-text.h"
#include "app/say/message.h"

enum { SIGNAL_STACK = 64 * 1024 };

typedef struct {
    char **settings;      /* NULL: none */
    char *clock, *output; /* NULL: not given */
    int stream_fd;        /* -1: not given */
} ScenarioOptions;

/* ---- unplanned ends: one line, and the documented status ---- */

/* What the handlers of signals and of exit() need to know. It is global, since they are passed
 * nothing; a process runs only one scenario. */
static struct {
    const char *name;   /* name of the scenario; NULL while it does not run */
    const char *output; /* NULL if the run is not recorded to a file */
    pid_t process;      /* the one that runs the scenario, as opposed to its worker processes */
} running;

static const struct {
    int number;
    const char *words;
} crashes[] = {
    {SIGSEGV, "SIGSEGV, an invalid address"},           {SIGBUS, "SIGBUS, an invalid address"},
    {SIGFPE, "SIGFPE, a division by zero or the like"}, {SIGILL, "SIGILL, an invalid instruction"},
    {SIGABRT, "SIGABRT, abort() was called"},
};

/* Uses only write(), which is safe in a signal handler. */
static void
say(const char *text)
{
    if (write(STDERR_FILENO, text, strlen(text)) < 0)
        return;
}

static void
say_where_it_is(void)
{
    if (running.output) {
        say("; recorded in ");
        say(running.output);
    }
    say("\n");
}

static void
on_crash(int number)
{
    say("awaitscope: ");
    say(running.name ? running.name : "run");
    say(" crashed: ");
    for (gsize i = 0; i < G_N_ELEMENTS(crashes); i++)
        if (crashes[i].number == number)
            say(crashes[i].words);
    say_where_it_is();
    _exit(STATUS_FAILED);
}

static void
on_exit_in_run(int status, void *data)
{
    if (!running.name || getpid() != running.process)
        return;
    say("awaitscope: ");
    say(running.name);
    say(" called exit() before its end");
    say_where_it_is();
    _exit(STATUS_FAILED);
}

static void
catch_ends(void)
{
    static char stack[SIGNAL_STACK]; /* must outlive this function */
    struct sigaction action = {.sa_handler = on_crash, .sa_flags = SA_ONSTACK};

    sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(crashes); i++)
        sigaction(crashes[i].number, &action, NULL);
    on_exit(on_exit_in_run, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* ---- recording ---- */

/* The rows of the header: five fixed ones, one for each parameter, and the end. */
typedef struct {
    AwRecordMeta rows[5 + AW_MAX_PARAMS + 1];
    char *owned[AW_MAX_PARAMS];
    int n;
} Header;

static void
header_add(Header *header, const char *key, const char *value)
{
    header->rows[header->n++] = (AwRecordMeta){key, value};
}

static void
header_fill(Header *header, const ScenarioRow *row, const char *clock)
{
    int i = 0;

    header_add(header, "clock", clock);
    header_add(header, "title", row->scenario->title);
    header_add(header, "scenario", row->name);
    header_add(header, "file", row->file);
    header_add(header, "writer", "awaitscope " AWAITSCOPE_VERSION);
    for (const AwParam *param = row->scenario->params; param->name; param++, i++) {
        header->owned[i] = param_setting(param, *param->at);
        header_add(header, "set", header->owned[i]);
    }
}

static gboolean
failed(AwValue v)
{
    if (aw_failed(v))
        say_error("%s", aw_message(v));
    return aw_failed(v);
}

static gboolean
start_recording(const ScenarioOptions *options, const ScenarioRow *row, Header *header)
{
    header_fill(header, row, options->clock ? options->clock : "real");
    if (!options->output && options->stream_fd < 0)
        return TRUE;
    return !failed(aw_record_start(&(AwRecordOptions){
        .path = options->output,
        .fd = options->stream_fd,
        .meta = header->rows,
        .source_file = row->file,
        .source_text = row->source,
    }));
}

/* ---- running ---- */

/* Have the kernel kill this process when its reader ends, since nobody could stop it then. */
static void
end_with_reader(void)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static int
status_of(const ScenarioRow *row, AwValue v)
{
    if (aw_interrupted()) {
        say_note("%s was interrupted", row->name);
        return STATUS_INTERRUPTED;
    }
    if (!aw_failed(v))
        return STATUS_DONE;
    const char *code = aw_code(v) == AW_ERROR ? "" : aw_code_name(aw_code(v));
    const char *message = aw_message(v);
    say_error("%s failed: %s%s%s", row->name, code, *code && *message ? ": " : "", message);
    return STATUS_FAILED;
}

static AwValue
run_main(const ScenarioOptions *options, const ScenarioRow *row)
{
    gboolean is_virtual = !g_strcmp0(options->clock, "virtual");
    AwRunOptions run = {.clock = is_virtual ? AW_CLOCK_VIRTUAL : AW_CLOCK_REAL,
                        .processes = row->scenario->processes};

    running.name = row->name;
    AwValue v = aw_run_from(row->scenario->main, AW_NONE, &run, row->scenario->site);
    running.name = NULL;
    return v;
}

static int
run_scenario(const ScenarioOptions *options, const ScenarioRow *row)
{
    Header header = {0};

    running.process = getpid();
    running.output = options->output;
    catch_ends();
    if (options->stream_fd >= 0)
        end_with_reader();
    if (!start_recording(options, row, &header))
        return STATUS_REFUSED;
    int status = status_of(row, run_main(options, row));
    if (failed(aw_record_stop()) && status == STATUS_DONE)
        status = STATUS_REFUSED;
    for (int i = 0; i < AW_MAX_PARAMS; i++)
        g_free(header.owned[i]);
    if (status == STATUS_DONE && ferror(stdout))
        return say_error("standard output cannot be written");
    return status;
}

static int
run(const void *data, char **arguments, int n)
{
    const ScenarioOptions *options = data;
    const ScenarioRow *row = scenario_find(arguments[0]);
    g_autoptr(GError) error = NULL;

    if (!row)
        return say_error("there is no scenario %s (awaitscope list names them all)", arguments[0]);
    for (char **setting = options->settings; setting && *setting; setting++)
        if (!param_set(row, *setting, &error))
            return say_error("%s", error->message);
    if (options->clock && strcmp(options->clock, "real") != 0 &&
        strcmp(options->clock, "virtual") != 0)
        return say_error("--clock %s: must be real or virtual", options->clock);
    int status = run_scenario(options, row);
    running.output = NULL;
    return status;
}

static int
command(const Call *call)
{
    ScenarioOptions options = {.stream_fd = -1};
    const GOptionEntry entries[] = {
        {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.settings, "give a parameter a value",
         "NAME=VALUE"},
        {"clock", 0, 0, G_OPTION_ARG_STRING, &options.clock, "real (the default) or virtual",
         "CLOCK"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "record to this file",
         "FILE.awt"},
        {"stream-fd", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options.stream_fd,
         "record to this open descriptor", "N"},
        {0},
    };

    return call_run(call, entries, run, &options);
}

const Command command_run = {
    .name = "run",
    .arguments = "SCENARIO [--set NAME=VALUE]... [--clock=real|virtual] [-o FILE.awt]",
    .about = "run a scenario in the terminal, and record it",
    .details =
        "On the virtual clock neither steps nor waits take time, and every run is the same.\n"
        "Values of parameters are whole numbers, or times such as 1.5, 1.5s, 200ms.",
    .min_arguments = 1,
    .max_arguments = 1,
    .call = command,
};
