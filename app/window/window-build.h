/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-build.h - the widgets of the window. Private to it. */
#pragma once
#include "app/window/window-private.h"

/** All widgets in the window, put together; they are in `self`, too. */
GtkWidget *window_make_content(MainWindow *self);
