/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outfile.c - chooses a name, and makes sure that no other run writes to the file. */
#include "app/run/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NUMBERS_MAX = 100000 };

static gboolean
refuse(const OutFile *file, int number, GError **error)
{
    g_set_error(error, G_IO_ERROR, g_io_error_from_errno(number), "%s: %s", file->name,
                number == EWOULDBLOCK ? "another run is writing it" : g_strerror(number));
    return FALSE;
}

static void
set_name(OutFile *file, char *name)
{
    g_free(file->name);
    g_free(file->path);
    file->name = name;
    file->path = g_canonicalize_filename(name, NULL);
}

static char *
numbered_name(const char *program, int number)
{
    g_autofree char *base = g_path_get_basename(program);

    return number == 1 ? g_strdup_printf("%s.awt", base)
                       : g_strdup_printf("%s-%d.awt", base, number);
}

/* Two runs that start at once get two names, since O_EXCL lets only one create a file. */
static void
open_new(OutFile *file, const char *program)
{
    for (int number = 1; number < NUMBERS_MAX; number++) {
        set_name(file, numbered_name(program, number));
        file->fd = g_open(file->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file->fd >= 0 || errno != EEXIST)
            return;
    }
}

gboolean
out_file_open(OutFile *file, const char *asked, const char *program, GError **error)
{
    struct stat about;

    *file = (OutFile){.fd = -1, .is_regular = TRUE};
    if (asked)
        set_name(file, g_strdup(asked));
    if (asked && !g_stat(asked, &about) && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode)) {
        file->is_regular = FALSE;
        return TRUE;
    }
    if (asked)
        file->fd = g_open(asked, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    else
        open_new(file, program);
    if (file->fd < 0 || flock(file->fd, LOCK_EX | LOCK_NB) || ftruncate(file->fd, 0))
        return refuse(file, errno, error);
    return TRUE;
}

void
out_file_release(OutFile *file)
{
    if (file->fd >= 0)
        close(file->fd);
    file->fd = -1;
}

gboolean
out_file_drop_empty(OutFile *file)
{
    struct stat about;

    if (!file->is_regular || (!g_stat(file->path, &about) && about.st_size > 0))
        return FALSE;
    g_unlink(file->path);
    return TRUE;
}

void
out_file_clear(OutFile *file)
{
    out_file_release(file);
    g_clear_pointer(&file->name, g_free);
    g_clear_pointer(&file->path, g_free);
}
