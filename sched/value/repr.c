/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* repr.c - values as people write them: 3, 'item 0', [1, 2], None. */
#include "sched/value/repr.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sched/value/cell.h"
#include "sched/value/error.h"
#include "sched/value/scope.h"
#include "sched/value/serial.h"
#include "sched/value/value.h"

/* Text that is being written into a buffer that may be too small. */
typedef struct {
    char *buffer;
    size_t size, length;
    AwSite *site; /* of the call that writes; NULL */
} Writer;

static void __attribute__((format(printf, 2, 3))) put(Writer *w, const char *format, ...)
{
    char *at = w->length < w->size ? w->buffer + w->length : NULL;
    va_list args;

    va_start(args, format);
    int n = vsnprintf(at, at ? w->size - w->length : 0, format, args);
    va_end(args);
    w->length += n > 0 ? (size_t) n : 0;
}

static void
put_bytes(Writer *w, const char *bytes, size_t size)
{
    if (w->length < w->size) {
        size_t room = w->size - w->length - 1, n = size < room ? size : room;
        memcpy(w->buffer + w->length, bytes, n);
        w->buffer[w->length + n] = 0;
    }
    w->length += size;
}

static inline void
put_char(Writer *w, char c)
{
    if (w->length + 1 < w->size) {
        w->buffer[w->length] = c;
        w->buffer[w->length + 1] = 0;
    }
    w->length++;
}

static void
put_text(Writer *w, const char *text)
{
    put_bytes(w, text, strlen(text));
}

/* Not by printf(): recordings have many of these. */
static void
put_int(Writer *w, int64_t i)
{
    char digits[24], *at = digits + sizeof digits;
    uint64_t left = i < 0 ? -(uint64_t) i : (uint64_t) i;

    if (left < 10 && i >= 0) {
        put_char(w, (char) ('0' + left));
        return;
    }
    do
        *--at = (char) ('0' + left % 10);
    while (left /= 10);
    if (i < 0)
        *--at = '-';
    put_bytes(w, at, (size_t) (digits + sizeof digits - at));
}

/* The letter that a byte is written as, after a backslash; 0: it has none. */
static char
escape_for(unsigned char c, char quote)
{
    const char *known = "\nn\tt\rr\\\\";

    for (; *known; known += 2)
        if (c == (unsigned char) known[0])
            return known[1];
    return c == (unsigned char) quote ? quote : 0;
}

/* Bytes past ASCII are shown as they are in text, which is UTF-8, and by number in bytes. */
static void
put_quoted(Writer *w, const AwCell *cell)
{
    const char *text = cell->u.text;
    size_t size = cell->size;
    char quote = memchr(text, '\'', size) && !memchr(text, '"', size) ? '"' : '\'';
    unsigned last = cell->kind == AW_K_TEXT ? 255 : 126;

    put_char(w, quote);
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char) text[i];
        char escape = escape_for(c, quote);
        if (escape)
            put(w, "\\%c", escape);
        else if (c < ' ' || c == 127 || c > last)
            put(w, "\\x%02x", c);
        else
            put_char(w, (char) c);
    }
    put_char(w, quote);
}

static void put_value(Writer *w, AwValue v, int depth);

static void
put_list(Writer *w, AwValue v, int depth)
{
    put_char(w, '[');
    for (size_t i = 0; i < v.u.cell->size && depth < 32; i++) {
        if (i)
            put_text(w, ", ");
        put_value(w, list_item(v.u.cell, i, w->site), depth + 1);
    }
    put_char(w, ']');
}

/* The shortest form that reads back as the same number, and never looks like an integer. */
static void
put_real(Writer *w, double r)
{
    char text[40];

    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, r);
        if (strtod(text, NULL) == r)
            break;
    }
    if ((r < 1e16 && r >= 1e15) ||
        (r > -1e16 && r <= -1e15)) /* Python does not use an exponent yet */
        snprintf(text, sizeof text, "%.1f", r);
    if (r != r) /* Python shows no sign of a NaN */
        strcpy(text, "nan");
    put(w, "%s%s", text, strpbrk(text, ".eni") ? "" : ".0");
}

