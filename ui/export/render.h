/* SPDX-License-Identifier: GPL-3.0-or-later */
/* render.h - what several formats have in common. Private to ui/export. */
#pragma once
#include "ui/export/export.h"
#include "ui/export/paint.h"

/** A cairo_write_func_t that appends to `bytes`, a GByteArray. */
cairo_status_t render_append(void *bytes, const unsigned char *data, unsigned size);

/** `bytes` if all went well, else NULL, with `error` set; takes ownership of `bytes`. */
GByteArray *render_result(GByteArray *bytes, cairo_status_t status, GError **error);

/** What page `i` is called in a list of all: "9  Task-2 is done", in the second of several chapters
 * "2.9  ..."; the caller frees. */
char *render_page_name(const ExportPages *pages, guint i);

/** When a file says that it was made; the caller frees. */
char *render_date(void);
