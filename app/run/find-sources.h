/* SPDX-License-Identifier: GPL-3.0-or-later */
/* find-sources.h - finds the source files that a recording names and does not have. */
#pragma once
#include "ui/model/model.h"

/** Look for them as they are named, beside the recording at `path` (NULL: it is in no file), and
 * below the folders of AW_TRACE_SOURCES, and give them to the model. Returns how many were found.
 */
guint find_sources(Model *model, const char *path);

/** Give the model the file at `path` as the source of `file`, and look for others in its folder.
 * FALSE with `error` set: it cannot be read, or is larger than a source may be. */
gboolean find_sources_by(Model *model, const char *file, const char *path, GError **error);
