/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scan.c - a cursor over JSON. */
#include "ui/interchange/scan.h"

#include <math.h>
#include <string.h>

static void
skip_space(Scan *scan)
{
    while (scan->at < scan->end && strchr(" \t\r\n", *scan->at) && *scan->at)
        scan->at++;
}

static gboolean
give_up(Scan *scan)
{
    scan->broken = TRUE;
    return FALSE;
}

char
scan_peek(Scan *scan)
{
    skip_space(scan);
    return scan->broken || scan->at >= scan->end ? '\0' : *scan->at;
}

gboolean
scan_take(Scan *scan, char sign)
{
    if (scan_peek(scan) != sign)
        return FALSE;
    scan->at++;
    return TRUE;
}

/* Passes from after the opening quote to after the closing one. */
static gboolean
pass_string(Scan *scan)
{
    while (scan->at < scan->end && *scan->at != '"')
        scan->at += *scan->at == '\\' && scan->at + 1 < scan->end ? 2 : 1;
    if (scan->at >= scan->end)
        return give_up(scan);
    scan->at++;
    return TRUE;
}

/* Passes an object or array with its content. */
static gboolean
pass_nested(Scan *scan)
{
    gsize depth = 0;

    do {
        char sign = scan->at < scan->end ? *scan->at++ : '\0';

        if (sign == '\0' && scan->at >= scan->end)
            return give_up(scan);
        if (sign == '"' && !pass_string(scan))
            return FALSE;
        depth += sign == '{' || sign == '[';
        depth -= sign == '}' || sign == ']';
    } while (depth > 0);
    return TRUE;
}

/* Passes a number, true, false or null. */
static gboolean
pass_word(Scan *scan)
{
    const char *begin = scan->at;

    while (scan->at < scan->end && (g_ascii_isalnum(*scan->at) || strchr("+-.", *scan->at)) &&
           *scan->at)
        scan->at++;
    return scan->at > begin || give_up(scan);
}

gboolean
scan_value(Scan *scan, ScanText *ret_value)
{
    char sign = scan_peek(scan);
    gboolean quoted = sign == '"';
    const char *begin = scan->at + quoted;
    gboolean passed;

    scan->at = begin;
    if (quoted)
        passed = pass_string(scan);
    else
        passed = sign == '{' || sign == '[' ? pass_nested(scan) : pass_word(scan);
    if (!passed)
        return FALSE;
    *ret_value = (ScanText){begin, (gsize) (scan->at - begin) - quoted, quoted};
    return TRUE;
}

gboolean
scan_name(Scan *scan, ScanText *ret_name)
{
    while (scan_take(scan, ','))
        ;
    if (scan_take(scan, '}') || scan->broken)
        return FALSE;
    if (scan_peek(scan) != '"')
        return give_up(scan);
    return scan_value(scan, ret_name) && (scan_take(scan, ':') || give_up(scan));
}

gboolean
scan_member(Scan *scan, ScanText *ret_name, ScanText *ret_value)
{
    return scan_name(scan, ret_name) && scan_value(scan, ret_value);
}

gboolean
scan_text_is(const ScanText *text, const char *word)
{
    return text->size == strlen(word) && memcmp(text->at, word, text->size) == 0;
}

/* ---- texts ---- */

/* The number of the four digits after \u, or -1. */
static int
code_unit(const char *at, const char *end)
{
    int unit = 0;

    for (int i = 0; i < 4; i++) {
        int digit = at + i < end ? g_ascii_xdigit_value(at[i]) : -1;

        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

/* Appends the character after \u, or after two \u if they are halves of a surrogate pair; returns
 * how many bytes were used. A half alone or a character 0 is replaced. */
static gsize
undo_unicode(const char *at, const char *end, GString *text)
{
    int unit = code_unit(at, end), second = -1;

    if (unit < 0) {
        g_string_append(text, "\xef\xbf\xbd");
        return 0;
    }
    if (unit >= 0xd800 && unit < 0xdc00 && end - at >= 10 && at[4] == '\\' && at[5] == 'u')
        second = code_unit(at + 6, end);
    if (second >= 0xdc00 && second < 0xe000) {
        g_string_append_unichar(text, 0x10000 + ((gunichar) (unit - 0xd800) << 10) +
                                          (gunichar) (second - 0xdc00));
        return 10;
    }
    gboolean half = unit >= 0xd800 && unit < 0xe000;
    g_string_append_unichar(text, half || unit == 0 ? 0xfffd : (gunichar) unit);
    return 4;
}

char *
scan_text(const ScanText *value)
{
    static const char signs[] = "bfnrt", meanings[] = "\b\f\n\r\t";
    GString *text = g_string_sized_new(value->size);
    const char *at = value->at, *end = at + value->size;

    while (at < end) {
        if (*at != '\\' || !value->quoted || at + 1 >= end) {
            g_string_append_c(text, *at++);
            continue;
        }
        const char *sign = at[1] ? strchr(signs, at[1]) : NULL;
        at += 2;
        if (at[-1] == 'u')
            at += undo_unicode(at, end, text);
        else
            g_string_append_c(text, sign ? meanings[sign - signs] : at[-1]);
    }
    return g_string_free(text, FALSE);
}

/* ---- numbers ---- */

static gint64
in_range(double number)
{
    if (isnan(number))
        return 0;
    if (number >= 9e18)
        return G_GINT64_CONSTANT(9000000000000000000);
    return number <= -9e18 ? G_GINT64_CONSTANT(-9000000000000000000) : (gint64) floor(number);
}

/* Reads plain digits with or without a point exactly; FALSE if the text is something else, or too
 * large. */
static gboolean
plain_number(const char *text, gint64 scale, gint64 *ret_number)
{
    gboolean negative = *text == '-';
    gint64 number = 0;
    const char *at = text + negative;

    for (; g_ascii_isdigit(*at); at++)
        if (__builtin_mul_overflow(number, 10, &number) ||
            __builtin_add_overflow(number, *at - '0', &number))
            return FALSE;
    if (__builtin_mul_overflow(number, scale, &number))
        return FALSE;
    if (*at == '.')
        for (at++; g_ascii_isdigit(*at); at++) {
            scale /= 10;
            if (__builtin_add_overflow(number, (*at - '0') * scale, &number))
                return FALSE;
        }
    *ret_number = negative ? -number : number;
    return *at == '\0';
}

gboolean
scan_number(const ScanText *value, gint64 scale, gint64 *ret_number)
{
    char text[64];
    char *end;

    if (value->size == 0 || value->size >= sizeof text)
        return FALSE;
    memcpy(text, value->at, value->size);
    text[value->size] = '\0';
    if (plain_number(text, scale, ret_number))
        return TRUE;
    double number = g_ascii_strtod(text, &end);
    if (end == text || *end != '\0')
        return FALSE;
    *ret_number = in_range(number * (double) scale);
    return TRUE;
}
