/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-size.h - how large code is on pages: as large as can be read from the last row of a room,
 * and larger where that costs nothing. Pure. */
#pragma once
#include "ui/scene/code-folds.h"
#include "ui/scene/layout.h"

typedef struct {
    Font font;
    guint row; /* height of a line, px */
} CodeSize;

enum { CODE_MARGIN = 6 }; /* px, around all lines and right of them */

/* Where a row has its parts, px. */
typedef struct {
    double numbers_right, text_left;
} CodeColumns;

/** The columns of a source of so many lines. */
CodeColumns code_columns(const CodeSize *size, guint n_lines, const TextMetrics *metrics);

/** How many rows there are in `height` px. */
guint code_size_rows(const CodeSize *size, double height);

/** The size for these pages, of CodePlaces, in a panel of `width` x `height` px: the largest in
 * which code stands as still, shows as many of the lines where tasks are, and cuts as few of them,
 * as in the smallest. */
const CodeSize *code_size_choose(const Model *model, const GPtrArray *pages, double width,
                                 double height, const TextMetrics *metrics);
