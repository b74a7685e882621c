/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pftrace.c - Perfetto's trace: packets of track descriptors and track events. */
#include "ui/interchange/ends.h"
#include "ui/interchange/formats.h"
#include "ui/interchange/names.h"
#include "ui/interchange/out.h"
#include "ui/interchange/perfetto.h"
#include "ui/interchange/proto.h"
#include "ui/interchange/walk.h"

enum { SEQUENCE = 1, PID = 1 };

/* Lanes have their own numbers, of 32 bits; other tracks have theirs above. */
static const guint64 group_uuids = G_GUINT64_CONSTANT(1) << 32;
static const guint64 counter_uuids = G_GUINT64_CONSTANT(2) << 32;
static const guint64 process_uuid = G_GUINT64_CONSTANT(3) << 32;

typedef struct {
    Out out;
    const Model *model;
    InterchangeProgressFn progress;
    void *data;
    GString *packet, *event, *inner, *interned; /* under construction */
    Names *names, *categories, *annotations;
    GHashTable *sites;      /* ids of those that are in the trace */
    guint groups, counters; /* whose track is in the trace: a bit for each */
} Pftrace;

/* ---- packets ---- */

static void
packet_begin(Pftrace *trace)
{
    g_string_truncate(trace->packet, 0);
    proto_number(trace->packet, PACKET_SEQUENCE, SEQUENCE);
}

static void
packet_end(Pftrace *trace)
{
    proto_message(trace->out.bytes, TRACE_PACKET, trace->packet);
    out_pass(&trace->out);
}

/* Appends `trace->inner` as a field, and empties it. */
static void
take_inner(Pftrace *trace, GString *message, guint field)
{
    proto_message(message, field, trace->inner);
    g_string_truncate(trace->inner, 0);
}

/* The first packet: times are ns of one clock, which is also that of the trace: were that not said,
 * readers would drop every event. */
static void
put_head(Pftrace *trace)
{
    packet_begin(trace);
    g_string_truncate(trace->event, 0);
    proto_number(trace->inner, CLOCK_ID, BOOT_CLOCK);
    proto_number(trace->inner, CLOCK_TIMESTAMP, 0);
    take_inner(trace, trace->event, SNAPSHOT_CLOCK);
    proto_number(trace->event, SNAPSHOT_PRIMARY, BOOT_CLOCK);
    proto_message(trace->packet, PACKET_CLOCK_SNAPSHOT, trace->event);
    proto_number(trace->inner, DEFAULTS_CLOCK, BOOT_CLOCK);
    take_inner(trace, trace->packet, PACKET_DEFAULTS);
    proto_number(trace->packet, PACKET_FLAGS, FLAG_CLEARED);
    proto_number(trace->packet, PACKET_FIRST, 1);
    packet_end(trace);
}

/* ---- tracks ---- */

static void
track_begin(Pftrace *trace, guint64 uuid, guint64 parent, guint rank)
{
    packet_begin(trace);
    g_string_truncate(trace->event, 0);
    proto_number(trace->event, TRACK_UUID, uuid);
    if (parent)
        proto_number(trace->event, TRACK_PARENT, parent);
    proto_number(trace->event, TRACK_RANK, rank);
}

static void
track_end(Pftrace *trace)
{
    proto_message(trace->packet, PACKET_TRACK, trace->event);
    packet_end(trace);
}

static void
put_process(Pftrace *trace)
{
    const char *title = model_meta(trace->model, "title");
    g_autofree char *end = end_write(model_end(trace->model));
    g_autofree char *label = g_strconcat(PFTRACE_ENDED, end, NULL);

    track_begin(trace, process_uuid, 0, 0);
    proto_number(trace->inner, PROCESS_PID, PID);
    proto_text(trace->inner, PROCESS_NAME, title ? title : "awaitscope");
    proto_text(trace->inner, PROCESS_LABEL, label);
    take_inner(trace, trace->event, TRACK_PROCESS);
    proto_number(trace->event, TRACK_ORDERING, ORDERING_EXPLICIT);
    track_end(trace);
}

