/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text-value.c - a function for each type of value, which writes one for people. */
#include "ui/model/text-value.h"

#include <math.h>
#include <string.h>

#include "ui/model/text.h"

/* On one line: control characters and backslashes are written as in C. */
static char *
one_line(const TraceEvent *event)
{
    char keep[1 + 128 + 1] = "\"";
    g_autofree char *valid = g_utf8_make_valid(event->text ? event->text : "",
                                               event->text ? (gssize) event->text_size : 0);

    for (int i = 0; i < 128; i++)
        keep[1 + i] = (char) (128 + i);
    return g_strescape(valid, keep);
}

static char *
value_none(const TraceEvent *event)
{
    return g_strdup("");
}

static char *
value_bool(const TraceEvent *event)
{
    return g_strdup(event->value ? "true" : "false");
}

static char *
value_int(const TraceEvent *event)
{
    return g_strdup_printf("%" G_GINT64_FORMAT, (gint64) event->value);
}

/* The fewest digits that read back as the same number. */
static char *
value_real(const TraceEvent *event)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    double real;

    memcpy(&real, &event->value, sizeof(real));
    g_ascii_formatd(text, sizeof(text), "%.15g", real);
    if (isfinite(real) && g_ascii_strtod(text, NULL) != real)
        g_ascii_dtostr(text, sizeof(text), real);
    return g_strdup(text);
}

static char *
value_text(const TraceEvent *event)
{
    g_autofree char *line = one_line(event);
    gboolean cut = event->value > (gint64) event->text_size;

    return g_strdup_printf("“%s%s”", line, cut ? "…" : "");
}

static char *
counted(gint64 n, const char *noun)
{
    return g_strdup_printf("[%" G_GINT64_FORMAT " %s%s]", n, noun, n == 1 ? "" : "s");
}

static char *
value_bytes(const TraceEvent *event)
{
    return counted(event->value, "byte");
}

static char *
value_list(const TraceEvent *event)
{
    return event->text && event->text_size ? one_line(event) : counted(event->value, "item");
}

static char *
value_pointer(const TraceEvent *event)
{
    return g_strdup_printf("pointer %" G_GINT64_FORMAT, (gint64) event->value);
}

static char *
value_object(const TraceEvent *event)
{
    return g_strdup_printf("object %" G_GINT64_FORMAT, (gint64) event->value);
}

/* For an error without a message: the names of AwCode. */
static const char *const error_words[] = {
    "ok",
    "cancelled",
    "timeout",
    "error",
    "invalid state",
    "runtime error",
    "value error",
    "type error",
    "system error",
    "no memory",
    "deadlock",
    "queue empty",
    "queue full",
    "queue shut down",
    "broken barrier",
    "job cancelled",
    "group failed",
};

static char *
value_error(const TraceEvent *event)
{
    if (event->text && event->text_size)
        return one_line(event);
    if (event->value >= 0 && event->value < (gint64) G_N_ELEMENTS(error_words))
        return g_strdup(error_words[event->value]);
    return g_strdup_printf("error %" G_GINT64_FORMAT, (gint64) event->value);
}

static char *
value_duration(const TraceEvent *event)
{
    if (event->text && event->text_size)
        return one_line(event);
    return text_plain_duration(event->value);
}

static char *(*const writers[])(const TraceEvent *) = {
    [TRACE_VALUE_NONE] = value_none,         [TRACE_VALUE_BOOL] = value_bool,
    [TRACE_VALUE_INT] = value_int,           [TRACE_VALUE_REAL] = value_real,
    [TRACE_VALUE_TEXT] = value_text,         [TRACE_VALUE_BYTES] = value_bytes,
    [TRACE_VALUE_LIST] = value_list,         [TRACE_VALUE_POINTER] = value_pointer,
    [TRACE_VALUE_OBJECT] = value_object,     [TRACE_VALUE_ERROR] = value_error,
    [TRACE_VALUE_DURATION] = value_duration, [TRACE_VALUE_LABEL] = one_line,
};

char *
text_value(const TraceEvent *event)
{
    guint type = (guint) event->value_type;

    return type < G_N_ELEMENTS(writers) ? writers[type](event) : g_strdup("");
}
