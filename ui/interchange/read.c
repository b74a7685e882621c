/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read.c - files of other programs, and ours, by what they begin with. */
#include "ui/interchange/read.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "ui/interchange/awt.h"
#include "ui/interchange/proto.h"
#include "ui/interchange/readers.h"

enum { MESSAGE_SIZE = PATH_MAX + 256 };

static gboolean
is_json(const char *bytes, gsize size)
{
    gsize at = size >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3) ? 3 : 0;

    while (at < size && bytes[at] && strchr(" \t\r\n", bytes[at]))
        at++;
    return at < size && (bytes[at] == '[' || bytes[at] == '{');
}

/* The tag of a packet, and a first packet that is not empty whose fields are such, as far as it is
 * there. */
static gboolean
is_pftrace(const char *bytes, gsize size)
{
    ProtoScan scan = {(const guint8 *) bytes, (const guint8 *) bytes + size, FALSE};
    ProtoField packet = {0}, field;

    if (size < 2 || bytes[0] != 0x0a)
        return FALSE;
    while (packet.size == 0)
        if (!proto_next(&scan, &packet) || packet.number != 1)
            return FALSE;
    scan = proto_open(&packet);
    while (proto_next(&scan, &field))
        ;
    return !scan.broken;
}

static const struct {
    gboolean (*is)(const char *bytes, gsize size);
    char *(*read)(const char *bytes, gsize size, Draft *draft);
    const char *nothing;
} formats[] = {
    {is_json, chrome_read, "not a recording: JSON without trace events"},
    {is_pftrace, pftrace_read, "not a recording: a trace without track events"},
};

gboolean
interchange_is_theirs(const void *bytes, gsize size)
{
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
        if (formats[i].is(bytes, size))
            return TRUE;
    return FALSE;
}

static char *
left_out(const Draft *draft)
{
    gsize n = draft_n_left_out(draft);

    return n ? g_strdup_printf("left out: %zu that end what never began, are nested too deep, or "
                               "are too many",
                               n)
             : NULL;
}

TraceWholeness
interchange_read(const void *bytes, gsize size, const char *title, const TraceSink *sink,
                 void *data, char **ret_message)
{
    g_autoptr(Draft) draft = draft_new();
    guint i = 0;

    while (i + 1 < G_N_ELEMENTS(formats) && !formats[i].is(bytes, size))
        i++;
    *ret_message = formats[i].read(bytes, size, draft);
    if (draft_n_items(draft) == 0) {
        g_free(*ret_message);
        *ret_message = g_strdup(formats[i].nothing);
        return TRACE_FOREIGN;
    }
    draft_play(draft, title, sink, data);
    if (!*ret_message)
        *ret_message = left_out(draft);
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

/* ---- files ---- */

static TraceWholeness
read_theirs(const char *path, const void *bytes, gsize size, const TraceSink *sink, void *data,
            char **ret_message)
{
    g_autofree char *title = g_path_get_basename(path);
    g_autofree char *what = NULL;
    TraceWholeness wholeness = interchange_read(bytes, size, title, sink, data, &what);

    *ret_message = what ? g_strdup_printf("%s: %s", path, what) : NULL;
    return wholeness;
}

static char *
words(const char *message)
{
    return *message ? g_strdup(message) : NULL;
}

static TraceWholeness
read_ours(const char *path, const TraceSink *sink, void *data, char **ret_message)
{
    char message[MESSAGE_SIZE];
    TraceWholeness wholeness = trace_read_file(path, sink, data, message, sizeof message);

    *ret_message = words(message);
    return wholeness;
}

static void
copy_piece(void *data, const void *bytes, size_t size)
{
    Out *out = data;

    g_string_append_len(out->bytes, bytes, (gssize) size);
    out_pass(out);
}

static TraceWholeness
copy_ours(const char *path, Out *out, char **ret_message)
{
    char message[MESSAGE_SIZE];
    TraceWholeness wholeness = trace_copy_file(path, copy_piece, out, message, sizeof message);

    *ret_message = words(message);
    return wholeness;
}

/* By its first byte, so that large recordings are not read for nothing. What is no file is left to
 * the TraceReader: it can be looked at only once. */
static gboolean
may_be_theirs(const char *path)
{
    gboolean lies = g_file_test(path, G_FILE_TEST_IS_REGULAR);
    FILE *file = lies ? fopen(path, "rbe") : NULL;
    int first = file ? fgetc(file) : EOF;

    if (file)
        fclose(file);
    return first > 0 && strchr("[{\xef \t\r\n", first) != NULL;
}

static gboolean
take_theirs(const char *path, char **ret_bytes, gsize *ret_size)
{
    return may_be_theirs(path) && g_file_get_contents(path, ret_bytes, ret_size, NULL) &&
           interchange_is_theirs(*ret_bytes, *ret_size);
}

TraceWholeness
interchange_read_file(const char *path, const TraceSink *sink, void *data, char **ret_message)
{
    g_autofree char *bytes = NULL;
    gsize size;

    if (take_theirs(path, &bytes, &size))
        return read_theirs(path, bytes, size, sink, data, ret_message);
    return read_ours(path, sink, data, ret_message);
}

TraceWholeness
interchange_copy_file(const char *path, Out *out, char **ret_message)
{
    g_autofree char *bytes = NULL;
    gsize size;

    if (!take_theirs(path, &bytes, &size))
        return copy_ours(path, out, ret_message);
    Awt *awt = awt_new(out);
    TraceWholeness wholeness = read_theirs(path, bytes, size, awt_sink(), awt, ret_message);
    awt_free(awt);
    return wholeness;
}
