/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-copy.c - a state as one block of memory: what is alive and the slots that it is in, packed.
 * Free slots are left out, since after a crowd they would be most of it. */
#include "ui/model/state-copy.h"

#include <string.h>

#include "ui/model/state-pack.h"

/* The rows, words, timers and what runs follow, packed, in this order. */
struct StateCopy {
    StateHead head;
    guint32 n_rows, rows_end, n_words, words_end, n_due, n_runs; /* end: of all slots */
    guint8 bytes[];
};

enum {
    ROW_NUMBERS = sizeof(StateRow) / sizeof(guint32),
    WORD_NUMBERS = sizeof(StateWord) / sizeof(guint32),
    DUE_NUMBERS = sizeof(StateDue) / sizeof(guint32),
    RUN_NUMBERS = 1,
    USUAL_SHARE = 4, /* as often as packing makes it smaller */
};

_Static_assert((int) ROW_NUMBERS <= (int) PACK_NUMBERS, "they can be packed");

/* ---- taking a copy ---- */

static guint8 *
put_rows(guint8 *at, const StateTable *table)
{
    Pack pack = {.at = at};

    for (guint32 i = 1; i < table->n_rows; i++)
        if (table->rows[i].track != TRACE_NOBODY)
            pack_put(&pack, i, &table->rows[i], ROW_NUMBERS);
    return pack.at;
}

static guint8 *
put_words(guint8 *at, const StateTable *table)
{
    Pack pack = {.at = at};

    for (guint32 i = 1; i < table->n_words; i++)
        if (table->words[i].lives)
            pack_put(&pack, i, &table->words[i], WORD_NUMBERS);
    return pack.at;
}

static guint8 *
put_due(guint8 *at, const StateTable *table)
{
    Pack pack = {.at = at};

    for (guint32 i = 0; i < table->n_due; i++)
        pack_put(&pack, i + 1, &table->due[i], DUE_NUMBERS);
    return pack.at;
}

static guint8 *
put_runs(guint8 *at, const StateTable *table)
{
    Pack pack = {.at = at};

    for (guint32 i = 0; i < table->n_runs; i++)
        pack_put(&pack, i + 1, &table->runs[i], RUN_NUMBERS);
    return pack.at;
}

static gsize
most_bytes(const StateTable *table)
{
    return pack_most(table->live_rows, ROW_NUMBERS) + pack_most(table->live_words, WORD_NUMBERS) +
           pack_most(table->n_due, DUE_NUMBERS) + pack_most(table->n_runs, RUN_NUMBERS);
}

gsize
state_copy_size(const StateTable *table)
{
    return sizeof(StateCopy) +
           (table->live_rows * sizeof(StateRow) + table->live_words * sizeof(StateWord) +
            table->n_due * sizeof(StateDue)) /
               USUAL_SHARE;
}

StateCopy *
state_copy_new(const StateTable *table, gsize *ret_size)
{
    g_autofree StateCopy *copy = g_malloc(sizeof *copy + most_bytes(table));

    *copy = (StateCopy){.head = table->head,
                        .n_rows = table->live_rows,
                        .rows_end = table->n_rows,
                        .n_words = table->live_words,
                        .words_end = table->n_words,
                        .n_due = table->n_due,
                        .n_runs = table->n_runs};
    guint8 *end = put_runs(put_due(put_words(put_rows(copy->bytes, table), table), table), table);
    *ret_size = (gsize) (end - (guint8 *) copy);
    return g_memdup2(copy, *ret_size + pack_most(0, 0));
}

/* ---- going back to it ---- */

/* Slots between those that are taken are free. */
static const guint8 *
get_rows(const guint8 *at, StateTable *table, guint32 n)
{
    Unpack pack = {.at = at};
    guint32 slot = 1, taken;
    StateRow row;

    table->free_row = NO_SLOT;
    for (guint32 i = 0; i < n; i++, slot++) {
        for (taken = pack_get(&pack, &row, ROW_NUMBERS); slot < taken; table->free_row = slot++)
            table->rows[slot] = (StateRow){.next = table->free_row};
        table->rows[slot] = row;
    }
    table->n_rows = slot;
    table->live_rows = n;
    return pack.at;
}

static const guint8 *
get_words(const guint8 *at, StateTable *table, guint32 n)
{
    Unpack pack = {.at = at};
    guint32 slot = 1, taken;
    StateWord word;

    table->free_word = NO_SLOT;
    for (guint32 i = 0; i < n; i++, slot++) {
        for (taken = pack_get(&pack, &word, WORD_NUMBERS); slot < taken; table->free_word = slot++)
            table->words[slot] = (StateWord){.next = table->free_word};
        table->words[slot] = word;
    }
    table->n_words = slot;
    table->live_words = n;
    return pack.at;
}

static const guint8 *
get_due(const guint8 *at, StateTable *table, guint32 n)
{
    Unpack pack = {.at = at};

    for (guint32 i = 0; i < n; i++)
        pack_get(&pack, &table->due[i], DUE_NUMBERS);
    table->n_due = n;
    return pack.at;
}

static void
get_runs(const guint8 *at, StateTable *table, guint32 n)
{
    Unpack pack = {.at = at};

    for (guint32 i = 0; i < n; i++)
        pack_get(&pack, &table->runs[i], RUN_NUMBERS);
    table->n_runs = n;
}

void
state_copy_restore(const StateCopy *copy, StateTable *table)
{
    table->head = copy->head;
    table_make_room(table, copy->rows_end, copy->words_end, copy->n_due, copy->n_runs);
    const guint8 *words = get_rows(copy->bytes, table, copy->n_rows);
    const guint8 *due = get_words(words, table, copy->n_words);
    get_runs(get_due(due, table, copy->n_due), table, copy->n_runs);
    table_index(table);
}
