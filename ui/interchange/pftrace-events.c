/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pftrace-events.c - reads the track events of a Perfetto trace, and the legacy events of older
 * traces. */
#include "ui/interchange/pftrace-events.h"

enum { NS_PER_US = 1000 };

/* The parts of an event that are used. */
typedef struct {
    guint64 type, track, phase, async_id, duration_us;
    guint32 name, category, site;
    gboolean is_real, is_async;
    gint64 count;
    GArray *flows; /* of guint64 */
} Event;

static void
take_legacy(const Sequence *sequence, Event *event, const ProtoField *field)
{
    ProtoScan scan = proto_open(field);
    ProtoField inner;

    while (proto_next(&scan, &inner)) {
        gboolean is_id = inner.number == LEGACY_ID || inner.number == LEGACY_LOCAL_ID ||
                         inner.number == LEGACY_GLOBAL_ID;

        if (inner.number == LEGACY_PHASE)
            event->phase = inner.value;
        else if (inner.number == LEGACY_DURATION_US)
            event->duration_us = inner.value;
        else if (inner.number == LEGACY_NAME)
            event->name = sequence_interned(sequence, INTERNED_NAME, inner.value);
        else if (is_id)
            event->async_id = inner.value;
    }
}

static void
take_name(Pftrace *trace, const Sequence *sequence, Event *event, const ProtoField *field)
{
    if (field->number == EVENT_NAME)
        event->name = sequence_interned(sequence, INTERNED_NAME, field->value);
    else if (field->number == EVENT_WHOLE_NAME)
        event->name = pftrace_name(trace, field);
    else if (field->number == EVENT_CATEGORY)
        event->category = sequence_interned(sequence, INTERNED_CATEGORY, field->value);
    else if (field->number == EVENT_WHOLE_CATEGORY)
        event->category = pftrace_name(trace, field);
    else if (field->number == EVENT_SITE)
        event->site = sequence_interned(sequence, INTERNED_SITE, field->value);
    else if (field->number == EVENT_WHOLE_SITE)
        event->site = pftrace_site(trace, field);
}

static void
take_number(Event *event, const ProtoField *field)
{
    if (field->number == EVENT_TYPE) {
        event->type = field->value;
    } else if (field->number == EVENT_TRACK) {
        event->track = field->value;
    } else if (field->number == EVENT_COUNTER || field->number == EVENT_REAL_COUNTER) {
        event->is_real = field->number == EVENT_REAL_COUNTER;
        event->count = (gint64) field->value;
    } else if (field->number == EVENT_FLOW || field->number == EVENT_FLOW_END ||
               field->number == EVENT_OLD_FLOW || field->number == EVENT_OLD_FLOW_END) {
        g_array_append_val(event->flows, field->value);
    }
}

/* The phases of legacy events that have a counterpart among the types. */
static const struct {
    guint64 phase, type;
    gboolean is_async;
} phases[] = {
    {'B', TYPE_BEGIN, FALSE},   {'E', TYPE_END, FALSE},     {'i', TYPE_INSTANT, FALSE},
    {'I', TYPE_INSTANT, FALSE}, {'R', TYPE_INSTANT, FALSE}, {'b', TYPE_BEGIN, TRUE},
    {'e', TYPE_END, TRUE},      {'n', TYPE_INSTANT, TRUE},  {'S', TYPE_BEGIN, TRUE},
    {'F', TYPE_END, TRUE},      {'T', TYPE_INSTANT, TRUE},
};

/* Sets the type from the phase of a legacy event. An asynchronous operation has its own track, by
 * its id. */
static void
settle_phase(Event *event)
{
    for (guint i = 0; i < G_N_ELEMENTS(phases); i++)
        if (event->type == 0 && phases[i].phase == event->phase) {
            event->type = phases[i].type;
            event->is_async = phases[i].is_async;
        }
    if (event->is_async)
        event->track = event->async_id ^ G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
}

static gboolean
type_of(const Event *event, DraftType *ret_type)
{
    static const DraftType types[] = {
        [TYPE_BEGIN] = DRAFT_BEGIN, [TYPE_END] = DRAFT_END, [TYPE_INSTANT] = DRAFT_TICK};

    if (event->type == TYPE_COUNTER)
        *ret_type = event->is_real ? DRAFT_REAL : DRAFT_INT;
    else if (event->type == 0 && event->phase == 'X')
        *ret_type = DRAFT_SLICE;
    else if (event->type > 0 && event->type < G_N_ELEMENTS(types))
        *ret_type = types[event->type];
    else
        return FALSE;
    return TRUE;
}

static void
add_event(Pftrace *trace, const Event *event, gint64 time_ns)
{
    PftraceSource *source = pftrace_track(trace, event->track);
    DraftItem item = {
        .time_ns = time_ns,
        .value = event->count,
        .track = source->track,
        .name = event->name,
        .category = event->category,
        .site = event->site,
    };

    if (!type_of(event, &item.type))
        return;
    if (item.type == DRAFT_SLICE)
        item.value = (gint64) MIN(event->duration_us, G_MAXINT64 / NS_PER_US) * NS_PER_US;
    if (item.type == DRAFT_INT || item.type == DRAFT_REAL)
        item.name = 0;
    if (event->is_async && event->type == TYPE_BEGIN)
        draft_track(trace->draft, source->track)->fallback = event->name;
    draft_add(trace->draft, &item);
    for (guint i = 0; i < event->flows->len; i++) {
        DraftItem flow = {.time_ns = time_ns, .track = source->track, .type = DRAFT_FLOW};

        flow.value = (gint64) g_array_index(event->flows, guint64, i);
        draft_add(trace->draft, &flow);
    }
}

/* The time of a legacy event, which may be given as the difference to the one before. */
static gint64
older_time(Sequence *sequence, const ProtoField *field)
{
    guint64 now = field->value;

    if (field->number == EVENT_DELTA_US)
        now += (guint64) sequence->time_us;
    sequence->time_us = (gint64) MIN(now, G_MAXINT64 / NS_PER_US);
    return sequence->time_us * NS_PER_US;
}

void
pftrace_take_event(Pftrace *trace, Sequence *sequence, const ProtoField *field, gint64 time_ns)
{
    ProtoScan scan = proto_open(field);
    ProtoField inner;
    Event event = {.track = sequence->track};

    event.flows = g_array_new(FALSE, FALSE, sizeof(guint64));
    while (proto_next(&scan, &inner)) {
        take_number(&event, &inner);
        take_name(trace, sequence, &event, &inner);
        if (inner.number == EVENT_LEGACY)
            take_legacy(sequence, &event, &inner);
        if (inner.number == EVENT_DELTA_US || inner.number == EVENT_TIME_US)
            time_ns = older_time(sequence, &inner);
    }
    trace->n_broken += scan.broken;
    settle_phase(&event);
    add_event(trace, &event, time_ns);
    g_array_unref(event.flows);
}
