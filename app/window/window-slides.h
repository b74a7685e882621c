/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-slides.h - the window's dialog for slides. Private to the window. */
#pragma once
#include "app/window/window-private.h"

/** Forget the dialog, and what was left out in it: something else will be shown. */
void window_forget_slides(MainWindow *self);
