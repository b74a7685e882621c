/* SPDX-License-Identifier: GPL-3.0-or-later */
/* range.c - reads the options of a range, in the same way for every command. */
#include "app/cli/range.h"

#include <string.h>

#include "app/say/message.h"
#include "ui/model/text.h"

static gboolean
read_time(const char *option, const char *text, const Model *model, gint64 *ret_ns)
{
    if (!text || text_parse_time(text, model_duration_ns(model), ret_ns))
        return TRUE;
    say_error("%s %s: a time is 1.5, 1.5s, 200ms, 3us or end", option, text);
    return FALSE;
}

gboolean
range_read_time(const char *option, const char *text, const Model *model, gint64 *ret_ns)
{
    gint64 end_ns = model_duration_ns(model), time_ns = *ret_ns;

    if (!read_time(option, text, model, &time_ns))
        return FALSE;
    if (time_ns > end_ns) {
        g_autofree char *duration = text_duration(end_ns);
        say_error("%s %s is after the end of the recording, %s", option, text, duration);
        return FALSE;
    }
    *ret_ns = time_ns;
    return TRUE;
}

gboolean
range_read_axis(const char *axis, AxisKind *ret_axis)
{
    if (axis_find(axis ? axis : "elastic", ret_axis))
        return TRUE;
    say_error("--axis %s: must be time, elastic or steps", axis);
    return FALSE;
}

/* A --to after the end of the recording is no error: it means up to the end. */
gboolean
range_read(const RangeOptions *given, const Model *model, ExportOptions *options)
{
    if (!range_read_time("--from", given->from, model, &options->from_ns) ||
        !read_time("--to", given->to, model, &options->to_ns) ||
        !range_read_axis(given->axis, &options->axis))
        return FALSE;
    if (options->to_ns >= 0 && options->to_ns < model_begin_ns(model)) {
        g_autofree char *begin = text_duration(model_begin_ns(model));
        say_error("--to %s is before the beginning of the recording, %s", given->to, begin);
        return FALSE;
    }
    if (options->to_ns >= 0 && options->to_ns <= options->from_ns) {
        say_error("--from %s is not before --to %s", given->from ? given->from : "0", given->to);
        return FALSE;
    }
    return TRUE;
}
