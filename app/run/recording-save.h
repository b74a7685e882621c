/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recording-save.h - saves a recording, and what is noted in it. */
#pragma once
#include "app/run/recording.h"

/** Whether recording_save() has something to write: a run that is over, or the translation of a
 * file of another program. */
gboolean recording_can_save(Recording *self);

/** Note `text` at `event`, "" for a mere bookmark, NULL to take it back: in the model and, if the
 * recording is a file, there. FALSE with `error` set, and nothing changed: it is not over, or its
 * file is not whole or cannot be written. */
gboolean recording_set_note(Recording *self, gsize event, const char *text, GError **error);

/** Write the recording, its notes included, to `path`, whole or not at all. */
gboolean recording_save(Recording *self, const char *path, GError **error);
