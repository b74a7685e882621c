/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state.h - what the scheduler is doing at any event of a recording: what runs, what is ready and
 * in which order, whose timers are set, who waits for what, who holds what, what the pools work on.
 *
 * "At event n" is after it, just before event n + 1; what an event begins to run has left the ready
 * queue. Nothing here knows of later events, so a live run is told as its recording is; but for its
 * last event, if the next one says what it did.
 *
 * Threads of the pool record into the same recording; their events count, too.
 *
 * A State is a cursor. Moving it one event on costs some 100 ns, anywhere else a copy of what is
 * alive and the events since the nearest copy that was kept: a few ms in a recording of millions.
 * The first time it goes beyond all events it has seen, it reads what lies between. Copies take at
 * most a twentieth of the memory that the model has.
 *
 * What has a track is named by its id (model_track()), an event by its index, MODEL_NONE if it is
 * not known. Where a task stands in its coroutines, what was printed, and what came out of things
 * that are over is in the model: track_frames(), model_output(), Track.outcome_text.
 *
 * Lists are read one by one, each from its beginning:
 *
 *     guint at = 0;
 *     StateItem item;
 *     while (state_next_ready(state, &at, &item))
 *         ...
 *
 * with nothing else done to `at`, nor to the state meanwhile. */
#pragma once
#include "ui/model/model.h"

typedef struct State State;

/* What stands in the ready queue, waits in a future for its end, or runs. */
typedef enum {
    STATE_STEP,    /* a task: its next step */
    STATE_DONE,    /* a future or task that is done: a callback of it */
    STATE_HANDLE,  /* call_soon(), or the like: the callback */
    STATE_LATER,   /* call_later(), or the deadline of a block: the callback */
    STATE_EXPIRED, /* a future that its timer completes: a sleep, a wait() with a timeout */
    STATE_RESULT,  /* a job: it brings the result into the loop */
    STATE_CALL,    /* a call from another thread of which no more is recorded */
} StateKind;

typedef struct {
    StateKind kind;
    guint32 track;  /* the task, future, job or block, as above; TRACE_NOBODY if unknown */
    guint32 by;     /* who added the callback or set the timer: a task, a wait(), gather(), group
                       ...; TRACE_LOOP_ID: the run, which it stops; TRACE_NOBODY: unknown */
    guint32 site;   /* the call that scheduled it and names its function; 0: none, or unknown */
    guint64 number; /* a handle's; 0: none, or unknown */
    guint k, n;     /* STATE_DONE: number k of the n that the end of `track` made ready; 0: it is
                       not done yet */
    gsize cause;    /* the event that made it ready: TASK_READY for a task that was woken, the end
                       of the future for a callback, TIMER_FIRED, TASK_CREATED ... */
    guint turn;     /* the turn in which it runs, or ran; of what waits: 0 */
} StateItem;

/* What a task does. */
typedef enum {
    STATE_UNKNOWN, /* events are missing, and nothing of it came since */
    STATE_READY,
    STATE_RUNNING,
    STATE_OUTER, /* it runs, but a task that it started eagerly runs inside it */
    STATE_WAITING,
} StateDoing;

typedef struct {
    guint32 track;
    StateDoing doing;
    gboolean begun;    /* it had a step */
    guint32 waits_for; /* the future or task; TRACE_NOBODY unless it waits, or is ready again */
    guint32 site;      /* of the call in which it waits, or gave way; 0 if unknown */
    gsize since;       /* the event since which it does that */
    gsize cancel;      /* the TASK_CANCEL that it has not been told of yet; MODEL_NONE */
} StateTask;

typedef struct {
    guint32 track;      /* of a future: a sleep, wait(), gather(), a job, a place in a line ... */
    gboolean is_over;   /* it has not woken all tasks yet that wait for it */
    guint n_waiting;    /* tasks that wait for it and callbacks, state_next_waiting() */
    guint n_members;    /* of a wait() or gather(): what it waits for; 0 for others */
    guint n_left;       /* and how many of these are not done */
    guint32 line_of;    /* what it is a place in the line of; TRACE_NOBODY */
    gint64 deadline_ns; /* of its timer; G_MAXINT64: it has none */
} StateFuture;

typedef struct {
    guint32 track;      /* whose: the future that it completes, or the block; TRACE_LOOP_ID: of a
                           callback */
    StateItem item;     /* what becomes ready then */
    gint64 deadline_ns; /* on the clock of the recording */
    gint64 length_ns;   /* that it was set for */
    gsize armed;        /* the event that set it */
} StateTimer;

