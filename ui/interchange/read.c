/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read.c - finds the reader for a file of another program by its first bytes. To add a format, add
 * a file, and its name to the list of readers in meson.build. */
#include "ui/interchange/read.h"

#include <string.h>

#include "ui/interchange/awt.h"
#include "ui/interchange/draft-play.h"
#include "ui/interchange/readers.h"

gboolean
interchange_may_begin(const void *bytes, gsize size)
{
    gsize n;
    const InterchangeReader *const *readers = interchange_readers(&n);
    const char *first = bytes;

    for (gsize i = 0; size > 0 && i < n; i++)
        if (*first && strchr(readers[i]->first, *first))
            return TRUE;
    return FALSE;
}

/* The reader for files that begin like this; NULL if there is none. */
static const InterchangeReader *
reader_of(const void *bytes, gsize size)
{
    gsize n;
    const InterchangeReader *const *readers = interchange_readers(&n);

    for (gsize i = 0; i < n; i++)
        if (readers[i]->is(bytes, size))
            return readers[i];
    return NULL;
}

static TraceWholeness
refuse(const InterchangeReader *reader, char **ret_message)
{
    g_free(*ret_message);
    *ret_message = reader == NULL ? g_strdup("not a recording")
                                  : g_strdup_printf("not a recording: %s", reader->empty);
    return TRACE_FOREIGN;
}

TraceWholeness
interchange_read(const void *bytes, gsize size, const char *title, const TraceSink *sink,
                 void *data, char **ret_message)
{
    const InterchangeReader *reader = reader_of(bytes, size);
    g_autoptr(Draft) draft = draft_new();

    *ret_message = reader ? reader->read(bytes, size, draft) : NULL;
    if (!reader || draft_n_items(draft) == 0)
        return refuse(reader, ret_message);
    draft_play(draft, title, sink, data);
    if (!*ret_message)
        *ret_message = draft_left_out(draft);
    return *ret_message ? TRACE_DAMAGED : TRACE_WHOLE;
}

GBytes *
interchange_recording(const void *bytes, gsize size, const char *title, char **ret_message)
{
    TraceWholeness wholeness;
    Out out;
    Awt *awt;

    out_init(&out, -1);
    awt = awt_new(&out);
    wholeness = interchange_read(bytes, size, title, awt_sink(), awt, ret_message);
    awt_free(awt);
    GBytes *recording = g_string_free_to_bytes(out.bytes);
    if (wholeness == TRACE_FOREIGN)
        g_clear_pointer(&recording, g_bytes_unref);
    return recording;
}
