/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outfile.h - the file that a program is recorded into. */
#pragma once
#include <glib.h>

typedef struct {
    char *name;          /* as the user gave it */
    char *path;          /* absolute */
    int fd;              /* open for writing, and locked; -1: closed */
    gboolean is_regular; /* else it is a pipe or a device, which out_file_open() leaves closed */
} OutFile;

/**
 * Create or empty the file `asked`. If that is NULL, create a new file in the current folder, named
 * after `program`: "x.awt", "x-2.awt" ...
 *
 * FALSE with `error` set, such as "x.awt: another run is writing it", when it cannot be written.
 */
gboolean out_file_open(OutFile *file, const char *asked, const char *program, GError **error);

/** Unlock and close the file, so that another process can write it. */
void out_file_release(OutFile *file);

/** Remove the file if nothing was written into it; returns whether it was. */
gboolean out_file_drop_empty(OutFile *file);

/** Close and free. The file stays. */
void out_file_clear(OutFile *file);
