/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kinds.h - what can happen in a run: the table of event kinds, and below it those of what has a
 * track, and of the states that a track is in. Everything that records, reads, draws or explains
 * events works from their columns; nothing else names a kind without need. A row that lacks a cell
 * does not compile, nor does a kind of track without its row in ui/scene/lanes.c, or a state
 * without its row in ui/scene/looks.c.
 *
 * An event has a subject (whose track it is on) and may have an object (another track), a source
 * site, and one value or text. A track is drawn as one lane. The columns:
 *
 *   name      TRACE_<name>
 *   number    on the wire, never used again for something else
 *   phase     what it does to the subject's track: POINT just happens on it; BEGIN starts a span in
 *             `state` and ends the one before; END ends the span, and the track, with `state` as
 *             its outcome (a state of NONE: the track goes on, idle); ENTER begins a frame inside
 *             the track, below those that are open, and LEAVE ends the innermost one
 *   track     what the subject is
 *   state     see above
 *   on_loop   what it does to the track of the loop besides: KEEP nothing, RUN a span that belongs
 *             to the subject begins, FREE the open span ends
 *   link      an arrow from the object's track to the subject's: NO, WAKE, CANCEL
 *   clock     when it is: READ reads the clock; ORDER reads it behind all that its thread did
 *             before, since what a program says of its own accord may tell of other threads; LAST
 *             has the time of its thread's last reading, since what comes before it in the same
 *             thread is never the user's code, or since no span begins or ends with it
 *   birth     whether it says who the subject is, which may have a name of its own: MADE by the
 *             call at its site, ENTERED there, as a block is, FOUND when the recording began,
 *             NAMED anew; else NO
 *   glyph     the sign of a POINT on its lane, a character of DejaVu Sans, and behind it perhaps
 *             words of the program, as in a label; "" for all others
 *   label     for people, where the viewer has no sentences for the kind: "is taken by Task-2". In
 *             braces stand the name of the object, the value, the text ({item}: of what was put or
 *             set), the value as a plain number ({count}) and what the source line calls ({call});
 *             what follows a semicolon stands in the lane
 */
#pragma once

