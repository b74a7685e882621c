/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read.c - files of other programs, by what they begin with. To add a format: a file, a line in
 * readers.h, and a row in the table at the end. */
#include "ui/interchange/read.h"

#include <string.h>

#include "ui/interchange/awt.h"
#include "ui/interchange/proto.h"
#include "ui/interchange/readers.h"

/* A format that is read. */
typedef struct {
    const char *first; /* the bytes that may be its first */
    gboolean (*is)(const char *bytes, gsize size);
    char *(*read)(const char *bytes, gsize size, Draft *draft);
    const char *nothing; /* what is said when there is nothing to be seen in it */
} Format;

static const Format formats[];

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

gboolean
interchange_may_begin(const void *bytes, gsize size)
{
    const char *first = bytes;

    for (const Format *format = formats; size && format->first; format++)
        if (*first && strchr(format->first, *first))
            return TRUE;
    return FALSE;
}

static const Format *
find_format(const char *bytes, gsize size)
{
    for (const Format *format = formats; format->first; format++)
        if (format->is(bytes, size))
            return format;
    return NULL;
}

static TraceWholeness
refuse(const char *why, char **ret_message)
{
    g_free(*ret_message);
    *ret_message = g_strdup(why);
    return TRACE_FOREIGN;
}

TraceWholeness
interchange_read(const void *bytes, gsize size, const char *title, const TraceSink *sink,
                 void *data, char **ret_message)
{
    const Format *format = find_format(bytes, size);
    g_autoptr(Draft) draft = draft_new();

    *ret_message = format ? format->read(bytes, size, draft) : NULL;
    if (!format)
        return refuse("not a recording", ret_message);
    if (draft_n_items(draft) == 0)
        return refuse(format->nothing, ret_message);
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

static const Format formats[] = {
    {"[{ \t\r\n\xef", is_json, chrome_read, "not a recording: JSON without trace events"},
    {"\n", is_pftrace, pftrace_read, "not a recording: a trace without track events"},
    {NULL, NULL, NULL, NULL},
};