static void
put_thread(Pftrace *trace, const Track *track, guint rank, const char *name)
{
    track_begin(trace, track->id, process_uuid, rank);
    proto_number(trace->inner, THREAD_PID, PID);
    proto_number(trace->inner, THREAD_TID, track->id);
    proto_text(trace->inner, THREAD_NAME, name);
    take_inner(trace, trace->event, TRACK_THREAD);
    track_end(trace);
}

static void
put_group(Pftrace *trace, TraceTrack group)
{
    if (trace->groups & 1u << group)
        return;
    trace->groups |= 1u << group;
    track_begin(trace, group_uuids + group, process_uuid, group);
    proto_text(trace->event, TRACK_NAME, trace_tracks[group].heading);
    proto_number(trace->event, TRACK_ORDERING, ORDERING_EXPLICIT);
    track_end(trace);
}

static void
put_lane(Pftrace *trace, const Track *track, guint rank, const char *name)
{
    put_group(trace, track->group);
    track_begin(trace, track->id, group_uuids + track->group, rank);
    proto_text(trace->event, TRACK_NAME, name);
    proto_number(trace->event, TRACK_MERGE, MERGE_NONE); /* or equal names become one track */
    track_end(trace);
}

static void
on_track(void *data, const Track *track, guint rank)
{
    Pftrace *trace = data;
    g_autofree char *name = walk_track_name(track);

    if (trace_tracks[track->group].as == TRACE_AS_THREAD)
        put_thread(trace, track, rank, name);
    else
        put_lane(trace, track, rank, name);
}

static void
put_counter_track(Pftrace *trace, guint counter)
{
    if (trace->counters & 1u << counter)
        return;
    trace->counters |= 1u << counter;
    track_begin(trace, counter_uuids + counter, process_uuid, TRACE_N_TRACKS + counter);
    proto_text(trace->event, TRACK_NAME, walk_counter_name(counter));
    take_inner(trace, trace->event, TRACK_COUNTER);
    track_end(trace);
}

/* ---- names that are said once ---- */

static void
put_interned(Pftrace *trace, guint field, guint64 id, const char *text)
{
    proto_number(trace->inner, INTERNED_ID, id);
    proto_text(trace->inner, INTERNED_TEXT, text);
    take_inner(trace, trace->interned, field);
}

/* The number of `text`, which the packet defines if it is new; 0: there are too many. */
static guint64
intern(Pftrace *trace, Names *names, guint field, const char *text)
{
    gboolean is_new;
    guint64 id = names_number(names, text, &is_new);

    if (is_new)
        put_interned(trace, field, id, text);
    return id;
}

static void
put_name(Pftrace *trace, const char *name)
{
    guint64 id = intern(trace, trace->names, INTERNED_NAME, name);

    if (id)
        proto_number(trace->event, EVENT_NAME, id);
    else
        proto_text(trace->event, EVENT_WHOLE_NAME, name);
}

static void
put_site(Pftrace *trace, guint32 id)
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
    take_inner(trace, trace->interned, INTERNED_SITE);
}

/* ---- events ---- */

static void
event_begin(Pftrace *trace, gint64 time_ns, guint type, guint64 track)
{
    packet_begin(trace);
    proto_number(trace->packet, PACKET_TIMESTAMP, (guint64) time_ns);
    g_string_truncate(trace->event, 0);
    g_string_truncate(trace->interned, 0);
    proto_number(trace->event, EVENT_TYPE, type);
    proto_number(trace->event, EVENT_TRACK, track);
}

static void
event_end(Pftrace *trace)
{
    proto_number(trace->packet, PACKET_FLAGS, FLAG_NEEDS_STATE);
    if (trace->interned->len)
        proto_message(trace->packet, PACKET_INTERNED, trace->interned);
    proto_message(trace->packet, PACKET_TRACK_EVENT, trace->event);
    packet_end(trace);
}

