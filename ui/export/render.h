/* SPDX-License-Identifier: GPL-3.0-or-later */
/* render.h - what the formats that cairo writes have in common. Private to ui/export. */
#pragma once
#include "ui/export/export.h"
#include "ui/export/paint.h"

/** A cairo_write_func_t onto a GByteArray. */
cairo_status_t render_append(void *bytes, const unsigned char *data, unsigned size);

/** `bytes` when all went well, else NULL with why; it takes `bytes`. */
GByteArray *render_result(GByteArray *bytes, cairo_status_t status, GError **error);
