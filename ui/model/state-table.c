/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-table.c - rows, words and timers of a state. Nothing here moves when something else is
 * removed, so links stay right. */
#include "ui/model/state-table.h"

#include <string.h>

enum { LEAST_ROOM = 64 };

/* Room for `n` in an array. */
#define ENSURE(array, n, room)                                                                     \
    do {                                                                                           \
        if ((n) > (room)) {                                                                        \
            (room) = MAX(LEAST_ROOM, MAX((n), (room) *2));                                         \
            (array) = g_renew(__typeof__(*(array)), (array), (room));                              \
        }                                                                                          \
    } while (0)

void
table_make_room(StateTable *table, guint32 n_rows, guint32 n_words, guint32 n_due, guint32 n_runs)
{
    ENSURE(table->rows, n_rows, table->rows_room);
    ENSURE(table->words, n_words, table->words_room);
    ENSURE(table->due, n_due, table->due_room);
    ENSURE(table->runs, n_runs, table->runs_room);
}

enum { HANDLE = 1 };

static guint64
key_of(guint32 id, guint sort)
{
    return (guint64) id << 1 | sort;
}

/* ---- slots ---- */

static gboolean
is_numbered(const StateWord *word)
{
    return (word->kind == STATE_HANDLE || word->kind == STATE_LATER ||
            word->kind == STATE_RESULT) &&
           word->number;
}

void
table_index(StateTable *table)
{
    keys_empty(&table->keys);
    for (guint32 i = 1; i < table->n_rows; i++)
        if (table->rows[i].track)
            keys_add(&table->keys, key_of(table->rows[i].track, 0), i);
    for (guint32 i = 1; i < table->n_words; i++)
        if (is_numbered(&table->words[i]))
            keys_add(&table->keys, key_of(table->words[i].number, HANDLE), i);
}

void
table_init(StateTable *table)
{
    *table = (StateTable){
        .head = {.asleep = NO_EVENT, .gap = NO_EVENT, .telling = NO_EVENT},
        .n_rows = 1,
        .n_words = 1,
    };
    table_make_room(table, 1, 1, 0, 0);
    table->rows[NO_SLOT] = (StateRow){0};
    table->words[NO_SLOT] = (StateWord){0};
}

void
table_clear(StateTable *table)
{
    g_free(table->rows);
    g_free(table->words);
    g_free(table->due);
    g_free(table->runs);
    keys_clear(&table->keys);
}

guint32
table_find(const StateTable *table, guint32 track)
{
    return keys_find(&table->keys, key_of(track, 0));
}

static guint32
row_new(StateTable *table)
{
    guint32 slot = table->free_row;

    table->live_rows++;
    if (slot != NO_SLOT) {
        table->free_row = table->rows[slot].next;
        return slot;
    }
    ENSURE(table->rows, table->n_rows + 1, table->rows_room);
    return table->n_rows++;
}

guint32
table_add(StateTable *table, guint32 track, RowSort sort)
{
    guint32 slot = table_find(table, track);

    if (slot == NO_SLOT && track != TRACE_NOBODY) {
        slot = row_new(table);
        table->rows[slot] = (StateRow){.track = track, .sort = sort};
        keys_add(&table->keys, key_of(track, 0), slot);
    }
    return slot;
}

void
table_remove(StateTable *table, guint32 row)
{
    keys_remove(&table->keys, key_of(table->rows[row].track, 0), row);
    table->rows[row] = (StateRow){.next = table->free_row};
    table->free_row = row;
    table->live_rows--;
}

/* Two handles of one number are a mistake of the recording: the older one loses it. */
static void
key_add_handle(StateTable *table, guint32 number, guint32 slot)
{
    guint32 before = table_find_handle(table, number);

    if (before != NO_SLOT)
        table->words[before].number = 0;
    keys_add(&table->keys, key_of(number, HANDLE), slot);
}

guint32
table_add_word(StateTable *table, StateWord word)
{
    guint32 slot = table->free_word;

    if (slot != NO_SLOT) {
        table->free_word = table->words[slot].next;
    } else {
        ENSURE(table->words, table->n_words + 1, table->words_room);
        slot = table->n_words++;
    }
    table->words[slot] = word;
    table->words[slot].lives = TRUE;
    table->live_words++;
    if (is_numbered(&word))
        key_add_handle(table, word.number, slot);
    return slot;
}

void
table_remove_word(StateTable *table, guint32 word)
{
    if (is_numbered(&table->words[word]))
        keys_remove(&table->keys, key_of(table->words[word].number, HANDLE), word);
    table->words[word] = (StateWord){.next = table->free_word};
    table->free_word = word;
    table->live_words--;
}

guint32
table_find_handle(const StateTable *table, guint32 number)
{
    return keys_find(&table->keys, key_of(number, HANDLE));
}

/* ---- the ready queue, and what waits ---- */

static void
word_append(StateTable *table, guint32 *first, guint32 *last, guint32 word)
{
    StateWord *one = table_word(table, word);

    one->prev = *last;
    one->next = NO_SLOT;
    if (*last != NO_SLOT)
        table_word(table, *last)->next = word;
    else
        *first = word;
    *last = word;
}

