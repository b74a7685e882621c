/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-owners.c - what futures, tasks and things still have in a state: a future or a block has a
 * list of its timers, which are only ever few. When nothing is left of one that is over, it goes.
 */
#include "ui/model/state-owners.h"

void
fold_future_tidy(StateTable *table, guint32 slot)
{
    const StateRow *row = table_row(table, slot);
    gboolean is_future = row->sort == ROW_FUTURE;

    if (slot == NO_SLOT || !(row->flags & ROW_OVER) || row->first != NO_SLOT || row->of != NO_SLOT)
        return;
    if (is_future && (row->word != NO_SLOT || row->flags & (ROW_WAIT | ROW_JOB)))
        return;
    if (is_future || row->sort == ROW_TASK)
        table_remove(table, slot);
}

gboolean
fold_is_timer(const StateWord *word)
{
    return word->kind == STATE_LATER || word->kind == STATE_EXPIRED;
}

/* Others have no timers: a task has its step there. */
gboolean
fold_has_timers(const StateTable *table, guint32 row)
{
    return row &&
           (table_row(table, row)->sort == ROW_FUTURE || table_row(table, row)->sort == ROW_THING);
}

void
fold_own_timer(StateTable *table, guint32 row, guint32 word)
{
    table_word(table, word)->more = table_row(table, row)->word;
    table_row(table, row)->word = word;
}

static void
disown(StateTable *table, guint32 row, guint32 word)
{
    guint32 *at = &table_row(table, row)->word;

    while (*at && *at != word)
        at = &table_word(table, *at)->more;
    if (*at)
        *at = table_word(table, word)->more;
}

/* The row whose timer a word is, or NO_SLOT. */
guint32
fold_timer_owner(const StateTable *table, guint32 word)
{
    const StateWord *one = table_word(table, word);
    guint32 row = fold_is_timer(one) ? table_find(table, one->track) : NO_SLOT;

    return fold_has_timers(table, row) ? row : NO_SLOT;
}

/* Take a timer or handle out of wherever it is; it stays to be run. */
void
fold_withdraw(StateTable *table, guint32 word)
{
    guint32 row = fold_timer_owner(table, word);

    table_take(table, NO_SLOT, word);
    if (row)
        disown(table, row, word);
}

void
fold_timers_forget(StateTable *table, guint32 word)
{
    guint32 row = fold_timer_owner(table, word);

    fold_withdraw(table, word);
    table_remove_word(table, word);
    if (row)
        fold_future_tidy(table, row);
}

void
fold_timers_drop_ready(StateTable *table, guint32 row)
{
    guint32 word = fold_has_timers(table, row) ? table_row(table, row)->word : NO_SLOT;

    if (word && table_word(table, word)->place == WORD_READY)
        fold_timers_forget(table, word);
}