/* clang-format off */
#define TRACE_KINDS(X)                                                                                                                                                      \
    /* name                number phase  track   state      on_loop link    clock  birth    glyph       label */                                                            \
    X(RUN_BEGIN,           1,     POINT, LOOP,   NONE,      KEEP,   NO,     READ,  NO,      "▶",        "the run begins")                                                   \
    X(RUN_END,             2,     END,   LOOP,   DONE,      KEEP,   NO,     READ,  NO,      "",         "the run ends")                                                     \
    X(TURN_BEGIN,          3,     POINT, LOOP,   NONE,      KEEP,   NO,     LAST,  NO,      "↻",        "turn begins")                                                      \
    X(POLL_BEGIN,          4,     BEGIN, LOOP,   ASLEEP,    KEEP,   NO,     READ,  NO,      "",         "sleeps")                                                           \
    X(POLL_END,            5,     END,   LOOP,   NONE,      KEEP,   NO,     READ,  NO,      "",         "wakes up")                                                         \
    X(LOOP_STOP,           6,     POINT, LOOP,   NONE,      KEEP,   NO,     READ,  NO,      "■",        "is asked to stop")                                                 \
    X(CALLBACK_BEGIN,      7,     BEGIN, LOOP,   CALLBACK,  KEEP,   NO,     LAST,  NO,      "",         "runs a callback")                                                  \
    X(CALLBACK_END,        8,     END,   LOOP,   NONE,      KEEP,   NO,     READ,  NO,      "",         "callback returns")                                                 \
    X(TIMER_BEGIN,         9,     BEGIN, LOOP,   TIMER,     KEEP,   NO,     LAST,  NO,      "",         "runs a timer")                                                     \
    X(TIMER_END,           10,    END,   LOOP,   NONE,      KEEP,   NO,     READ,  NO,      "",         "timer returns")                                                    \
    X(STOP_BEGIN,          11,    BEGIN, LOOP,   STOPPING,  KEEP,   NO,     LAST,  NO,      "",         "stops the run")                                                    \
    X(EXCEPTION,           12,    POINT, LOOP,   NONE,      KEEP,   NO,     READ,  NO,      "⚠",        "reports")                                                          \
    X(DROPPED,             13,    POINT, LOOP,   NONE,      KEEP,   NO,     READ,  NO,      "✂",        "lost {value} events")                                              \
    X(TASK_CREATED,        20,    BEGIN, TASK,   READY,     KEEP,   NO,     READ,  MADE,    "",         "is created")                                                       \
    X(TASK_STEP,           21,    BEGIN, TASK,   RUNNING,   RUN,    NO,     LAST,  NO,      "",         "runs")                                                             \
    X(TASK_STEP_CANCEL,    22,    BEGIN, TASK,   CANCELLED, RUN,    NO,     LAST,  NO,      "",         "is resumed, cancelled")                                            \
    X(TASK_AWAIT,          23,    BEGIN, TASK,   WAITING,   FREE,   NO,     READ,  NO,      "",         "waits")                                                            \
    X(TASK_YIELD,          24,    BEGIN, TASK,   READY,     FREE,   NO,     READ,  NO,      "",         "gives way")                                                        \
    X(TASK_READY,          25,    BEGIN, TASK,   READY,     KEEP,   WAKE,   LAST,  NO,      "",         "is ready")                                                         \
    X(TASK_DONE,           26,    END,   TASK,   DONE,      FREE,   NO,     READ,  NO,      "",         "is done")                                                          \
    X(TASK_CANCELLED,      27,    END,   TASK,   CANCELLED, FREE,   NO,     READ,  NO,      "",         "is cancelled")                                                     \
    X(TASK_FAILED,         28,    END,   TASK,   FAILED,    FREE,   NO,     READ,  NO,      "",         "fails")                                                            \
    X(TASK_CANCEL,         29,    POINT, TASK,   NONE,      KEEP,   CANCEL, READ,  NO,      "✕",        "is asked to cancel")                                               \
    X(FRAME_ENTER,         30,    ENTER, TASK,   NONE,      KEEP,   NO,     LAST,  NO,      "",         "calls {call}")                                                     \
    X(FRAME_LEAVE,         31,    LEAVE, TASK,   NONE,      KEEP,   NO,     LAST,  NO,      "",         "is back from {call}")                                              \
    X(FUTURE_CREATED,      40,    BEGIN, FUTURE, PENDING,   KEEP,   NO,     READ,  MADE,    "",         "is created")                                                       \
    X(FUTURE_DONE,         41,    END,   FUTURE, DONE,      KEEP,   NO,     READ,  NO,      "",         "is done")                                                          \
    X(FUTURE_CANCELLED,    42,    END,   FUTURE, CANCELLED, KEEP,   NO,     READ,  NO,      "",         "is cancelled")                                                     \
    X(FUTURE_FAILED,       43,    END,   FUTURE, FAILED,    KEEP,   NO,     READ,  NO,      "",         "fails")                                                            \
    X(CALLBACK_ADDED,      44,    POINT, FUTURE, NONE,      KEEP,   NO,     LAST,  NO,      "⊕",        "gets a done callback")                                             \
    X(TIMER_ARMED,         45,    POINT, FUTURE, NONE,      KEEP,   NO,     READ,  NO,      "◔",        "arms a timer")                                                     \
    X(TIMER_FIRED,         46,    POINT, FUTURE, NONE,      KEEP,   NO,     LAST,  NO,      "◉",        "timer is due")                                                     \
    X(TIMER_CANCELLED,     47,    POINT, FUTURE, NONE,      KEEP,   NO,     LAST,  NO,      "⊘",        "timer is dropped")                                                 \
    X(JOB_QUEUED,          50,    POINT, FUTURE, NONE,      KEEP,   NO,     LAST,  NO,      "⇥",        "is queued")                                                        \
    X(JOB_DROPPED,         51,    POINT, FUTURE, NONE,      KEEP,   NO,     LAST,  NO,      "⇤",        "leaves the queue")                                                 \
    X(WORKER_STARTED,      52,    BEGIN, WORKER, IDLE,      KEEP,   NO,     READ,  MADE,    "",         "starts")                                                           \
    X(WORKER_STOPPED,      53,    END,   WORKER, NONE,      KEEP,   NO,     READ,  NO,      "",         "stops")                                                            \
    X(JOB_BEGIN,           54,    BEGIN, WORKER, RUNNING,   KEEP,   NO,     LAST,  NO,      "",         "begins a job")                                                     \
    X(JOB_END,             55,    BEGIN, WORKER, IDLE,      KEEP,   NO,     READ,  NO,      "",         "ends a job")                                                       \
    X(OUTPUT,              60,    POINT, TASK,   NONE,      KEEP,   NO,     ORDER, NO,      "✎",        "prints")                                                           \
    X(MARK,                61,    POINT, TASK,   NONE,      KEEP,   NO,     ORDER, NO,      "⚑ {item}", "mark")                                                             \
    X(LOCK_CREATED,        70,    BEGIN, SYNC,   IDLE,      KEEP,   NO,     READ,  MADE,    "",         "is made by {object}")                                              \
    X(LOCK_ACQUIRED,       71,    BEGIN, SYNC,   HELD,      KEEP,   NO,     READ,  NO,      "",         "is taken by {object}")                                             \
    X(LOCK_RELEASED,       72,    BEGIN, SYNC,   IDLE,      KEEP,   NO,     READ,  NO,      "",         "is released by {object}")                                          \
    X(SEMAPHORE_CREATED,   73,    BEGIN, SYNC,   IDLE,      KEEP,   NO,     READ,  MADE,    "",         "is made by {object}; {value} free")                                \
    X(SEMAPHORE_ACQUIRED,  74,    BEGIN, SYNC,   HELD,      KEEP,   NO,     READ,  NO,      "",         "gives a slot to {object}; {value} free")                           \
    X(SEMAPHORE_RELEASED,  75,    BEGIN, SYNC,   HELD,      KEEP,   NO,     READ,  NO,      "",         "gets a slot back from {object}; {value} free")                     \
    X(SEMAPHORE_FREE,      76,    BEGIN, SYNC,   IDLE,      KEEP,   NO,     READ,  NO,      "",         "gets its last slot back from {object}; {value} free")              \
    X(EVENT_CREATED,       77,    BEGIN, SYNC,   IDLE,      KEEP,   NO,     READ,  MADE,    "",         "is made by {object}")                                              \
    X(EVENT_SET,           78,    BEGIN, SYNC,   DONE,      KEEP,   NO,     READ,  NO,      "",         "is set by {object}")                                               \
    X(EVENT_CLEARED,       79,    BEGIN, SYNC,   IDLE,      KEEP,   NO,     READ,  NO,      "",         "is cleared by {object}")                                           \
    X(CONDITION_CREATED,   80,    BEGIN, SYNC,   IDLE,      KEEP,   NO,     READ,  MADE,    "",         "is made by {object}")                                              \
    X(CONDITION_NOTIFIED,  81,    POINT, SYNC,   NONE,      KEEP,   NO,     READ,  NO,      "♪",        "is notified by {object}: wakes {value}")                           \
    X(BARRIER_CREATED,     82,    BEGIN, SYNC,   IDLE,      KEEP,   NO,     READ,  MADE,    "",         "is made by {object} for {value}")                                  \
    X(BARRIER_ARRIVED,     83,    BEGIN, SYNC,   WAITING,   KEEP,   NO,     READ,  NO,      "",         "is reached by {object}; {value} there")                            \
    X(BARRIER_LEFT,        84,    POINT, SYNC,   NONE,      KEEP,   NO,     READ,  NO,      "↦",        "is left by {object}; {value} there")                               \
    X(BARRIER_OPENED,      85,    BEGIN, SYNC,   DONE,      KEEP,   NO,     READ,  NO,      "",         "is opened by {object}, the last of {value}")                       \
    X(BARRIER_EMPTIED,     86,    BEGIN, SYNC,   IDLE,      KEEP,   NO,     READ,  NO,      "",         "is empty again: {object} left last")                               \
    X(BARRIER_RESET,       87,    BEGIN, SYNC,   CANCELLED, KEEP,   NO,     READ,  NO,      "",         "is reset by {object}")                                             \
    X(BARRIER_BROKEN,      88,    BEGIN, SYNC,   FAILED,    KEEP,   NO,     READ,  NO,      "",         "is broken by {object}")                                            \
    X(QUEUE_CREATED,       89,    BEGIN, SYNC,   IDLE,      KEEP,   NO,     READ,  MADE,    "",         "is made by {object}")                                              \
    X(QUEUE_PUT,           90,    BEGIN, SYNC,   HELD,      KEEP,   NO,     READ,  NO,      "",         "gets {item} from {object}; {count} in it")                         \
    X(QUEUE_GET,           91,    BEGIN, SYNC,   HELD,      KEEP,   NO,     READ,  NO,      "",         "gives {item} to {object}; {count} in it")                          \
    X(QUEUE_EMPTIED,       92,    BEGIN, SYNC,   IDLE,      KEEP,   NO,     READ,  NO,      "",         "gives {item} to {object}; {count} in it")                          \
    X(QUEUE_TASK_DONE,     93,    POINT, SYNC,   NONE,      KEEP,   NO,     READ,  NO,      "✓",        "hears from {object} that an item is done; {value} to go")          \
    X(QUEUE_SHUT_DOWN,     94,    BEGIN, SYNC,   CANCELLED, KEEP,   NO,     READ,  NO,      "",         "is shut down by {object}; {value} in it")                          \
    X(COMPLETIONS_CREATED, 95,    BEGIN, SYNC,   WAITING,   KEEP,   NO,     READ,  MADE,    "",         "is made by {object}; {value} to come")                             \
    X(COMPLETIONS_NEXT,    96,    BEGIN, SYNC,   WAITING,   KEEP,   NO,     READ,  NO,      "",         "hands out {object}; {value} to come")                              \
    X(COMPLETIONS_EXPIRED, 97,    BEGIN, SYNC,   CANCELLED, KEEP,   NO,     READ,  NO,      "",         "is over; {value} too late")                                        \
    X(COMPLETIONS_DONE,    98,    END,   SYNC,   DONE,      KEEP,   NO,     READ,  NO,      "",         "has handed out all")                                               \
    X(TIMEOUT_ENTERED,     99,    BEGIN, SYNC,   WAITING,   KEEP,   NO,     READ,  ENTERED, "",         "is entered by {object}; {value} to go")                            \
    X(TIMEOUT_RESCHEDULED, 100,   BEGIN, SYNC,   WAITING,   KEEP,   NO,     READ,  NO,      "",         "is moved by {object}; {value} to go")                              \
    X(TIMEOUT_EXPIRED,     101,   BEGIN, SYNC,   CANCELLED, KEEP,   NO,     READ,  NO,      "",         "is over, and cancels {object}")                                    \
    X(TIMEOUT_LEFT,        102,   END,   SYNC,   DONE,      KEEP,   NO,     READ,  NO,      "",         "is left by {object}")                                              \
    X(TIMEOUT_RAISED,      103,   END,   SYNC,   FAILED,    KEEP,   NO,     READ,  NO,      "",         "turns the cancellation of {object} into a timeout")                \
    X(GROUP_ENTERED,       104,   BEGIN, SYNC,   WAITING,   KEEP,   NO,     READ,  ENTERED, "",         "is entered by {object}")                                           \
    X(GROUP_SPAWNED,       105,   POINT, SYNC,   NONE,      KEEP,   NO,     LAST,  NO,      "⊞",        "takes in {object}; {value} in it")                                 \
    X(GROUP_TASK_DONE,     106,   POINT, SYNC,   NONE,      KEEP,   NO,     LAST,  NO,      "✓",        "sees {object} end; {value} in it")                                 \
    X(GROUP_ABORTED,       107,   BEGIN, SYNC,   CANCELLED, KEEP,   NO,     READ,  NO,      "",         "cancels its tasks because of {object}")                            \
    X(GROUP_LEFT,          108,   END,   SYNC,   DONE,      KEEP,   NO,     READ,  NO,      "",         "is left by {object}")                                              \
    X(GROUP_FAILED,        109,   END,   SYNC,   FAILED,    KEEP,   NO,     READ,  NO,      "",         "fails: {value}")                                                   \
    X(GATHER_CHILD_DONE,   110,   POINT, FUTURE, NONE,      KEEP,   NO,     LAST,  NO,      "✓",        "sees {object} end; {value} to go")                                 \
    X(WAIT_MEMBER_DONE,    111,   POINT, FUTURE, NONE,      KEEP,   NO,     LAST,  NO,      "✓",        "sees {object} end; {value} to go")                                 \
    X(SHIELD_CREATED,      112,   POINT, FUTURE, NONE,      KEEP,   NO,     LAST,  NO,      "◇",        "shields {object}")                                                 \
    X(AWAITED_BY,          113,   POINT, FUTURE, NONE,      KEEP,   NO,     LAST,  NO,      "↤",        "is awaited by {object}")                                           \
    X(VAR_SET,             114,   POINT, TASK,   NONE,      KEEP,   NO,     LAST,  NO,      "≔ {item}", "sets {item}")                                                      \
    X(TASK_EAGER,          115,   POINT, TASK,   NONE,      KEEP,   NO,     LAST,  NO,      "»",        "starts at once, inside {object}")                                  \
    X(TASK_UNCANCEL,       116,   POINT, TASK,   NONE,      KEEP,   NO,     LAST,  NO,      "↶",        "takes a cancel request back; {value} left")                        \
    X(LOOP_CALLED,         117,   POINT, LOOP,   NONE,      KEEP,   NO,     READ,  NO,      "✆",        "takes a call from outside")                                        \
    X(POOL_SHUT_DOWN,      118,   POINT, LOOP,   NONE,      KEEP,   NO,     READ,  NO,      "⊗",        "shuts a pool down")                                                \
    X(RUN_JOINED,          119,   POINT, LOOP,   NONE,      KEEP,   NO,     READ,  NO,      "◎",        "is recorded from here on; the last number of a task was {value}")  \
    X(TASK_FOUND,          120,   BEGIN, TASK,   READY,     KEEP,   NO,     READ,  FOUND,   "",         "is there already")                                                 \
    X(FUTURE_FOUND,        121,   BEGIN, FUTURE, PENDING,   KEEP,   NO,     READ,  FOUND,   "",         "is there already")                                                 \
    X(WORKER_FOUND,        122,   POINT, WORKER, NONE,      KEEP,   NO,     READ,  NO,      "∃",        "is there already")                                                 \
    X(TELLING_BEGIN,       123,   POINT, LOOP,   NONE,      KEEP,   NO,     READ,  NO,      "⟨",        "tells again what is there; the last number of a task was {value}") \
    X(TELLING_END,         124,   POINT, LOOP,   NONE,      KEEP,   NO,     READ,  NO,      "⟩",        "has told what is there")                                           \
    X(CALLBACK_READY,      125,   POINT, LOOP,   NONE,      KEEP,   NO,     READ,  NO,      "⇢",        "has a callback ready")                                             \
    X(CALLBACK_DROPPED,    126,   POINT, LOOP,   NONE,      KEEP,   NO,     READ,  NO,      "⇠",        "drops a callback that was ready")                                  \
    X(DONE_REMOVED,        127,   POINT, FUTURE, NONE,      KEEP,   NO,     READ,  NO,      "⊖",        "loses a done callback")                                            \
    X(TASK_NAMED,          128,   POINT, TASK,   NONE,      KEEP,   NO,     LAST,  NAMED,   "✐ {item}", "is called {item} from here on")                                    \
    X(TRACK_CREATED,       130,   POINT, OTHER,  NONE,      KEEP,   NO,     READ,  MADE,    "✚",        "is a track")                                                       \
    X(SLICE_BEGIN,         131,   BEGIN, OTHER,  RUNNING,   KEEP,   NO,     READ,  NO,      "",         "begins {item}; {item}")                                            \
    X(SLICE_READY,         132,   BEGIN, OTHER,  READY,     KEEP,   NO,     READ,  NO,      "",         "begins {item}; {item}")                                            \
    X(SLICE_WAITING,       133,   BEGIN, OTHER,  WAITING,   KEEP,   NO,     READ,  NO,      "",         "begins {item}; {item}")                                            \
    X(SLICE_CANCELLED,     134,   BEGIN, OTHER,  CANCELLED, KEEP,   NO,     READ,  NO,      "",         "begins {item}; {item}")                                            \
    X(SLICE_END,           135,   END,   OTHER,  NONE,      KEEP,   NO,     READ,  NO,      "",         "ends what it does")                                                \
    X(TRACK_TICK,          136,   POINT, OTHER,  NONE,      KEEP,   NO,     READ,  NO,      "◆ {item}", "has {item}")                                                       \
    X(COUNTER_SET,         137,   BEGIN, OTHER,  WAITING,   KEEP,   NO,     READ,  NO,      "",         "is {value}; {value}")                                              \
    X(TRACK_FLOW,          138,   POINT, OTHER,  NONE,      KEEP,   WAKE,   READ,  NO,      "➜",        "goes on from {object}")                                            \
    X(POOL_CREATED,        139,   POINT, LOOP,   NONE,      KEEP,   NO,     READ,  NO,      "▦",        "makes a pool of {value}")                                          \
    X(CANCEL_PUT_BACK,     140,   POINT, TASK,   NONE,      KEEP,   NO,     READ,  NO,      "↺",        "gets a cancel request back that was dropped")                      \
    X(FUTURE_CANCEL,       141,   POINT, FUTURE, NONE,      KEEP,   CANCEL, READ,  NO,      "✕",        "is asked to cancel")                                               \
    X(LOOP_SIGNAL,         142,   POINT, LOOP,   NONE,      KEEP,   NO,     READ,  NO,      "⚡",        "gets signal {value}")