/* What tasks meet at, or are inside of. */
typedef enum {
    STATE_LOCK,
    STATE_SEMAPHORE,
    STATE_EVENT,
    STATE_CONDITION,
    STATE_BARRIER,
    STATE_QUEUE,
    STATE_COMPLETIONS,
    STATE_TIMEOUT,
    STATE_GROUP,
    STATE_N_THINGS
} StateThingKind;

typedef struct {
    guint32 track;
    StateThingKind kind;
    guint32 holder;    /* the task that has the lock, or is inside of the block; TRACE_LOOP_ID: a
                          callback has it; TRACE_NOBODY */
    gint64 count;      /* 1 if the lock is held, or the event set; slots free, tasks at the barrier,
                          items in the      queue, futures to come, tasks in the group */
    gint64 limit;      /* slots, parties, items at most, futures in all; -1: none, or unknown */
    gint64 unfinished; /* items of a queue that task_done() was not called for; -1: unknown */
    TraceState state;  /* as on its lane: IDLE, CANCELLED once it is shut down, FAILED if broken */
    guint32 lock;      /* of a condition, if it has one of the program's; TRACE_NOBODY */
    gint64 deadline_ns; /* of a timeout; G_MAXINT64: none */
    gsize since;        /* the last event that changed it */
    guint n_waiters;    /* in its lines, those that were woken left out */
} StateThing;

/* In which of its lines. */
typedef enum {
    STATE_LINE,    /* the only one of most */
    STATE_GETTERS, /* of a queue: for an item */
    STATE_PUTTERS, /* for room */
    STATE_JOINERS, /* for all items to be done */
    STATE_RELOCK,  /* of a condition: for its lock, after it was notified */
} StateLine;

/* A place in a line. */
typedef struct {
    guint32 future; /* the place */
    guint32 task;   /* who stands there; TRACE_NOBODY: unknown, or not yet */
    StateLine line;
    gboolean woken;     /* its turn has come, and it has not run since */
    gboolean cancelled; /* the same of one that was cancelled instead */
} StateWaiter;

/* A job that is queued or runs, or whose result is under way. */
typedef struct {
    guint32 track;  /* the future */
    guint32 pool;   /* TRACE_NOBODY if unknown */
    guint32 worker; /* that runs or ran it; TRACE_NOBODY: it is queued */
    gboolean ended; /* its result is on its way to the loop */
    gsize since;    /* JOB_QUEUED, JOB_BEGIN or JOB_END */
} StateJob;

typedef struct {
    guint32 track;
    guint32 job;  /* TRACE_NOBODY: it is idle */
    guint32 pool; /* TRACE_NOBODY if unknown */
    gint64 pid;   /* of a process; 0: a thread */
    gsize since;  /* the event since which it does that */
} StateWorker;

typedef struct {
    guint32 track;    /* by which jobs and workers name it; it has no lane */
    guint n_queued;   /* jobs in its queue */
    gint64 n_workers; /* that it may have; 0 if unknown */
} StatePool;

/* A descriptor that is watched. */
typedef struct {
    gint64 fd;
    gboolean writes; /* until it can be written, not read */
    guint32 future;
    guint32 task; /* TRACE_NOBODY: unknown, or not yet */
} StateWatch;

/* ---- the cursor ---- */

/** The states of `model`, which must outlive it; at no event yet. It reads events that come to the
 * model later, too, but model_forget() makes it worthless: free it and make another. */
State *state_new(const Model *model);

