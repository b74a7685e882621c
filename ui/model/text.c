/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text.c - times and values as people read them, the same in every locale. */
#include "ui/model/text.h"

#include <math.h>
#include <string.h>

/* Units of time, the largest first. */
static const struct {
    const char *name;
    guint64 ns;
} units[] = {{"s", 1000000000}, {"ms", 1000000}, {"us", 1000}, {"ns", 1}};

static guint64
magnitude(gint64 number)
{
    return number < 0 ? -(guint64) number : (guint64) number;
}

/* `thousandths` as a decimal without trailing zeros: "1.5". */
static char *
trimmed(guint64 thousandths)
{
    char *text = g_strdup_printf("%" G_GUINT64_FORMAT ".%03u", thousandths / 1000,
                                 (guint) (thousandths % 1000));
    gsize size = strlen(text);

    while (text[size - 1] == '0')
        size--;
    if (text[size - 1] == '.')
        size--;
    text[size] = '\0';
    return text;
}

/* Uses the first unit in which it is at least 1 when rounded to three decimals. */
char *
text_duration(gint64 ns)
{
    guint64 size = magnitude(ns), thousandths = 0;
    guint unit = 0;

    if (ns == G_MAXINT64)
        return g_strdup("for ever");
    if (ns == 0)
        return g_strdup("0 s");
    for (; unit < G_N_ELEMENTS(units); unit++) {
        guint64 whole = size / units[unit].ns, rest = size % units[unit].ns;
        thousandths = whole * 1000 + (rest * 1000 + units[unit].ns / 2) / units[unit].ns;
        if (thousandths >= 1000)
            break;
    }
    g_autofree char *number = trimmed(thousandths);
    return g_strdup_printf("%s%s %s", ns < 0 ? "-" : "", number, units[unit].name);
}

char *
text_time(gint64 ns, gint64 span_ns)
{
    static const struct {
        gint64 below_ns; /* of the stretch shown */
        int decimals;
        guint64 step_ns;
    } rows[] = {{10000, 9, 1}, {10000000, 6, 1000}, {G_MAXINT64, 3, 1000000}};
    guint row = 0;

    while (row + 1 < G_N_ELEMENTS(rows) && span_ns >= rows[row].below_ns)
        row++;
    if (span_ns == 0) /* a single moment: there is nothing to tell apart */
        row = G_N_ELEMENTS(rows) - 1;
    guint64 per_second = 1000000000 / rows[row].step_ns;
    guint64 steps = (magnitude(ns) + rows[row].step_ns / 2) / rows[row].step_ns;
    return g_strdup_printf("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT " s",
                           ns < 0 && steps ? "-" : "", steps / per_second, rows[row].decimals,
                           steps % per_second);
}

char *
text_moment(gint64 ns)
{
    gboolean is_plain = ns % 1000000 == 0, is_small = magnitude(ns) < 1000000000;

    return is_small && !is_plain ? text_duration(ns) : text_time(ns, is_plain ? 0 : 1000000);
}

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
    return text_duration(event->value);
}

char *
text_value(const TraceEvent *event)
{
    static char *(*const writers[])(const TraceEvent *) = {
        [TRACE_VALUE_NONE] = value_none,         [TRACE_VALUE_BOOL] = value_bool,
        [TRACE_VALUE_INT] = value_int,           [TRACE_VALUE_REAL] = value_real,
        [TRACE_VALUE_TEXT] = value_text,         [TRACE_VALUE_BYTES] = value_bytes,
        [TRACE_VALUE_LIST] = value_list,         [TRACE_VALUE_POINTER] = value_pointer,
        [TRACE_VALUE_OBJECT] = value_object,     [TRACE_VALUE_ERROR] = value_error,
        [TRACE_VALUE_DURATION] = value_duration, [TRACE_VALUE_LABEL] = one_line,
    };
    guint type = (guint) event->value_type;

    return type < G_N_ELEMENTS(writers) ? writers[type](event) : g_strdup("");
}

char *
text_list(const char *const *words, gsize n, const char *before, const char *between,
          const char *last)
{
    GString *list = g_string_new(NULL);

    for (gsize i = 0; i < n; i++) {
        if (i > 0)
            g_string_append(list, i + 1 < n ? between : last);
        g_string_append_printf(list, "%s%s", before, words[i]);
    }
    return g_string_free(list, FALSE);
}

/* Add the digit at place value `scale_ns` (0: below a nanosecond). FALSE: too large. */
static gboolean
add_digit(gint64 *total_ns, char digit, gint64 scale_ns)
{
    gint64 part;

    return !__builtin_mul_overflow((gint64) (digit - '0'), scale_ns, &part) &&
           !__builtin_add_overflow(*total_ns, part, total_ns);
}

/* "12.5" of a unit of `unit_ns`, all of `size` bytes. */
static gboolean
parse_number(const char *text, gsize size, gint64 unit_ns, gint64 *ret_ns)
{
    gsize point = strcspn(text, ".");
    gint64 whole = 0, total = 0, scale = unit_ns;

    point = MIN(point, size);
    for (gsize i = 0; i < point; i++) {
        if (!g_ascii_isdigit(text[i]) || __builtin_mul_overflow(whole, 10, &whole) ||
            !add_digit(&whole, text[i], 1))
            return FALSE;
    }
    if (size == 0 || (point == 0 && size == 1) || __builtin_mul_overflow(whole, unit_ns, &total))
        return FALSE;
    for (gsize i = point + 1; i < size; i++) {
        scale /= 10;
        if (!g_ascii_isdigit(text[i]) || !add_digit(&total, text[i], scale))
            return FALSE;
    }
    *ret_ns = total;
    return TRUE;
}

char *
text_count(guint64 n, const char *one, const char *many)
{
    return g_strdup_printf("%" G_GUINT64_FORMAT " %s", n, n == 1 ? one : many);
}

gboolean
text_parse_time(const char *text, gint64 end_ns, gint64 *ret_ns)
{
    static const struct {
        const char *suffix;
        gint64 ns;
    } suffixes[] = {{"ms", 1000000}, {"us", 1000}, {"s", 1000000000}, {"", 1000000000}};

    if (strcmp(text, "end") == 0) {
        *ret_ns = end_ns;
        return TRUE;
    }
    for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        if (g_str_has_suffix(text, suffixes[i].suffix))
            return parse_number(text, strlen(text) - strlen(suffixes[i].suffix), suffixes[i].ns,
                                ret_ns);
    }
    return FALSE;
}

const char *
text_end(TraceEndKind kind)
{
    static const char *const words[] = {
        [TRACE_END_NONE] = "cut",          [TRACE_END_DONE] = "done",
        [TRACE_END_FAILED] = "failed",     [TRACE_END_INTERRUPTED] = "interrupted",
        [TRACE_END_DEADLOCK] = "deadlock", [TRACE_END_CRASHED] = "crashed",
        [TRACE_END_EXITED] = "exited",     [TRACE_END_DETACHED] = "detached",
    };

    return kind < G_N_ELEMENTS(words) ? words[kind] : words[TRACE_END_NONE];
}

const char *
text_outcome(TraceState outcome)
{
    const TraceStateInfo *state = &trace_states[outcome];

    return state->end == TRACE_SHOWS_NO ? "not ended" : state->word;
}

guint
text_width(const char *text)
{
    guint width = 0;

    for (; *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        width += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
    }
    return width;
}
