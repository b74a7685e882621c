/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pftrace-read.c - the track events of a Perfetto trace, as other programs write them. What else is
 * in it (scheduling of the kernel, memory ...) is not looked at. */
#include <string.h>

#include "ui/interchange/clocks.h"
#include "ui/interchange/perfetto.h"
#include "ui/interchange/proto.h"
#include "ui/interchange/readers.h"

enum { NS_PER_US = 1000, MAX_ANCESTORS = 32, N_TABLES = INTERNED_SITE + 1 };

/* What one writer has said so far. */
typedef struct {
    GHashTable *interned[N_TABLES]; /* iid -> number of a name, or of a site; NULL: none yet */
    guint64 clock, track;           /* unless an event says otherwise; 0: not said */
    gint64 time_us;                 /* of older traces, which count on */
} Sequence;

/* A track as it was described. */
typedef struct {
    guint64 uuid, parent; /* 0: none */
    guint32 track;        /* in the draft */
    guint32 process_name; /* of a process: its name in the draft */
    gboolean is_process;
    gint64 process; /* of a process: its number in the draft, -1: none yet */
} Source;

typedef struct {
    Draft *draft;
    Clocks *clocks;
    GHashTable *sequences; /* id -> Sequence */
    GHashTable *sources;   /* uuid -> Source */
    gsize n_compressed, n_broken;
} Pftrace;

/* An event, as far as it is looked at. */
typedef struct {
    guint64 type, track, phase, async_id, duration_us;
    guint32 name, category, site;
    gboolean is_real, is_async;
    gint64 count;
    GArray *flows; /* of guint64 */
} Event;

static void
sequence_free(gpointer data)
{
    Sequence *sequence = data;

    for (guint i = 0; i < N_TABLES; i++)
        g_clear_pointer(&sequence->interned[i], g_hash_table_unref);
    g_free(sequence);
}

static gpointer
key_of(guint64 number)
{
    return g_memdup2(&number, sizeof number);
}

static GHashTable *
table_new(GDestroyNotify free_value)
{
    return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, free_value);
}

static Sequence *
sequence_of(Pftrace *trace, guint64 id)
{
    Sequence *sequence = g_hash_table_lookup(trace->sequences, &id);

    if (sequence)
        return sequence;
    sequence = g_new0(Sequence, 1);
    g_hash_table_insert(trace->sequences, key_of(id), sequence);
    return sequence;
}

static void
forget_state(Sequence *sequence)
{
    for (guint i = 0; i < N_TABLES; i++)
        g_clear_pointer(&sequence->interned[i], g_hash_table_unref);
    sequence->track = sequence->clock = 0;
}

/* ---- names ---- */

static guint32
keep_name(Pftrace *trace, const ProtoField *field)
{
    return draft_name(trace->draft, field->bytes ? field->bytes : "", field->size);
}

static guint32
keep_site(Pftrace *trace, const ProtoField *field)
{
    ProtoScan scan = proto_open(field);
    ProtoField inner;
    guint32 file = 0, function = 0;
    guint line = 0;

    while (proto_next(&scan, &inner)) {
        if (inner.number == SITE_FILE)
            file = keep_name(trace, &inner);
        else if (inner.number == SITE_FUNCTION)
            function = keep_name(trace, &inner);
        else if (inner.number == SITE_LINE && inner.value <= G_MAXUINT32)
            line = (guint) inner.value;
    }
    return file && line ? draft_site(trace->draft, file, function, line) : 0;
}

static void
intern(Pftrace *trace, GHashTable *table, const ProtoField *field, gboolean is_site)
{
    ProtoScan scan = proto_open(field);
    ProtoField inner;
    guint64 id = 0;
    guint32 number = 0;

    while (proto_next(&scan, &inner)) {
        if (inner.number == INTERNED_ID)
            id = inner.value;
        else if (inner.number == INTERNED_TEXT && !is_site)
            number = keep_name(trace, &inner);
    }
    if (is_site)
        number = keep_site(trace, field);
    g_hash_table_insert(table, key_of(id), GUINT_TO_POINTER(number));
}

static void
take_interned(Pftrace *trace, Sequence *sequence, const ProtoField *field)
{
    ProtoScan scan = proto_open(field);
    ProtoField inner;

    while (proto_next(&scan, &inner)) {
        if (inner.number >= N_TABLES)
            continue;
        if (!sequence->interned[inner.number])
            sequence->interned[inner.number] = table_new(NULL);
        intern(trace, sequence->interned[inner.number], &inner, inner.number == INTERNED_SITE);
    }
}

static guint32
interned(const Sequence *sequence, guint table, guint64 id)
{
    GHashTable *known = sequence->interned[table];

    return known ? GPOINTER_TO_UINT(g_hash_table_lookup(known, &id)) : 0;
}

/* ---- tracks ---- */

