/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outfile.h - the file that a program's recording goes to. */
#pragma once
#include <glib.h>

typedef struct {
    char *name;          /* as people call it */
    char *path;          /* absolute */
    int fd;              /* open for writing, and locked; -1: closed */
    gboolean is_regular; /* else it is a pipe or a device, and was not opened */
} OutFile;

/**
 * Make the file empty: `asked`, or, when that is NULL, one in this folder that is called after
 * `program` and was not there: "x.awt", "x-2.awt" ...
 *
 * FALSE with `error` set, "x.awt: another run is writing it", when it cannot be written.
 */
gboolean out_file_open(OutFile *file, const char *asked, const char *program, GError **error);

/** Let another process write it. */
void out_file_release(OutFile *file);

/** Whether nothing was written into it; then it is removed. */
gboolean out_file_drop_empty(OutFile *file);

/** Free. Nothing is removed. */
void out_file_clear(OutFile *file);
