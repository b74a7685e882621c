/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pftrace.c - writes Perfetto traces: packets of track descriptors and track events. */
#include "ui/interchange/interchange.h"
#include "ui/interchange/perfetto.h"
#include "ui/interchange/pftrace-tracks.h"
#include "ui/interchange/proto.h"
#include "ui/interchange/walk.h"

/* ---- names that are said once ---- */

static void
put_interned(PftraceWriter *trace, guint field, guint64 id, const char *text)
{
    proto_number(trace->inner, INTERNED_ID, id);
    proto_text(trace->inner, INTERNED_TEXT, text);
    pftrace_take_inner(trace, trace->interned, field);
}

/* The number of `text`; if it is new, the packet defines it. 0 if there are too many. */
static guint64
intern(PftraceWriter *trace, Names *names, guint field, const char *text)
{
    gboolean is_new;
    guint64 id = names_number(names, text, &is_new);

    if (is_new)
        put_interned(trace, field, id, text);
    return id;
}

static void
put_name(PftraceWriter *trace, const char *name)
{
    guint64 id = intern(trace, trace->names, INTERNED_NAME, name);

    if (id)
        proto_number(trace->event, EVENT_NAME, id);
    else
        proto_text(trace->event, EVENT_WHOLE_NAME, name);
}

static void
put_site(PftraceWriter *trace, guint32 id)
{
    const TraceSite *site = model_site(trace->model, id);

    if (!site)
        return;
    proto_number(trace->event, EVENT_SITE, id);
    if (!g_hash_table_add(trace->sites, GUINT_TO_POINTER(id)))
        return;
    proto_number(trace->inner, INTERNED_ID, id);
    proto_text(trace->inner, SITE_FILE, site->file);
    proto_text(trace->inner, SITE_FUNCTION, site->function);
    proto_number(trace->inner, SITE_LINE, site->line);
    pftrace_take_inner(trace, trace->interned, INTERNED_SITE);
}

/* ---- events ---- */

static void
event_begin(PftraceWriter *trace, gint64 time_ns, guint type, guint64 track)
{
    pftrace_packet_begin(trace);
    proto_number(trace->packet, PACKET_TIMESTAMP, (guint64) time_ns);
    g_string_truncate(trace->event, 0);
    g_string_truncate(trace->interned, 0);
    proto_number(trace->event, EVENT_TYPE, type);
    proto_number(trace->event, EVENT_TRACK, track);
}

static void
event_end(PftraceWriter *trace)
{
    proto_number(trace->packet, PACKET_FLAGS, FLAG_NEEDS_STATE);
    if (trace->interned->len)
        proto_message(trace->packet, PACKET_INTERNED, trace->interned);
    proto_message(trace->packet, PACKET_TRACK_EVENT, trace->event);
    pftrace_packet_end(trace);
}

static void
annotation_begin(PftraceWriter *trace, const char *name)
{
    guint64 id = intern(trace, trace->annotations, INTERNED_ANNOTATION, name);

    proto_number(trace->inner, ANNOTATION_NAME, id);
}

/* The details of an event: its number and its value. */
static void
put_annotations(PftraceWriter *trace, const TraceEvent *event)
{
    g_autofree char *value = model_value(trace->model, event);

    annotation_begin(trace, "event");
    proto_number(trace->inner, ANNOTATION_INT, event->number);
    pftrace_take_inner(trace, trace->event, EVENT_ANNOTATION);
    if (!*value)
        return;
    annotation_begin(trace, "value");
    proto_text(trace->inner, ANNOTATION_TEXT, value);
    pftrace_take_inner(trace, trace->event, EVENT_ANNOTATION);
}

static void
put_flow(PftraceWriter *trace, guint field, guint64 flow)
{
    if (flow)
        proto_fixed64(trace->event, field, flow);
}

static void
put_words(PftraceWriter *trace, const char *category, const char *name, const TraceEvent *event)
{
    guint64 id = intern(trace, trace->categories, INTERNED_CATEGORY, category);

    proto_number(trace->event, EVENT_CATEGORY, id);
    put_name(trace, name);
    put_site(trace, event->site);
    put_annotations(trace, event);
}

static void
on_track(void *data, const Track *track, guint rank)
{
    pftrace_put_track(data, track, rank);
}

/* The correlation id is the state, so that slices of the same state have the same colour. */
static void
on_begin(void *data, const WalkSlice *slice)
{
    PftraceWriter *trace = data;

    event_begin(trace, slice->event->time_ns, TYPE_BEGIN, slice->track->id);
    put_words(trace, slice->category, slice->name, slice->event);
    put_flow(trace, EVENT_FLOW_END, slice->flow_in);
    proto_number(trace->event, EVENT_CORRELATION, (guint64) slice->span->state);
    event_end(trace);
}

static void
on_end(void *data, const Track *track, gint64 time_ns)
{
    PftraceWriter *trace = data;

    event_begin(trace, time_ns, TYPE_END, track->id);
    event_end(trace);
}

static void
on_tick(void *data, const WalkTick *tick)
{
    PftraceWriter *trace = data;

    event_begin(trace, tick->event->time_ns, TYPE_INSTANT, tick->track->id);
    put_words(trace, tick->category, tick->name, tick->event);
    put_flow(trace, EVENT_FLOW, tick->flow_out);
    put_flow(trace, EVENT_FLOW_END, tick->flow_in);
    event_end(trace);
}

static void
on_counter(void *data, guint counter, gint64 time_ns, gint64 value)
{
    PftraceWriter *trace = data;

    pftrace_put_counter(trace, counter);
    event_begin(trace, time_ns, TYPE_COUNTER, PFTRACE_COUNTERS + counter);
    proto_number(trace->event, EVENT_COUNTER, (guint64) value);
    event_end(trace);
}

static void
on_progress(void *data, double share)
{
    PftraceWriter *trace = data;

    if (trace->progress)
        trace->progress(share, trace->data);
}

static void
pftrace_init(PftraceWriter *trace, int fd)
{
    GString **scratch[] = {&trace->packet, &trace->event, &trace->inner, &trace->interned};

    for (guint i = 0; i < G_N_ELEMENTS(scratch); i++)
        *scratch[i] = g_string_new(NULL);
    trace->names = names_new();
    trace->categories = names_new();
    trace->annotations = names_new();
    trace->sites = g_hash_table_new(NULL, NULL);
    out_init(&trace->out, fd);
}

static void
pftrace_clear(PftraceWriter *trace)
{
    GString *scratch[] = {trace->packet, trace->event, trace->inner, trace->interned};

    for (guint i = 0; i < G_N_ELEMENTS(scratch); i++)
        g_string_free(scratch[i], TRUE);
    names_free(trace->names);
    names_free(trace->categories);
    names_free(trace->annotations);
    g_hash_table_unref(trace->sites);
}

static int
pftrace_write(const Model *model, int fd, InterchangeProgressFn progress, void *data)
{
    static const WalkHandler handler = {on_track, on_begin,   on_end,
                                        on_tick,  on_counter, on_progress};
    PftraceWriter trace = {.model = model, .progress = progress, .data = data};

    pftrace_init(&trace, fd);
    pftrace_put_head(&trace);
    pftrace_put_process(&trace);
    walk_model(model, &handler, &trace);
    pftrace_clear(&trace);
    return out_finish(&trace.out);
}

const InterchangeFormat interchange_pftrace = {
    .extension = "pftrace",
    .about = "tracks and slices, for the Perfetto viewer",
    .write = pftrace_write,
};
