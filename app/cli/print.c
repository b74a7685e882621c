/* SPDX-License-Identifier: GPL-3.0-or-later */
/* print.c - awaitscope print. */
#include <sys/ioctl.h>
#include <unistd.h>

#include "app/cli/call.h"
#include "app/cli/range.h"
#include "app/cli/read.h"
#include "app/say/message.h"

enum { USUAL_COLUMNS = 100, MIN_COLUMNS = 40, MAX_COLUMNS = 2000 };

typedef struct {
    RangeOptions range;
    int columns; /* -1 if not given */
} PrintOptions;

static int
terminal_columns(void)
{
    struct winsize size;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= MIN_COLUMNS)
        return size.ws_col;
    return USUAL_COLUMNS;
}

static int
print(const void *data, char **arguments, int n)
{
    const PrintOptions *given = data;
    ExportOptions options = {.to_ns = -1};
    int columns = given->columns;

    if (columns != -1 && (columns < MIN_COLUMNS || columns > MAX_COLUMNS))
        return say_error("--width %d is not between %d and %d", columns, MIN_COLUMNS, MAX_COLUMNS);
    g_autoptr(Model) model = load_recording(arguments[0]);
    if (!model || !range_read(&given->range, model, &options))
        return STATUS_REFUSED;
    int width = columns != -1 ? columns : MIN(terminal_columns(), MAX_COLUMNS);
    g_autofree char *text = export_text(model, &options, (guint) width);
    return say_output(text);
}

static int
command(const Call *call)
{
    PrintOptions options = {.columns = -1};
    const GOptionEntry entries[] = {
        RANGE_ENTRIES(options.range),
        {"width", 0, 0, G_OPTION_ARG_INT, &options.columns,
         "columns (40 to 2000; the terminal's, else 100)", "N"},
        {0},
    };

    return call_run(call, entries, print, &options);
}

const Command command_print = {
    .name = "print",
    .arguments = "FILE [--from T] [--to T] [--axis time|elastic|steps] [--width N]",
    .about = "print the timeline as text",
    .details = RANGE_DETAILS RANGE_TIMES,
    .min_arguments = 1,
    .max_arguments = 1,
    .call = command,
};
