/* SPDX-License-Identifier: GPL-3.0-or-later */
/* file-source.c - a coroutine that reads a file and gives way after each piece. */
#include "app/run/file-source.h"

#include <aw.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/run/translation.h"
#include "ui/interchange/read.h"

enum {
    CHUNK = 256 * 1024,
    STACK = 256 * 1024,
    THEIRS_MAX = 1 << 30, /* bytes of a file of another program */
};

typedef struct {
    Source source;
    int fd;
    gint64 size, done;        /* bytes */
    GByteArray *theirs;       /* of another program, while it is read; else NULL */
    Translation *translation; /* NULL: it is ours, or not all there */
    char chunk[CHUNK];
} FileSource;

/* ---- of another program: when it is all there ---- */

static void
take_translated(void *data, const void *bytes, gsize size, double share)
{
    FileSource *file = data;

    file->source.share = 0.5 + share / 2;
    source_give(&file->source, bytes, size);
}

static void
take_translated_end(void *data, const char *message)
{
    FileSource *file = data;

    source_tell_end(&file->source, 0, message);
}

static void
translate(FileSource *file)
{
    static const TranslationHandler handler = {take_translated, take_translated_end};

    file->translation =
        translation_start(g_steal_pointer(&file->theirs), file->source.path, &handler, file);
}

/* ---- the file ---- */

/* O_NONBLOCK: the opening of a pipe must not wait for its writer. */
static gboolean
open_file(FileSource *file)
{
    struct stat about;

    file->fd = open(file->source.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file->fd < 0 || fstat(file->fd, &about) < 0)
        return FALSE;
    file->size = about.st_size;
    if (S_ISREG(about.st_mode))
        return TRUE;
    errno = S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
    return FALSE;
}

/* Of bytes that are not given yet, the owner hears that they came. */
static void
take_chunk(FileSource *file, gsize size)
{
    Source *source = &file->source;

    if (file->done == 0 && interchange_is_theirs(file->chunk, size))
        file->theirs = g_byte_array_new();
    file->done += (gint64) size;
    source->share = (double) file->done / (double) MAX(file->size, 1) / (file->theirs ? 2 : 1);
    source->is_filed = !file->theirs;
    if (file->theirs)
        g_byte_array_append(file->theirs, (const guint8 *) file->chunk, (guint) size);
    source_give(source, file->chunk, file->theirs ? 0 : size);
}

static gboolean
is_too_large(const FileSource *file)
{
    return file->theirs && file->theirs->len > THEIRS_MAX;
}

/* Its errno, or 0. */
static int
read_all(FileSource *file)
{
    ssize_t size = 0;

    if (!open_file(file))
        return errno;
    while (source_is_wanted(&file->source) && !is_too_large(file) &&
           (size = read(file->fd, file->chunk, CHUNK)) > 0) {
        AW_SCOPE();
        take_chunk(file, (gsize) size);
        if (aw_code(aw_sleep(0)) != AW_OK)
            return ECANCELED;
    }
    return size < 0 ? errno : 0;
}

static void
tell_end(FileSource *file, int error)
{
    g_autofree char *text =
        error ? g_strdup_printf("%s: %s", file->source.path, g_strerror(error)) : NULL;

    source_tell_end(&file->source, 0, is_too_large(file) ? "larger than 1 GiB" : text);
}

static AwValue
read_file(AwValue argument)
{
    FileSource *file = aw_to_pointer(argument);
    int error = read_all(file);

    if (error || !file->theirs || is_too_large(file))
        tell_end(file, error);
    else if (source_is_wanted(&file->source))
        translate(file);
    source_is_over();
    source_unref(&file->source);
    return AW_NONE;
}

/* ---- the source ---- */

static gboolean
file_start(Source *source, GError **error)
{
    source_begins();
    aw_spawn(read_file, aw_pointer(source_ref(source)), .detached = true, .stack = STACK);
    return TRUE;
}

static void
file_leave(Source *source)
{
    FileSource *file = (FileSource *) source;

    g_clear_pointer(&file->translation, translation_free);
}

static void
file_clear(Source *source)
{
    FileSource *file = (FileSource *) source;

    if (file->fd >= 0)
        close(file->fd);
    g_clear_pointer(&file->theirs, g_byte_array_unref);
}

Source *
file_source_new(const char *path)
{
    static const SourceKind kind = {
        .stop_word = "Stop",
        .start = file_start,
        .leave = file_leave,
        .clear = file_clear,
    };
    Source *source = source_new(sizeof(FileSource), &kind);
    FileSource *file = (FileSource *) source;

    file->fd = -1;
    source->path = g_strdup(path);
    source->is_filed = TRUE;
    return source;
}