typedef enum {
#define TRACE_KIND_NUMBER(name, number, ...) TRACE_##name = number,
    TRACE_KINDS(TRACE_KIND_NUMBER)
#undef TRACE_KIND_NUMBER
    TRACE_KIND_LIMIT = 4096 /* a kind takes 12 bits of a record */
} TraceKind;

typedef enum {
    TRACE_PHASE_POINT,
    TRACE_PHASE_BEGIN,
    TRACE_PHASE_END,
    TRACE_PHASE_ENTER,
    TRACE_PHASE_LEAVE
} TracePhase;
typedef enum { TRACE_LOOP_KEEP, TRACE_LOOP_RUN, TRACE_LOOP_FREE } TraceOnLoop;
typedef enum { TRACE_LINK_NO, TRACE_LINK_WAKE, TRACE_LINK_CANCEL } TraceLink;
typedef enum { TRACE_BIRTH_NO, TRACE_BIRTH_MADE, TRACE_BIRTH_ENTERED, TRACE_BIRTH_FOUND, TRACE_BIRTH_NAMED } TraceBirth;

/* What has a track: a row a group, in the order in which they stand. A SYNC is what tasks meet at:
 * a lock, an event, a queue, a block ... An OTHER is a track of another program's file. The columns:
 *
 *   name      TRACE_TRACK_<name>
 *   heading   of the group
 *   prefix    what one without a name of its own is called, before its number: "Task-3"; "" when
 *             the first word of its kinds says that: LOCK_CREATED makes "Lock-1"
 *   whose     OURS of a program that uses aw, which has a loop, or THEIRS of any other
 *   empty     whether the heading is SHOWN or HIDDEN where a run of ours has no such track
 *   as        what other programs take it for: a THREAD, or a TRACK in its group
 *   joins     in a sentence, what stands between an event and its object where neither the link nor
 *             the state has words for that; "": the object is not named
 *   named     how it gets its name: name_<named>() in ui/model
 *   label     what stands in its spans: label_<label>() in ui/model/words.c
 *   summary   what stands beside the heading: summary_<summary>() in ui/model/words.c
 */
