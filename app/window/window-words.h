/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-words.h - what the window says about what it shows. Private to the window. */
#pragma once
#include "app/window/window-private.h"

/** The title of a recording, for people. Lives as long as the recording. */
const char *window_title(Recording *recording);

/** The name of the file or program behind a recording, or what to do if it has neither. The caller
 * frees. */
char *window_file(Recording *recording);

/** Say which events the recording lost for lack of memory; FALSE if none. */
gboolean window_tell_losses(MainWindow *self, Recording *recording);

/** Update everything that the window says about the recording it shows. Cheap. */
void window_update(MainWindow *self);
