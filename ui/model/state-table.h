/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-table.h - what a state is made of: rows for what has a track, words for what stands in the
 * ready queue or will, timers by deadline. All links are numbers of slots, so that a copy of the
 * arrays is a copy of the state. It knows no kinds of events. Private to ui/model. */
#pragma once
#include "ui/model/state-keys.h"
#include "ui/model/state.h"

enum { NO_EVENT = G_MAXUINT32, NO_SLOT = 0, N_LAST_DONE = STATE_MAX_DONE };

/* Where a word is. */
typedef enum { WORD_NOWHERE, WORD_WAITS, WORD_READY, WORD_SET, WORD_RUNS } WordPlace;

/* A step of a task, a callback, a timer. */
typedef struct {
    guint32 kind : 8;   /* StateKind */
    guint32 place : 8;  /* WordPlace */
    guint32 lives : 16; /* else the slot is free */
    guint32 turn;       /* in which it runs; 0: not ready yet */
    guint32 next, prev; /* in the ready queue or what it waits for; of a timer, next is its index
                           in the heap; of a free slot, next is the next one */
    guint32 track, by, site;
    guint32 number; /* of a handle; of a callback, its number among those of its future */
    guint32 more;   /* of a timer: the next one of its owner; of a callback: how many there are */
    guint32 added;  /* event that made it */
    guint32 cause;  /* event that made it ready */
} StateWord;

typedef enum { ROW_FREE, ROW_TASK, ROW_FUTURE, ROW_THING, ROW_POOL, ROW_WORKER } RowSort;

enum {
    ROW_OVER = 1,     /* a future or task is done */
    ROW_BEGUN = 2,    /* a task had a step */
    ROW_TOLD = 4,     /* a task is being told that it is cancelled */
    ROW_OF_LOOP = 8,  /* a future of the loop; else a job that another thread submitted */
    ROW_COUNTS = 16,  /* a wait() or gather(), which counts what it waits for */
    ROW_WAIT = 32,    /* a wait() whose task has not gone on */
    ROW_WATCH = 64,   /* a descriptor is watched for it */
    ROW_JOB = 128,    /* a job that is queued, runs, or whose result is under way */
    ROW_RAN = 256,    /* of these the last */
    ROW_WOKEN = 512,  /* a place in a line whose turn has come */
    ROW_TAKES = 1024, /* it takes a slot of the semaphore when its task is ready */
};

/* A task, future, lock ... */
typedef struct {
    guint32 track;     /* 0: a free slot, and `next` the next one */
    guint32 sort : 4;  /* RowSort */
    guint32 kind : 4;  /* of a thing: StateThingKind; of a place in a line: StateLine */
    guint32 state : 8; /* of a thing: TraceState */
    guint32 flags : 16;
    guint32 first, last; /* words that wait for it; of a thing, its line of rows; of a pool, its
                            queue of rows */
    guint32 next, prev;  /* in a line or queue */
    guint32 of;          /* row of the thing or pool in whose line or queue it is */
    guint32 word;        /* of a task: its step; of a future or thing: its timers */
    guint32 since;       /* event that began what it does, or ended it */
    union {
        struct {
            guint32 waits_for; /* track */
            guint32 at;        /* site */
            guint32 cancel;    /* event, or NO_EVENT */
        } task;
        struct {
            guint32 made;   /* event */
            guint32 waiter; /* track of the task that waits, or did until it runs again */
            union {
                guint32 n_members; /* of what counts */
                guint32 pool;      /* of a job: its track */
            };
            union {
                guint32 n_left;
                guint32 worker;
            };
        } future;
        struct {
            guint32 made;
            guint32 holder;
            gint32 count;
            gint32 unfinished;
        } thing;
        struct {
            guint32 n_queued;
            gint32 size; /* workers at most; 0: unknown */
        } pool;
        struct {
            guint32 job, pool; /* tracks */
            gint32 pid;
        } worker;
    };
} StateRow;

/* A timer that is set. */
typedef struct {
    gint64 deadline_ns;
    guint32 word;
    guint32 armed; /* event: of equal deadlines, the earlier one is due first */
} StateDue;

