/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pftrace-state.c - keeps what the packets of a Perfetto trace have said so far: the tracks, and
 * for each writer the names and places to which it gave short numbers. */
#include "ui/interchange/pftrace-state.h"

#include <string.h>

enum { MAX_ANCESTORS = 32 };

static void
sequence_free(gpointer data)
{
    Sequence *sequence = data;

    for (guint i = 0; i < N_INTERNED; i++)
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

void
pftrace_init(Pftrace *trace, Draft *draft)
{
    *trace = (Pftrace){
        .draft = draft,
        .clocks = clocks_new(),
        .sequences = table_new(sequence_free),
        .sources = table_new(g_free),
    };
}

void
pftrace_clear(Pftrace *trace)
{
    clocks_free(trace->clocks);
    g_hash_table_unref(trace->sequences);
    g_hash_table_unref(trace->sources);
}

Sequence *
pftrace_sequence(Pftrace *trace, guint64 id)
{
    Sequence *sequence = g_hash_table_lookup(trace->sequences, &id);

    if (sequence)
        return sequence;
    sequence = g_new0(Sequence, 1);
    g_hash_table_insert(trace->sequences, key_of(id), sequence);
    return sequence;
}

void
sequence_forget(Sequence *sequence)
{
    for (guint i = 0; i < N_INTERNED; i++)
        g_clear_pointer(&sequence->interned[i], g_hash_table_unref);
    sequence->track = sequence->clock = 0;
}

/* ---- names ---- */

guint32
pftrace_name(Pftrace *trace, const ProtoField *field)
{
    return draft_name(trace->draft, field->bytes ? field->bytes : "", field->size);
}

guint32
pftrace_site(Pftrace *trace, const ProtoField *field)
{
    ProtoScan scan = proto_open(field);
    ProtoField inner;
    guint32 file = 0, function = 0;
    guint line = 0;

    while (proto_next(&scan, &inner)) {
        if (inner.number == SITE_FILE)
            file = pftrace_name(trace, &inner);
        else if (inner.number == SITE_FUNCTION)
            function = pftrace_name(trace, &inner);
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
            number = pftrace_name(trace, &inner);
    }
    if (is_site)
        number = pftrace_site(trace, field);
    g_hash_table_insert(table, key_of(id), GUINT_TO_POINTER(number));
}

void
pftrace_take_interned(Pftrace *trace, Sequence *sequence, const ProtoField *field)
{
    ProtoScan scan = proto_open(field);
    ProtoField inner;

    while (proto_next(&scan, &inner)) {
        if (inner.number >= N_INTERNED)
            continue;
        if (!sequence->interned[inner.number])
            sequence->interned[inner.number] = table_new(NULL);
        intern(trace, sequence->interned[inner.number], &inner, inner.number == INTERNED_SITE);
    }
}

guint32
sequence_interned(const Sequence *sequence, guint table, guint64 id)
{
    GHashTable *known = sequence->interned[table];

    return known ? GPOINTER_TO_UINT(g_hash_table_lookup(known, &id)) : 0;
}

/* ---- tracks ---- */

PftraceSource *
pftrace_track(Pftrace *trace, guint64 uuid)
{
    PftraceSource *source = g_hash_table_lookup(trace->sources, &uuid);
    g_autofree char *fallback = NULL;

    if (source)
        return source;
    source = g_new0(PftraceSource, 1);
    source->uuid = uuid;
    source->track = draft_add_track(trace->draft, 0);
    source->process = -1;
    fallback = g_strdup_printf("Track %u", source->track + 1);
    draft_track(trace->draft, source->track)->fallback =
        draft_name(trace->draft, fallback, strlen(fallback));
    g_hash_table_insert(trace->sources, key_of(uuid), source);
    return source;
}

/* The text of a message's field `number`, as a name; 0 if there is none. */
static guint32
inner_name(Pftrace *trace, const ProtoField *field, guint number)
{
    ProtoScan scan = proto_open(field);
    ProtoField inner;
    guint32 name = 0;

    while (proto_next(&scan, &inner))
        if (inner.number == number)
            name = pftrace_name(trace, &inner);
    return name;
}

/* If the label is one of ours, it says how the run ended, and the process has the title of the
 * run. */
static void
take_label(Pftrace *trace, const PftraceSource *source, const ProtoField *label)
{
    g_autofree char *text = g_strndup(label->bytes ? label->bytes : "", label->size);

    if (!g_str_has_prefix(text, PFTRACE_ENDED))
        return;
    draft_set_title(trace->draft, source->process_name);
    draft_set_end(trace->draft, text + strlen(PFTRACE_ENDED));
}

static void
describe_process(Pftrace *trace, PftraceSource *source, const ProtoField *field)
{
    ProtoScan scan = proto_open(field);
    ProtoField inner;

    source->is_process = TRUE;
    source->process_name = inner_name(trace, field, PROCESS_NAME);
    while (proto_next(&scan, &inner))
        if (inner.number == PROCESS_LABEL)
            take_label(trace, source, &inner);
}

static void
describe_track(Pftrace *trace, PftraceSource *source, const ProtoField *field)
{
    DraftTrack *track = draft_track(trace->draft, source->track);
    guint32 name = 0;

    if (field->number == TRACK_NAME || field->number == TRACK_STATIC_NAME) {
        name = pftrace_name(trace, field);
    } else if (field->number == TRACK_THREAD) {
        name = inner_name(trace, field, THREAD_NAME);
    } else if (field->number == TRACK_PROCESS) {
        describe_process(trace, source, field);
        name = source->process_name;
    } else if (field->number == TRACK_PARENT && field->value != source->uuid) {
        source->parent = field->value;
    }
    if (name)
        track->name = name;
}

void
pftrace_take_track(Pftrace *trace, const ProtoField *field)
{
    ProtoScan scan = proto_open(field);
    ProtoField inner;
    guint64 uuid = 0;

    while (proto_next(&scan, &inner))
        if (inner.number == TRACK_UUID)
            uuid = inner.value;
    PftraceSource *source = pftrace_track(trace, uuid);
    for (scan = proto_open(field); proto_next(&scan, &inner);)
        describe_track(trace, source, &inner);
}

/* In older traces a sequence is a thread. Its track gets a number that no writer would use. */
void
pftrace_take_thread(Pftrace *trace, Sequence *sequence, guint64 id, const ProtoField *field)
{
    ProtoScan scan = proto_open(field);
    ProtoField inner;
    PftraceSource *source = pftrace_track(trace, ~id);
    guint32 name = inner_name(trace, field, THREAD_NAME);

    sequence->track = source->uuid;
    if (name)
        draft_track(trace->draft, source->track)->name = name;
    while (proto_next(&scan, &inner))
        if (inner.number == THREAD_TIME_US)
            sequence->time_us = (gint64) inner.value;
}

/* The process that a track is in, or NULL; ret_top: its topmost ancestor below the process. */
static PftraceSource *
process_of(Pftrace *trace, PftraceSource *source, PftraceSource **ret_top)
{
    *ret_top = source;
    for (guint i = 0; i < MAX_ANCESTORS && source && !source->is_process; i++) {
        *ret_top = source;
        source = source->parent ? g_hash_table_lookup(trace->sources, &source->parent) : NULL;
    }
    return source && source->is_process ? source : NULL;
}

/* Give a track its process and order, once all tracks are known. Tracks with the same ancestor
 * stand together. */
static void
place_track(Pftrace *trace, PftraceSource *source, guint32 nobody)
{
    PftraceSource *top, *process = process_of(trace, source, &top);
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

void
pftrace_place_tracks(Pftrace *trace)
{
    GHashTableIter iter;
    gpointer source;
    gboolean needed = FALSE;
    PftraceSource *top;

    g_hash_table_iter_init(&iter, trace->sources);
    while (g_hash_table_iter_next(&iter, NULL, &source))
        needed |= process_of(trace, source, &top) == NULL;
    guint32 nobody = needed ? draft_add_process(trace->draft) : 0;
    g_hash_table_iter_init(&iter, trace->sources);
    while (g_hash_table_iter_next(&iter, NULL, &source))
        place_track(trace, source, nobody);
}
