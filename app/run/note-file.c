/* SPDX-License-Identifier: GPL-3.0-or-later */
/* note-file.c - appends a block. */
#include "app/run/note-file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "sched/trace/format.h"

enum { BLOCK_MAX = FORMAT_TEXT_MAX + 256 /* bytes */ };

void
note_put(GByteArray *bytes, const Note *note)
{
    guint8 block[BLOCK_MAX];
    FormatBuffer out = {.bytes = block, .capacity = sizeof block};

    format_note(&out, &(TraceNote){note->event + 1, note->text});
    g_byte_array_append(bytes, out.bytes, (guint) out.size);
}

/* Returns 0 or an errno. What was only partly written is removed again. */
static int
append(int fd, const GByteArray *bytes)
{
    off_t end = lseek(fd, 0, SEEK_END);
    ssize_t n = end < 0 ? -1 : write(fd, bytes->data, bytes->len);

    if (n == (ssize_t) bytes->len)
        return 0;
    int why = n < 0 ? errno : ENOSPC;
    return n > 0 && ftruncate(fd, end) < 0 ? errno : why;
}

gboolean
note_append(const char *path, const Note *note, GError **error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    int why = fd < 0 ? errno : 0;

    note_put(bytes, note);
    if (fd >= 0) {
        why = append(fd, bytes);
        close(fd);
    }
    if (why)
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(why), "%s: %s", path,
                    g_strerror(why));
    return why == 0;
}
