/* SPDX-License-Identifier: GPL-3.0-or-later */
/* load.c - looks at the first bytes of a file, and hands it to the reader for its format. */
#include "app/run/load.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sched/trace/file.h"
#include "ui/interchange/awt.h"
#include "ui/interchange/read.h"

enum { MESSAGE_SIZE = PATH_MAX + 256, PIECE = 64 * 1024 };

gboolean
load_take(Load *load, const void *bytes, gsize size)
{
    if (load->size == 0 && interchange_may_begin(bytes, size))
        load->theirs = g_string_new(NULL);
    load->size += size;
    if (!load->theirs)
        return TRUE;
    g_string_append_len(load->theirs, bytes, (gssize) size);
    return load->theirs->len <= load->max_theirs;
}

void
load_clear(Load *load)
{
    if (load->theirs)
        g_string_free(load->theirs, TRUE);
    load->theirs = NULL;
}

/* ---- at once ---- */

/* An open file, and its first bytes. */
typedef struct {
    const char *path;
    int fd;
    char first[PIECE];
    Load load;
} Opened;

/* A message on one line, even if the path contains newlines. */
static char *
say(const char *path, const char *what)
{
    char *message = g_strdup_printf("%s: %s", path, what);

    for (char *at = message; *at; at++)
        if (g_ascii_iscntrl(*at))
            *at = '?';
    return message;
}

static ssize_t
read_piece(int fd, char *piece)
{
    ssize_t n;

    do
        n = read(fd, piece, PIECE);
    while (n < 0 && errno == EINTR);
    return n;
}

/* How much of a foreign file to read. Streams are limited, since they may never end and all of one
 * is kept in memory. */
static gsize
max_theirs(int fd)
{
    struct stat about;

    return fstat(fd, &about) == 0 && S_ISREG(about.st_mode) ? G_MAXSIZE : LOAD_MAX_THEIRS;
}

/* FALSE after a message. */
static gboolean
open_file(Opened *file, const char *path, char **ret_message)
{
    ssize_t n;

    file->path = path;
    file->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    n = file->fd < 0 ? -1 : read_piece(file->fd, file->first);
    if (n < 0) {
        *ret_message = say(path, g_strerror(errno));
        if (file->fd >= 0)
            close(file->fd);
        return FALSE;
    }
    file->load = (Load){.max_theirs = max_theirs(file->fd)};
    load_take(&file->load, file->first, (gsize) n);
    return TRUE;
}

static TraceWholeness
read_ours(const Opened *file, const TraceSink *sink, TracePieceFn piece, void *data,
          char **ret_message)
{
    const TraceFile whole = {file->path, file->fd, file->first, file->load.size};
    char message[MESSAGE_SIZE];
    TraceWholeness wholeness =
        trace_read_open_file(&whole, sink, piece, data, message, sizeof message);

    *ret_message = *message ? g_strdup(message) : NULL;
    return wholeness;
}

/* Returns what is wrong with the file, or NULL. */
static const char *
read_rest(int fd, Load *load)
{
    char piece[PIECE];
    ssize_t n;

    while ((n = read_piece(fd, piece)) > 0)
        if (!load_take(load, piece, (gsize) n))
            return LOAD_TOO_LARGE;
    return n < 0 ? g_strerror(errno) : NULL;
}

static TraceWholeness
read_theirs(Opened *file, const TraceSink *sink, void *data, char **ret_message)
{
    g_autofree char *title = g_path_get_basename(file->path), *what = NULL;
    const char *trouble = read_rest(file->fd, &file->load);
    const GString *theirs = file->load.theirs;
    TraceWholeness wholeness =
        trouble ? TRACE_FOREIGN
                : interchange_read(theirs->str, theirs->len, title, sink, data, &what);

    trouble = trouble ? trouble : what;
    *ret_message = trouble ? say(file->path, trouble) : NULL;
    return wholeness;
}

static void
close_file(Opened *file)
{
    close(file->fd);
    load_clear(&file->load);
}

TraceWholeness
load_file(const char *path, const TraceSink *sink, void *data, char **ret_message)
{
    Opened file;

    if (!open_file(&file, path, ret_message))
        return TRACE_FOREIGN;
    TraceWholeness wholeness = file.load.theirs ? read_theirs(&file, sink, data, ret_message)
                                                : read_ours(&file, sink, NULL, data, ret_message);
    close_file(&file);
    return wholeness;
}

gboolean
load_is_theirs(const char *path)
{
    g_autofree char *message = NULL;
    Opened file;
    gboolean is_theirs;

    if (!open_file(&file, path, &message))
        return FALSE;
    is_theirs = file.load.theirs != NULL;
    close_file(&file);
    return is_theirs;
}

/* ---- as bytes ---- */

/* Where a recording of ours is copied to, and which events it lost. */
typedef struct {
    Out *out;
    Losses *losses;
} FileCopy;

static void
copy_piece(void *data, const void *bytes, size_t size)
{
    FileCopy *copy = data;

    g_string_append_len(copy->out->bytes, bytes, (gssize) size);
    out_pass(copy->out);
}

static void
copy_event(void *data, const TraceEvent *event)
{
    FileCopy *copy = data;

    losses_take(copy->losses, event);
}

static TraceWholeness
write_theirs(Opened *file, Out *out, char **ret_message)
{
    Awt *awt = awt_new(out);
    TraceWholeness wholeness = read_theirs(file, awt_sink(), awt, ret_message);

    awt_free(awt);
    return wholeness;
}

TraceWholeness
load_copy(const char *path, Out *out, Losses *losses, char **ret_message)
{
    static const TraceSink sink = {.event = copy_event};
    FileCopy copy = {out, losses};
    Opened file;

    if (!open_file(&file, path, ret_message))
        return TRACE_FOREIGN;
    TraceWholeness wholeness = file.load.theirs
                                   ? write_theirs(&file, out, ret_message)
                                   : read_ours(&file, &sink, copy_piece, &copy, ret_message);
    if (wholeness == TRACE_FOREIGN)
        g_string_truncate(out->bytes, 0); /* the first few bytes, which looked like a recording */
    close_file(&file);
    return wholeness;
}
