/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-words.h - what the window says about what is shown. Private to it. */
#pragma once
#include "app/window/window-private.h"

/** The title of a recording, for people. Lives as long as the recording. */
const char *window_title(Recording *recording);

/** The file it is, or would be, about. The caller frees. */
char *window_file(Recording *recording);

/** Say which events the recording lost, for want of memory; FALSE: none. */
gboolean window_tell_losses(MainWindow *self, Recording *recording);

/** Say in all places how it is with what is shown. Cheap. */
void window_update(MainWindow *self);
