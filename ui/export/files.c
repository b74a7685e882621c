/* SPDX-License-Identifier: GPL-3.0-or-later */
/* files.c - write a file beside the one it is to replace, then put it in its place. */
#include "ui/export/files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* As the command line prints it: the file, then the reason. */
static void
file_fail(const char *path, int number, GError **error)
{
    g_set_error(error, G_FILE_ERROR, (gint) g_file_error_from_errno(number), "%s: %s", path,
                g_strerror(number));
}

static gboolean
write_all(int fd, const char *bytes, gsize size)
{
    while (size > 0) {
        gssize n = write(fd, bytes, size);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return FALSE;
        bytes += n;
        size -= (gsize) n;
    }
    return TRUE;
}

/* 0, or why not. Closing reports what a network file system found out late. */
static int
write_and_close(int fd, const void *bytes, gsize size)
{
    int number = write_all(fd, bytes, size) ? 0 : errno;

    if (close(fd) != 0 && number == 0)
        number = errno;
    return number;
}

static int
write_in_place(const char *path, int flags, const void *bytes, gsize size)
{
    int fd = g_open(path, flags | O_CLOEXEC, 0);

    return fd < 0 ? errno : write_and_close(fd, bytes, size);
}

/* Its name does not grow with that of the file, which may be as long as names can be. */
static int
write_beside(const char *path, const void *bytes, gsize size)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *beside = g_build_filename(folder, ".awaitscope-XXXXXX", NULL);
    int fd = g_mkstemp_full(beside, O_WRONLY | O_CLOEXEC, 0666);
    int number;

    if (fd < 0)
        return errno;
    number = write_and_close(fd, bytes, size);
    if (number == 0 && g_rename(beside, path) != 0)
        number = errno;
    if (number != 0)
        g_unlink(beside);
    return number;
}

/* A file that may not be written stays, though its folder would let it be replaced. One that may
 * be, in a folder that takes no new file, is written as it lies. */
static int
replace_existing(const char *path, const void *bytes, gsize size)
{
    struct stat status;
    int number;

    if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0)
        return errno;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return write_in_place(path, O_WRONLY, bytes, size);
    number = write_beside(path, bytes, size);
    return number == EACCES ? write_in_place(path, O_WRONLY | O_TRUNC, bytes, size) : number;
}

gboolean
file_replace(const char *path, const void *bytes, gsize size, GError **error)
{
    char *real = realpath(path, NULL); /* a link stays, what it points to is replaced */
    int number =
        real == NULL ? write_beside(path, bytes, size) : replace_existing(real, bytes, size);

    free(real);
    if (number == 0)
        return TRUE;
    file_fail(path, number, error);
    return FALSE;
}