#define TRACE_TRACKS(X)                                                                                      \
    /* name   heading                  prefix    whose   empty   as      joins named     label    summary */ \
    X(LOOP,   "Event loop",            "Loop",   OURS,   SHOWN,  THREAD, "",   loop,     runner,  turns)     \
    X(TASK,   "Tasks",                 "Task",   OURS,   SHOWN,  TRACK,  "",   task,     awaited, outcomes)  \
    X(SYNC,   "Locks, queues, blocks", "",       OURS,   HIDDEN, TRACK,  "",   variable, kind,    number)    \
    X(FUTURE, "Futures",               "future", OURS,   SHOWN,  TRACK,  "",   call,     nothing, number)    \
    X(WORKER, "Thread pool",           "Worker", OURS,   SHOWN,  THREAD, ": ", worker,   object,  number)    \
    X(OTHER,  "Tracks",                "Track",  THEIRS, HIDDEN, TRACK,  "",   level,    kind,    number)

typedef enum {
#define TRACE_TRACK_NUMBER(name, ...) TRACE_TRACK_##name,
    TRACE_TRACKS(TRACE_TRACK_NUMBER)
#undef TRACE_TRACK_NUMBER
    TRACE_N_TRACKS
} TraceTrack;

typedef enum { TRACE_OURS, TRACE_THEIRS } TraceWhose;
typedef enum { TRACE_EMPTY_HIDDEN, TRACE_EMPTY_SHOWN } TraceEmpty;
typedef enum { TRACE_AS_TRACK, TRACE_AS_THREAD } TraceAs;

