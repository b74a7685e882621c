/* SPDX-License-Identifier: GPL-3.0-or-later */
/* files.c - write a new file beside the one it is to replace, then move it into place. */
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

/* Worded as the command line prints it: the file, then the reason. */
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

/* Closes `fd`; returns `number` if that is an error already, else 0 or the errno of closing, which
 * reports what a network file system noticed late. */
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

/* A new file that is to take the place of another. */
typedef struct {
    char *name;
    gboolean is_there; /* under its name; else it has none yet and vanishes when it is closed */
    int fd;            /* -1: it cannot be made, errno says why */
} Beside;

/* Opens a file without a name, or returns -1: not every file system has such files. */
static int
open_nameless(const char *folder)
{
    if (access("/proc/self/fd", X_OK) != 0)
        return -1; /* it could never be given a name */
    return g_open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
}

/* Its name does not contain that of `path`, which may be as long as names can be. */
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

/* Gives it a name if it has none; returns 0 or an errno. */
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

/* A nameless file gets a name of its own only just before it takes over that of `path`. */
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

/* A run locks the file it records into; if that were replaced, its recording would be lost. */
static gboolean
is_locked(const char *path)
{
    int fd = g_open(path, O_RDONLY | O_CLOEXEC, 0);
    gboolean locked = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;

    if (fd >= 0)
        close(fd);
    return locked;
}

/* A file without write permission stays, even if its folder would let it be replaced. A writable
 * file in a folder that allows no new files is overwritten in place. */
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
    char *real = realpath(path, NULL); /* a link stays; its target is replaced */
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
