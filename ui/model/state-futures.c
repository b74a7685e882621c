/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-futures.c - futures in a state, and what waits for them. Most callbacks have no event of
 * their own: who subscribes to a future, and its end, imply them. */
#include "ui/model/state-futures.h"

#include <string.h>

#include "ui/model/state-lines.h"
#include "ui/model/state-owners.h"

static gboolean
is_over(const StateRow *row)
{
    return row->flags & ROW_OVER;
}

/* ---- the end ---- */

void
fold_future_flush(StateTable *table, guint32 slot)
{
    StateRow *row = table_row(table, slot);

    for (guint32 word; (word = row->first) && table_word(table, word)->kind == STATE_DONE;) {
        table_take(table, slot, word);
        table_ready(table, word, row->since);
    }
    fold_future_tidy(table, slot);
}

/* Numbers the callbacks, those behind a task included. */
static void
count_callbacks(StateTable *table, const StateRow *row)
{
    guint32 n = 0;

    for (guint32 i = row->first; i; i = table_word(table, i)->next)
        if (table_word(table, i)->kind == STATE_DONE)
            table_word(table, i)->number = ++n;
    for (guint32 i = row->first; i; i = table_word(table, i)->next)
        if (table_word(table, i)->kind == STATE_DONE)
            table_word(table, i)->more = n;
}

void
fold_future_over(Fold *fold, guint32 slot)
{
    StateRow *row = table_row(fold->table, slot);

    row->flags |= ROW_OVER;
    row->since = fold->at;
    count_callbacks(fold->table, row);
    fold_future_flush(fold->table, slot);
}

/* The job may still be queued, or run. */
static void
job_over(StateRow *job)
{
    gboolean runs = job->future.worker != TRACE_NOBODY && !(job->flags & ROW_RAN);

    if (job->flags & ROW_JOB && job->of == NO_SLOT && !runs)
        job->flags &= ~(ROW_JOB | ROW_RAN);
}

/* A wait() that its members end drops a timer that is due already; newer recordings tell that. */
void
fold_future_ended(Fold *fold)
{
    StateTable *table = fold->table;
    StateRow *row = table_row(table, fold->subject);

    if (!fold->subject || row->sort != ROW_FUTURE || is_over(row))
        return;
    row->flags &= ~ROW_WATCH;
    if (row->flags & ROW_COUNTS && fold->event->kind == TRACE_FUTURE_DONE)
        fold_timers_drop_ready(table, fold->subject);
    job_over(row);
    fold_place_done(fold);
    fold_future_over(fold, fold->subject);
}

/* ---- callbacks ---- */

static StateWord
callback_word(const Fold *fold, guint32 track, guint32 by)
{
    return (StateWord){
        .kind = STATE_DONE,
        .track = track,
        .by = by,
        .site = fold->event->kind == TRACE_CALLBACK_ADDED ? fold->event->site : 0,
        .added = fold->at,
    };
}

void
fold_future_add_callback(Fold *fold, guint32 track, guint32 by)
{
    StateTable *table = fold->table;
    guint32 row = table_find(table, track);
    guint32 word = table_add_word(table, callback_word(fold, track, by));

    if (table_can_wait(table, row) && !is_over(table_row(table, row))) {
        table_wait(table, row, word);
        return;
    }
    table_word(table, word)->number = table_word(table, word)->more = 1;
    table_ready(table, word, fold->at);
}

void
fold_future_callback_added(Fold *fold)
{
    fold_future_add_callback(fold, fold->event->subject, fold->event->object);
}

/* One that only changes what it calls goes behind all others. */
void
fold_future_callback_removed(Fold *fold)
{
    StateTable *table = fold->table;
    gboolean waits = table_can_wait(table, fold->subject);
    guint32 word = waits ? table_row(table, fold->subject)->first : NO_SLOT;

    for (gint64 i = 0; word && i < fold->event->value; i++)
        word = table_word(table, word)->next;
    if (!word || table_word(table, word)->kind != STATE_DONE)
        return;
    table_take(table, fold->subject, word);
    if (fold->event->object == fold->event->subject)
        table_wait(table, fold->subject, word);
    else
        table_remove_word(table, word);
}

void
fold_future_shielded(Fold *fold)
{
    fold_future_add_callback(fold, fold->event->object, fold->event->subject);
    fold_future_add_callback(fold, fold->event->subject, fold->event->subject);
}

void
fold_forget_waiting(StateTable *table, guint32 slot)
{
    guint32 next = table_can_wait(table, slot) ? table_row(table, slot)->first : NO_SLOT;

    for (guint32 word = next; word; word = next) {
        next = table_word(table, word)->next;
        table_take(table, slot, word);
        if (table_word(table, word)->kind == STATE_DONE)
            table_remove_word(table, word);
    }
    if (table_can_wait(table, slot) && table_row(table, slot)->sort == ROW_FUTURE)
        table_row(table, slot)->future.n_members = table_row(table, slot)->future.n_left = 0;
}

/* ---- wait() and gather() ---- */

static void
count_member(StateTable *table, guint32 slot)
{
    StateRow *row = table_row(table, slot);

    row->future.n_members++;
    row->future.n_left++;
}