/* What a span shows, or how a track ended. New ones come last: exports have their numbers. The
 * columns:
 *
 *   name      TRACE_STATE_<name>
 *   word      "waiting": for other programs; of an end also for people
 *   share     what its time is counted for: HELD, READY, or CALM, which is not counted
 *   span      ACTIVE, or IDLE when nothing goes on in it
 *   end       whether a track may end in it: NO; else what is shown then: WORD, or the VALUE that
 *             came out, if there is one
 *   slice     the kind of slice, TRACE_SLICE_<slice>, that it is when an export is read again
 *   brief     what stands in a span on the loop's track; "": the name of what it runs
 *   joins     in a sentence, what stands between an event that begins it and its object; "": as it
 *             is for the track
 *   holder    what holds the loop meanwhile; "": nothing does
 *   stuck     whether a loop that does not come out of it lets nothing else run: YES, NO
 */
#define TRACE_STATES(X)                                                                               \
    /* name       word         share  span    end    slice      brief   joins    holder      stuck */ \
    X(NONE,       "none",      CALM,  IDLE,   NO,    BEGIN,     "",     "",      "",         NO)      \
    X(READY,      "ready",     READY, ACTIVE, NO,    READY,     "",     " by ",  "",         NO)      \
    X(RUNNING,    "running",   HELD,  ACTIVE, NO,    BEGIN,     "",     "",      "task",     YES)     \
    X(WAITING,    "waiting",   CALM,  ACTIVE, NO,    WAITING,   "",     " for ", "",         NO)      \
    X(CANCELLED,  "cancelled", HELD,  ACTIVE, WORD,  CANCELLED, "",     "",      "task",     NO)      \
    X(DONE,       "done",      CALM,  ACTIVE, VALUE, BEGIN,     "",     "",      "",         NO)      \
    X(FAILED,     "failed",    HELD,  ACTIVE, VALUE, BEGIN,     "",     "",      "task",     NO)      \
    X(ASLEEP,     "asleep",    CALM,  ACTIVE, NO,    WAITING,   "zzz…", "",      "",         NO)      \
    X(CALLBACK,   "callback",  HELD,  ACTIVE, NO,    BEGIN,     "cb",   " for ", "callback", YES)     \
    X(TIMER,      "timer",     HELD,  ACTIVE, NO,    BEGIN,     "tmr",  " for ", "timer",    YES)     \
    X(STOPPING,   "stopping",  HELD,  ACTIVE, NO,    BEGIN,     "stop", "",      "stop",     NO)      \
    X(PENDING,    "pending",   CALM,  ACTIVE, NO,    WAITING,   "",     " by ",  "",         NO)      \
    X(IDLE,       "idle",      CALM,  IDLE,   NO,    WAITING,   "",     "",      "",         NO)      \
    X(FRAME,      "frame",     CALM,  ACTIVE, NO,    BEGIN,     "",     "",      "",         NO)      \
    X(HELD,       "held",      HELD,  ACTIVE, NO,    BEGIN,     "",     "",      "",         NO)      \
    X(CRASHED,    "crashed",   CALM,  ACTIVE, VALUE, BEGIN,     "",     "",      "",         NO)

