/* SPDX-License-Identifier: GPL-3.0-or-later */
/* convert.c - awaitscope convert. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "app/cli/call.h"
#include "app/cli/read.h"
#include "app/run/load.h"
#include "app/say/message.h"
#include "app/say/progress.h"
#include "ui/export/files.h"
#include "ui/interchange/interchange.h"
#include "ui/interchange/readers.h"

typedef struct {
    char *to; /* a format; NULL: taken from the extension of the output file */
} ConvertOptions;

/* ---- for other programs ---- */

static int
write_model(const InterchangeFormat *format, const char *in, const char *out)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Model) model = NULL;
    gboolean done;

    progress_reading();
    model = load_recording(in);
    done = model && interchange_write(model, format, out, progress_writing, NULL, &error);
    progress_end();
    if (!model)
        return STATUS_REFUSED;
    return done ? STATUS_DONE : say_error("%s", error->message);
}

/* ---- as a recording ---- */

/* A file on its way through a reader into a recording, and how that went. */
typedef struct {
    const char *in;
    TraceWholeness wholeness;
    Losses losses;
    char *message;
} Passage;

/* Pass the recording on while it is read. This builds no model, however large the file is. */
static int
pass(int fd, void *data)
{
    Passage *passage = data;
    Out out;

    out_init(&out, fd);
    passage->wholeness = load_copy(passage->in, &out, &passage->losses, &passage->message);
    int number = out_finish(&out);
    /* Any errno will do: it keeps the output from replacing an existing file, and passage->message
     * gives the reason. */
    return number == 0 && passage->wholeness == TRACE_FOREIGN ? EINVAL : number;
}

static gboolean
write_stdout(Passage *passage, GError **error)
{
    int number = pass(STDOUT_FILENO, passage);

    if (number)
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "standard output: %s",
                    g_strerror(number));
    return number == 0;
}

static int
write_recording(const char *in, const char *out)
{
    Passage passage = {.in = in};
    g_autoptr(GError) error = NULL;
    gboolean done;

    progress_reading();
    done =
        !strcmp(out, "-") ? write_stdout(&passage, &error) : file_fill(out, pass, &passage, &error);
    progress_end();
    g_autofree char *message = passage.message;

    if (!done)
        return say_error("%s",
                         passage.wholeness == TRACE_FOREIGN && message ? message : error->message);
    if (message)
        say_note("warning: %s", message);
    warn_of_losses(in, &passage.losses);
    return STATUS_DONE;
}

static int
convert(const void *data, char **arguments, int n)
{
    const ConvertOptions *options = data;
    const char *out = arguments[1], *dot = strrchr(out, '.'), *to = options->to;
    const char *name = to ? to : dot ? dot + 1 : "";
    const InterchangeFormat *format = interchange_format(name);

    say_outlive_limits();
    if (!g_ascii_strcasecmp(name, INTERCHANGE_OURS))
        return write_recording(arguments[0], out);
    if (format)
        return write_model(format, arguments[0], out);
    g_autofree char *names = interchange_names(to ? "" : ".", ", ", " or ");
    return to ? say_error("--to %s: must be %s", to, names)
              : say_error("%s: the name must end in %s, or --to must name the format", out, names);
}

/* The formats that can be written, and those that can be read. */
static char *
list_formats(void)
{
    GString *list = g_string_new(NULL);
    gsize n_formats, n_readers;
    const InterchangeFormat *const *formats = interchange_formats(&n_formats);
    const InterchangeReader *const *readers = interchange_readers(&n_readers);

    g_string_append_printf(list, "  %-8s a recording; one of ours as it is, byte by byte\n",
                           INTERCHANGE_OURS);
    for (gsize i = 0; i < n_formats; i++)
        g_string_append_printf(list, "  %-8s %s\n", formats[i]->extension, formats[i]->about);
    g_string_append(list,
                    "Files of other programs that every command reads as it reads recordings:\n");
    for (gsize i = 0; i < n_readers; i++)
        g_string_append_printf(list, "  %s\n", readers[i]->name);
    return g_string_free(list, FALSE);
}

static int
command(const Call *call)
{
    ConvertOptions options = {0};
    g_autofree char *names = interchange_names("", ", ", " or ");
    g_autofree char *to = g_strconcat(names, ", whatever OUT ends in", NULL);
    const GOptionEntry entries[] = {
        {"to", 0, 0, G_OPTION_ARG_STRING, &options.to, to, "FORMAT"},
        {0},
    };

    return call_run(call, entries, convert, &options);
}

const Command command_convert = {
    .name = "convert",
    .arguments = "IN OUT.{FORMATS} [--to FORMAT]",
    .about = "write a recording for other programs, or a trace of theirs as a recording",
    .details = "OUT may be - for standard output.",
    .formats = interchange_names,
    .list = list_formats,
    .min_arguments = 2,
    .max_arguments = 2,
    .call = command,
};
