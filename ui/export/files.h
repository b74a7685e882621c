/* SPDX-License-Identifier: GPL-3.0-or-later */
/* files.h - a file is written whole or not at all. */
#pragma once
#include <glib.h>

/**
 * Make `path` a file of these bytes: what stood there is replaced only when all is written. What is
 * no regular file (a pipe, a device) is written to as it is.
 *
 * Errors are G_FILE_ERROR, "/x/y.svg: No such file or directory".
 */
gboolean file_replace(const char *path, const void *bytes, gsize size, GError **error);
