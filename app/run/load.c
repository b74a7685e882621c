/* SPDX-License-Identifier: GPL-3.0-or-later */
/* load.c - a coroutine that reads a file and gives way after each piece. */
#include "app/run/load.h"

#include <aw.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 256 * 1024, STACK = 256 * 1024 };

struct Load {
    int references; /* the owner's, and the coroutine's */
    char *path;
    int fd;
    gint64 size, done; /* bytes */
    LoadHandler handler;
    void *data;
    char chunk[CHUNK];
};

static void
unref(Load *load)
{
    if (--load->references)
        return;
    if (load->fd >= 0)
        close(load->fd);
    g_free(load->path);
    g_free(load);
}

/* O_NONBLOCK: the opening of a pipe must not wait for its writer. */
static gboolean
open_file(Load *load)
{
    struct stat about;

    load->fd = open(load->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (load->fd < 0 || fstat(load->fd, &about) < 0)
        return FALSE;
    load->size = about.st_size;
    if (S_ISREG(about.st_mode))
        return TRUE;
    errno = S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
    return FALSE;
}

static void
tell_bytes(Load *load, gsize size)
{
    load->done += (gint64) size;
    if (load->handler.bytes)
        load->handler.bytes(load->data, load->chunk, size,
                            (double) load->done / (double) MAX(load->size, 1));
}

static void
tell_end(Load *load, int error)
{
    g_autofree char *text = error ? g_strdup_printf("%s: %s", load->path, g_strerror(error)) : NULL;

    if (load->handler.ended)
        load->handler.ended(load->data, text);
}

/* Its errno, or 0. */
static int
read_all(Load *load)
{
    ssize_t size = 0;

    if (!open_file(load))
        return errno;
    while (load->handler.bytes && (size = read(load->fd, load->chunk, CHUNK)) > 0) {
        AW_SCOPE();
        tell_bytes(load, (gsize) size);
        if (aw_code(aw_sleep(0)) != AW_OK)
            return ECANCELED;
    }
    return size < 0 ? errno : 0;
}

static AwValue
load_file(AwValue argument)
{
    Load *load = aw_to_pointer(argument);

    tell_end(load, read_all(load));
    unref(load);
    return AW_NONE;
}

Load *
load_start(const char *path, const LoadHandler *handler, void *data)
{
    Load *load = g_new0(Load, 1);

    load->references = 2;
    load->path = g_strdup(path);
    load->fd = -1;
    load->handler = *handler;
    load->data = data;
    aw_spawn(load_file, aw_pointer(load), .detached = true, .stack = STACK);
    return load;
}

void
load_free(Load *load)
{
    if (!load)
        return;
    load->handler = (LoadHandler){NULL, NULL};
    unref(load);
}