/** NULL does nothing. */
void state_free(State *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(State, state_free)

/** Go to the state at `event`; MODEL_NONE, or an index too large, is the last event. FALSE, and at
 * no event, if the model has none. */
gboolean state_seek(State *state, gsize event);

/** Read up to `n` events on from the last one it has read, so that seeking there is quick later.
 * The cursor stays. FALSE once all have been read. For idle moments: 10,000 events take about 1 ms.
 */
gboolean state_read_ahead(State *state, gsize n);

/** How many events it has read, wherever the cursor is. */
gsize state_n_read(const State *state);

/** The event whose state it is; MODEL_NONE before the first state_seek(). */
gsize state_event(const State *state);

/** Bytes that its copies take at most, as it is now. */
gsize state_memory(const State *state);

/* ---- what is known ---- */

/** FALSE if the recording has no loop: it is of another program. All lists are empty then. */
gboolean state_has_loop(const State *state);

/** The event that made something unknown: the last DROPPED of the loop's thread, RUN_JOINED, the
 * first event of a flight recording; MODEL_NONE if all is known. */
gsize state_gap(const State *state);

/** Whether the ready queue may have more in it than is listed, since events are missing. Not any
 * more after the loop slept. */
gboolean state_ready_unknown(const State *state);

/* ---- the loop ---- */

/** The turn's number; 0 before the first. After a gap as the recording counts it. */
guint state_turn(const State *state);

/** The POLL_BEGIN of the sleep that the loop is in; MODEL_NONE: it is awake. */
gsize state_asleep(const State *state);

/** What runs: at 0 the innermost, then the makers of eager tasks outwards. FALSE: there is none. */
gboolean state_running(const State *state, guint depth, StateItem *ret_item);

/** What the last event ended: a step, callback or timer that ran until then. FALSE: nothing. */
gboolean state_ended(const State *state, StateItem *ret_item);

/** How many things are ready. O(1). */
guint state_n_ready(const State *state);

/** The ready queue, the next to run first. */
gboolean state_next_ready(const State *state, guint *at, StateItem *ret_item);

/** The same from its end: what was put into it last comes first. */
gboolean state_last_ready(const State *state, guint *at, StateItem *ret_item);

/** How many timers are set. O(1). */
guint state_n_timers(const State *state);

/** Timers, the next due first; of equal deadlines the one set first. The second call after a seek
 * sorts them. */
gboolean state_next_timer(State *state, guint *at, StateTimer *ret_timer);

/** How many timers are due at that very time. O(n) of the timers. */
guint state_n_timers_at(const State *state, gint64 deadline_ns);

/** The timer of a future or block; FALSE: it has none. O(1) on average. */
gboolean state_timer_of(const State *state, guint32 track, StateTimer *ret_timer);

/* ---- tasks and futures ---- */

/** How many tasks live. O(1). */
guint state_n_tasks(const State *state);

/** Tasks that live, in the order they were made. The first call after a seek sorts them. */
gboolean state_next_task(State *state, guint *at, StateTask *ret_task);

/** One task; FALSE if `track` is none that lives. O(1). */
gboolean state_task(const State *state, guint32 track, StateTask *ret_task);

/** How many tasks have ended, as far as is recorded. O(1). */
guint state_n_done(const State *state);

enum { STATE_MAX_DONE = 8 };

/** Tasks that have ended, the last one first; at most STATE_MAX_DONE. */
gboolean state_next_done(const State *state, guint *at, const Track **ret_task);

/** Pending futures, in the order they were made. The first call after a seek sorts them. */
gboolean state_next_future(State *state, guint *at, StateFuture *ret_future);

/** One future, pending or with tasks that it has not woken yet; FALSE if `track` is none. O(n) of
 * what waits for it. */
gboolean state_future(const State *state, guint32 track, StateFuture *ret_future);

/** What waits for a future or task, in order: tasks (STATE_STEP, with `track` the task) and
 * callbacks (STATE_DONE). */
gboolean state_next_waiting(const State *state, guint32 future, guint *at, StateItem *ret_item);

/* ---- locks, queues, blocks ---- */

/** What tasks meet at, in the order it was made; locks and the like for as long as the recording
 * lasts, blocks until they are left. The first call after a seek sorts them. */
gboolean state_next_thing(State *state, guint *at, StateThing *ret_thing);

/** One of them; FALSE if `track` is none. O(n) of its line. */
gboolean state_thing(const State *state, guint32 track, StateThing *ret_thing);

/** Who waits there, in order, in all of its lines. */
gboolean state_next_waiter(const State *state, guint32 thing, guint *at, StateWaiter *ret_waiter);

/* ---- pools, descriptors ---- */

/** Pools, in the order they were made. The first call after a seek sorts them. */
gboolean state_next_pool(State *state, guint *at, StatePool *ret_pool);

/** The jobs in the queue of a pool, in order. */
gboolean state_next_queued(const State *state, guint32 pool, guint *at, StateJob *ret_job);

/** Jobs that a worker has, or had and whose result is on its way. The first call after a seek sorts
 * them. */
gboolean state_next_job(State *state, guint *at, StateJob *ret_job);

/** One job; FALSE if `track` is none that is queued, runs or has a result on its way. O(1). */
gboolean state_job(const State *state, guint32 track, StateJob *ret_job);

/** One pool; FALSE if `track` is none. O(1). */
gboolean state_pool(const State *state, guint32 track, StatePool *ret_pool);

/** Workers, in the order they were started. The first call after a seek sorts them. */
gboolean state_next_worker(State *state, guint *at, StateWorker *ret_worker);

/** Descriptors that tasks wait for, in the order they came. The first call after a seek sorts
 * them. */
gboolean state_next_watch(State *state, guint *at, StateWatch *ret_watch);
