/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences.h - the tables of sentences, a file for each sort of events. Private to ui/model.
 *
 * ROW(kind, row, condition, text) is a sentence; MANY(...) one whose {n} decides between singular
 * and plural. The context of the translation is "words:KIND:row"; rows that begin with 1 are first
 * sentences, those with 2 second ones. A condition of NULL always holds. SEE(...) goes on in
 * another table; NONE(...) says nothing.
 *
 * SHARED(...) and SHARED_MANY(...) are rows that are not of one kind of events. In those of pages a
 * condition begins at the first event of its page and goes to the event of which the text tells;
 * AS_EVENT(...) says there the first or second sentence of that event. */
#pragma once
#include "ui/model/future-facts.h"

/* Names in a list; more are counted. */
enum { NAMES_SAID = 4 };

typedef struct SentenceRow SentenceRow;
struct SentenceRow {
    guint kind;          /* TraceKind; 0 in a table that others go on in */
    const char *context; /* "words:TASK_STEP:1.first"; NULL behind the last row */
    MomentIs when;
    const char *one, *many; /* NULL */
    const SentenceRow *table;
    char part; /* of a row of pages that says what an event says: '1' its first sentence, '2' its
                  second; 0: none of these */
};

#define SENTENCE_CONTEXT(kind, row) "words:" kind ":" row
#define ROW(kind_, row, when_, text)                                                               \
    {                                                                                              \
        .kind = TRACE_##kind_, .context = SENTENCE_CONTEXT(#kind_, row), .when = when_,            \
        .one = text                                                                                \
    }
#define MANY(kind_, row, when_, one_, many_)                                                       \
    {                                                                                              \
        .kind = TRACE_##kind_, .context = SENTENCE_CONTEXT(#kind_, row), .when = when_,            \
        .one = one_, .many = many_                                                                 \
    }
#define SEE(kind_, row, when_, table_)                                                             \
    {                                                                                              \
        .kind = TRACE_##kind_, .context = SENTENCE_CONTEXT(#kind_, row), .when = when_,            \
        .table = table_                                                                            \
    }
#define NONE(kind_, row, when_)                                                                    \
    {                                                                                              \
        .kind = TRACE_##kind_, .context = SENTENCE_CONTEXT(#kind_, row), .when = when_, .one = ""  \
    }
#define SHARED(name, row, when_, text)                                                             \
    {                                                                                              \
        .context = SENTENCE_CONTEXT(name, row), .when = when_, .one = text                         \
    }
#define SHARED_MANY(name, row, when_, one_, many_)                                                 \
    {                                                                                              \
        .context = SENTENCE_CONTEXT(name, row), .when = when_, .one = one_, .many = many_          \
    }
#define AS_EVENT(name, row, when_, part_)                                                          \
    {                                                                                              \
        .context = SENTENCE_CONTEXT(name, row), .when = when_, .part = part_                       \
    }
#define NONE_SHARED(name, row, when_)                                                              \
    {                                                                                              \
        .context = SENTENCE_CONTEXT(name, row), .when = when_, .one = ""                           \
    }
#define END_OF_ROWS                                                                                \
    {                                                                                              \
        0                                                                                          \
    }

extern const SentenceRow sentences_of_runs[], sentences_of_turns[], sentences_of_callbacks[],
    sentences_of_handles[], sentences_of_tasks[], sentences_of_steps[], sentences_of_waiting[],
    sentences_of_wakes[], sentences_of_ends[], sentences_of_cancels[], sentences_of_outcomes[],
    sentences_of_sleeps[], sentences_of_places[], sentences_of_futures[], sentences_of_members[],
    sentences_of_timers[], sentences_of_slept[], sentences_of_cancelled[], sentences_of_jobs[],
    sentences_of_locks[], sentences_of_queues[], sentences_of_blocks[], sentences_of_finds[],
    sentences_of_others[];

/* What the ready queue begins with, and where in it something has just been put. */
extern const SentenceRow sentences_next[], sentences_place[], sentences_alone[], sentences_head[];

/* Pages: all that a task does on one, in one sentence; the most telling of it; how it stops. */
extern const SentenceRow page_of_task[], page_deed[], page_stop[];

/* The first and second sentences of other pages. */
extern const SentenceRow page_callback_first[], page_callback_second[], page_timer_first[],
    page_timer_second[], page_start_first[], page_start_second[], page_job_first[],
    page_job_second[], page_end_first[], page_end_second[];

/* What is used as something else than it is: they take the place of all others. */
extern const SentenceRow sentences_of_misuses[];

/* All of them, those of events and those of pages, NULL behind the last. */
extern const SentenceRow *const sentence_tables[], *const page_tables[];

/** The row for the first ('1') or second ('2') sentence of the event, with what it names set; NULL:
 * none fits. */
const SentenceRow *sentence_pick(Moment *m, char part);

/** Row number `i` of these tables; NULL behind the last one. For tests and translators. */
const SentenceRow *sentence_row(const SentenceRow *const *tables, guint i);
