/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-files.h - files that the window reads. Private to the window. */
#pragma once
#include "app/window/window-private.h"

/** Handle a file that was dropped on the window. */
gboolean window_on_drop(GtkDropTarget *target, const GValue *value, double x, double y,
                        MainWindow *self);

/** Forget the file that is being read. */
void window_forget_load(MainWindow *self);

/** Ask for the source that the code pane misses. */
void window_on_source_wanted(MainWindow *self);
