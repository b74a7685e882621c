/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-copy.c - a state as one block of memory: what is alive and the slots that it is in. Free
 * slots are left out, since after a crowd they would be most of it. */
#include "ui/model/state-copy.h"

#include <string.h>

/* The block goes on with the parts below, in their order. */
struct StateCopy {
    _Alignas(StateDue) StateHead head;
    guint32 n_due, n_rows, n_words, n_runs;
};

typedef struct {
    StateDue *due;
    StateRow *rows;
    StateWord *words;
    guint32 *row_slots, *word_slots, *runs;
    gsize size;
} CopyParts;

static CopyParts
parts_of(const StateCopy *copy)
{
    CopyParts parts = {.due = (StateDue *) (copy + 1)};

    parts.rows = (StateRow *) (parts.due + copy->n_due);
    parts.words = (StateWord *) (parts.rows + copy->n_rows);
    parts.row_slots = (guint32 *) (parts.words + copy->n_words);
    parts.word_slots = parts.row_slots + copy->n_rows;
    parts.runs = parts.word_slots + copy->n_words;
    parts.size = (gsize) ((char *) (parts.runs + copy->n_runs) - (char *) copy);
    return parts;
}

static void
take_rows(const StateTable *table, CopyParts parts)
{
    for (guint32 i = 1; i < table->n_rows; i++)
        if (table->rows[i].track != TRACE_NOBODY) {
            *parts.rows++ = table->rows[i];
            *parts.row_slots++ = i;
        }
}

static void
take_words(const StateTable *table, CopyParts parts)
{
    for (guint32 i = 1; i < table->n_words; i++)
        if (table->words[i].lives) {
            *parts.words++ = table->words[i];
            *parts.word_slots++ = i;
        }
}

/* An array that has nothing in it may be NULL. */
static void
take(void *to, const void *from, gsize n, gsize size)
{
    if (n > 0)
        memcpy(to, from, n * size);
}

static StateCopy
counts_of(const StateTable *table)
{
    return (StateCopy){.n_due = table->n_due,
                       .n_rows = table->live_rows,
                       .n_words = table->live_words,
                       .n_runs = table->n_runs};
}

gsize
state_copy_size(const StateTable *table)
{
    StateCopy counts = counts_of(table);

    return parts_of(&counts).size;
}

StateCopy *
state_copy_new(const StateTable *table, gsize *ret_size)
{
    StateCopy head = counts_of(table);
    StateCopy *copy = g_malloc(*ret_size = parts_of(&head).size);

    *copy = head;
    copy->head = table->head;
    CopyParts parts = parts_of(copy);
    take_rows(table, parts);
    take_words(table, parts);
    take(parts.due, table->due, table->n_due, sizeof *table->due);
    take(parts.runs, table->runs, table->n_runs, sizeof *table->runs);
    return copy;
}

static guint32
room_for(const guint32 *slots, guint32 n)
{
    return n ? slots[n - 1] + 1 : 1;
}

/* The slots are ascending; those between them are free. */
static void
restore_rows(StateTable *table, CopyParts parts, guint32 n)
{
    guint32 slot = 1;

    table->free_row = NO_SLOT;
    for (guint32 i = 0; i < n; i++, slot++) {
        for (; slot < parts.row_slots[i]; table->free_row = slot++)
            table->rows[slot] = (StateRow){.next = table->free_row};
        table->rows[slot] = parts.rows[i];
    }
    table->n_rows = slot;
    table->live_rows = n;
}

static void
restore_words(StateTable *table, CopyParts parts, guint32 n)
{
    guint32 slot = 1;

    table->free_word = NO_SLOT;
    for (guint32 i = 0; i < n; i++, slot++) {
        for (; slot < parts.word_slots[i]; table->free_word = slot++)
            table->words[slot] = (StateWord){.next = table->free_word};
        table->words[slot] = parts.words[i];
    }
    table->n_words = slot;
    table->live_words = n;
}

void
state_copy_restore(const StateCopy *copy, StateTable *table)
{
    CopyParts parts = parts_of(copy);

    table->head = copy->head;
    table_make_room(table, room_for(parts.row_slots, copy->n_rows),
                    room_for(parts.word_slots, copy->n_words), copy->n_due, copy->n_runs);
    restore_rows(table, parts, copy->n_rows);
    restore_words(table, parts, copy->n_words);
    take(table->due, parts.due, table->n_due = copy->n_due, sizeof *table->due);
    take(table->runs, parts.runs, table->n_runs = copy->n_runs, sizeof *table->runs);
    table_index(table);
}
