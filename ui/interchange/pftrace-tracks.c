/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pftrace-tracks.c - writes packets of a Perfetto trace, in particular those that describe
 * tracks. */
#include "ui/interchange/pftrace-tracks.h"

#include "ui/interchange/end-label.h"
#include "ui/interchange/perfetto.h"
#include "ui/interchange/proto.h"
#include "ui/interchange/walk.h"

enum { SEQUENCE = 1, PID = 1 };

/* ---- packets ---- */

void
pftrace_packet_begin(PftraceWriter *trace)
{
    g_string_truncate(trace->packet, 0);
    proto_number(trace->packet, PACKET_SEQUENCE, SEQUENCE);
}

void
pftrace_packet_end(PftraceWriter *trace)
{
    proto_message(trace->out.bytes, TRACE_PACKET, trace->packet);
    out_pass(&trace->out);
}

void
pftrace_take_inner(PftraceWriter *trace, GString *message, guint field)
{
    proto_message(message, field, trace->inner);
    g_string_truncate(trace->inner, 0);
}

/* Names the clock of the trace. Without that, readers would drop every event. */
void
pftrace_put_head(PftraceWriter *trace)
{
    pftrace_packet_begin(trace);
    g_string_truncate(trace->event, 0);
    proto_number(trace->inner, CLOCK_ID, BOOT_CLOCK);
    proto_number(trace->inner, CLOCK_TIMESTAMP, 0);
    pftrace_take_inner(trace, trace->event, SNAPSHOT_CLOCK);
    proto_number(trace->event, SNAPSHOT_PRIMARY, BOOT_CLOCK);
    proto_message(trace->packet, PACKET_CLOCK_SNAPSHOT, trace->event);
    proto_number(trace->inner, DEFAULTS_CLOCK, BOOT_CLOCK);
    pftrace_take_inner(trace, trace->packet, PACKET_DEFAULTS);
    proto_number(trace->packet, PACKET_FLAGS, FLAG_CLEARED);
    proto_number(trace->packet, PACKET_FIRST, 1);
    pftrace_packet_end(trace);
}

/* ---- tracks ---- */

static void
track_begin(PftraceWriter *trace, guint64 uuid, guint64 parent, guint rank)
{
    pftrace_packet_begin(trace);
    g_string_truncate(trace->event, 0);
    proto_number(trace->event, TRACK_UUID, uuid);
    if (parent)
        proto_number(trace->event, TRACK_PARENT, parent);
    proto_number(trace->event, TRACK_RANK, rank);
}

static void
track_end(PftraceWriter *trace)
{
    proto_message(trace->packet, PACKET_TRACK, trace->event);
    pftrace_packet_end(trace);
}

void
pftrace_put_process(PftraceWriter *trace)
{
    const char *title = model_meta(trace->model, "title");
    g_autofree char *end = end_label_write(model_end(trace->model));
    g_autofree char *label = g_strconcat(PFTRACE_ENDED, end, NULL);

    track_begin(trace, PFTRACE_PROCESS, 0, 0);
    proto_number(trace->inner, PROCESS_PID, PID);
    proto_text(trace->inner, PROCESS_NAME, title ? title : "awaitscope");
    proto_text(trace->inner, PROCESS_LABEL, label);
    pftrace_take_inner(trace, trace->event, TRACK_PROCESS);
    proto_number(trace->event, TRACK_ORDERING, ORDERING_EXPLICIT);
    track_end(trace);
}

static void
put_thread(PftraceWriter *trace, const Track *track, guint rank, const char *name)
{
    track_begin(trace, track->id, PFTRACE_PROCESS, rank);
    proto_number(trace->inner, THREAD_PID, PID);
    proto_number(trace->inner, THREAD_TID, track->id);
    proto_text(trace->inner, THREAD_NAME, name);
    pftrace_take_inner(trace, trace->event, TRACK_THREAD);
    track_end(trace);
}

static void
put_group(PftraceWriter *trace, TraceTrack group)
{
    if (trace->groups & 1u << group)
        return;
    trace->groups |= 1u << group;
    track_begin(trace, PFTRACE_GROUPS + group, PFTRACE_PROCESS, group);
    proto_text(trace->event, TRACK_NAME, trace_tracks[group].heading);
    proto_number(trace->event, TRACK_ORDERING, ORDERING_EXPLICIT);
    track_end(trace);
}

static void
put_lane(PftraceWriter *trace, const Track *track, guint rank, const char *name)
{
    put_group(trace, track->group);
    track_begin(trace, track->id, PFTRACE_GROUPS + track->group, rank);
    proto_text(trace->event, TRACK_NAME, name);
    proto_number(trace->event, TRACK_MERGE,
                 MERGE_NONE); /* else tracks with equal names become one */
    track_end(trace);
}

void
pftrace_put_track(PftraceWriter *trace, const Track *track, guint rank)
{
    g_autofree char *name = walk_track_name(track);

    if (trace_tracks[track->group].as == TRACE_AS_THREAD)
        put_thread(trace, track, rank, name);
    else
        put_lane(trace, track, rank, name);
}

void
pftrace_put_counter(PftraceWriter *trace, guint counter)
{
    if (trace->counters & 1u << counter)
        return;
    trace->counters |= 1u << counter;
    track_begin(trace, PFTRACE_COUNTERS + counter, PFTRACE_PROCESS, TRACE_N_TRACKS + counter);
    proto_text(trace->event, TRACK_NAME, walk_counter_name(counter));
    pftrace_take_inner(trace, trace->event, TRACK_COUNTER);
    track_end(trace);
}
