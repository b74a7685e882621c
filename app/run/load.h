/* SPDX-License-Identifier: GPL-3.0-or-later */
/* load.h - the one way in for files. By its first bytes each is taken for a recording of ours,
 * which goes to its reader as it comes, or for a file of another program, which ui/interchange
 * reads when all of it is there. Commands load at once; file-source.h does it bit by bit. */
#pragma once
#include "sched/trace/reader.h"
#include "ui/interchange/out.h"
#include "ui/model/losses.h"

/**
 * Give `sink` what is in the file, pipe or device at `path`.
 *
 * ret_message: what is wrong with it, in one line that begins with `path`, or NULL; the caller
 * frees. What cannot be read at all is TRACE_FOREIGN and gives nothing.
 */
TraceWholeness load_file(const char *path, const TraceSink *sink, void *data, char **ret_message);

/**
 * The recording that is in there, to `out`: one of ours as it is, byte by byte, whatever is missing
 * or damaged in it; one made of another program's file. What one of ours says was dropped is added
 * to `losses`, which are zeroed at first. As load_file() else.
 */
TraceWholeness load_copy(const char *path, Out *out, Losses *losses, char **ret_message);

/* What came of a file so far. Starts as zeros, but for `max_theirs`. */
typedef struct {
    gsize size;       /* bytes that came */
    GString *theirs;  /* of another program: all of them. NULL: they are for the reader */
    gsize max_theirs; /* bytes */
} Load;

enum { LOAD_MAX_THEIRS = 1 << 30 }; /* bytes; a command takes a regular file of any size */

/** The next bytes. The first decide whose they are. FALSE: it is another program's, and too large.
 */
gboolean load_take(Load *load, const void *bytes, gsize size);

/** What is then wrong. */
#define LOAD_TOO_LARGE "larger than 1 GiB"

/** Free what was kept. */
void load_clear(Load *load);
