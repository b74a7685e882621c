/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-runs.c - what runs, and leaves the ready queue for that, in a state. */
#include "ui/model/state-runs.h"

#include "ui/model/state-owners.h"

void
fold_forget(StateTable *table, guint32 word)
{
    table_take(table, NO_SLOT, word);
    if (table_word(table, word)->kind != STATE_STEP)
        fold_timers_forget(table, word);
}

void
fold_pass(Fold *fold, guint32 word)
{
    StateTable *table = fold->table;

    while (table->head.gap != NO_EVENT && table_word(table, word)->place == WORD_READY) {
        guint32 first = table->head.ready_first;
        if (first == word || table_word(table, first)->cause >= table->head.gap)
            return;
        fold_forget(table, first);
    }
}

void
fold_end_innermost(StateTable *table)
{
    guint32 word = table->runs[table->n_runs - 1];

    table_stop(table, word);
    if (table_word(table, word)->kind != STATE_STEP)
        table_remove_word(table, word);
}

void
fold_clear_runs(StateTable *table)
{
    while (table->n_runs)
        fold_end_innermost(table);
}

void
fold_run_alone(Fold *fold, guint32 word)
{
    fold_clear_runs(fold->table);
    table_run(fold->table, word);
}

void
fold_stop(Fold *fold, guint32 word)
{
    if (table_word(fold->table, word)->place != WORD_RUNS)
        return;
    fold->table->head.stopped = *table_word(fold->table, word);
    table_stop(fold->table, word);
}
