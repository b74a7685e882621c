/* SPDX-License-Identifier: GPL-3.0-or-later */
/* render.h - what the formats written by cairo have in common. Private to ui/export. */
#pragma once
#include "ui/export/export.h"
#include "ui/export/paint.h"

/** A cairo_write_func_t that appends to `bytes`, a GByteArray. */
cairo_status_t render_append(void *bytes, const unsigned char *data, unsigned size);

/** `bytes` if all went well, else NULL, with `error` set; takes ownership of `bytes`. */
GByteArray *render_result(GByteArray *bytes, cairo_status_t status, GError **error);
