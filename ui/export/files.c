/* SPDX-License-Identifier: GPL-3.0-or-later */
/* files.c - write a file beside the one it is to replace, then put it in its place. */
#include "ui/export/files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* As the command line prints it: the file, then the reason. */
static void
file_fail(const char *path, int number, GError **error)
{
    g_set_error(error, G_FILE_ERROR, (gint) g_file_error_from_errno(number), "%s: %s", path,
                number == ETXTBSY ? "a run is writing it" : g_strerror(number));
}

typedef struct {
    const char *bytes;
    gsize size;
} Bytes;

static int
fill_bytes(int fd, void *data)
{
    const Bytes *all = data;

    for (gsize done = 0; done < all->size;) {
        gssize n = write(fd, all->bytes + done, all->size - done);

        if (n >= 0)
            done += (gsize) n;
        else if (errno != EINTR)
            return errno;
    }
    return 0;
}

/* 0, or why not. Closing reports what a network file system found out late. */
static int
fill_and_close(int fd, FileFillFn fill, void *data)
{
    int number = fill(fd, data);

    if (close(fd) != 0 && number == 0)
        number = errno;
    return number;
}

static int
fill_in_place(const char *path, int flags, FileFillFn fill, void *data)
{
    int fd = g_open(path, flags | O_CLOEXEC, 0);

    return fd < 0 ? errno : fill_and_close(fd, fill, data);
}

/* Its name does not grow with that of the file, which may be as long as names can be. ret_fd: -1
 * when it cannot be. */
static char *
open_beside(const char *path, int *ret_fd)
{
    g_autofree char *folder = g_path_get_dirname(path);
    char *beside = g_build_filename(folder, ".awaitscope-XXXXXX", NULL);

    *ret_fd = g_mkstemp_full(beside, O_WRONLY | O_CLOEXEC, 0666);
    return beside;
}

static int
fill_beside(const char *path, char *beside, int fd, FileFillFn fill, void *data)
{
    int number = fill_and_close(fd, fill, data);

    if (number == 0 && g_rename(beside, path) != 0)
        number = errno;
    if (number != 0)
        g_unlink(beside);
    return number;
}

static int
fill_new(const char *path, FileFillFn fill, void *data)
{
    int fd;
    g_autofree char *beside = open_beside(path, &fd);

    return fd < 0 ? errno : fill_beside(path, beside, fd, fill, data);
}

/* Who records into a file has it locked; in another's place its recording would go nowhere. */
static gboolean
is_locked(const char *path)
{
    int fd = g_open(path, O_RDONLY | O_CLOEXEC, 0);
    gboolean locked = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;

    if (fd >= 0)
        close(fd);
    return locked;
}

/* A file that may not be written stays, though its folder would let it be replaced. One that may
 * be, in a folder that takes no new file, is written as it lies. */
static int
fill_existing(const char *path, FileFillFn fill, void *data)
{
    struct stat status;
    int fd;

    if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0)
        return errno;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return fill_in_place(path, O_WRONLY, fill, data);
    if (is_locked(path))
        return ETXTBSY;
    g_autofree char *beside = open_beside(path, &fd);
    if (fd >= 0)
        return fill_beside(path, beside, fd, fill, data);
    return errno == EACCES ? fill_in_place(path, O_WRONLY | O_TRUNC, fill, data) : errno;
}

gboolean
file_fill(const char *path, FileFillFn fill, void *data, GError **error)
{
    char *real = realpath(path, NULL); /* a link stays, what it points to is replaced */
    int number = real == NULL ? fill_new(path, fill, data) : fill_existing(real, fill, data);

    free(real);
    if (number == 0)
        return TRUE;
    file_fail(path, number, error);
    return FALSE;
}

gboolean
file_replace(const char *path, const void *bytes, gsize size, GError **error)
{
    Bytes all = {bytes, size};

    return file_fill(path, fill_bytes, &all, error);
}
