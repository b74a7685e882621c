/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-copy.h - the picture of what is in view, for other programs. Private to the window. */
#pragma once
#include "app/window/window-private.h"

/** Let `widget` be a place from which the picture can be dragged. */
void copy_add_drag(MainWindow *self, GtkWidget *widget);
