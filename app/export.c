/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export.c - awaitscope export. */
#include "ui/export/export.h"

#include <stdio.h>
#include <string.h>

#include "app/cli.h"
#include "app/commands.h"
#include "ui/model/text.h"

enum { USUAL_WIDTH = 1280, MIN_SIZE = 100, MAX_SIZE = 20000 };

static char *from, *to, *at, *axis, *size, *theme;

const GOptionEntry export_options[] = {
    {"from", 0, 0, G_OPTION_ARG_STRING, &from, "begin at this time", "T"},
    {"to", 0, 0, G_OPTION_ARG_STRING, &to, "end at this time", "T"},
    {"at", 0, 0, G_OPTION_ARG_STRING, &at, "draw the playhead at this time", "T"},
    {"axis", 0, 0, G_OPTION_ARG_STRING, &axis, "time (to scale) or elastic (the default)", "AXIS"},
    {"size", 0, 0, G_OPTION_ARG_STRING, &size,
     "px, each 100 to 20000; the default is 1280 wide, as high as needed", "WxH"},
    {"theme", 0, 0, G_OPTION_ARG_STRING, &theme, "light (the default), dark or print", "THEME"},
    {0},
};

/* NULL leaves *ret_ns as it is. */
static gboolean
read_time(const char *option, const char *text, gint64 end_ns, gint64 *ret_ns)
{
    if (!text || text_parse_time(text, end_ns, ret_ns))
        return TRUE;
    cli_refuse("%s %s: a time is 1.5, 1.5s, 200ms, 3us or end", option, text);
    return FALSE;
}

static gboolean
read_size(double *ret_width, double *ret_height)
{
    int width, height, length = 0;

    if (!size)
        return TRUE;
    if (sscanf(size, "%dx%d%n", &width, &height, &length) != 2 || size[length] != 0 ||
        MIN(width, height) < MIN_SIZE || MAX(width, height) > MAX_SIZE) {
        cli_refuse("--size %s: it is WIDTHxHEIGHT in px, each %d to %d", size, MIN_SIZE, MAX_SIZE);
        return FALSE;
    }
    *ret_width = width;
    *ret_height = height;
    return TRUE;
}

static gboolean
read_axis(AxisKind *ret_axis)
{
    if (!axis || !strcmp(axis, "elastic"))
        *ret_axis = AXIS_ELASTIC;
    else if (!strcmp(axis, "time"))
        *ret_axis = AXIS_TIME;
    else
        return cli_refuse("--axis %s: it is time or elastic", axis) == STATUS_DONE;
    return TRUE;
}

static gboolean
read_theme(const Theme **ret_theme)
{
    *ret_theme = theme_find(theme ? theme : "light");
    if (!*ret_theme)
        cli_refuse("--theme %s: it is light, dark or print", theme);
    return *ret_theme != NULL;
}

static gboolean
read_options(const Model *model, ExportOptions *options)
{
    gint64 end_ns = model_duration_ns(model);

    if (!read_time("--from", from, end_ns, &options->from_ns) ||
        !read_time("--to", to, end_ns, &options->to_ns) ||
        !read_time("--at", at, end_ns, &options->at_ns) || !read_axis(&options->axis) ||
        !read_size(&options->width, &options->height) || !read_theme(&options->theme))
        return FALSE;
    if (options->from_ns > end_ns) {
        g_autofree char *duration = text_duration(end_ns);
        cli_refuse("--from %s is after the end of the recording, %s", from, duration);
        return FALSE;
    }
    if (options->to_ns >= 0 && options->to_ns <= options->from_ns) {
        cli_refuse("--from %s is not before --to %s", from ? from : "0", to);
        return FALSE;
    }
    return TRUE;
}

int
command_export(char **arguments, int n)
{
    ExportOptions options = {.to_ns = -1, .at_ns = -1, .width = USUAL_WIDTH};
    g_autoptr(GError) error = NULL;

    if (!export_format(arguments[1]))
        return cli_refuse("%s: the name must end in .svg, .pdf or .png", arguments[1]);
    g_autoptr(Model) model = load_recording(arguments[0]);
    if (!model || !read_options(model, &options))
        return STATUS_REFUSED;
    if (!export_model(model, &options, arguments[1], &error))
        return cli_refuse("%s", error->message);
    return STATUS_DONE;
}
