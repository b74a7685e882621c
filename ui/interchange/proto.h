/* SPDX-License-Identifier: GPL-3.0-or-later */
/* proto.h - the wire form of protocol buffers, as far as it is used here. A message under
 * construction is a GString of its fields. */
#pragma once
#include <glib.h>

/** A field that is a number. */
void proto_number(GString *message, guint field, guint64 value);

/** A field of eight bytes that is a number. */
void proto_fixed64(GString *message, guint field, guint64 value);

/** A field that is a text, ending in NUL. */
void proto_text(GString *message, guint field, const char *text);

/** A field that is a message. */
void proto_message(GString *message, guint field, const GString *inner);

/* What is still to be read of a message. */
typedef struct {
    const guint8 *at, *end;
    gboolean broken; /* what is at `at` is no field, or not all of one */
} ProtoScan;

typedef struct {
    guint64 number;
    guint64 value; /* of one that is a number, or of four or eight bytes */
    const char *bytes;
    gsize size; /* of one with bytes: text or message; else 0 */
} ProtoField;

/** The next field; FALSE behind the last, or when there is none that is whole. */
gboolean proto_next(ProtoScan *scan, ProtoField *ret_field);

/** To read what is in a field with bytes. */
ProtoScan proto_open(const ProtoField *field);
