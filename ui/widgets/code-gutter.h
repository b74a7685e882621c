/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-gutter.h - the gutter left of the source: line numbers, and tags of the tasks at a line. */
#pragma once
#include <gtksourceview/gtksource.h>

#include "ui/scene/theme.h"

#define CODE_TYPE_GUTTER (code_gutter_get_type())
G_DECLARE_FINAL_TYPE(CodeGutter, code_gutter, CODE, GUTTER, GtkSourceGutterRenderer)

/** A gutter without tags. */
CodeGutter *code_gutter_new(void);

/** Set the colours. */
void code_gutter_set_theme(CodeGutter *self, const Theme *theme);

/** Remove all tags. */
void code_gutter_clear(CodeGutter *self);

/** Add a task's short name to `line` (from 1). */
void code_gutter_add(CodeGutter *self, guint line, const char *name, gboolean running);

/** Redraw, with the width that the tags and `n_lines` line numbers need. Call after the last
 * code_gutter_add(). */
void code_gutter_update(CodeGutter *self, guint n_lines);
