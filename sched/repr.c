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

static void
put_quoted(Writer *w, const char *text, size_t size)
{
    const char *quote = memchr(text, '\'', size) && !memchr(text, '"', size) ? "\"" : "'";

    put(w, "%s", quote);
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char) text[i];
        if (c == '\n')
            put(w, "\\n");
        else if (c == '\\' || c == (unsigned char) *quote)
            put(w, "\\%c", c);
        else if (c < ' ' || c == 127)
            put(w, "\\x%02x", c);
        else
            put(w, "%c", c);
    }
    put(w, "%s", quote);
}

static void put_value(Writer *w, AwValue v, int depth);

static void
put_list(Writer *w, AwValue v, int depth)
{
    put(w, "[");
    for (size_t i = 0; i < v.u.cell->size && depth < 32; i++) {
        put(w, i ? ", " : "");
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
        put_quoted(w, v.u.cell->u.text, v.u.cell->size);
        break;
    case AW_K_BYTES:
        put(w, "b");
        put_quoted(w, v.u.cell->u.text, v.u.cell->size);
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
        put(w, "<%s: %s>", aw_code_name(aw_code(v)), v.u.cell->u.text);
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
