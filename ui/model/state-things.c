/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-things.c - what tasks meet at, in a state. */
#include "ui/model/state-things.h"

#include "ui/model/state-futures.h"
#include "ui/model/state-lines.h"
#include "ui/model/state-owners.h"

typedef enum { COUNT_KEEPS, COUNT_IS_VALUE, COUNT_IS_0, COUNT_IS_1 } CountRule;
typedef enum { HOLDER_KEEPS, HOLDER_IS_OBJECT, HOLDER_IS_NOBODY } HolderRule;
typedef enum { THING_IS_MADE, THING_CHANGES, THING_ENDS } LifeRule;

typedef struct {
    LifeRule life;
    StateThingKind kind;
    CountRule count;
    HolderRule holder;
} ThingRule;

static const ThingRule *thing_rule(guint32 kind);

static gint32
clamped(gint64 value)
{
    return (gint32) CLAMP(value, G_MININT32, G_MAXINT32);
}

/* One that is shut down at once loses its items. */
static void
count_unfinished(StateRow *row, const TraceEvent *event)
{
    if (event->kind == TRACE_QUEUE_SHUT_DOWN)
        row->thing.unfinished -= MAX(row->thing.count - clamped(event->value), 0);
    if (event->kind == TRACE_QUEUE_PUT && row->thing.unfinished < G_MAXINT32)
        row->thing.unfinished++;
    if (event->kind == TRACE_QUEUE_TASK_DONE)
        row->thing.unfinished = clamped(event->value);
}

static void
apply(StateRow *row, const ThingRule *rule, const TraceEvent *event)
{
    const gint32 counts[] = {row->thing.count, clamped(event->value), 0, 1};
    const guint32 holders[] = {row->thing.holder, event->object, TRACE_NOBODY};
    const TraceKindInfo *info = trace_kind(event->kind);

    row->thing.count = counts[rule->count];
    row->thing.holder = holders[rule->holder];
    if (info->phase != TRACE_PHASE_POINT)
        row->state = info->state;
}

/* Its timers and its line go on without it. */
static void
thing_gone(StateTable *table, guint32 slot)
{
    while (table_row(table, slot)->first) {
        guint32 place = table_row(table, slot)->first;
        table_leave(table, place);
        fold_future_tidy(table, place);
    }
    table_remove(table, slot);
}

static void
note_release(StateTable *table, const TraceEvent *event)
{
    if (event->kind != TRACE_LOCK_RELEASED)
        return;
    table->head.released_by = event->object;
    table->head.released_at = event->site;
}

void
fold_thing_changed(Fold *fold)
{
    StateTable *table = fold->table;
    const ThingRule *rule = thing_rule(fold->event->kind);
    gboolean known = fold->subject != NO_SLOT;
    guint32 slot = known ? fold->subject : table_add(table, fold->event->subject, ROW_THING);
    StateRow *row = table_row(table, slot);

    if (row->sort != ROW_THING || (known && rule->life == THING_IS_MADE))
        return;
    if (!known) {
        row->kind = rule->kind;
        row->thing.made = rule->life == THING_IS_MADE ? fold->at : NO_EVENT;
    }
    row->since = fold->at;
    if (table->head.telling == NO_EVENT)
        count_unfinished(row, fold->event);
    apply(row, rule, fold->event);
    note_release(table, fold->event);
    fold->subject = slot;
    fold_queue_looks(fold);
    if (fold->event->kind == TRACE_GROUP_SPAWNED && table->head.telling == NO_EVENT)
        fold_future_add_callback(fold, fold->event->object, fold->event->subject);
    if (rule->life == THING_ENDS)
        thing_gone(table, slot);
}

/* ---- the table ---- */

