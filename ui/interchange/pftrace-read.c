/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pftrace-read.c - reads the packets of a Perfetto trace, as other programs write them. Data other
 * than track events (kernel scheduling, memory ...) is ignored. */
#include "ui/interchange/pftrace-events.h"
#include "ui/interchange/pftrace-state.h"
#include "ui/interchange/readers.h"
#include "ui/model/text.h"

static void
take_defaults(Sequence *sequence, const ProtoField *field)
{
    ProtoScan scan = proto_open(field), event;
    ProtoField inner, innermost;

    while (proto_next(&scan, &inner)) {
        if (inner.number == DEFAULTS_CLOCK)
            sequence->clock = inner.value;
        if (inner.number != DEFAULTS_EVENT)
            continue;
        for (event = proto_open(&inner); proto_next(&event, &innermost);)
            if (innermost.number == EVENT_TRACK)
                sequence->track = innermost.value;
    }
}

/* The numbers of a packet. They are read first, since they may come after the fields that need
 * them. */
typedef struct {
    guint64 sequence, time, clock;
    gboolean cleared;
} PacketHead;

static PacketHead
read_head(const ProtoField *packet)
{
    ProtoScan scan = proto_open(packet);
    ProtoField field;
    PacketHead head = {0};

    while (proto_next(&scan, &field)) {
        if (field.number == PACKET_SEQUENCE)
            head.sequence = field.value;
        else if (field.number == PACKET_TIMESTAMP)
            head.time = field.value;
        else if (field.number == PACKET_CLOCK)
            head.clock = field.value;
        else if (field.number == PACKET_FLAGS)
            head.cleared |= (field.value & FLAG_CLEARED) != 0;
        else if (field.number == PACKET_CLEARED)
            head.cleared |= field.value != 0;
    }
    return head;
}

/* Take what is needed to understand the packet's event, before the event itself. */
static void
take_state(Pftrace *trace, Sequence *sequence, guint64 id, const ProtoField *packet)
{
    ProtoScan scan = proto_open(packet);
    ProtoField field;

    while (proto_next(&scan, &field)) {
        if (field.number == PACKET_CLOCK_SNAPSHOT)
            clocks_take(trace->clocks, id, &field);
        else if (field.number == PACKET_INTERNED)
            pftrace_take_interned(trace, sequence, &field);
        else if (field.number == PACKET_DEFAULTS)
            take_defaults(sequence, &field);
        else if (field.number == PACKET_TRACK)
            pftrace_take_track(trace, &field);
        else if (field.number == PACKET_THREAD)
            pftrace_take_thread(trace, sequence, id, &field);
        else if (field.number == PACKET_COMPRESSED)
            trace->n_compressed++;
    }
    trace->n_broken += scan.broken;
}

static void
take_packet(Pftrace *trace, const ProtoField *packet)
{
    PacketHead head = read_head(packet);
    Sequence *sequence = pftrace_sequence(trace, head.sequence);
    ProtoScan scan = proto_open(packet);
    ProtoField field;
    gint64 time_ns;

    if (head.cleared)
        sequence_forget(sequence);
    take_state(trace, sequence, head.sequence, packet);
    time_ns = clocks_time(trace->clocks, head.sequence, head.clock ? head.clock : sequence->clock,
                          head.time);
    while (proto_next(&scan, &field))
        if (field.number == PACKET_TRACK_EVENT)
            pftrace_take_event(trace, sequence, &field, time_ns);
}

static char *
verdict(const Pftrace *trace, const ProtoScan *scan, gsize size)
{
    gsize rest = (gsize) (scan->end - scan->at);

    if (scan->broken)
        return g_strdup_printf("no packet from byte %zu on: the rest was left out", size - rest);
    if (trace->n_compressed)
        return text_count(trace->n_compressed, "compressed packet was left out",
                          "compressed packets were left out");
    if (trace->n_broken)
        return text_count(trace->n_broken, "packet is damaged", "packets are damaged");
    return NULL;
}

static char *
pftrace_read(const char *bytes, gsize size, Draft *draft)
{
    ProtoScan scan = {(const guint8 *) bytes, (const guint8 *) bytes + size, FALSE};
    ProtoField packet;
    Pftrace trace;

    pftrace_init(&trace, draft);
    while (proto_next(&scan, &packet))
        if (packet.number == TRACE_PACKET)
            take_packet(&trace, &packet);
    pftrace_place_tracks(&trace);
    char *message = verdict(&trace, &scan, size);
    pftrace_clear(&trace);
    return message;
}

/* Whether the bytes begin with a packet's tag, and the first packet that is not empty has valid
 * fields, as far as it goes. */
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

const InterchangeReader interchange_pftrace_read = {
    .name = "Perfetto's traces",
    .patterns = {"*.pftrace", "*.perfetto-trace"},
    .first = "\n",
    .empty = "a trace without track events",
    .is = is_pftrace,
    .read = pftrace_read,
};
