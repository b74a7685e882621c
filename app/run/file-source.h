/* SPDX-License-Identifier: GPL-3.0-or-later */
/* file-source.h - reads a file bit by bit, so that the window stays alive. */
#pragma once
#include "app/run/source.h"

/** The file at `path`. One of another program is translated when all of it is there; then its bytes
 * are those of a recording that lies in no file. */
Source *file_source_new(const char *path);
