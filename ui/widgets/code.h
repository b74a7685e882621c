/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code.h - the source at a moment of a run: the line that runs, and the lines where tasks wait. */
#pragma once
#include "ui/widgets/linked.h"
#include "ui/widgets/pane.h"

#define CODE_TYPE_VIEW (code_view_get_type())
/*
 * Signals, besides those of linked.h:
 *   "source-wanted"  the user wants to say where the source is that is missing
 */
G_DECLARE_FINAL_TYPE(CodeView, code_view, CODE, VIEW, GtkWidget)

/** An empty pane, which hides itself until there is a file to show. */
GtkWidget *code_view_new(void);

/** Show the source in `model`, which must stay alive until another one is set; NULL shows nothing.
 */
void code_view_set_model(CodeView *self, const Model *model);

/** Mark where every task is at `event`; MODEL_NONE marks nothing. */
void code_view_set_event(CodeView *self, gsize event);

/** Say that the model has more events, or sources. */
void code_view_model_changed(CodeView *self);

/** Set which tags are lit. */
void code_view_set_lit(CodeView *self, Lit lit);

/** Show `text` as the source of `file` until the model has a source of its own. */
void code_view_show_source(CodeView *self, const char *file, const char *text);

/** The text of the heading: the file, and what runs at which line. Owned by the widget. */
const char *code_view_get_heading(CodeView *self);

/** The file that should be shown, but whose source the model has not; NULL if nothing is missing.
 * Owned by the widget; valid until another event is set. */
const char *code_view_get_missing(CodeView *self);

/** Say below the button that finds the source why the file chosen is of no use; "": no more. */
void code_view_tell_trouble(CodeView *self, const char *trouble);

/** That button; owned by the widget. */
GtkWidget *code_view_get_find_button(CodeView *self);

/** The pane that it is in; owned by the widget. */
PaneWidget *code_view_get_pane(CodeView *self);

/** Where `line` (from 1) is in this widget, px; FALSE if it is not shown. */
gboolean code_view_locate_line(CodeView *self, guint line, GdkRectangle *ret_area);

/** Where the tag of `track` is in this widget, px; FALSE if there is none in view. */
gboolean code_view_locate_tag(CodeView *self, guint32 track, GdkRectangle *ret_area);
