/* SPDX-License-Identifier: GPL-3.0-or-later */
/* follow.c - a coroutine that reads what is there, then waits for more. */
#include "app/run/follow.h"

#include <aw.h>
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024, STACK = 256 * 1024 };

static const AwTime LOOK_AGAIN = 30 * AW_MS; /* whether a file has grown */

struct Follow {
    int references; /* the owner's, and the coroutine's */
    int fd, writer;
    FollowHandler handler; /* emptied when the owner is gone */
    void *data;
    char chunk[CHUNK];
};

static guint n_alive;

guint
follow_n_alive(void)
{
    return n_alive;
}

static void
unref(Follow *follow)
{
    if (--follow->references)
        return;
    close(follow->fd);
    if (follow->writer >= 0)
        close(follow->writer);
    g_free(follow);
}

static gboolean
writer_is_gone(const Follow *follow)
{
    struct pollfd pidfd = {.fd = follow->writer, .events = POLLIN};

    return follow->writer < 0 || poll(&pidfd, 1, 0) > 0;
}

/* First whether the writer is gone, then whether there is more: what it wrote last is not missed.
 */
static AwValue
read_all(Follow *follow)
{
    while (follow->handler.bytes) {
        AW_SCOPE();
        gboolean gone = writer_is_gone(follow);
        ssize_t size = read(follow->fd, follow->chunk, CHUNK);
        if (size > 0)
            follow->handler.bytes(follow->data, follow->chunk, (gsize) size);
        else if (size < 0 && errno == EAGAIN)
            AW_TRY(aw_readable(follow->fd));
        else if (gone || size < 0)
            break;
        if (size >= 0)
            AW_TRY(aw_sleep(size ? 0 : LOOK_AGAIN));
    }
    return AW_NONE;
}

static AwValue
follow_coroutine(AwValue argument)
{
    Follow *follow = aw_to_pointer(argument);
    AwValue v = read_all(follow);

    if (follow->handler.ended)
        follow->handler.ended(follow->data);
    n_alive--;
    unref(follow);
    return v;
}

Follow *
follow_start(int fd, int writer, const FollowHandler *handler, void *data)
{
    Follow *follow = g_new0(Follow, 1);

    follow->references = 2;
    follow->fd = fd;
    follow->writer = writer;
    follow->handler = *handler;
    follow->data = data;
    n_alive++;
    aw_spawn(follow_coroutine, aw_pointer(follow), .detached = true, .stack = STACK);
    return follow;
}

void
follow_detach(Follow *follow)
{
    shutdown(follow->fd, SHUT_WR);
}

/* A coroutine that waits at a socket is woken by its end. */
void
follow_free(Follow *follow)
{
    if (!follow)
        return;
    follow->handler = (FollowHandler){NULL, NULL};
    shutdown(follow->fd, SHUT_RDWR);
    unref(follow);
}
