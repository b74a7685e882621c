/* SPDX-License-Identifier: GPL-3.0-or-later */
/* load.h - all files come in through here. The first bytes decide whether a file is a recording of
 * ours, which goes to its reader piece by piece, or a file of another program, which ui/interchange
 * reads once all of it is there. Commands load a file in one call; file-source.h does it piece by
 * piece. */
#pragma once
#include "sched/trace/reader.h"
#include "ui/interchange/out.h"
#include "ui/model/losses.h"

/**
 * Give `sink` the content of the file, pipe or device at `path`.
 *
 * ret_message: what is wrong with it, in one line that begins with `path`, or NULL; the caller
 * frees. A file that cannot be read at all is TRACE_FOREIGN, and `sink` gets nothing.
 */
TraceWholeness load_file(const char *path, const TraceSink *sink, void *data, char **ret_message);

/** Whether the file at `path` can be read, and is one of another program. */
gboolean load_is_theirs(const char *path);

/** Write the content of the file at `path` to `out` as a recording. A recording of ours is copied
 * byte by byte, even if parts are missing or damaged; a file of another program is translated.
 * Events that a recording of ours says were dropped are added to `losses`, which the caller zeroes.
 * Otherwise like load_file(). */
TraceWholeness load_copy(const char *path, Out *out, Losses *losses, char **ret_message);

/* What has come of a file so far. Starts as zeros, except for `max_theirs`. */
typedef struct {
    gsize size;       /* bytes so far */
    GString *theirs;  /* all bytes so far of a file of another program; NULL: a recording of ours */
    gsize max_theirs; /* bytes */
} Load;

enum { LOAD_MAX_THEIRS = 1 << 30 }; /* bytes; commands read regular files of any size */

/** Take the next bytes. The first ones decide the format. FALSE: it is a file of another program,
 * and too large. */
gboolean load_take(Load *load, const void *bytes, gsize size);

/** What is wrong if load_take() returns FALSE. */
#define LOAD_TOO_LARGE "larger than 1 GiB"

/** Free what was kept. */
void load_clear(Load *load);
