/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-files.h - files that the window reads. Private to it. */
#pragma once
#include "app/window/window-private.h"

/** A file was dropped on the window. */
gboolean window_on_drop(GtkDropTarget *target, const GValue *value, double x, double y,
                        MainWindow *self);

/** The file that is read is not wanted any more. */
void window_forget_load(MainWindow *self);
