/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bar.h - a row of widgets, some of which are left out while there is no room for them. */
#pragma once
#include <gtk/gtk.h>

#define BAR_TYPE (bar_get_type())
G_DECLARE_FINAL_TYPE(Bar, bar, AWAITSCOPE, BAR, GtkWidget)

/** An empty bar. */
GtkWidget *bar_new(void);

/** Put a widget at the end. Those of the highest rank are left out first, those of rank 0 never. */
void bar_append(Bar *self, GtkWidget *widget, int rank);