static Source *
source_of(Pftrace *trace, guint64 uuid)
{
    Source *source = g_hash_table_lookup(trace->sources, &uuid);
    g_autofree char *fallback = NULL;

    if (source)
        return source;
    source = g_new0(Source, 1);
    source->uuid = uuid;
    source->track = draft_add_track(trace->draft, 0);
    source->process = -1;
    fallback = g_strdup_printf("Track %u", source->track + 1);
    draft_track(trace->draft, source->track)->fallback =
        draft_name(trace->draft, fallback, strlen(fallback));
    g_hash_table_insert(trace->sources, key_of(uuid), source);
    return source;
}

/* The text of a field in a message, as a name; 0 without. */
static guint32
inner_name(Pftrace *trace, const ProtoField *field, guint number)
{
    ProtoScan scan = proto_open(field);
    ProtoField inner;
    guint32 name = 0;

    while (proto_next(&scan, &inner))
        if (inner.number == number)
            name = keep_name(trace, &inner);
    return name;
}

static void
describe_track(Pftrace *trace, Source *source, const ProtoField *field)
{
    DraftTrack *track = draft_track(trace->draft, source->track);
    guint32 name = 0;

    if (field->number == TRACK_NAME || field->number == TRACK_STATIC_NAME) {
        name = keep_name(trace, field);
    } else if (field->number == TRACK_THREAD) {
        name = inner_name(trace, field, THREAD_NAME);
    } else if (field->number == TRACK_PROCESS) {
        source->is_process = TRUE;
        name = source->process_name = inner_name(trace, field, PROCESS_NAME);
    } else if (field->number == TRACK_PARENT && field->value != source->uuid) {
        source->parent = field->value;
    }
    if (name)
        track->name = name;
}

static void
take_track(Pftrace *trace, const ProtoField *field)
{
    ProtoScan scan = proto_open(field);
    ProtoField inner;
    guint64 uuid = 0;

    while (proto_next(&scan, &inner))
        if (inner.number == TRACK_UUID)
            uuid = inner.value;
    Source *source = source_of(trace, uuid);
    for (scan = proto_open(field); proto_next(&scan, &inner);)
        describe_track(trace, source, &inner);
}

/* Of an older trace: the sequence is a thread. Its track is no number that a writer would give. */
static void
take_thread(Pftrace *trace, Sequence *sequence, guint64 id, const ProtoField *field)
{
    ProtoScan scan = proto_open(field);
    ProtoField inner;
    Source *source = source_of(trace, ~id);
    guint32 name = inner_name(trace, field, THREAD_NAME);

    sequence->track = source->uuid;
    if (name)
        draft_track(trace->draft, source->track)->name = name;
    while (proto_next(&scan, &inner))
        if (inner.number == THREAD_TIME_US)
            sequence->time_us = (gint64) inner.value;
}

/* The process that a track is in, or NULL; ret_top: the farthest ancestor below. */
static Source *
process_of(Pftrace *trace, Source *source, Source **ret_top)
{
    *ret_top = source;
    for (guint i = 0; i < MAX_ANCESTORS && source && !source->is_process; i++) {
        *ret_top = source;
        source = source->parent ? g_hash_table_lookup(trace->sources, &source->parent) : NULL;
    }
    return source && source->is_process ? source : NULL;
}

/* When all are known: whose tracks they are. Those below the same ancestor stand together. */
static void
place_track(Pftrace *trace, Source *source, guint32 nobody)
{
    Source *top, *process = process_of(trace, source, &top);
    guint32 number = nobody;

    if (process) {
        if (process->process < 0)
            process->process = draft_add_process(trace->draft);
        number = (guint32) process->process;
        draft_process(trace->draft, number)->name = process->process_name;
        draft_process(trace->draft, number)->order = process->track;
    }
    DraftTrack *track = draft_track(trace->draft, source->track);
    track->process = number;
    track->order = ((gint64) top->track << 32) + source->track;
}

static void
place_tracks(Pftrace *trace)
{
    GHashTableIter iter;
    gpointer source;
    gboolean needed = FALSE;
    Source *top;

    g_hash_table_iter_init(&iter, trace->sources);
    while (g_hash_table_iter_next(&iter, NULL, &source))
        needed |= process_of(trace, source, &top) == NULL;
    guint32 nobody = needed ? draft_add_process(trace->draft) : 0;
    g_hash_table_iter_init(&iter, trace->sources);
    while (g_hash_table_iter_next(&iter, NULL, &source))
        place_track(trace, source, nobody);
}

/* ---- events ---- */

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
            event->name = interned(sequence, INTERNED_NAME, inner.value);
        else if (is_id)
            event->async_id = inner.value;
    }
}

