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
write_in_place(const char *path, const void *bytes, gsize size)
{
    int fd = g_open(path, O_WRONLY | O_CLOEXEC, 0);

    return fd < 0 ? errno : write_and_close(fd, bytes, size);
}

static int
write_beside(const char *path, const void *bytes, gsize size)
{
    g_autofree char *beside = g_strconcat(path, ".XXXXXX", NULL);
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

gboolean
file_replace(const char *path, const void *bytes, gsize size, GError **error)
{
    char *real = realpath(path, NULL); /* a link stays, what it points to is replaced */
    struct stat status;
    gboolean special = real != NULL && stat(real, &status) == 0 && !S_ISREG(status.st_mode);
    int number = special ? write_in_place(real, bytes, size)
                         : write_beside(real == NULL ? path : real, bytes, size);

    free(real);
    if (number == 0)
        return TRUE;
    file_fail(path, number, error);
    return FALSE;
}