static void
put_value(Writer *w, AwValue v, int depth)
{
    switch ((AwKind) v.kind) {
    case AW_K_NONE:
        put_text(w, "None");
        break;
    case AW_K_BOOL:
        put_text(w, v.u.b ? "True" : "False");
        break;
    case AW_K_INT:
        put_int(w, v.u.i);
        break;
    case AW_K_REAL:
        put_real(w, v.u.r);
        break;
    case AW_K_TEXT:
        put_quoted(w, v.u.cell);
        break;
    case AW_K_BYTES:
        put_char(w, 'b');
        put_quoted(w, v.u.cell);
        break;
    case AW_K_LIST:
        put_list(w, v, depth);
        break;
    case AW_K_POINTER:
        put(w, "<pointer %u>", serial_of(v.u.p));
        break;
    case AW_K_OBJECT:
        must_be_a(OBJECT_ANY, v.u.p, "what writes a value", w->site);
        put(w, "<%s>", object_name(v.u.p));
        break;
    case AW_K_ERROR:
        put(w, "<%s: %s>", aw_code_name(aw_code(v)), v.u.cell->u.text);
        break;
    }
}

static size_t
write_for(AwSite *site, AwValue v, char *buffer, size_t size)
{
    Writer w = {.buffer = buffer, .size = size, .site = site};

    if (size)
        buffer[0] = 0;
    put_value(&w, v, 0);
    return w.length;
}

size_t
value_write(AwValue v, char *buffer, size_t size)
{
    return write_for(NULL, v, buffer, size);
}

AwValue
aw_repr_from(AwValue v, AwSite *site)
{
    value_must_live(v, site);
    size_t length = write_for(site, v, NULL, 0);
    char *buffer = malloc(length + 1);

    if (!buffer)
        return error_held(AW_NOMEM, site, "no memory");
    write_for(site, v, buffer, length + 1);
    AwValue text = aw_str(buffer);
    free(buffer);
    return text;
}

/* ---- order ---- */

static int
sign(bool more, bool less)
{
    return (int) more - (int) less;
}

static bool
is_number(AwValue v)
{
    return v.kind == AW_K_INT || v.kind == AW_K_REAL || v.kind == AW_K_BOOL;
}

static double
number(AwValue v)
{
    return v.kind == AW_K_BOOL ? v.u.b : aw_to_real(v);
}

static int
compare_numbers(AwValue a, AwValue b)
{
    if (a.kind == AW_K_INT && b.kind == AW_K_INT)
        return sign(a.u.i > b.u.i, a.u.i < b.u.i);
    return sign(number(a) > number(b), number(a) < number(b));
}

static int
compare_bytes(const AwCell *a, const AwCell *b)
{
    int order = memcmp(a->u.text, b->u.text, a->size < b->size ? a->size : b->size);

    return order ? order : sign(a->size > b->size, a->size < b->size);
}

static int
compare_lists(const AwCell *a, const AwCell *b)
{
    for (size_t i = 0; i < a->size && i < b->size; i++) {
        int order = value_compare(list_item(a, i, NULL), list_item(b, i, NULL));
        if (order)
            return order;
    }
    return sign(a->size > b->size, a->size < b->size);
}

int
value_compare(AwValue a, AwValue b)
{
    if (is_number(a) && is_number(b))
        return compare_numbers(a, b);
    if (a.kind != b.kind)
        return sign(a.kind > b.kind, a.kind < b.kind);
    if (a.kind == AW_K_TEXT || a.kind == AW_K_BYTES)
        return compare_bytes(a.u.cell, b.u.cell);
    return a.kind == AW_K_LIST ? compare_lists(a.u.cell, b.u.cell) : 0;
}

/* ---- codes ---- */

static const char *const code_names[] = {
    [AW_OK] = "ok",
    [AW_CANCELLED] = "cancelled",
    [AW_TIMEOUT] = "timeout",
    [AW_ERROR] = "error",
    [AW_INVALID_STATE] = "invalid state",
    [AW_RUNTIME] = "runtime error",
    [AW_VALUE] = "value error",
    [AW_TYPE] = "type error",
    [AW_OS] = "system error",
    [AW_NOMEM] = "no memory",
    [AW_DEADLOCK] = "deadlock",
    [AW_QUEUE_EMPTY] = "queue empty",
    [AW_QUEUE_FULL] = "queue full",
    [AW_QUEUE_SHUTDOWN] = "queue shut down",
    [AW_CF_CANCELLED] = "job cancelled",
    [AW_BROKEN_BARRIER] = "broken barrier",
    [AW_GROUP_FAILED] = "group failed",
};

const char *
aw_code_name(AwCode code)
{
    return code <= AW_GROUP_FAILED ? code_names[code] : "error";
}
