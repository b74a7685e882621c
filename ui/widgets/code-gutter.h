/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-gutter.h - the gutter left of the source: line numbers, and tags of the tasks at a line. Its
 * width is the same whatever the tags are. */
#pragma once
#include <gtksourceview/gtksource.h>

#include "ui/scene/theme.h"
#include "ui/widgets/linked.h"

#define CODE_TYPE_GUTTER (code_gutter_get_type())
G_DECLARE_FINAL_TYPE(CodeGutter, code_gutter, CODE, GUTTER, GtkSourceGutterRenderer)

/** A gutter without tags. */
CodeGutter *code_gutter_new(void);

/** Set the colours. */
void code_gutter_set_theme(CodeGutter *self, const Theme *theme);

/** Set which tags are lit. */
void code_gutter_set_lit(CodeGutter *self, Lit lit);

/** Remove all tags. */
void code_gutter_clear(CodeGutter *self);

/** Tag `line` (from 1) with a task; those that run come first, before all others. */
void code_gutter_add(CodeGutter *self, guint line, const Track *task, gboolean running);

/** Redraw, for a text whose first line is number `first` and whose last is `last`. Call after the
 * last code_gutter_add(). */
void code_gutter_update(CodeGutter *self, guint first, guint last);

/** The task whose tag was drawn at (x, y) px of the gutter, or TRACE_NOBODY. */
guint32 code_gutter_track_at(CodeGutter *self, double x, double y);

/** The first task of those that `line` is tagged with, or TRACE_NOBODY. */
guint32 code_gutter_first_at(CodeGutter *self, guint line);

/** Where the tag of `track` was drawn; FALSE if it was not. */
gboolean code_gutter_locate(CodeGutter *self, guint32 track, graphene_rect_t *ret_area);

/** All tasks that `line` is tagged with: "Task-3 runs here; Task-4, Task-5 stand here"; NULL if
 * there are none. The caller frees. */
char *code_gutter_describe(CodeGutter *self, guint line);