static const ThingRule *
thing_rule(guint32 kind)
{
    static const ThingRule rules[] = {
#define RULE(event, life_, kind_, count_, holder_)                                                 \
    [TRACE_##event] = {THING_##life_, STATE_##kind_, COUNT_##count_, HOLDER_##holder_}
        RULE(LOCK_CREATED, IS_MADE, LOCK, IS_0, IS_NOBODY),
        RULE(LOCK_ACQUIRED, CHANGES, LOCK, IS_1, IS_OBJECT),
        RULE(LOCK_RELEASED, CHANGES, LOCK, IS_0, IS_NOBODY),
        RULE(SEMAPHORE_CREATED, IS_MADE, SEMAPHORE, IS_VALUE, KEEPS),
        RULE(SEMAPHORE_ACQUIRED, CHANGES, SEMAPHORE, IS_VALUE, KEEPS),
        RULE(SEMAPHORE_RELEASED, CHANGES, SEMAPHORE, IS_VALUE, KEEPS),
        RULE(SEMAPHORE_FREE, CHANGES, SEMAPHORE, IS_VALUE, KEEPS),
        RULE(EVENT_CREATED, IS_MADE, EVENT, IS_0, KEEPS),
        RULE(EVENT_SET, CHANGES, EVENT, IS_1, KEEPS),
        RULE(EVENT_CLEARED, CHANGES, EVENT, IS_0, KEEPS),
        RULE(CONDITION_CREATED, IS_MADE, CONDITION, IS_0, IS_NOBODY),
        RULE(CONDITION_NOTIFIED, CHANGES, CONDITION, KEEPS, KEEPS),
        RULE(BARRIER_CREATED, IS_MADE, BARRIER, IS_0, IS_NOBODY),
        RULE(BARRIER_ARRIVED, CHANGES, BARRIER, IS_VALUE, KEEPS),
        RULE(BARRIER_LEFT, CHANGES, BARRIER, IS_VALUE, KEEPS),
        RULE(BARRIER_OPENED, CHANGES, BARRIER, IS_VALUE, KEEPS),
        RULE(BARRIER_EMPTIED, CHANGES, BARRIER, IS_0, KEEPS),
        RULE(BARRIER_RESET, CHANGES, BARRIER, KEEPS, KEEPS),
        RULE(BARRIER_BROKEN, CHANGES, BARRIER, KEEPS, KEEPS),
        RULE(QUEUE_CREATED, IS_MADE, QUEUE, IS_0, KEEPS),
        RULE(QUEUE_PUT, CHANGES, QUEUE, IS_VALUE, KEEPS),
        RULE(QUEUE_GET, CHANGES, QUEUE, IS_VALUE, KEEPS),
        RULE(QUEUE_EMPTIED, CHANGES, QUEUE, IS_0, KEEPS),
        RULE(QUEUE_TASK_DONE, CHANGES, QUEUE, KEEPS, KEEPS),
        RULE(QUEUE_SHUT_DOWN, CHANGES, QUEUE, IS_VALUE, KEEPS),
        RULE(COMPLETIONS_CREATED, IS_MADE, COMPLETIONS, IS_VALUE, KEEPS),
        RULE(COMPLETIONS_NEXT, CHANGES, COMPLETIONS, IS_VALUE, KEEPS),
        RULE(COMPLETIONS_EXPIRED, CHANGES, COMPLETIONS, KEEPS, KEEPS),
        RULE(COMPLETIONS_DONE, ENDS, COMPLETIONS, IS_0, KEEPS),
        RULE(TIMEOUT_ENTERED, IS_MADE, TIMEOUT, IS_0, IS_OBJECT),
        RULE(TIMEOUT_RESCHEDULED, CHANGES, TIMEOUT, KEEPS, KEEPS),
        RULE(TIMEOUT_EXPIRED, CHANGES, TIMEOUT, KEEPS, KEEPS),
        RULE(TIMEOUT_LEFT, ENDS, TIMEOUT, KEEPS, KEEPS),
        RULE(TIMEOUT_RAISED, ENDS, TIMEOUT, KEEPS, KEEPS),
        RULE(GROUP_ENTERED, IS_MADE, GROUP, IS_0, IS_OBJECT),
        RULE(GROUP_SPAWNED, CHANGES, GROUP, IS_VALUE, KEEPS),
        RULE(GROUP_TASK_DONE, CHANGES, GROUP, IS_VALUE, KEEPS),
        RULE(GROUP_ABORTED, CHANGES, GROUP, KEEPS, KEEPS),
        RULE(GROUP_LEFT, ENDS, GROUP, KEEPS, KEEPS),
        RULE(GROUP_FAILED, ENDS, GROUP, KEEPS, KEEPS),
#undef RULE
    };

    return &rules[kind];
}
