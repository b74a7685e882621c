/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clocks.c - each clock is known from one moment at which both it and a known clock were read. */
#include "ui/interchange/clocks.h"

#include "ui/interchange/perfetto.h"

/* A clock, by what it showed at one moment. */
typedef struct {
    guint64 id; /* includes the number of the sequence, if the clock is the sequence's own */
    guint64 shown, unit_ns;
    gint64 at_ns; /* the moment */
    gboolean incremental;
} ForeignClock;

struct Clocks {
    GHashTable *table; /* id -> ForeignClock, which is its own key */
};

Clocks *
clocks_new(void)
{
    Clocks *clocks = g_new(Clocks, 1);

    clocks->table = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
    return clocks;
}

void
clocks_free(Clocks *clocks)
{
    if (!clocks)
        return;
    g_hash_table_unref(clocks->table);
    g_free(clocks);
}

static guint64
id_of(guint64 sequence, guint64 clock)
{
    return clock >= FIRST_SEQUENCE_CLOCK && clock < 128 ? clock + (sequence << 7) : clock;
}

static ForeignClock
read_clock(guint64 sequence, const ProtoField *field)
{
    ProtoScan scan = proto_open(field);
    ProtoField inner;
    ForeignClock clock = {.unit_ns = 1};

    while (proto_next(&scan, &inner)) {
        if (inner.number == CLOCK_ID)
            clock.id = id_of(sequence, inner.value);
        else if (inner.number == CLOCK_TIMESTAMP)
            clock.shown = inner.value;
        else if (inner.number == CLOCK_INCREMENTAL)
            clock.incremental = inner.value != 0;
        else if (inner.number == CLOCK_UNIT && inner.value)
            clock.unit_ns = inner.value;
    }
    return clock;
}

/* Computed modulo 2^64, since a file may contain any numbers. */
static gint64
moment(const ForeignClock *clock, guint64 shown)
{
    return (gint64) ((guint64) clock->at_ns + (shown - clock->shown) * clock->unit_ns);
}

/* The moment of a snapshot: by the first of its clocks that is known already, or else by the very
 * first. */
static gint64
moment_of(Clocks *clocks, guint64 sequence, const ProtoField *snapshot)
{
    ProtoScan scan = proto_open(snapshot);
    ProtoField field;
    gboolean first = TRUE;
    gint64 at_ns = 0;

    while (proto_next(&scan, &field)) {
        if (field.number != SNAPSHOT_CLOCK)
            continue;
        ForeignClock now = read_clock(sequence, &field);
        const ForeignClock *known = g_hash_table_lookup(clocks->table, &now.id);

        if (known && !known->incremental)
            return moment(known, now.shown);
        if (first && !now.incremental)
            at_ns = (gint64) (now.shown * now.unit_ns);
        first = FALSE;
    }
    return at_ns;
}

/* A clock that all sequences share keeps its first snapshot; a sequence's own clock takes each new
 * one. */
void
clocks_take(Clocks *clocks, guint64 sequence, const ProtoField *snapshot)
{
    gint64 at_ns = moment_of(clocks, sequence, snapshot);
    ProtoScan scan = proto_open(snapshot);
    ProtoField field;

    while (proto_next(&scan, &field)) {
        if (field.number != SNAPSHOT_CLOCK)
            continue;
        ForeignClock now = read_clock(sequence, &field);

        now.at_ns = at_ns;
        if (now.id < FIRST_SEQUENCE_CLOCK && g_hash_table_contains(clocks->table, &now.id))
            continue;
        ForeignClock *kept = g_memdup2(&now, sizeof now);
        g_hash_table_replace(clocks->table, &kept->id, kept);
    }
}

gint64
clocks_time(Clocks *clocks, guint64 sequence, guint64 clock, guint64 time)
{
    guint64 id = id_of(sequence, clock ? clock : BOOT_CLOCK);
    ForeignClock *known = g_hash_table_lookup(clocks->table, &id);

    if (!known)
        return (gint64) time;
    if (!known->incremental)
        return moment(known, time);
    known->at_ns = (gint64) ((guint64) known->at_ns + time * known->unit_ns);
    return known->at_ns;
}
