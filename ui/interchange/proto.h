/* SPDX-License-Identifier: GPL-3.0-or-later */
/* proto.h - the wire form of protocol buffers, as far as it is used here. A message under
 * construction is a GString of its fields. */
#pragma once
#include <glib.h>

/** Append a number as a field. */
void proto_number(GString *message, guint field, guint64 value);

/** Append a number as a field of eight bytes. */
void proto_fixed64(GString *message, guint field, guint64 value);

/** Append a NUL-terminated text as a field. */
void proto_text(GString *message, guint field, const char *text);

/** Append a message as a field. */
void proto_message(GString *message, guint field, const GString *inner);

/* The part of a message that is still to be read. */
typedef struct {
    const guint8 *at, *end;
    gboolean broken; /* at `at` is no field, or an incomplete one */
} ProtoScan;

typedef struct {
    guint64 number;
    guint64 value; /* of a field with a number, or with four or eight bytes */
    const char *bytes;
    gsize size; /* of a field with bytes (a text or a message); else 0 */
} ProtoField;

/** The next field; FALSE after the last, or if the next one is not complete. */
gboolean proto_next(ProtoScan *scan, ProtoField *ret_field);

/** A scan of the content of a field with bytes. */
ProtoScan proto_open(const ProtoField *field);
