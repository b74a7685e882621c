/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* file.c - reads a recording from a file, a pipe or a device. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "sched/trace/reader.h"

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

/* The bytes go to `piece` besides, unless that is NULL. 0, or the errno of what went wrong. */
static int
feed_all(TraceReader *reader, int fd, TracePieceFn piece, void *data)
{
    uint8_t bytes[PIECE];
    ssize_t n;

    while ((n = read_piece(fd, bytes)) > 0) {
        if (!trace_reader_feed(reader, bytes, (size_t) n))
            return 0;
        if (piece)
            piece(data, bytes, (size_t) n);
    }
    return n < 0 ? errno : 0;
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

static TraceWholeness
read_file(const char *path, const TraceSink *sink, TracePieceFn piece, void *data,
          char *ret_message, size_t message_size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    TraceReader *reader = fd < 0 ? NULL : trace_reader_new(sink, data);
    TraceWholeness wholeness = TRACE_FOREIGN;
    int error = errno;

    if (reader) { /* whatever can be read is passed on, then the end */
        error = feed_all(reader, fd, piece, data);
        wholeness = trace_reader_finish(reader);
        say(ret_message, message_size, path, trace_reader_message(reader));
    }
    if (error)
        wholeness = fail(ret_message, message_size, path, error);
    trace_reader_free(reader);
    if (fd >= 0)
        close(fd);
    return wholeness;
}

TraceWholeness
trace_read_file(const char *path, const TraceSink *sink, void *data, char *ret_message,
                size_t message_size)
{
    return read_file(path, sink, NULL, data, ret_message, message_size);
}

TraceWholeness
trace_copy_file(const char *path, const TraceSink *sink, TracePieceFn piece, void *data,
                char *ret_message, size_t message_size)
{
    return read_file(path, sink, piece, data, ret_message, message_size);
}
