/* SPDX-License-Identifier: GPL-3.0-or-later */
/* columns.h - texts below each other, padded to the same width. Widths are in characters. */
#pragma once
#include <glib.h>

/** Make a column at least as wide as `text`, unless that is too long for any column. */
void column_widen(guint *width, const char *text);

/** Append `text`, and the spaces that are missing to the width. */
void column_put(GString *line, const char *text, guint width);
