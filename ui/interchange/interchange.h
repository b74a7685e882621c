/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interchange.h - recordings for other programs, and from them. No display, no drawing. */
#pragma once
#include <glib.h>

#include "ui/model/model.h"

/* Told now and then how much is done, 0 .. 1. */
typedef void (*InterchangeProgressFn)(double share, void *data);

/* A format that is written: a row of the table that meson generates from `formats` in meson.build.
 */
typedef struct {
    const char *extension; /* "pftrace" */
    const char *about;     /* "for ui.perfetto.dev" */
    /* Writes to `fd`; 0 or an errno. `progress` may be NULL. */
    int (*write)(const Model *model, int fd, InterchangeProgressFn progress, void *data);
} InterchangeFormat;

/** The format of this name, "json"; NULL if there is none. */
const InterchangeFormat *interchange_format(const char *name);

/** All formats, `ret_n` of them. */
const InterchangeFormat *const *interchange_formats(gsize *ret_n);

/* The format of a recording, which is passed on as it is. */
#define INTERCHANGE_OURS "awt"

/** INTERCHANGE_OURS and the names of all formats, each behind `before`, with `between` or at last
 * `last` between them: "awt, pftrace, json or csv". The caller frees. */
char *interchange_names(const char *before, const char *between, const char *last);

/**
 * Write `model` to the file at `path`, whole or not at all, or to standard output if that is "-".
 *
 * Errors are G_FILE_ERROR, with the file's name. `progress` may be NULL.
 */
gboolean interchange_write(const Model *model, const InterchangeFormat *format, const char *path,
                           InterchangeProgressFn progress, void *data, GError **error);
