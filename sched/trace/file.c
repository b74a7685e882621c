/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* file.c - reads a recording from a file, a pipe or a device. */
#include "sched/trace/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "sched/trace/ring-file.h"

enum { PIECE = 64 * 1024 };

/* A message is one line, whatever the path is. */
static void
say(char *ret_message, size_t message_size, const char *path, const char *what)
{
    snprintf(ret_message, message_size, "%s%s%s", *what ? path : "", *what ? ": " : "", what);
    for (; message_size > 0 && *ret_message; ret_message++)
        if ((unsigned char) *ret_message < ' ' || *ret_message == 0x7f)
            *ret_message = '?';
}

static ssize_t
read_piece(int fd, uint8_t *piece)
{
    ssize_t n;

    do
        n = read(fd, piece, PIECE);
    while (n < 0 && errno == EINTR);
    return n;
}

/* The receivers of what is read. */
typedef struct {
    TraceReader *reader;
    TracePieceFn piece; /* NULL: only the reader */
    void *data;
} Taker;

/* False: it is no recording. */
static bool
take(const Taker *taker, const void *bytes, size_t size)
{
    if (!trace_reader_feed(taker->reader, bytes, size))
        return false;
    if (taker->piece && size > 0)
        taker->piece(taker->data, bytes, size);
    return true;
}

/* 0, or the errno of what went wrong. */
static int
take_all(const Taker *taker, const TraceFile *file)
{
    uint8_t bytes[PIECE];
    bool more = take(taker, file->first, file->first_size);
    ssize_t n = 0;

    while (more && (n = read_piece(file->fd, bytes)) > 0)
        more = take(taker, bytes, (size_t) n);
    return n < 0 ? errno : 0;
}

void
trace_read_rings(TraceReader *reader, const char *path, TracePieceFn piece, void *data)
{
    const Taker taker = {reader, piece, data};
    uint8_t *bytes;
    uint64_t last;
    size_t size = trace_reader_cut(reader, &last) ? ring_file_rescue(path, last, &bytes) : 0;

    if (!size)
        return;
    take(&taker, bytes, size);
    free(bytes);
}

static TraceWholeness
fail(char *ret_message, size_t message_size, const char *path, int error)
{
    char what[128];

    errno = error;
    snprintf(what, sizeof what, "%m");
    say(ret_message, message_size, path, what);
    return TRACE_FOREIGN;
}

/* Whatever can be read is passed on, then the end. */
TraceWholeness
trace_read_open_file(const TraceFile *file, const TraceSink *sink, TracePieceFn piece, void *data,
                     char *ret_message, size_t message_size)
{
    const Taker taker = {trace_reader_new(sink, data), piece, data};

    if (!taker.reader)
        return fail(ret_message, message_size, file->path, ENOMEM);
    int error = take_all(&taker, file);
    if (!error)
        trace_read_rings(taker.reader, file->path, piece, data);
    TraceWholeness wholeness = trace_reader_finish(taker.reader);
    say(ret_message, message_size, file->path, trace_reader_message(taker.reader));
    if (error)
        wholeness = fail(ret_message, message_size, file->path, error);
    trace_reader_free(taker.reader);
    return wholeness;
}

TraceWholeness
trace_read_file(const char *path, const TraceSink *sink, void *data, char *ret_message,
                size_t message_size)
{
    TraceFile file = {.path = path, .fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)};

    if (file.fd < 0)
        return fail(ret_message, message_size, path, errno);
    TraceWholeness wholeness =
        trace_read_open_file(&file, sink, NULL, data, ret_message, message_size);
    close(file.fd);
    return wholeness;
}
