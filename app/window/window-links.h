/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-links.h - the parts of the window answer each other. Private to the window. */
#pragma once
#include "app/window/window-private.h"

/** Light in every part what the pointer is on in one of them, and select or show what is clicked.
 * Call once all parts are made. */
void window_link(MainWindow *self);

/** Light what is selected now. */
void window_light(MainWindow *self);

/** Keep the column as wide as it was the last time. */
void window_keep_column_width(MainWindow *self);