static void
annotation_begin(Pftrace *trace, const char *name)
{
    guint64 id = intern(trace, trace->annotations, INTERNED_ANNOTATION, name);

    proto_number(trace->inner, ANNOTATION_NAME, id);
}

/* What the event says besides: its number and its value. */
static void
put_annotations(Pftrace *trace, const TraceEvent *event)
{
    g_autofree char *value = model_value(trace->model, event);

    annotation_begin(trace, "event");
    proto_number(trace->inner, ANNOTATION_INT, event->number);
    take_inner(trace, trace->event, EVENT_ANNOTATION);
    if (!*value)
        return;
    annotation_begin(trace, "value");
    proto_text(trace->inner, ANNOTATION_TEXT, value);
    take_inner(trace, trace->event, EVENT_ANNOTATION);
}

static void
put_flow(Pftrace *trace, guint field, guint64 flow)
{
    if (flow)
        proto_fixed64(trace->event, field, flow);
}

static void
put_words(Pftrace *trace, const char *category, const char *name, const TraceEvent *event)
{
    guint64 id = intern(trace, trace->categories, INTERNED_CATEGORY, category);

    proto_number(trace->event, EVENT_CATEGORY, id);
    put_name(trace, name);
    put_site(trace, event->site);
    put_annotations(trace, event);
}

/* Slices of one state have one colour: that is what the correlation is for. */
static void
on_begin(void *data, const WalkSlice *slice)
{
    Pftrace *trace = data;

    event_begin(trace, slice->event->time_ns, TYPE_BEGIN, slice->track->id);
    put_words(trace, slice->category, slice->name, slice->event);
    put_flow(trace, EVENT_FLOW_END, slice->flow_in);
    proto_number(trace->event, EVENT_CORRELATION, (guint64) slice->span->state);
    event_end(trace);
}

static void
on_end(void *data, const Track *track, gint64 time_ns)
{
    Pftrace *trace = data;

    event_begin(trace, time_ns, TYPE_END, track->id);
    event_end(trace);
}

static void
on_tick(void *data, const WalkTick *tick)
{
    Pftrace *trace = data;

    event_begin(trace, tick->event->time_ns, TYPE_INSTANT, tick->track->id);
    put_words(trace, tick->category, tick->name, tick->event);
    put_flow(trace, EVENT_FLOW, tick->flow_out);
    put_flow(trace, EVENT_FLOW_END, tick->flow_in);
    event_end(trace);
}

static void
on_counter(void *data, guint counter, gint64 time_ns, gint64 value)
{
    Pftrace *trace = data;

    put_counter_track(trace, counter);
    event_begin(trace, time_ns, TYPE_COUNTER, counter_uuids + counter);
    proto_number(trace->event, EVENT_COUNTER, (guint64) value);
    event_end(trace);
}

static void
on_progress(void *data, double share)
{
    Pftrace *trace = data;

    if (trace->progress)
        trace->progress(share, trace->data);
}

static void
pftrace_init(Pftrace *trace, int fd)
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
pftrace_clear(Pftrace *trace)
{
    GString *scratch[] = {trace->packet, trace->event, trace->inner, trace->interned};

    for (guint i = 0; i < G_N_ELEMENTS(scratch); i++)
        g_string_free(scratch[i], TRUE);
    names_free(trace->names);
    names_free(trace->categories);
    names_free(trace->annotations);
    g_hash_table_unref(trace->sites);
}

int
pftrace_write(const Model *model, int fd, InterchangeProgressFn progress, void *data)
{
    static const WalkHandler handler = {on_track, on_begin,   on_end,
                                        on_tick,  on_counter, on_progress};
    Pftrace trace = {.model = model, .progress = progress, .data = data};

    pftrace_init(&trace, fd);
    put_head(&trace);
    put_process(&trace);
    walk_model(model, &handler, &trace);
    pftrace_clear(&trace);
    return out_finish(&trace.out);
}
