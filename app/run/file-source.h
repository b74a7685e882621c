/* SPDX-License-Identifier: GPL-3.0-or-later */
/* file-source.h - reads a file piece by piece, so that the window stays responsive. */
#pragma once
#include "app/run/source.h"

/** A source that reads the file at `path`. A file of another program is translated once all of it
 * is read; its bytes are then those of a recording that is in no file. */
Source *file_source_new(const char *path);
