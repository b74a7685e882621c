/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences.c - finds the row for an event. */
#include "ui/model/sentences.h"

#include <string.h>

static gboolean
is_last(const SentenceRow *row)
{
    return !row->context;
}

/* The first row that fits of those whose name begins with `part`; NULL: none does. */
static const SentenceRow *
find_row(Moment *m, const SentenceRow *rows, guint kind, char part)
{
    for (; !is_last(rows); rows++) {
        if (rows->kind != kind || (part && strrchr(rows->context, ':')[1] != part))
            continue;
        moment_reset(m);
        if (rows->when && !rows->when(m))
            continue;
        return rows;
    }
    return NULL;
}

const SentenceRow *
sentence_row(const SentenceRow *const *tables, guint i)
{
    for (; *tables; tables++)
        for (const SentenceRow *row = *tables; !is_last(row); row++)
            if (i-- == 0)
                return row;
    return NULL;
}

/* A table that another one goes on in keeps what that one's condition has set. */
static const SentenceRow *
find_shared(Moment *m, const SentenceRow *rows)
{
    for (; rows && !is_last(rows); rows++)
        if (!rows->when || rows->when(m))
            return rows;
    return NULL;
}

/* A program can only do so by a cast. A condition is taken like a lock. */
static gboolean
is_misuse(Moment *m)
{
    StateThingKind used_as = thing_of_kind(m->event->kind), is;

    moment_reset(m);
    is = thing_kind(m, m->event->subject);
    if (used_as == STATE_LOCK && is == STATE_CONDITION)
        return FALSE;
    return used_as != STATE_N_THINGS && is != STATE_N_THINGS && is != used_as;
}

const SentenceRow *
sentence_pick(Moment *m, char part)
{
    const SentenceRow *row = NULL;

    if (is_misuse(m))
        return part == '1' ? find_shared(m, sentences_of_misuses) : NULL;
    for (guint i = 0; !row && sentence_tables[i]; i++)
        row = find_row(m, sentence_tables[i], m->event->kind, part);
    return row && row->table ? find_shared(m, row->table) : row;
}

const SentenceRow *const sentence_tables[] = {
    sentences_of_runs,      sentences_of_turns,    sentences_of_sleeps,
    sentences_of_callbacks, sentences_of_handles,  sentences_of_tasks,
    sentences_of_ends,      sentences_of_cancels,  sentences_of_steps,
    sentences_of_waiting,   sentences_of_wakes,    sentences_of_places,
    sentences_of_futures,   sentences_of_outcomes, sentences_of_members,
    sentences_of_timers,    sentences_of_slept,    sentences_of_cancelled,
    sentences_of_jobs,      sentences_of_locks,    sentences_of_queues,
    sentences_of_blocks,    sentences_of_finds,    sentences_of_others,
    sentences_next,         sentences_place,       sentences_alone,
    sentences_head,         sentences_of_misuses,  NULL,
};
