/* SPDX-License-Identifier: GPL-3.0-or-later */
/* note-file.h - notes in the file of a recording, after its end: what was recorded is not touched.
 */
#pragma once
#include "ui/model/notes.h"

/** Append to `bytes` what makes `note` one of the recording; text NULL takes it back. */
void note_put(GByteArray *bytes, const Note *note);

/** The same with a file, a whole recording. FALSE, `error` set and the file as it was: it could not
 * be written. */
gboolean note_append(const char *path, const Note *note, GError **error);
