/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-pftrace.c - reads any bytes as a Perfetto trace. */
#include <string.h>

#include "tests/fuzz/theirs.h"
#include "ui/interchange/perfetto.h"
#include "ui/interchange/proto.h"

/* Appends `inner` as a field and empties it. */
static void
put(GString *message, guint field, GString *inner)
{
    proto_message(message, field, inner);
    g_string_truncate(inner, 0);
}

/* Puts clocks, one of them incremental, and the defaults of a sequence. */
static void
put_clocks(GString *trace, GString *packet, GString *inner)
{
    g_autoptr(GString) clock = g_string_new(NULL);

    proto_number(clock, CLOCK_ID, BOOT_CLOCK);
    proto_number(clock, CLOCK_TIMESTAMP, 1000);
    put(inner, SNAPSHOT_CLOCK, clock);
    proto_number(clock, CLOCK_ID, FIRST_SEQUENCE_CLOCK);
    proto_number(clock, CLOCK_INCREMENTAL, 1);
    put(inner, SNAPSHOT_CLOCK, clock);
    put(packet, PACKET_CLOCK_SNAPSHOT, inner);
    proto_number(inner, DEFAULTS_CLOCK, FIRST_SEQUENCE_CLOCK);
    put(packet, PACKET_DEFAULTS, inner);
    proto_number(packet, PACKET_SEQUENCE, 1);
    proto_number(packet, PACKET_FLAGS, FLAG_CLEARED);
    put(trace, TRACE_PACKET, packet);
}

static void
put_track(GString *trace, GString *packet, GString *inner, guint64 uuid, guint64 parent)
{
    g_autoptr(GString) thread = g_string_new(NULL);

    proto_number(inner, TRACK_UUID, uuid);
    proto_number(inner, TRACK_PARENT, parent);
    proto_text(thread, parent ? THREAD_NAME : PROCESS_NAME, "name");
    put(inner, parent ? TRACK_THREAD : TRACK_PROCESS, thread);
    put(packet, PACKET_TRACK, inner);
    put(trace, TRACE_PACKET, packet);
}

static void
put_event(GString *trace, GString *packet, GString *inner, guint64 type)
{
    g_autoptr(GString) name = g_string_new(NULL);
    g_autoptr(GString) interned = g_string_new(NULL);

    proto_number(name, INTERNED_ID, type);
    proto_text(name, INTERNED_TEXT, "event");
    put(interned, INTERNED_NAME, name);
    put(packet, PACKET_INTERNED, interned);
    proto_number(packet, PACKET_TIMESTAMP, 50);
    proto_number(packet, PACKET_SEQUENCE, 1);
    proto_number(inner, EVENT_TYPE, type);
    proto_number(inner, EVENT_TRACK, 2);
    proto_number(inner, EVENT_NAME, type);
    proto_number(inner, EVENT_COUNTER, 7);
    proto_fixed64(inner, EVENT_FLOW, type % 2);
    put(packet, PACKET_TRACK_EVENT, inner);
    put(trace, TRACE_PACKET, packet);
}

static GString *
sample(void)
{
    GString *trace = g_string_new(NULL);
    g_autoptr(GString) packet = g_string_new(NULL);
    g_autoptr(GString) inner = g_string_new(NULL);

    put_clocks(trace, packet, inner);
    put_track(trace, packet, inner, 1, 0);
    put_track(trace, packet, inner, 2, 1);
    for (guint64 type = TYPE_BEGIN; type <= TYPE_COUNTER; type++)
        put_event(trace, packet, inner, type);
    return trace;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    theirs_read(bytes, size);
    return 0;
}

size_t
LLVMFuzzerCustomMutator(uint8_t *bytes, size_t size, size_t max_size, unsigned seed)
{
    g_autoptr(GString) trace = NULL;

    if (size >= 16)
        return LLVMFuzzerMutate(bytes, size, max_size);
    trace = sample();
    if (trace->len > max_size)
        return LLVMFuzzerMutate(bytes, size, max_size);
    memcpy(bytes, trace->str, trace->len);
    return trace->len;
}
