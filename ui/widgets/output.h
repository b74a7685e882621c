/* SPDX-License-Identifier: GPL-3.0-or-later */
/* output.h - what a run printed up to the playhead and, dimmed below a rule, what it prints later.
 */
#pragma once
#include "ui/widgets/linked.h"
#include "ui/widgets/pane.h"

#define OUTPUT_TYPE_VIEW (output_view_get_type())
/* It has the signals of linked.h. */
G_DECLARE_FINAL_TYPE(OutputView, output_view, OUTPUT, VIEW, GtkWidget)

/** An empty pane. */
GtkWidget *output_view_new(void);

/** Show the output of `model`, which must stay alive until another one is set; NULL shows nothing.
 */
void output_view_set_model(OutputView *self, const Model *model);

/** Add the lines that are new in the model, and put the rule below those printed up to `event`. */
void output_view_set_event(OutputView *self, gsize event);

/** How many lines are above the rule. */
guint output_view_get_n_printed(OutputView *self);

/** Set whose lines are lit. */
void output_view_set_lit(OutputView *self, Lit lit);

/** The pane that it is in; owned by the widget. */
PaneWidget *output_view_get_pane(OutputView *self);

/** Where a line of output, from 0, is in this widget, px; FALSE if there is no such line. */
gboolean output_view_locate_line(OutputView *self, guint line, GdkRectangle *ret_area);
