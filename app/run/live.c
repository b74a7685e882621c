/* SPDX-License-Identifier: GPL-3.0-or-later */
/* live.c - what is read goes on to the owner and, from a socket, into a file. */
#include "app/run/live.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "app/run/program.h"

struct Live {
    Follow *follow;
    FollowHandler handler;
    void *data;
    GPid pid;
    int file;
    char *path, *trouble;
    guint n_stops;
};

/* After the first failure nothing more is copied: a recording with a hole would lie. */
static void
copy(Live *live, const char *bytes, gsize size)
{
    ssize_t n;

    for (; live->file >= 0 && size; bytes += n, size -= (gsize) n)
        if ((n = write(live->file, bytes, size)) < 0) {
            live->trouble = g_strdup_printf("%s: %s", live->path, g_strerror(errno));
            live->file = -1;
            return;
        }
}

static void
take_bytes(void *data, const void *bytes, gsize size)
{
    Live *live = data;

    copy(live, bytes, size);
    live->handler.bytes(live->data, bytes, size);
}

static void
take_end(void *data)
{
    Live *live = data;

    live->handler.ended(live->data);
}

/* What it is read from, and how its writer's end is known. */
static gboolean
open_run(const LiveRun *run, int *ret_fd, int *ret_writer, GError **error)
{
    *ret_fd = run->pid ? open(run->path, O_RDONLY | O_CLOEXEC) : run->socket;
    *ret_writer = run->pid ? (int) syscall(SYS_pidfd_open, run->pid, 0) : -1;
    if (*ret_fd >= 0 && (!run->pid || *ret_writer >= 0))
        return TRUE;
    g_set_error(error, G_IO_ERROR, g_io_error_from_errno(errno), "%s: %s", run->name,
                g_strerror(errno));
    if (*ret_fd >= 0)
        close(*ret_fd);
    return FALSE;
}

Live *
live_start(const LiveRun *run, const FollowHandler *handler, void *data, GError **error)
{
    const FollowHandler own = {take_bytes, take_end};
    Live *live;
    int fd, writer;

    if (!open_run(run, &fd, &writer, error))
        return NULL;
    live = g_new0(Live, 1);
    live->handler = *handler;
    live->data = data;
    live->pid = run->pid;
    live->file = run->file;
    live->path = g_strdup(run->path);
    live->follow = follow_start(fd, writer, &own, live);
    return live;
}

const char *
live_stop_word(const Live *live)
{
    return live->pid ? "Stop" : "Detach";
}

void
live_stop(Live *live)
{
    if (!live->pid)
        follow_detach(live->follow);
    else if (program_peek(live->pid) == STILL_RUNS)
        kill(live->pid, ++live->n_stops > 2 ? SIGKILL : SIGINT);
}

int
live_wait_status(const Live *live)
{
    return live->pid ? MAX(program_peek(live->pid), 0) : 0;
}

const char *
live_trouble(const Live *live)
{
    return live->trouble;
}

void
live_free(Live *live)
{
    if (!live)
        return;
    follow_free(live->follow);
    g_free(live->path);
    g_free(live->trouble);
    g_free(live);
}