static void
take_name(Pftrace *trace, const Sequence *sequence, Event *event, const ProtoField *field)
{
    if (field->number == EVENT_NAME)
        event->name = interned(sequence, INTERNED_NAME, field->value);
    else if (field->number == EVENT_WHOLE_NAME)
        event->name = keep_name(trace, field);
    else if (field->number == EVENT_CATEGORY)
        event->category = interned(sequence, INTERNED_CATEGORY, field->value);
    else if (field->number == EVENT_WHOLE_CATEGORY)
        event->category = keep_name(trace, field);
    else if (field->number == EVENT_SITE)
        event->site = interned(sequence, INTERNED_SITE, field->value);
    else if (field->number == EVENT_WHOLE_SITE)
        event->site = keep_site(trace, field);
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

/* Of the phases of older events those that the types have, too. */
static const struct {
    guint64 phase, type;
    gboolean is_async;
} phases[] = {
    {'B', TYPE_BEGIN, FALSE},   {'E', TYPE_END, FALSE},     {'i', TYPE_INSTANT, FALSE},
    {'I', TYPE_INSTANT, FALSE}, {'R', TYPE_INSTANT, FALSE}, {'b', TYPE_BEGIN, TRUE},
    {'e', TYPE_END, TRUE},      {'n', TYPE_INSTANT, TRUE},  {'S', TYPE_BEGIN, TRUE},
    {'F', TYPE_END, TRUE},      {'T', TYPE_INSTANT, TRUE},
};

/* What runs beside the threads is a track by its id. */
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
    Source *source = source_of(trace, event->track);
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

/* Older events say how much later they are than the one before. */
static gint64
older_time(Sequence *sequence, const ProtoField *field)
{
    guint64 now = field->value;

    if (field->number == EVENT_DELTA_US)
        now += (guint64) sequence->time_us;
    sequence->time_us = (gint64) MIN(now, G_MAXINT64 / NS_PER_US);
    return sequence->time_us * NS_PER_US;
}

static void
take_event(Pftrace *trace, Sequence *sequence, const ProtoField *field, gint64 time_ns)
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

/* ---- packets ---- */

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

/* The numbers of a packet; they may stand behind what needs them. */
typedef struct {
    guint64 sequence, time, clock;
    gboolean cleared;
} Head;

static Head
read_head(const ProtoField *packet)
{
    ProtoScan scan = proto_open(packet);
    ProtoField field;
    Head head = {0};

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

/* What is needed to understand an event, before the event. */
static void
take_state(Pftrace *trace, Sequence *sequence, guint64 id, const ProtoField *packet)
{
    ProtoScan scan = proto_open(packet);
    ProtoField field;

    while (proto_next(&scan, &field)) {
        if (field.number == PACKET_CLOCK_SNAPSHOT)
            clocks_take(trace->clocks, id, &field);
        else if (field.number == PACKET_INTERNED)
            take_interned(trace, sequence, &field);
        else if (field.number == PACKET_DEFAULTS)
            take_defaults(sequence, &field);
        else if (field.number == PACKET_TRACK)
            take_track(trace, &field);
        else if (field.number == PACKET_THREAD)
            take_thread(trace, sequence, id, &field);
        else if (field.number == PACKET_COMPRESSED)
            trace->n_compressed++;
    }
    trace->n_broken += scan.broken;
}

static void
take_packet(Pftrace *trace, const ProtoField *packet)
{
    Head head = read_head(packet);
    Sequence *sequence = sequence_of(trace, head.sequence);
    ProtoScan scan = proto_open(packet);
    ProtoField field;
    gint64 time_ns;

    if (head.cleared)
        forget_state(sequence);
    take_state(trace, sequence, head.sequence, packet);
    time_ns = clocks_time(trace->clocks, head.sequence, head.clock ? head.clock : sequence->clock,
                          head.time);
    while (proto_next(&scan, &field))
        if (field.number == PACKET_TRACK_EVENT)
            take_event(trace, sequence, &field, time_ns);
}

static char *
verdict(const Pftrace *trace, const ProtoScan *scan, gsize size)
{
    gsize rest = (gsize) (scan->end - scan->at);

    if (scan->broken)
        return g_strdup_printf("no packet from byte %zu on: what is behind is left out",
                               size - rest);
    if (trace->n_compressed)
        return g_strdup_printf("compressed packets left out: %zu", trace->n_compressed);
    if (trace->n_broken)
        return g_strdup_printf("damaged packets: %zu", trace->n_broken);
    return NULL;
}

char *
pftrace_read(const char *bytes, gsize size, Draft *draft)
{
    ProtoScan scan = {(const guint8 *) bytes, (const guint8 *) bytes + size, FALSE};
    ProtoField packet;
    Pftrace trace = {
        .draft = draft,
        .clocks = clocks_new(),
        .sequences = table_new(sequence_free),
        .sources = table_new(g_free),
    };

    while (proto_next(&scan, &packet))
        if (packet.number == TRACE_PACKET)
            take_packet(&trace, &packet);
    place_tracks(&trace);
    char *message = verdict(&trace, &scan, size);
    clocks_free(trace.clocks);
    g_hash_table_unref(trace.sequences);
    g_hash_table_unref(trace.sources);
    return message;
}