/* Awaited by a task means by the wait() that the task made just before. */
static guint32
subscriber_of(const Fold *fold)
{
    guint32 row = fold_object(fold);
    gboolean is_task = row && table_row(fold->table, row)->sort == ROW_TASK;

    return is_task && fold->table->head.subscriber ? fold->table->head.subscriber
                                                   : fold->event->object;
}

/* A gather() adds no callback to what is done. */
void
fold_future_awaited_by(Fold *fold)
{
    StateTable *table = fold->table;
    guint32 by = subscriber_of(fold), row = table_find(table, by);
    guint flags =
        row && table_row(table, row)->sort == ROW_FUTURE ? table_row(table, row)->flags : 0;
    gboolean pending = fold->subject && !is_over(table_row(table, fold->subject));

    if (flags & ROW_COUNTS)
        count_member(table, row);
    if (pending || (flags & (ROW_COUNTS | ROW_WAIT)) != ROW_COUNTS)
        fold_future_add_callback(fold, fold->event->subject, by);
}

void
fold_future_member_done(Fold *fold)
{
    StateRow *row = table_row(fold->table, fold->subject);

    if (fold->subject && row->sort == ROW_FUTURE && row->flags & ROW_COUNTS)
        row->future.n_left = (guint32) CLAMP(fold->event->value, 0, row->future.n_members);
}

/* Older recordings do not say that a wait() takes its callbacks off what is not done as its task
 * goes on. Its members are told right after it was made. */
static gboolean
removals_follow(const Fold *fold, guint32 future)
{
    for (Fold next = *fold;; next.at++) {
        const TraceEvent *event = fold_next(&next);
        if (!event || event->kind == TRACE_DONE_REMOVED)
            return TRUE;
        if (event->subject != future)
            return FALSE;
    }
}

static void
remove_callback_of(StateTable *table, guint32 track, guint32 by)
{
    guint32 row = table_find(table, track);

    for (guint32 word = table_can_wait(table, row) ? table_row(table, row)->first : NO_SLOT; word;
         word = table_word(table, word)->next)
        if (table_word(table, word)->kind == STATE_DONE && table_word(table, word)->by == by) {
            table_take(table, row, word);
            table_remove_word(table, word);
            return;
        }
}

static void
forget_members(Fold *fold, guint32 slot)
{
    const StateRow row = *table_row(fold->table, slot);
    guint32 left = row.future.n_members;

    if (removals_follow(fold, row.track))
        return;
    for (gsize i = row.future.made + 1; left > 0 && i < fold->at; i++) {
        const TraceEvent *event = model_event(fold->model, i);
        if (event->thread != 0 || event->kind == TRACE_TIMER_ARMED)
            continue;
        if (event->kind != TRACE_AWAITED_BY)
            return;
        remove_callback_of(fold->table, event->subject, row.track);
        left--;
    }
}

/* Older recordings do not say that a timer that is due is called off as its task goes on. */
static void
drop_timer(Fold *fold, guint32 row)
{
    const TraceEvent *next = fold_next(fold);

    if (next && next->kind != TRACE_CALLBACK_DROPPED)
        fold_timers_drop_ready(fold->table, row);
}

void
fold_future_leave(Fold *fold, guint32 task)
{
    StateTable *table = fold->table;
    guint32 slot = table_find(table, table_row(table, task)->task.waits_for);

    table_row(table, task)->task.waits_for = TRACE_NOBODY;
    if (!slot || table_row(table, slot)->sort != ROW_FUTURE)
        return;
    table_leave(table, slot);
    drop_timer(fold, slot);
    if (table_row(table, slot)->flags & ROW_WAIT)
        forget_members(fold, slot);
    table_row(table, slot)->flags &= ~ROW_WAIT;
    fold_future_tidy(table, slot);
}

/* ---- the beginning ---- */

static gboolean
begins_with(const TraceEvent *event, const char *word)
{
    return event->value_type == TRACE_VALUE_LABEL && event->text &&
           g_str_has_prefix(event->text, word);
}

static guint
flags_of(const Fold *fold)
{
    const TraceEvent *event = fold->event;
    const TraceSite *site = model_site(fold->model, event->site);
    gboolean watches = event->value_type == TRACE_VALUE_INT && site &&
                       (!strcmp(site->name, "readable") || !strcmp(site->name, "writable"));
    guint flags = event->object ? ROW_OF_LOOP : 0;

    if (begins_with(event, "wait("))
        flags |= ROW_WAIT | ROW_COUNTS;
    else if (begins_with(event, "gather("))
        flags |= ROW_COUNTS;
    return watches ? flags | ROW_WATCH : flags;
}

/* What is known already is told again. */
void
fold_future_created(Fold *fold)
{
    StateTable *table = fold->table;

    if (fold->subject)
        return;
    guint32 slot = table_add(table, fold->event->subject, ROW_FUTURE);
    StateRow *row = table_row(table, slot);
    row->flags = flags_of(fold) & G_MAXUINT16;
    row->since = row->future.made = fold->at;
    if (row->flags & ROW_WAIT)
        table->head.subscriber = row->track;
    fold_place_taken(fold, slot);
}
