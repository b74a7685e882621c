/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-lines.c - who stands in line at what tasks meet at, in a state. A place in a line is a
 * future; when it leaves, no event says, but what happens at that moment implies. */
#include "ui/model/state-lines.h"

#include <string.h>

#include "ui/model/state-owners.h"

enum { FAR = 256 };

/* Which line of a queue the call at a site stands in. */
static StateLine
line_of_queue(const char *call)
{
    static const struct {
        const char *call;
        StateLine line;
    } rows[] = {{"queue.put", STATE_PUTTERS}, {"queue.join", STATE_JOINERS}};

    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        if (!strcmp(call, rows[i].call))
            return rows[i].line;
    return STATE_GETTERS;
}

/* A task stands in the line of a condition after it released the lock there; else it has been
 * notified, and wants the lock back. */
static StateLine
line_of_condition(const Fold *fold, const TraceEvent *made, const char *call)
{
    const StateHead *head = &fold->table->head;
    gboolean released = head->released_by == made->object && head->released_at == made->site;

    return g_str_has_prefix(call, "condition.wait") && released ? STATE_LINE : STATE_RELOCK;
}

/* The line that the future which `made` made is a place in. */
static StateLine
line_of(const Fold *fold, const TraceEvent *made, StateThingKind thing)
{
    const TraceSite *site = model_site(fold->model, made->site);
    const char *call = site ? site->name : "";

    if (thing == STATE_QUEUE)
        return line_of_queue(call);
    if (thing == STATE_CONDITION)
        return line_of_condition(fold, made, call);
    return thing == STATE_BARRIER && !strcmp(call, "acquire") ? STATE_RELOCK : STATE_LINE;
}

/* The thing in whose line the future is that the event made, or NO_SLOT. */
static guint32
place_of_event(const Fold *fold, const TraceEvent *made)
{
    gint64 track = made->value;
    gboolean is_place = made->value_type == TRACE_VALUE_OBJECT && track > 0 && track <= G_MAXUINT32;
    guint32 thing = is_place ? table_find(fold->table, (guint32) track) : NO_SLOT;

    return table_row(fold->table, thing)->sort == ROW_THING ? thing : NO_SLOT;
}

/* The kind of a thing; STATE_N_THINGS if it is none. */
static StateThingKind
kind_of(const StateTable *table, guint32 thing)
{
    const StateRow *row = table_row(table, thing);

    return row->sort == ROW_THING ? (StateThingKind) row->kind : STATE_N_THINGS;
}

void
fold_place_taken(Fold *fold, guint32 row)
{
    StateTable *table = fold->table;
    guint32 thing = place_of_event(fold, fold->event);

    if (!thing)
        return;
    table_row(table, row)->kind = line_of(fold, fold->event, kind_of(table, thing));
    table_queue(table, thing, row);
    table->head.released_by = TRACE_NOBODY;
}

/* A semaphore that got a slot back for somebody has counted it already. */
void
fold_place_done(Fold *fold)
{
    StateTable *table = fold->table;
    StateRow *place = table_row(table, fold->subject);
    gboolean counted = table->head.slot_of == table_row(table, place->of)->track;

    if (fold->event->kind != TRACE_FUTURE_DONE || !place->of)
        return;
    place->flags |= ROW_WOKEN;
    if (kind_of(table, place->of) == STATE_SEMAPHORE && !counted)
        place->flags |= ROW_TAKES;
}

void
fold_note_slot(Fold *fold)
{
    guint32 kind = fold->event->kind;
    gboolean gives = kind == TRACE_SEMAPHORE_RELEASED || kind == TRACE_SEMAPHORE_FREE;
    StateHead *head = &fold->table->head;

    if (gives)
        head->slot_of = fold->event->subject;
    else if (fold->event->thread == 0 && kind != TRACE_FUTURE_DONE)
        head->slot_of = TRACE_NOBODY;
}

static gboolean
is_for_items(StateThingKind thing, StateLine line)
{
    return thing == STATE_COMPLETIONS || (thing == STATE_QUEUE && line != STATE_JOINERS);
}

/* Out of the lines of a queue, except that of join(), go the woken and all that were cancelled
 * before them; with `to` NO_SLOT, all. */
