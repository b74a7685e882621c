/* SPDX-License-Identifier: GPL-3.0-or-later */
/* live.c - a coroutine reads what is there, then waits for more; what comes from a socket is also
 * copied into a file. */
#include "app/run/live.h"

#include <aw.h>
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "app/run/program.h"

enum { CHUNK = 64 * 1024, STACK = 256 * 1024 };

static const AwTime LOOK_AGAIN = 30 * AW_MS; /* until the next look whether a file has grown */

typedef struct {
    Source source;
    GPid pid;      /* of the child that writes the file; 0: attached by a socket */
    int fd;        /* the file or the socket; -1: not open yet */
    int writer;    /* pidfd of the child; else -1 */
    int file;      /* where to copy what comes from the socket; -1: nowhere */
    char *trouble; /* why the file is not complete; NULL: it is */
    guint n_stops;
    char chunk[CHUNK];
} Live;

/* ---- reading ---- */

/* After the first failure nothing more is copied, since a recording with a hole would be wrong. */
static void
copy(Live *live, const char *bytes, gsize size)
{
    ssize_t n;

    for (; live->file >= 0 && size; bytes += n, size -= (gsize) n)
        if ((n = write(live->file, bytes, size)) < 0) {
            live->trouble = g_strdup_printf("%s: %s", live->source.path, g_strerror(errno));
            live->file = -1;
            return;
        }
}

static gboolean
writer_is_gone(const Live *live)
{
    struct pollfd pidfd = {.fd = live->writer, .events = POLLIN};

    return live->writer < 0 || poll(&pidfd, 1, 0) > 0;
}

static void
take_chunk(Live *live, gsize size)
{
    copy(live, live->chunk, size);
    source_give(&live->source, live->chunk, size);
}

/* Looks whether the writer is gone before it reads, so that the last bytes are not missed. */
static AwValue
read_all(Live *live)
{
    while (source_is_wanted(&live->source)) {
        AW_SCOPE();
        gboolean gone = writer_is_gone(live);
        ssize_t size = read(live->fd, live->chunk, CHUNK);
        if (size > 0)
            take_chunk(live, (gsize) size);
        else if (size < 0 && errno == EAGAIN)
            AW_TRY(aw_readable(live->fd));
        else if (gone || size < 0)
            break;
        if (size >= 0)
            AW_TRY(aw_sleep(size ? 0 : LOOK_AGAIN));
    }
    return AW_NONE;
}

static int
wait_status(const Live *live)
{
    return live->pid ? MAX(program_peek(live->pid), 0) : 0;
}

static AwValue
read_run(AwValue argument)
{
    Live *live = aw_to_pointer(argument);
    AwValue v = read_all(live);

    source_tell_end(&live->source, wait_status(live), live->trouble);
    source_is_over();
    source_unref(&live->source);
    return v;
}

/* ---- the source ---- */

/* What a child records is read from its file; a pidfd tells when the child ends. */
static gboolean
open_child(Live *live)
{
    live->fd = open(live->source.path, O_RDONLY | O_CLOEXEC);
    live->writer = live->fd < 0 ? -1 : (int) syscall(SYS_pidfd_open, live->pid, 0);
    return live->writer >= 0;
}

static gboolean
live_start(Source *source, GError **error)
{
    Live *live = (Live *) source;

    if (live->pid && !open_child(live)) {
        g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "%s: %s", live->source.name,
                    g_strerror(errno));
        return FALSE;
    }
    source_begins();
    aw_spawn(read_run, aw_pointer(source_ref(source)), .detached = true, .stack = STACK);
    return TRUE;
}

static void
interrupt(Source *source)
{
    Live *live = (Live *) source;

    if (program_peek(live->pid) == STILL_RUNS)
        kill(live->pid, ++live->n_stops > 2 ? SIGKILL : SIGINT);
}

/* What was already sent still arrives, and then the end. */
static void
detach(Source *source)
{
    shutdown(((Live *) source)->fd, SHUT_WR);
}

/* Shutting the socket down wakes the coroutine that waits for it. */
static void
live_leave(Source *source)
{
    shutdown(((Live *) source)->fd, SHUT_RDWR);
}

static void
live_end(Source *source)
{
    SourceOwner owner = source->owner;

    source->owner = (SourceOwner){NULL, NULL, NULL};
    live_leave(source);
    owner.ended(source->data, 0, NULL);
}

static void
live_clear(Source *source)
{
    Live *live = (Live *) source;

    if (live->fd >= 0)
        close(live->fd);
    if (live->writer >= 0)
        close(live->writer);
    g_free(live->trouble);
}

/* A child of ours, and a program that we are attached to. */
static const SourceKind followed = {
    .stop_word = "Stop",
    .is_run = TRUE,
    .start = live_start,
    .stop = interrupt,
    .end = live_end,
    .leave = live_leave,
    .clear = live_clear,
};
static const SourceKind attached = {
    .stop_word = "Detach",
    .is_run = TRUE,
    .start = live_start,
    .stop = detach,
    .end = live_end,
    .leave = live_leave,
    .clear = live_clear,
};

Source *
live_new(const LiveRun *run)
{
    Source *source = source_new(sizeof(Live), run->pid ? &followed : &attached);
    Live *live = (Live *) source;

    source->is_filed = run->path != NULL;
    source->name = g_strdup(run->name);
    source->path = g_strdup(run->path);
    live->pid = run->pid;
    live->fd = run->socket;
    live->file = run->file;
    live->writer = -1;
    return source;
}
