/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json.h - the little that the commands need for JSON beyond json-glib. */
#pragma once
#include <json-glib/json-glib.h>

/** Add a member with text; NULL gives null. Text that is not UTF-8 is converted. */
void json_add_text(JsonBuilder *builder, const char *name, const char *text);

/** Add a member with a whole number. */
void json_add_int(JsonBuilder *builder, const char *name, gint64 value);

/** What was built, with a newline at the end. The caller frees. */
char *json_text(JsonBuilder *builder, gboolean pretty);
