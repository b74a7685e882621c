/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read.h - files of other programs as recordings. No byte is trusted. */
#pragma once
#include <glib.h>

#include "sched/trace/reader.h"
#include "ui/interchange/out.h"
#include "ui/model/losses.h"

/** Whether bytes that begin like these may be a file of another program that can be read: JSON, or
 * protocol buffers; else they are left to the TraceReader. */
gboolean interchange_is_theirs(const void *bytes, gsize size);

/**
 * Give `sink` what is in a file of another program.
 *
 * ret_message: what is wrong with it, in one line, or NULL; the caller frees. What cannot be read
 * at all is TRACE_FOREIGN and gives nothing.
 */
TraceWholeness interchange_read(const void *bytes, gsize size, const char *title,
                                const TraceSink *sink, void *data, char **ret_message);

/** trace_read_file() that reads files of other programs, too. */
TraceWholeness interchange_read_file(const char *path, const TraceSink *sink, void *data,
                                     char **ret_message);

/** The recording that is in a file, to `out`: one of ours as it is, byte by byte, whatever is
 * missing or damaged in it; one made of another program's. What it says was dropped is added to
 * `losses`, which are zeroed at first. As interchange_read_file() else. */
TraceWholeness interchange_copy_file(const char *path, Out *out, Losses *losses,
                                     char **ret_message);

/**
 * What is in a file of another program, as the bytes of a recording; NULL when that cannot be.
 *
 * ret_message as for interchange_read(). May be called in any thread.
 */
GBytes *interchange_recording(const void *bytes, gsize size, const char *title, char **ret_message);
