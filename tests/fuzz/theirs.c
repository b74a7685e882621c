/* SPDX-License-Identifier: GPL-3.0-or-later */
/* theirs.c - checks what a sink is promised, and that a recording made from a foreign file can be
 * read without complaint, has the same events, and can be exported. */
#include "tests/fuzz/theirs.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ui/interchange/awt.h"
#include "ui/interchange/interchange.h"
#include "ui/interchange/read.h"

typedef struct {
    uint64_t n_events;
    int64_t time_ns;
    gboolean ended;
} Witness;

static void
must(gboolean kept)
{
    if (!kept)
        abort();
}

static void
see_event(void *data, const TraceEvent *event)
{
    Witness *witness = data;

    must(event->number == ++witness->n_events && event->time_ns >= witness->time_ns);
    must(event->subject > TRACE_LOOP_ID && event->value_type <= TRACE_VALUE_LABEL);
    must(!event->text || event->text[event->text_size] == '\0');
    witness->time_ns = event->time_ns;
}

static void
see_end(void *data, const TraceEnd *end)
{
    Witness *witness = data;

    must(!witness->ended);
    witness->ended = TRUE;
}

static void
see_text(void *data, const char *key, const char *value)
{
    must(key && value);
}

static void
see_site(void *data, const TraceSite *site)
{
    must(site->id > 0 && site->line > 0 && *site->file);
}

static int
nowhere(void)
{
    static int fd = -1;

    if (fd < 0)
        fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
    return fd;
}

static void
export_all(const Model *model)
{
    gsize n;
    const InterchangeFormat *const *formats = interchange_formats(&n);

    for (gsize i = 0; i < n; i++)
        must(formats[i]->write(model, nowhere(), NULL, NULL) == 0);
}

static TraceWholeness
read_into(const uint8_t *bytes, size_t size, const TraceSink *sink, void *data)
{
    g_autofree char *message = NULL;
    TraceWholeness wholeness = interchange_read(bytes, size, "fuzz", sink, data, &message);

    must((wholeness == TRACE_WHOLE) == (message == NULL));
    must(!message || !strchr(message, '\n'));
    return wholeness;
}

/* Checks that the recording that was written is valid and has as many events. */
static void
read_again(const GString *recording, guint64 n_events)
{
    g_autoptr(Model) model = model_new();
    TraceReader *reader = trace_reader_new(model_sink(), model);

    must(trace_reader_feed(reader, recording->str, recording->len));
    must(trace_reader_finish(reader) == TRACE_WHOLE);
    must(model_n_events(model) == n_events);
    export_all(model);
    trace_reader_free(reader);
}

void
theirs_read(const uint8_t *bytes, size_t size)
{
    static const TraceSink sink = {
        .meta = see_text, .site = see_site, .event = see_event, .end = see_end};
    Witness witness = {0};
    TraceWholeness wholeness = read_into(bytes, size, &sink, &witness);
    Out out;

    must(witness.ended == (wholeness != TRACE_FOREIGN));
    if (wholeness == TRACE_FOREIGN)
        return;
    out_init(&out, nowhere());
    Awt *awt = awt_new(&out);
    read_into(bytes, size, awt_sink(), awt);
    awt_free(awt);
    if (out.bytes->len < 64 * 1024 && out.error == 0) /* else its beginning is already dropped */
        read_again(out.bytes, witness.n_events);
    out_finish(&out);
}
