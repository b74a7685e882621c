/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recording-save.c - writes a recording into a file, and notes into the file that it was read from.
 */
#include "app/run/recording-save.h"

#include "app/run/note-file.h"
#include "app/run/recording-private.h"
#include "ui/export/files.h"

gboolean
recording_can_save(Recording *self)
{
    return !self->live && self->bytes->len;
}

/* Whether there is something that a note can be appended to. */
static gboolean
can_note(Recording *self, GError **error)
{
    const char *why = self->live                         ? "the recording is not over yet"
                      : self->wholeness == TRACE_FOREIGN ? "there is no recording yet"
                      : self->wholeness != TRACE_WHOLE
                          ? "the recording is not whole, so that nothing "
                            "can be noted in it"
                          : NULL;

    if (why)
        g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, why);
    return why == NULL;
}

gboolean
recording_set_note(Recording *self, gsize event, const char *text, GError **error)
{
    const Note note = {event, text};

    if (!can_note(self, error) ||
        (self->source->is_filed && !note_append(self->source->path, &note, error)))
        return FALSE;
    model_set_note(self->model, event, text);
    g_signal_emit_by_name(self, "changed");
    return TRUE;
}

gboolean
recording_save(Recording *self, const char *path, GError **error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    const GArray *notes = model_notes(self->model);

    g_byte_array_append(bytes, self->bytes->data, self->bytes->len);
    for (guint i = 0; i < notes->len; i++)
        note_put(bytes, &g_array_index(notes, Note, i));
    return file_replace(path, bytes->data, bytes->len, error);
}
