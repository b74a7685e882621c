/* SPDX-License-Identifier: GPL-3.0-or-later */
/* file-source.c - a coroutine that reads a file and yields after each piece. */
#include "app/run/file-source.h"

#include <aw.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/run/load.h"
#include "app/run/translation.h"

enum { CHUNK = 256 * 1024, STACK = 256 * 1024 };

typedef struct {
    Source source;
    int fd;
    gint64 size; /* bytes */
    Load load;
    gboolean too_large;
    Translation
        *translation; /* NULL for a recording of ours, and until a foreign file is read whole */
    char chunk[CHUNK];
} FileSource;

/* ---- a file of another program, once all of it is read ---- */

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
        translation_start(g_steal_pointer(&file->load.theirs), file->source.path, &handler, file);
}

/* ---- the file ---- */

/* O_NONBLOCK, since opening a pipe must not wait for its writer. */
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

/* Bytes that must wait for a translation are given to the owner as 0 bytes, with the new share. */
static void
take_chunk(FileSource *file, gsize size)
{
    Source *source = &file->source;
    Load *load = &file->load;

    file->too_large = !load_take(load, file->chunk, size);
    source->share = (double) load->size / (double) MAX(file->size, 1) / (load->theirs ? 2 : 1);
    source->is_filed = !load->theirs;
    source_give(source, file->chunk, load->theirs ? 0 : size);
}

/* Returns 0 or an errno. */
static int
read_all(FileSource *file)
{
    ssize_t size = 0;

    if (!open_file(file))
        return errno;
    while (source_is_wanted(&file->source) && !file->too_large &&
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

    source_tell_end(&file->source, 0, file->too_large ? LOAD_TOO_LARGE : text);
}

static AwValue
read_file(AwValue argument)
{
    FileSource *file = aw_to_pointer(argument);
    int error = read_all(file);

    if (error || file->too_large || !file->load.theirs)
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
    load_clear(&file->load);
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
    file->load.max_theirs = LOAD_MAX_THEIRS;
    source->path = g_strdup(path);
    source->is_filed = TRUE;
    return source;
}
