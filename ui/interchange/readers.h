/* SPDX-License-Identifier: GPL-3.0-or-later */
/* readers.h - what a reader of another program's files is. */
#pragma once
#include "ui/interchange/draft.h"

/* A format that is read: a row of the table that meson generates from `readers` in meson.build. */
typedef struct {
    const char *name;        /* "Perfetto's traces" */
    const char *patterns[4]; /* of names of files, the usual one first; up to NULL */
    const char *first;       /* bytes that a file may begin with; no 0 */
    const char *empty;       /* what a file is that has nothing to show */
    /* Whether bytes that begin like these are such a file. */
    gboolean (*is)(const char *bytes, gsize size);
    /* Reads it. NULL, or what is wrong with it. */
    char *(*read)(const char *bytes, gsize size, Draft *draft);
} InterchangeReader;

/** All of them, `ret_n`. */
const InterchangeReader *const *interchange_readers(gsize *ret_n);