static void
leave_up_to(StateTable *table, guint32 thing, StateLine line, guint32 to)
{
    guint32 place = table_row(table, thing)->first;

    while (place) {
        guint32 next = table_row(table, place)->next;
        if (table_row(table, place)->kind == line) {
            table_leave(table, place);
            fold_future_tidy(table, place);
        }
        if (place == to)
            return;
        place = next;
    }
}

/* Somebody is looked for who can be woken; if all in line were cancelled, they leave it. In a line
 * that is longer than FAR somebody will be there. */
static void
look_for_waiter(StateTable *table, guint32 thing, StateLine line)
{
    guint32 place = table_row(table, thing)->first;

    for (int i = 0; place; i++, place = table_row(table, place)->next) {
        const StateRow *row = table_row(table, place);
        if (i == FAR || (row->kind == line && !(row->flags & ROW_OVER)))
            return;
    }
    leave_up_to(table, thing, line, NO_SLOT);
}

/* A queue that is shut down goes on until nobody is left in line. */
static void
leave_woken(StateTable *table, guint32 place)
{
    guint32 thing = table_row(table, place)->of;
    StateLine line = (StateLine) table_row(table, place)->kind;

    leave_up_to(table, thing, line, place);
    if (table_row(table, thing)->state == TRACE_STATE_CANCELLED)
        look_for_waiter(table, thing, line);
}

void
fold_place_woken(Fold *fold, guint32 row)
{
    StateTable *table = fold->table;
    StateRow *place = table_row(table, row);
    StateThingKind thing = place->sort == ROW_FUTURE ? kind_of(table, place->of) : STATE_N_THINGS;

    if (thing == STATE_SEMAPHORE && place->flags & ROW_TAKES) {
        StateRow *semaphore = table_row(table, place->of);
        semaphore->thing.count = MAX(semaphore->thing.count - 1, 0);
        place->flags &= ~ROW_TAKES;
    }
    if (is_for_items(thing, (StateLine) place->kind) && place->flags & ROW_WOKEN)
        leave_woken(table, row);
}

void
fold_queue_looks(Fold *fold)
{
    static const struct {
        guint32 event;
        StateLine line;
    } rows[] = {{TRACE_QUEUE_PUT, STATE_GETTERS},       {TRACE_QUEUE_GET, STATE_PUTTERS},
                {TRACE_QUEUE_EMPTIED, STATE_PUTTERS},   {TRACE_QUEUE_SHUT_DOWN, STATE_GETTERS},
                {TRACE_QUEUE_SHUT_DOWN, STATE_PUTTERS}, {TRACE_COMPLETIONS_EXPIRED, STATE_LINE}};

    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].event == fold->event->kind)
            look_for_waiter(fold->table, fold->subject, rows[i].line);
}

/* Whether a task that was woken in this line found what it waited for. */
static gboolean
has_something(const Fold *fold, guint32 thing, StateLine line)
{
    const StateRow *row = table_row(fold->table, thing);
    const TraceEvent *made = row->thing.made == NO_EVENT || row->kind != STATE_QUEUE
                                 ? NULL
                                 : model_event(fold->model, row->thing.made);
    gboolean limited = made && made->value_type == TRACE_VALUE_INT;

    if (row->kind != STATE_QUEUE)
        return TRUE;
    return line == STATE_PUTTERS ? !limited || row->thing.count < made->value
                                 : row->thing.count > 0;
}

/* One that is cancelled after it was woken passes that on. Its place has left the line already. */
void
fold_pass_on(Fold *fold, guint32 place)
{
    const Track *track = model_track(fold->model, place);
    const TraceEvent *made = track ? model_event(fold->model, track->first) : NULL;
    gboolean woken = made && track->last < fold->at &&
                     model_event(fold->model, track->last)->kind == TRACE_FUTURE_DONE;
    guint32 thing = woken ? place_of_event(fold, made) : NO_SLOT;
    StateLine line = thing ? line_of(fold, made, kind_of(fold->table, thing)) : STATE_LINE;

    if (fold->event->kind != TRACE_TASK_STEP_CANCEL || !thing)
        return;
    if (is_for_items(kind_of(fold->table, thing), line) && has_something(fold, thing, line))
        look_for_waiter(fold->table, thing, line);
}

void
fold_member_arrives(StateTable *table, guint32 completions)
{
    const StateRow *row = table_row(table, completions);

    if (row->sort == ROW_THING && row->kind == STATE_COMPLETIONS)
        look_for_waiter(table, completions, STATE_LINE);
}
