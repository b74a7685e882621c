/* SPDX-License-Identifier: GPL-3.0-or-later */
/* growth.h - while a live run sleeps or computes, what goes on grows with the clock. Private to the
 * window. */
#pragma once
#include "app/window/window-private.h"

/** Begin, if what is shown is live. It ends by itself. */
void window_grow(MainWindow *self);

/** End it. */
void window_stop_growth(MainWindow *self);
