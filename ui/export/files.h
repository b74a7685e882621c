/* SPDX-License-Identifier: GPL-3.0-or-later */
/* files.h - write a file whole or not at all. */
#pragma once
#include <glib.h>

/**
 * Make `path` a file of these bytes: an existing file is replaced only once everything is written.
 * Anything but a regular file (a pipe, a device) is written to directly.
 *
 * Errors are G_FILE_ERROR, "/x/y.svg: No such file or directory".
 */
gboolean file_replace(const char *path, const void *bytes, gsize size, GError **error);

/* Writes the contents of a file to `fd`; returns 0, or the errno of what went wrong. */
typedef int (*FileFillFn)(int fd, void *data);

/** file_replace() for contents too large for memory: `fill`, called once, writes them. */
gboolean file_fill(const char *path, FileFillFn fill, void *data, GError **error);