typedef enum {
#define TRACE_STATE_NUMBER(name, ...) TRACE_STATE_##name,
    TRACE_STATES(TRACE_STATE_NUMBER)
#undef TRACE_STATE_NUMBER
    TRACE_N_STATES
} TraceState;

typedef enum { TRACE_SPAN_ACTIVE, TRACE_SPAN_IDLE } TraceSpan;
typedef enum { TRACE_SHOWS_NO, TRACE_SHOWS_WORD, TRACE_SHOWS_VALUE } TraceShows;
typedef enum { TRACE_STUCK_NO, TRACE_STUCK_YES } TraceStuck;
/* clang-format on */

/** Whether an event of this phase begins or ends spans of its track. */
static inline int
trace_phase_bounds(TracePhase phase)
{
    return phase == TRACE_PHASE_BEGIN || phase == TRACE_PHASE_END;
}

/* One row of the table, for those who fold events without knowing their kind. */
typedef struct {
    const char *name; /* "TASK_STEP" */
    TracePhase phase;
    TraceTrack track;
    TraceState state;
    TraceOnLoop on_loop;
    TraceLink link;
    TraceBirth birth;
    const char *glyph; /* "" unless its phase is POINT */
    const char *label;
} TraceKindInfo;

/* The same of what has a track, but for what is drawn of it, and how it is named. */
typedef struct {
    const char *heading; /* "Tasks" */
    const char *prefix;  /* "Task"; or "" */
    TraceWhose whose;
    TraceEmpty empty;
    TraceAs as;
    const char *joins; /* or "" */
} TraceTrackInfo;

/* And of a state. */
typedef struct {
    const char *word; /* "waiting" */
    TraceSpan span;
    TraceShows end;
    const char *brief, *joins, *holder; /* or "" */
    TraceStuck stuck;
} TraceStateInfo;

/* The rows by number. */
extern const TraceTrackInfo trace_tracks[TRACE_N_TRACKS];
extern const TraceStateInfo trace_states[TRACE_N_STATES];

/**
 * The row of `kind`, or NULL when this version does not know it: such an event is kept and shown
 * as a point, since it may come from a newer writer.
 */
const TraceKindInfo *trace_kind(unsigned kind);
