/* SPDX-License-Identifier: GPL-3.0-or-later */
/* proto.h - the wire form of protocol buffers, as far as it is written here. A message is a GString
 * of its fields. */
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
