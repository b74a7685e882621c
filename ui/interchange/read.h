/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read.h - reads files of other programs as recordings. No byte is trusted. */
#pragma once
#include <glib.h>

#include "sched/trace/reader.h"

/** Whether a file that begins with these bytes may be one of another program that is read here. The
 * first byte rules most other files out. */
gboolean interchange_may_begin(const void *bytes, gsize size);

/**
 * Give `sink` the content of a file of another program.
 *
 * ret_message: what is wrong with it, in one line, or NULL; the caller frees. A file that cannot be
 * read at all, or is in no known format, is TRACE_FOREIGN, and `sink` gets nothing.
 */
TraceWholeness interchange_read(const void *bytes, gsize size, const char *title,
                                const TraceSink *sink, void *data, char **ret_message);

/**
 * The content of a file of another program, as the bytes of a recording; NULL if it cannot be one.
 *
 * ret_message as for interchange_read(). May be called in any thread.
 */
GBytes *interchange_recording(const void *bytes, gsize size, const char *title, char **ret_message);