/* What a state has besides its arrays. */
typedef struct {
    guint32 n_events; /* that were taken into it */
    guint32 ready_first, ready_last, n_ready;
    guint32 n_tasks, n_ended;
    guint32 ended[N_LAST_DONE]; /* tracks of the tasks that ended last, the newest first */
    guint32 turn;
    guint32 asleep, gap; /* events, or NO_EVENT */
    guint32 telling;     /* the TELLING_BEGIN or RUN_JOINED that goes on, or NO_EVENT */
    guint32 eager;       /* track of a task about to begin inside another */
    guint32 subscriber;  /* track of the wait() that subscribes to its members, or 0 */
    guint32 slot_of;     /* the semaphore that the last event gave a slot back to, or 0 */
    guint32 released_by, released_at; /* who released a lock last, and at which site, or 0 */
    gboolean has_loop, ready_unknown, main_is_next;
    gboolean learns;   /* what is told now is news */
    gboolean said;     /* it tells what is ready and what waits, too */
    gboolean learnt;   /* a telling was complete since events were missing */
    StateWord stopped; /* what the last event ended; place NOWHERE: nothing */
} StateHead;

typedef struct {
    StateHead head;
    StateRow *rows; /* slot 0 is none; so it is for words */
    StateWord *words;
    StateDue *due; /* a heap */
    guint32 *runs; /* words: what runs, the innermost last */
    guint32 n_rows, rows_room, free_row, live_rows;
    guint32 n_words, words_room, free_word, live_words;
    guint32 n_due, due_room;
    guint32 n_runs, runs_room;
    StateKeys keys; /* of tracks to rows, and numbers of handles to words */
} StateTable;

/** The row at `slot`; valid until the next row is added. */
static inline StateRow *
table_row(const StateTable *table, guint32 slot)
{
    return &table->rows[slot];
}

/** The word at `slot`; valid until the next word is added. */
static inline StateWord *
table_word(const StateTable *table, guint32 slot)
{
    return &table->words[slot];
}

/** Whether words may wait for it: a task or future. */
static inline gboolean
table_can_wait(const StateTable *table, guint32 row)
{
    return row && (table->rows[row].sort == ROW_TASK || table->rows[row].sort == ROW_FUTURE);
}

/** Make an empty state. */
void table_init(StateTable *table);

/** Free what it has. */
void table_clear(StateTable *table);

/** The row of `track`, or NO_SLOT. */
guint32 table_find(const StateTable *table, guint32 track);

/** The row of `track`, which is added unless there is one, perhaps of another sort. NO_SLOT for
 * TRACE_NOBODY. */
guint32 table_add(StateTable *table, guint32 track, RowSort sort);

/** Remove a row that nothing links to. */
void table_remove(StateTable *table, guint32 row);

/** A new word that is nowhere. */
guint32 table_add_word(StateTable *table, StateWord word);

/** Remove a word that is nowhere. */
void table_remove_word(StateTable *table, guint32 word);

/** The word of the handle with this number, or NO_SLOT. */
guint32 table_find_handle(const StateTable *table, guint32 number);

/** Put a word last into what waits for `row`. */
void table_wait(StateTable *table, guint32 row, guint32 word);

/** Put a word last into the ready queue; `cause` is the event that made it ready. */
void table_ready(StateTable *table, guint32 word, guint32 cause);

/** Take a word out of wherever it is: the ready queue, what it waits for (`row`), the timers. */
void table_take(StateTable *table, guint32 row, guint32 word);

/** Set a word as a timer. */
void table_set(StateTable *table, guint32 word, gint64 deadline_ns);

/** A word runs, inside of what runs already. */
void table_run(StateTable *table, guint32 word);

/** A word that runs does not any more. */
void table_stop(StateTable *table, guint32 word);

/** Put a row last into the line or queue of row `of`. */
void table_queue(StateTable *table, guint32 of, guint32 row);

/** Take a row out of the line it is in, if it is in one. */
void table_leave(StateTable *table, guint32 row);

/** Whether timer `a` is due before `b`. */
gboolean due_before(const StateDue *a, const StateDue *b);

/** Room for so many; for arrays that are about to be replaced. */
void table_make_room(StateTable *table, guint32 n_rows, guint32 n_words, guint32 n_due,
                     guint32 n_runs);

/** Find everything by its number again, after the arrays were replaced. */
void table_index(StateTable *table);
