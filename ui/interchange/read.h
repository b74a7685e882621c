/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read.h - files of other programs as recordings. No byte is trusted. */
#pragma once
#include <glib.h>

#include "sched/trace/reader.h"

/** Whether bytes that begin like these may be a file of another program that is read here. It is
 * seen by the first: all else is no such file. */
gboolean interchange_may_begin(const void *bytes, gsize size);

/**
 * Give `sink` what is in a file of another program.
 *
 * ret_message: what is wrong with it, in one line, or NULL; the caller frees. What cannot be read
 * at all, or is of no format known here, is TRACE_FOREIGN and gives nothing.
 */
TraceWholeness interchange_read(const void *bytes, gsize size, const char *title,
                                const TraceSink *sink, void *data, char **ret_message);

/**
 * What is in a file of another program, as the bytes of a recording; NULL when that cannot be.
 *
 * ret_message as for interchange_read(). May be called in any thread.
 */
GBytes *interchange_recording(const void *bytes, gsize size, const char *title, char **ret_message);
