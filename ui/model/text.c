/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text.c - times and words as people read them, the same in every locale. */
#include "ui/model/text.h"

#include <string.h>

enum { NS_PER_SECOND = 1000000000 };

static const guint64 clock_from_ns = 60 * G_GUINT64_CONSTANT(1000000000);

/* Units of time, the largest first. */
static const struct {
    const char *name;
    guint64 ns;
} units[] = {{"s", NS_PER_SECOND}, {"ms", 1000000}, {"µs", 1000}, {"ns", 1}};

/* Between a number and its unit. */
static const char no_break_space[] = "\u00a0";
static const char *unit_space = no_break_space;

void
text_set_plain_spaces(gboolean plain)
{
    unit_space = plain ? " " : no_break_space;
}

static guint64
magnitude(gint64 number)
{
    return number < 0 ? -(guint64) number : (guint64) number;
}

/* `ns` in a unit, rounded to `step_ns`, a power of ten; without trailing zeros: "1.5". */
static char *
in_unit(guint64 ns, guint64 unit_ns, guint64 step_ns)
{
    guint64 steps = ns / step_ns + (ns % step_ns + step_ns / 2) / step_ns;
    guint64 per_unit = MAX(unit_ns / step_ns, 1), rest = steps % per_unit;
    GString *text = g_string_new(NULL);

    g_string_printf(text, "%" G_GUINT64_FORMAT, steps / per_unit);
    if (rest > 0)
        g_string_append_c(text, '.');
    for (; rest > 0; rest %= per_unit) {
        per_unit /= 10;
        g_string_append_c(text, (char) ('0' + rest / per_unit));
    }
    return g_string_free(text, FALSE);
}

/* "30:22", "2:07:05", and with steps below a second "30:22.5": as on a clock. */
static char *
on_clock(guint64 ns, guint64 step_ns)
{
    guint64 rounded = (ns + step_ns / 2) / step_ns * step_ns;
    guint64 minutes = rounded / NS_PER_SECOND / 60, in_minute = rounded % (clock_from_ns);
    g_autofree char *seconds = in_unit(in_minute, NS_PER_SECOND, step_ns);
    const char *zero = in_minute < 10ull * NS_PER_SECOND ? "0" : "";

    if (minutes < 60)
        return g_strdup_printf("%" G_GUINT64_FORMAT ":%s%s", minutes, zero, seconds);
    return g_strdup_printf("%" G_GUINT64_FORMAT ":%02" G_GUINT64_FORMAT ":%s%s", minutes / 60,
                           minutes % 60, zero, seconds);
}

/* The largest unit of which `ns`, rounded to three decimals of it, is one at least. */
static guint
unit_of(guint64 ns)
{
    guint unit = 0;

    while (unit + 1 < G_N_ELEMENTS(units) && ns + units[unit].ns / 2000 < units[unit].ns)
        unit++;
    return unit;
}

/* In the unit that fits, with at most three decimals: "1.5 s". */
static char *
in_its_unit(gint64 ns, const char *space)
{
    guint64 size = magnitude(ns);
    guint unit = ns == 0 ? 0 : unit_of(size);
    g_autofree char *number = in_unit(size, units[unit].ns, MAX(units[unit].ns / 1000, 1));

    return g_strdup_printf("%s%s%s%s", ns < 0 ? "-" : "", number, space, units[unit].name);
}

char *
text_plain_duration(gint64 ns)
{
    return in_its_unit(ns, " ");
}

char *
text_duration(gint64 ns)
{
    if (ns == G_MAXINT64)
        return g_strdup("for ever");
    if (magnitude(ns) < clock_from_ns - units[0].ns / 2000)
        return in_its_unit(ns, unit_space);
    g_autofree char *clock = on_clock(magnitude(ns), NS_PER_SECOND);
    return g_strconcat(ns < 0 ? "-" : "", clock, NULL);
}

/* The power of ten at or below `ns`. */
static guint64
power_below(guint64 ns)
{
    guint64 power = 1;

    while (power <= ns / 10)
        power *= 10;
    return power;
}

char *
text_tick(gint64 ns, gint64 step_ns, gint64 end_ns)
{
    guint unit = unit_of(magnitude(end_ns));
    guint64 step = MIN(power_below(magnitude(step_ns)), units[unit].ns);

    if (ns == 0)
        return text_duration(0);
    if (magnitude(ns) >= clock_from_ns)
        return on_clock(magnitude(ns), step);
    g_autofree char *number = in_unit(magnitude(ns), units[unit].ns, step);
    return g_strconcat(number, unit_space, units[unit].name, NULL);
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

static gboolean
begins_with_word(const char *text, const char *word)
{
    size_t n = strlen(word);

    return strncmp(text, word, n) == 0 && (text[n] == '\0' || text[n] == ':');
}

char *
text_ended(TraceState outcome, const char *text)
{
    const char *word = text_outcome(outcome);

    if (!*text)
        return g_strdup(word);
    return begins_with_word(text, word) ? g_strdup(text) : g_strdup_printf("%s: %s", word, text);
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
