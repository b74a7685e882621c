/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-things.c - what tasks meet at, and pools, in a state. */
#include "ui/model/state-things.h"

#include <string.h>

#include "ui/model/state-futures.h"

/* ---- lines ---- */

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
fold_thing_take_place(Fold *fold, guint32 row)
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

/* Somebody is looked for who can be woken; if all in line were cancelled, they leave it. */
static void
look_for_waiter(StateTable *table, guint32 thing, StateLine line)
{
    for (guint32 place = table_row(table, thing)->first; place;
         place = table_row(table, place)->next) {
        const StateRow *row = table_row(table, place);
        if (row->kind == line && !(row->flags & ROW_OVER))
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

static void
queue_looks(Fold *fold)
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

/* ---- what happens to them ---- */

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

    count_unfinished(row, event);
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

/* Whether a telling repeats what is known, because no events were lost since. */
static gboolean
is_told_again(const StateHead *head, const StateRow *row)
{
    return head->telling != NO_EVENT && row->since < head->telling &&
           (head->gap == NO_EVENT || row->since >= head->gap);
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
    if (known && is_told_again(&table->head, row))
        return;
    if (!known) {
        row->kind = rule->kind;
        row->thing.made = rule->life == THING_IS_MADE ? fold->at : NO_EVENT;
    }
    row->since = fold->at;
    apply(row, rule, fold->event);
    note_release(table, fold->event);
    fold->subject = slot;
    queue_looks(fold);
    if (fold->event->kind == TRACE_GROUP_SPAWNED)
        fold_future_add_callback(fold, fold->event->object, fold->event->subject);
    if (rule->life == THING_ENDS)
        thing_gone(table, slot);
}

/* ---- pools ---- */

static void
leave_queue(StateTable *table, guint32 job)
{
    StateRow *pool = table_row(table, table_row(table, job)->of);

    if (pool->sort != ROW_POOL)
        return;
    pool->pool.n_queued--;
    table_leave(table, job);
}

/* Nothing is left of a job that is over. */
static void
end_job(StateTable *table, guint32 job)
{
    table_row(table, job)->flags &= ~(ROW_JOB | ROW_RAN);
    fold_future_tidy(table, job);
}

void
fold_job_over(StateRow *job)
{
    gboolean runs = job->future.worker != TRACE_NOBODY && !(job->flags & ROW_RAN);

    if (job->flags & ROW_JOB && job->of == NO_SLOT && !runs)
        job->flags &= ~(ROW_JOB | ROW_RAN);
}

void
fold_pool_created(Fold *fold)
{
    guint32 pool = table_add(fold->table, fold->event->object, ROW_POOL);
    StateRow *row = table_row(fold->table, pool);

    if (row->sort == ROW_POOL)
        row->pool.size = clamped(fold->event->value);
}

static gboolean
is_future(const StateTable *table, guint32 row)
{
    return row && table_row(table, row)->sort == ROW_FUTURE;
}

/* A job whose future was not recorded has no lane, but a place in the queue. */
void
fold_job_queued(Fold *fold)
{
    StateTable *table = fold->table;
    guint32 pool = table_add(table, fold->event->object, ROW_POOL);
    guint32 job =
        fold->subject ? fold->subject : table_add(table, fold->event->subject, ROW_FUTURE);
    StateRow *row = table_row(table, job);

    if (!is_future(table, job) || table_row(table, pool)->sort != ROW_POOL || row->of)
        return;
    row->flags |= ROW_JOB;
    row->future.pool = fold->event->object;
    row->future.worker = TRACE_NOBODY;
    row->since = fold->at;
    table_queue(table, pool, job);
    table_row(table, pool)->pool.n_queued++;
    if (row->flags & ROW_OF_LOOP)
        fold_future_add_callback(fold, row->track, fold->event->object);
}

void
fold_job_dropped(Fold *fold)
{
    if (!is_future(fold->table, fold->subject))
        return;
    leave_queue(fold->table, fold->subject);
    end_job(fold->table, fold->subject);
}

static guint32
worker_row(Fold *fold)
{
    guint32 row = fold->subject;

    if (!row)
        row = table_add(fold->table, fold->event->subject, ROW_WORKER);
    return table_row(fold->table, row)->sort == ROW_WORKER ? row : NO_SLOT;
}

static void
worker_has(Fold *fold, guint32 job)
{
    guint32 row = worker_row(fold);

    if (!row)
        return;
    table_row(fold->table, row)->worker.job = job;
    table_row(fold->table, row)->since = fold->at;
}

void
fold_job_begins(Fold *fold)
{
    worker_has(fold, fold->event->object);
    guint32 job = fold_object(fold);
    if (!is_future(fold->table, job))
        return;
    leave_queue(fold->table, job);
    StateRow *row = table_row(fold->table, job);
    row->future.worker = fold->event->subject;
    row->since = row->flags & ROW_OVER ? row->since : fold->at;
}

/* The future of one that another thread submitted may not be told to end. */
void
fold_job_ends(Fold *fold)
{
    StateTable *table = fold->table;

    worker_has(fold, TRACE_NOBODY);
    guint32 job = fold_object(fold);
    if (!is_future(table, job))
        return;
    StateRow *row = table_row(table, job);
    row->flags |= ROW_RAN;
    if (!(row->flags & ROW_OF_LOOP))
        row->flags |= ROW_OVER;
    if (row->flags & ROW_OVER)
        end_job(table, job);
    else
        row->since = fold->at;
}

/* A thread names its pool; a process its name, which has its id, or just that. */
static void
know_worker(StateRow *row, const TraceEvent *event)
{
    const char *id = event->text ? strrchr(event->text, ' ') : NULL;

    if (event->value_type == TRACE_VALUE_INT)
        row->worker.pid = clamped(event->value);
    else
        row->worker.pool = (guint32) CLAMP(event->value, 0, G_MAXUINT32);
    if (event->value_type == TRACE_VALUE_LABEL && id)
        row->worker.pid = clamped(g_ascii_strtoll(id, NULL, 10));
}

void
fold_worker_started(Fold *fold)
{
    guint32 row = worker_row(fold);

    if (!row || fold->subject)
        return;
    table_row(fold->table, row)->since = fold->at;
    if (fold->event->kind == TRACE_WORKER_STARTED)
        know_worker(table_row(fold->table, row), fold->event);
}

void
fold_worker_stopped(Fold *fold)
{
    if (fold->subject && table_row(fold->table, fold->subject)->sort == ROW_WORKER)
        table_remove(fold->table, fold->subject);
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
