/* SPDX-License-Identifier: GPL-3.0-or-later */
/* choosers.h - asks the user for a file. */
#pragma once
#include "app/window/window.h"

typedef void (*ChosenFn)(MainWindow *window, const char *path);

/** Ask for a recording to open. `chosen` is not called if the user cancels. */
void choose_recording(MainWindow *window, ChosenFn chosen);

/** Ask where the source of `file` is, beginning in `folder`; NULL: anywhere. */
void choose_source(MainWindow *window, const char *file, const char *folder, ChosenFn chosen);

/** Ask where to write a file that ends in `.extension`; suggests `name`. `window` is the main
 * window or one of its dialogs. */
void choose_target(GtkWindow *window, const char *title, const char *name, const char *extension,
                   ChosenFn chosen);
