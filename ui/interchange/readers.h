/* SPDX-License-Identifier: GPL-3.0-or-later */
/* readers.h - what a reader of another program's files is. */
#pragma once
#include "ui/interchange/draft.h"

/* A format that we read: a row of the table that meson generates from `readers` in meson.build. */
typedef struct {
    const char *name;        /* "Perfetto's traces" */
    const char *patterns[4]; /* of file names, the usual one first; ends with NULL */
    const char *first;       /* bytes that a file may begin with; none is 0 */
    const char *empty;       /* what a file with nothing to show is called in messages */
    /* Whether a file that begins with these bytes is in this format. */
    gboolean (*is)(const char *bytes, gsize size);
    /* Reads a file. Returns NULL, or what is wrong with it. */
    char *(*read)(const char *bytes, gsize size, Draft *draft);
} InterchangeReader;

/** All formats, `ret_n` of them. */
const InterchangeReader *const *interchange_readers(gsize *ret_n);
