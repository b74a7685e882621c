/* SPDX-License-Identifier: GPL-3.0-or-later */
/* proto.c - numbers seven bits a byte, messages with their length before them. */
#include "ui/interchange/proto.h"

#include <string.h>

enum { WIRE_NUMBER = 0, WIRE_FIXED64 = 1, WIRE_BYTES = 2 };

static void
put_number(GString *message, guint64 value)
{
    for (; value >= 0x80; value >>= 7)
        g_string_append_c(message, (char) (value | 0x80));
    g_string_append_c(message, (char) value);
}

static void
put_tag(GString *message, guint field, guint wire)
{
    put_number(message, (guint64) field << 3 | wire);
}

static void
put_bytes(GString *message, guint field, const char *bytes, gsize size)
{
    put_tag(message, field, WIRE_BYTES);
    put_number(message, size);
    g_string_append_len(message, bytes, (gssize) size);
}

void
proto_number(GString *message, guint field, guint64 value)
{
    put_tag(message, field, WIRE_NUMBER);
    put_number(message, value);
}

void
proto_fixed64(GString *message, guint field, guint64 value)
{
    guint64 little = GUINT64_TO_LE(value);

    put_tag(message, field, WIRE_FIXED64);
    g_string_append_len(message, (const char *) &little, sizeof little);
}

void
proto_text(GString *message, guint field, const char *text)
{
    put_bytes(message, field, text, strlen(text));
}

void
proto_message(GString *message, guint field, const GString *inner)
{
    put_bytes(message, field, inner->str, inner->len);
}
