/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* file.h - recordings from files, pipes and devices, each read to its end at once. */
#pragma once
#include "sched/trace/reader.h"

/**
 * Read the whole file at `path` into `sink`.
 *
 * ret_message (of message_size bytes, at least 1) gets the message, with `path` in it, or "". A
 * file that cannot be opened or read is TRACE_FOREIGN. Waits for the writer of a pipe.
 */
TraceWholeness trace_read_file(const char *path, const TraceSink *sink, void *data,
                               char *ret_message, size_t message_size);

/* An open file whose first bytes the caller has read, to find out what it is. */
typedef struct {
    const char *path;  /* for messages */
    int fd;            /* stays the caller's */
    const void *first; /* the bytes that were read */
    size_t first_size;
} TraceFile;

/* Gets the bytes of a recording, piece by piece. */
typedef void (*TracePieceFn)(void *data, const void *bytes, size_t size);

/**
 * Like trace_read_file(), for such a file, including its first bytes.
 *
 * `piece`, unless it is NULL, gets the bytes as they are, damaged or not, unless they turn out not
 * to be a recording. Both it and `sink` get `data`.
 */
TraceWholeness trace_read_open_file(const TraceFile *file, const TraceSink *sink,
                                    TracePieceFn piece, void *data, char *ret_message,
                                    size_t message_size);

/** To be called when all of the recording at `path` has been read, before trace_reader_finish(). If
 * the recording was cut, goes on with what the killed program left in its rings, if anything.
 * `piece` as above. */
void trace_read_rings(TraceReader *reader, const char *path, TracePieceFn piece, void *data);
