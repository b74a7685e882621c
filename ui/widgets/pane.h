/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pane.h - a part of a column: its heading is a button that folds what is below. */
#pragma once
#include <gtk/gtk.h>

#define PANE_TYPE_WIDGET (pane_widget_get_type())
/*
 * Signal:
 *   "folded"  it was folded or unfolded
 */
G_DECLARE_FINAL_TYPE(PaneWidget, pane_widget, PANE, WIDGET, GtkWidget)

/** A pane with `child` below the heading `title`; it takes all the height that is left if
 * `expands`.
 */
GtkWidget *pane_widget_new(const char *title, GtkWidget *child, gboolean expands);

/** A few words beside the title, `part` (0 left, 1 right) of the way to the right edge. */
void pane_widget_set_detail(PaneWidget *self, const char *detail, float part);

/** These words; owned by the widget. */
const char *pane_widget_get_detail(PaneWidget *self);

/** Whether only the heading is shown. */
gboolean pane_widget_get_folded(PaneWidget *self);
void pane_widget_set_folded(PaneWidget *self, gboolean folded);

/** End scrolling that is under way. Call it before the pane is hidden: GTK 4.8 loses count of its
 * animations if that happens while one scrolls. */
void pane_widget_settle(PaneWidget *self);

/** The button that the heading is; owned by the widget. */
GtkWidget *pane_widget_get_button(PaneWidget *self);
