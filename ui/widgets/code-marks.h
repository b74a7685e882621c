/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-marks.h - the bands and tags of the lines where tasks are. Private to the code pane. */
#pragma once
#include "ui/widgets/code-private.h"

/** Add the bands' tags to the buffer. */
void code_marks_init(CodeView *self);

/** Remove all bands and tags. */
void code_marks_clear(CodeView *self);

/** Mark the places, of Place, that are in the file shown. */
void code_marks_add(CodeView *self, const GArray *places);

/** Set the bands' colours. */
void code_marks_set_theme(CodeView *self, const Theme *theme);
