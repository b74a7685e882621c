/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-settings.h - what the window remembers. Private to the window. */
#pragma once
#include "app/window/window-private.h"

/** Make the window as the settings say. */
void window_restore_settings(MainWindow *self);

/** Remember its size, and write the settings. */
void window_keep_size(MainWindow *self);
