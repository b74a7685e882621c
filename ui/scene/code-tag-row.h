/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-tag-row.h - the tags at the right end of a line of code, as many as there is room for.
 * Private to the pictures of code. */
#pragma once
#include "ui/scene/build.h"
#include "ui/scene/code-tags.h"

typedef struct {
    GArray *tags; /* of CodeTag */
    guint n;      /* of them that are shown */
    char *more;   /* how many others there are; NULL: none */
    double w;     /* of all that is shown, and a gap in front of it; 0: nothing, px */
} CodeTagRow;

/** The tags of that line in code that is `width` px wide: those of `places`, of Place, that are
 * there. Free it with code_tag_row_clear(). */
CodeTagRow code_tag_row_new(const Build *build, const GArray *places, const char *file, guint line,
                            double width);
void code_tag_row_clear(CodeTagRow *row);

/** Draw them from `x` on, in a row that is `h` px high. */
void code_tag_row_draw(const Build *build, const CodeTagRow *row, double x, double y, double h);
