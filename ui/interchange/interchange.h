/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interchange.h - exports recordings to the formats of other programs, and reads those. No display,
 * no drawing. */
#pragma once
#include <glib.h>

#include "ui/model/model.h"

/* Called now and then with how much is done, 0 .. 1. */
typedef void (*InterchangeProgressFn)(double share, void *data);

/* A format that we write: a row of the table that meson generates from `formats` in meson.build. */
typedef struct {
    const char *extension; /* "pftrace" */
    const char *about;     /* "for ui.perfetto.dev" */
    /* Writes to `fd`; returns 0 or an errno. `progress` may be NULL. */
    int (*write)(const Model *model, int fd, InterchangeProgressFn progress, void *data);
} InterchangeFormat;

/** The format with this name, such as "json"; NULL if there is none. */
const InterchangeFormat *interchange_format(const char *name);

/** All formats, `ret_n` of them. */
const InterchangeFormat *const *interchange_formats(gsize *ret_n);

/* The name of our own format, in which a recording is copied as it is. */
#define INTERCHANGE_OURS "awt"

/** INTERCHANGE_OURS and the names of all formats, each after `before`, separated by `between`, the
 * last one by `last`: "awt, pftrace, json or csv". The caller frees. */
char *interchange_names(const char *before, const char *between, const char *last);

/**
 * Write `model` to the file at `path`, whole or not at all, or to standard output if that is "-".
 *
 * Errors are G_FILE_ERROR, with the file's name. `progress` may be NULL.
 */
gboolean interchange_write(const Model *model, const InterchangeFormat *format, const char *path,
                           InterchangeProgressFn progress, void *data, GError **error);
