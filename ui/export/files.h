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

/* Writes to `fd` what a file is to hold; 0, or the errno of what went wrong. */
typedef int (*FileFillFn)(int fd, void *data);

/** file_replace() for what is too large to be in memory: `fill` writes it, once. */
gboolean file_fill(const char *path, FileFillFn fill, void *data, GError **error);
