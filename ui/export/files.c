/* SPDX-License-Identifier: GPL-3.0-or-later */
/* files.c - write a file beside the one it is to replace, then put it in its place. */
#include "ui/export/files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMES_TRIED = 100 };

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

/* 0, or why not, which may be known already. Closing reports what a network file system found out
 * late. */
static int
close_after(int fd, int number)
{
    return close(fd) != 0 && number == 0 ? errno : number;
}

static int
fill_in_place(const char *path, int flags, FileFillFn fill, void *data)
{
    int fd = g_open(path, flags | O_CLOEXEC, 0);

    return fd < 0 ? errno : close_after(fd, fill(fd, data));
}

/* What is to take the place of a file. */
typedef struct {
    char *name;
    gboolean is_there; /* else it has no name yet, and is gone with whoever writes it */
    int fd;            /* -1: it cannot be made, errno says why */
} Beside;

/* Not each file system has such. */
static int
open_nameless(const char *folder)
{
    if (access("/proc/self/fd", X_OK) != 0)
        return -1; /* it could not be given a name */
    return g_open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
}

/* Its name does not grow with that of the file, which may be as long as names can be. */
static Beside
open_beside(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    Beside beside = {.fd = open_nameless(folder)};

    beside.name = g_build_filename(folder, ".awaitscope-XXXXXX", NULL);
    if (beside.fd < 0) {
        beside.fd = g_mkstemp_full(beside.name, O_WRONLY | O_CLOEXEC, 0666);
        beside.is_there = beside.fd >= 0;
    }
    return beside;
}

/* 0, or why not. */
static int
give_name(Beside *beside)
{
    g_autofree char *here = g_strdup_printf("/proc/self/fd/%d", beside->fd);
    char *end = beside->name + strlen(beside->name) - strlen("XXXXXX");

    for (int i = 0; !beside->is_there && i < NAMES_TRIED; i++) {
        g_snprintf(end, sizeof "XXXXXX", "%06x", g_random_int() & 0xffffff);
        beside->is_there = linkat(AT_FDCWD, here, AT_FDCWD, beside->name, AT_SYMLINK_FOLLOW) == 0;
        if (!beside->is_there && errno != EEXIST)
            return errno;
    }
    return beside->is_there ? 0 : EEXIST;
}

/* It has a name of its own only for as long as it takes to get the other one. */
static int
fill_beside(const char *path, Beside *beside, FileFillFn fill, void *data)
{
    int number = fill(beside->fd, data);

    if (number == 0)
        number = give_name(beside);
    number = close_after(beside->fd, number);
    if (number == 0 && g_rename(beside->name, path) != 0)
        number = errno;
    if (number != 0 && beside->is_there)
        g_unlink(beside->name);
    return number;
}

static int
fill_new(const char *path, FileFillFn fill, void *data)
{
    Beside beside = open_beside(path);
    int number = beside.fd < 0 ? errno : fill_beside(path, &beside, fill, data);

    g_free(beside.name);
    return number;
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
    int number;

    if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0)
        return errno;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return fill_in_place(path, O_WRONLY, fill, data);
    if (is_locked(path))
        return ETXTBSY;
    Beside beside = open_beside(path);
    if (beside.fd < 0 && errno == EACCES)
        number = fill_in_place(path, O_WRONLY | O_TRUNC, fill, data);
    else
        number = beside.fd < 0 ? errno : fill_beside(path, &beside, fill, data);
    g_free(beside.name);
    return number;
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
