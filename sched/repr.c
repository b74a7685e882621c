/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* repr.c - values as people write them: 3, 'item 0', [1, 2], None. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sched/scope.h"
#include "sched/value.h"

/* Text that is being written into a buffer that may be too small. */
typedef struct {
    char *buffer;
    size_t size, length;
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

/* A byte with a name of its own is written as a backslash and that; else 0. */
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

    put(w, "%c", quote);
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char) text[i];
        char escape = escape_for(c, quote);
        if (escape)
            put(w, "\\%c", escape);
        else if (c < ' ' || c == 127 || c > last)
            put(w, "\\x%02x", c);
        else
            put(w, "%c", c);
    }
    put(w, "%c", quote);
}

static void put_value(Writer *w, AwValue v, int depth);

static void
put_list(Writer *w, AwValue v, int depth)
{
    put(w, "[");
    for (size_t i = 0; i < cell_of(v)->size && depth < 32; i++) {
        put(w, "%s", i ? ", " : "");
        put_value(w, v.u.cell->u.items[i], depth + 1);
    }
    put(w, "]");
}

/* Shortest form that reads back as the same number, and never as a whole one. */
static void
put_real(Writer *w, double r)
{
    char text[40];

    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, r);
        if (strtod(text, NULL) == r)
            break;
    }
    if ((r < 1e16 && r >= 1e15) || (r > -1e16 && r <= -1e15)) /* Python has no exponent yet */
        snprintf(text, sizeof text, "%.1f", r);
    put(w, "%s%s", text, strpbrk(text, ".eni") ? "" : ".0");
}

static void
put_value(Writer *w, AwValue v, int depth)
{
    switch ((AwKind) v.kind) {
    case AW_K_NONE:
        put(w, "None");
        break;
    case AW_K_BOOL:
        put(w, v.u.b ? "True" : "False");
        break;
    case AW_K_INT:
        put(w, "%lld", (long long) v.u.i);
        break;
    case AW_K_REAL:
        put_real(w, v.u.r);
        break;
    case AW_K_TEXT:
        put_quoted(w, cell_of(v));
        break;
    case AW_K_BYTES:
        put(w, "b");
        put_quoted(w, cell_of(v));
        break;
    case AW_K_LIST:
        put_list(w, v, depth);
        break;
    case AW_K_POINTER:
        put(w, "<pointer>");
        break;
    case AW_K_OBJECT:
        put(w, "<%s>", ((Object *) v.u.p)->class->name);
        break;
    case AW_K_ERROR:
        put(w, "<%s: %s>", aw_code_name(aw_code(v)), aw_message(v));
        break;
    }
}

size_t
value_write(AwValue v, char *buffer, size_t size)
{
    Writer w = {.buffer = buffer, .size = size};

    if (size)
        buffer[0] = 0;
    put_value(&w, v, 0);
    return w.length;
}

AwValue
aw_repr(AwValue v)
{
    size_t length = value_write(v, NULL, 0);
    char *buffer = malloc(length + 1);

    if (!buffer)
        return error_held(AW_NOMEM, NULL, "no memory");
    value_write(v, buffer, length + 1);
    AwValue text = aw_str(buffer);
    free(buffer);
    return text;
}

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
};

const char *
aw_code_name(AwCode code)
{
    return code <= AW_DEADLOCK ? code_names[code] : "error";
}