static void
word_unlink(StateTable *table, guint32 *first, guint32 *last, guint32 word)
{
    StateWord *one = table_word(table, word);

    if (one->prev != NO_SLOT)
        table_word(table, one->prev)->next = one->next;
    else
        *first = one->next;
    if (one->next != NO_SLOT)
        table_word(table, one->next)->prev = one->prev;
    else
        *last = one->prev;
    one->next = one->prev = NO_SLOT;
}

void
table_wait(StateTable *table, guint32 row, guint32 word)
{
    StateRow *one = table_row(table, row);

    word_append(table, &one->first, &one->last, word);
    table_word(table, word)->place = WORD_WAITS;
}

void
table_ready(StateTable *table, guint32 word, guint32 cause)
{
    StateWord *one = table_word(table, word);

    word_append(table, &table->head.ready_first, &table->head.ready_last, word);
    one->place = WORD_READY;
    one->cause = cause;
    one->turn = table->head.turn + 1;
    table->head.n_ready++;
}

/* ---- timers ---- */

gboolean
due_before(const StateDue *a, const StateDue *b)
{
    return a->deadline_ns != b->deadline_ns ? a->deadline_ns < b->deadline_ns : a->armed < b->armed;
}

static void
due_put(StateTable *table, guint32 i, StateDue due)
{
    table->due[i] = due;
    table_word(table, due.word)->next = i;
}

static void
due_up(StateTable *table, guint32 i, StateDue due)
{
    for (; i > 0 && due_before(&due, &table->due[(i - 1) / 2]); i = (i - 1) / 2)
        due_put(table, i, table->due[(i - 1) / 2]);
    due_put(table, i, due);
}

static void
due_down(StateTable *table, guint32 i, StateDue due)
{
    for (guint32 child; (child = 2 * i + 1) < table->n_due; i = child) {
        if (child + 1 < table->n_due && due_before(&table->due[child + 1], &table->due[child]))
            child++;
        if (!due_before(&table->due[child], &due))
            break;
        due_put(table, i, table->due[child]);
    }
    due_put(table, i, due);
}

void
table_set(StateTable *table, guint32 word, gint64 deadline_ns)
{
    StateWord *one = table_word(table, word);

    one->place = WORD_SET;
    ENSURE(table->due, table->n_due + 1, table->due_room);
    due_up(table, table->n_due++, (StateDue){deadline_ns, word, one->added});
}

static void
due_remove(StateTable *table, guint32 i)
{
    StateDue last = table->due[--table->n_due];

    if (i == table->n_due)
        return;
    if (i > 0 && due_before(&last, &table->due[(i - 1) / 2]))
        due_up(table, i, last);
    else
        due_down(table, i, last);
}

void
table_take(StateTable *table, guint32 row, guint32 word)
{
    StateHead *head = &table->head;
    StateWord *one = table_word(table, word);

    if (one->place == WORD_READY) {
        word_unlink(table, &head->ready_first, &head->ready_last, word);
        head->n_ready--;
    } else if (one->place == WORD_WAITS) {
        word_unlink(table, &table_row(table, row)->first, &table_row(table, row)->last, word);
    } else if (one->place == WORD_SET) {
        due_remove(table, one->next);
    } else if (one->place == WORD_RUNS) {
        table_stop(table, word);
    }
    one->place = WORD_NOWHERE;
}

/* ---- what runs ---- */

void
table_run(StateTable *table, guint32 word)
{
    ENSURE(table->runs, table->n_runs + 1, table->runs_room);
    table->runs[table->n_runs++] = word;
    table_word(table, word)->place = WORD_RUNS;
}

void
table_stop(StateTable *table, guint32 word)
{
    guint32 i = table->n_runs;

    while (i > 0 && table->runs[i - 1] != word)
        i--;
    if (i == 0)
        return;
    memmove(&table->runs[i - 1], &table->runs[i], (table->n_runs - i) * sizeof *table->runs);
    table->n_runs--;
    table_word(table, word)->place = WORD_NOWHERE;
}

/* ---- lines ---- */

void
table_queue(StateTable *table, guint32 of, guint32 row)
{
    StateRow *line = table_row(table, of), *one = table_row(table, row);

    one->of = of;
    one->prev = line->last;
    one->next = NO_SLOT;
    if (line->last != NO_SLOT)
        table_row(table, line->last)->next = row;
    else
        line->first = row;
    line->last = row;
}

void
table_leave(StateTable *table, guint32 row)
{
    StateRow *one = table_row(table, row), *line = table_row(table, one->of);

    if (one->of == NO_SLOT)
        return;
    if (one->prev != NO_SLOT)
        table_row(table, one->prev)->next = one->next;
    else
        line->first = one->next;
    if (one->next != NO_SLOT)
        table_row(table, one->next)->prev = one->prev;
    else
        line->last = one->prev;
    one->of = one->next = one->prev = NO_SLOT;
}
