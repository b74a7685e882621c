/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-build.h - the widgets of the window. Private to it. */
#pragma once
#include "app/window/window-private.h"

/** Make all widgets of the window; `self` keeps them, too. */
GtkWidget *window_make_content(MainWindow *self);
