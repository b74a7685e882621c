/* SPDX-License-Identifier: GPL-3.0-or-later */
/* proto.c - numbers with seven bits in a byte, messages with their length before them. */
#include "ui/interchange/proto.h"

#include <string.h>

enum { WIRE_NUMBER = 0, WIRE_FIXED64 = 1, WIRE_BYTES = 2, WIRE_FIXED32 = 5 };

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

/* ---- reading ---- */

static gboolean
take_number(ProtoScan *scan, guint64 *ret_value)
{
    guint64 value = 0;

    for (guint shift = 0; shift < 64 && scan->at < scan->end; shift += 7) {
        guint8 byte = *scan->at++;

        value |= (guint64) (byte & 0x7f) << shift;
        if (byte < 0x80) {
            *ret_value = value;
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean
take_fixed(ProtoScan *scan, guint size, guint64 *ret_value)
{
    guint64 value = 0;

    if ((gsize) (scan->end - scan->at) < size)
        return FALSE;
    for (guint i = 0; i < size; i++)
        value |= (guint64) scan->at[i] << 8 * i;
    scan->at += size;
    *ret_value = value;
    return TRUE;
}

static gboolean
take_bytes(ProtoScan *scan, ProtoField *field)
{
    guint64 size;

    if (!take_number(scan, &size) || size > (guint64) (scan->end - scan->at))
        return FALSE;
    field->bytes = (const char *) scan->at;
    field->size = (gsize) size;
    scan->at += size;
    return TRUE;
}

static gboolean
take_value(ProtoScan *scan, guint64 wire, ProtoField *field)
{
    if (wire == WIRE_NUMBER)
        return take_number(scan, &field->value);
    if (wire == WIRE_BYTES)
        return take_bytes(scan, field);
    if (wire != WIRE_FIXED64 && wire != WIRE_FIXED32)
        return FALSE;
    return take_fixed(scan, wire == WIRE_FIXED64 ? 8 : 4, &field->value);
}

gboolean
proto_next(ProtoScan *scan, ProtoField *ret_field)
{
    const guint8 *begin = scan->at;
    ProtoField field = {0};
    guint64 tag;

    if (scan->broken || begin >= scan->end)
        return FALSE;
    if (!take_number(scan, &tag) || tag >> 3 == 0 || !take_value(scan, tag & 7, &field)) {
        scan->at = begin;
        scan->broken = TRUE;
        return FALSE;
    }
    field.number = tag >> 3;
    *ret_field = field;
    return TRUE;
}

ProtoScan
proto_open(const ProtoField *field)
{
    const guint8 *at = (const guint8 *) field->bytes;

    return (ProtoScan){at, at ? at + field->size : at, FALSE};
}
