/* SPDX-License-Identifier: GPL-3.0-or-later */
/* awt.c - a sink that writes a recording. Definitions too large for a block are left out. */
#include "ui/interchange/awt.h"

#include <string.h>

#include "sched/trace/format.h"

enum { DEFINITION_MAX = 1024 }; /* bytes of a definition besides its texts */

struct Awt {
    Out *out;
    FormatBlock block;
    gboolean open; /* the block has events */
    guint64 last;  /* number of the last event */
    guint8 bytes[FORMAT_BLOCK_MAX];
};

static void
put(Awt *awt, const FormatBuffer *buffer)
{
    g_string_append_len(awt->out->bytes, (const char *) buffer->bytes, (gssize) buffer->size);
    out_pass(awt->out);
}

static void
close_block(Awt *awt)
{
    if (!awt->open)
        return;
    format_block_end(&awt->block);
    put(awt, &awt->block.out);
    awt->open = FALSE;
}

static void
open_block(Awt *awt, guint64 number)
{
    format_compact_begin(&awt->block, awt->bytes, sizeof awt->bytes, number);
    awt->open = TRUE;
}

/* A buffer for a definition with texts of `size` bytes. The caller frees its bytes. */
static FormatBuffer
definition(Awt *awt, gsize size)
{
    close_block(awt);
    return (FormatBuffer){g_malloc(size + DEFINITION_MAX), 0, size + DEFINITION_MAX};
}

static void
put_definition(Awt *awt, FormatBuffer *buffer, gboolean fits)
{
    if (fits)
        put(awt, buffer);
    g_free(buffer->bytes);
}

static void
take_meta(void *data, const char *key, const char *value)
{
    FormatBuffer buffer = definition(data, strlen(key) + strlen(value));

    put_definition(data, &buffer, format_meta(&buffer, key, value));
}

static void
take_source(void *data, const char *file, const char *text, size_t size)
{
    FormatBuffer buffer = definition(data, strlen(file) + size);

    put_definition(data, &buffer, format_source(&buffer, file, text, size));
}

static void
take_site(void *data, const TraceSite *site)
{
    FormatBuffer buffer =
        definition(data, strlen(site->file) + strlen(site->function) + strlen(site->name));

    put_definition(data, &buffer, format_site(&buffer, site));
}

/* Within a block events are numbered consecutively, so a gap begins a new block. */
static void
take_event(void *data, const TraceEvent *event)
{
    Awt *awt = data;

    if (awt->open && event->number != awt->last + 1)
        close_block(awt);
    if (!awt->open)
        open_block(awt, event->number);
    if (!format_block_event(&awt->block, event)) {
        close_block(awt);
        open_block(awt, event->number);
        format_block_event(&awt->block, event);
    }
    awt->last = event->number;
}

static void
take_end(void *data, const TraceEnd *end)
{
    Awt *awt = data;

    if (end->kind == TRACE_END_NONE)
        return;
    FormatBuffer buffer = definition(awt, strlen(end->text));
    put_definition(awt, &buffer, format_end(&buffer, end, awt->last));
}

const TraceSink *
awt_sink(void)
{
    static const TraceSink sink = {.meta = take_meta,
                                   .source = take_source,
                                   .site = take_site,
                                   .event = take_event,
                                   .end = take_end};

    return &sink;
}

Awt *
awt_new(Out *out)
{
    Awt *awt = g_new0(Awt, 1);
    FormatBuffer buffer = {awt->bytes, 0, sizeof awt->bytes};

    awt->out = out;
    format_begin(&buffer);
    put(awt, &buffer);
    return awt;
}

void
awt_free(Awt *awt)
{
    if (!awt)
        return;
    close_block(awt);
    g_free(awt);
}
