/* SPDX-License-Identifier: GPL-3.0-or-later */
/* find-sources.c - looks where the recorder looked, on the computer where the recording is opened.
 */
#include "app/run/find-sources.h"

#include <unistd.h>

#include "sched/trace/source-file.h"

enum { FILES_MAX = 512 }; /* a recording that names more is looked through no longer */

/* Takes over `fd`. */
static gboolean
add(Model *model, const char *file, int fd, gsize size)
{
    g_autofree char *text = g_malloc(size);
    gssize n;
    gsize at = 0;

    while (at < size && (n = read(fd, text + at, size - at)) > 0)
        at += (gsize) n;
    close(fd);
    if (at)
        model_add_source(model, file, text, at);
    return at > 0;
}

/* `folder` may be NULL. */
static gboolean
find(Model *model, const char *file, const char *folder)
{
    const char *folders = g_getenv("AW_TRACE_SOURCES");
    char path[PATH_MAX];
    gsize size = 0;
    int fd = source_file_open(file, &size);

    if (fd < 0 && folder)
        fd = source_file_open_below(folder, strlen(folder), file, path, &size);
    if (fd < 0 && folders)
        fd = source_file_open_below_any(folders, file, path, &size);
    return fd >= 0 && add(model, file, fd, size);
}

static guint
find_all(Model *model, const char *folder)
{
    g_autoptr(GPtrArray) missing = model_missing_files(model);
    guint n = 0;

    for (guint i = 0; i < MIN(missing->len, FILES_MAX); i++)
        n += (guint) find(model, missing->pdata[i], folder);
    return n;
}

guint
find_sources(Model *model, const char *path)
{
    g_autofree char *folder = path ? g_path_get_dirname(path) : NULL;

    return find_all(model, folder);
}

gboolean
find_sources_by(Model *model, const char *file, const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    gsize size = 0;
    int fd = source_file_open(path, &size);

    if (fd < 0 || !add(model, file, fd, size)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                    "%s: not a source file that can be read", path);
        return FALSE;
    }
    find_all(model, folder);
    return TRUE;
}
