/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-lines.h - which line is where in the text of the code pane. Private to it. */
#pragma once
#include "ui/widgets/code-private.h"

/** The number of the line at `y` px of the text view; 0 if there is none. */
guint code_line_at(CodeView *self, double y);

/** The beginning of a line; FALSE if it is not shown. */
gboolean code_find_line(CodeView *self, guint line, GtkTextIter *ret_iter);

/** The number of the last line. */
guint code_last_line(CodeView *self);

/** Bring the lines `first` .. `last` into view if there is room for all of them, else `line`, which
 * is one of them. With the next frame. */
void code_scroll_to(CodeView *self, guint line, guint first, guint last);
