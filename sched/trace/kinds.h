/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kinds.h - what can happen in a run: the one table of event kinds. Everything that records, reads,
 * draws or explains events works from its columns; nothing else names a kind without need.
 *
 * An event has a subject (whose track it is on) and may have an object (another track), a source
 * site, and one value or text. A track is drawn as one lane. The columns:
 *
 *   name      TRACE_<name>
 *   number    on the wire, never used again for something else
 *   phase     what it does to the subject's lane: POINT nothing but a tick; BEGIN starts a span in
 *             `state` and ends the one before; END ends the span, and the lane, with `state`
 *             as its outcome (a state of NONE: the lane goes on, idle)
 *   track     what the subject is
 *   state     see above
 *   on_loop   what it does to the lane of the loop besides: KEEP nothing, RUN a span that belongs
 *             to the subject begins, FREE the open span ends
 *   link      an arrow from the object's lane to the subject's: NO, WAKE, CANCEL
 *   label     for people: "1.000 s  Task-3 runs". In braces stand the name of the object, the
 *             value, the text ({item}: of what was put or set) and the value as a plain number
 *             ({count}); what follows a semicolon is short enough to stand in the lane
 */
#pragma once

/* clang-format off */
#define TRACE_KINDS(X)                                                                                                                  \
    /* name                number  phase  track   state      on_loop link    label */                                                   \
    X(RUN_BEGIN,           1,      POINT, LOOP,   NONE,      KEEP,   NO,     "the run begins")                                          \
    X(RUN_END,             2,      END,   LOOP,   DONE,      KEEP,   NO,     "the run ends")                                            \
    X(TURN_BEGIN,          3,      POINT, LOOP,   NONE,      KEEP,   NO,     "turn begins")                                             \
    X(POLL_BEGIN,          4,      BEGIN, LOOP,   ASLEEP,    KEEP,   NO,     "sleeps")                                                  \
    X(POLL_END,            5,      END,   LOOP,   NONE,      KEEP,   NO,     "wakes up")                                                \
    X(LOOP_STOP,           6,      POINT, LOOP,   NONE,      KEEP,   NO,     "is asked to stop")                                        \
    X(CALLBACK_BEGIN,      7,      BEGIN, LOOP,   CALLBACK,  KEEP,   NO,     "runs a callback")                                         \
    X(CALLBACK_END,        8,      END,   LOOP,   NONE,      KEEP,   NO,     "callback returns")                                        \
    X(TIMER_BEGIN,         9,      BEGIN, LOOP,   TIMER,     KEEP,   NO,     "runs a timer")                                            \
    X(TIMER_END,           10,     END,   LOOP,   NONE,      KEEP,   NO,     "timer returns")                                           \
    X(STOP_BEGIN,          11,     BEGIN, LOOP,   STOPPING,  KEEP,   NO,     "stops the run")                                           \
    X(EXCEPTION,           12,     POINT, LOOP,   NONE,      KEEP,   NO,     "reports")                                                 \
    X(DROPPED,             13,     POINT, LOOP,   NONE,      KEEP,   NO,     "lost {value} events")                                     \
    X(TASK_CREATED,        20,     BEGIN, TASK,   READY,     KEEP,   NO,     "is created")                                              \
    X(TASK_STEP,           21,     BEGIN, TASK,   RUNNING,   RUN,    NO,     "runs")                                                    \
    X(TASK_STEP_CANCEL,    22,     BEGIN, TASK,   CANCELLED, RUN,    NO,     "is resumed, cancelled")                                   \
    X(TASK_AWAIT,          23,     BEGIN, TASK,   WAITING,   FREE,   NO,     "waits")                                                   \
    X(TASK_YIELD,          24,     BEGIN, TASK,   READY,     FREE,   NO,     "gives way")                                               \
    X(TASK_READY,          25,     BEGIN, TASK,   READY,     KEEP,   WAKE,   "is ready")                                                \
    X(TASK_DONE,           26,     END,   TASK,   DONE,      FREE,   NO,     "is done")                                                 \
    X(TASK_CANCELLED,      27,     END,   TASK,   CANCELLED, FREE,   NO,     "is cancelled")                                            \
    X(TASK_FAILED,         28,     END,   TASK,   FAILED,    FREE,   NO,     "fails")                                                   \
    X(TASK_CANCEL,         29,     POINT, TASK,   NONE,      KEEP,   CANCEL, "is asked to cancel")                                      \
    X(FRAME_ENTER,         30,     POINT, TASK,   NONE,      KEEP,   NO,     "calls")                                                   \
    X(FRAME_LEAVE,         31,     POINT, TASK,   NONE,      KEEP,   NO,     "is back from a call")                                     \
    X(FUTURE_CREATED,      40,     BEGIN, FUTURE, PENDING,   KEEP,   NO,     "is created")                                              \
    X(FUTURE_DONE,         41,     END,   FUTURE, DONE,      KEEP,   NO,     "is done")                                                 \
    X(FUTURE_CANCELLED,    42,     END,   FUTURE, CANCELLED, KEEP,   NO,     "is cancelled")                                            \
    X(FUTURE_FAILED,       43,     END,   FUTURE, FAILED,    KEEP,   NO,     "fails")                                                   \
    X(CALLBACK_ADDED,      44,     POINT, FUTURE, NONE,      KEEP,   NO,     "gets a done callback")                                    \
    X(TIMER_ARMED,         45,     POINT, FUTURE, NONE,      KEEP,   NO,     "arms a timer")                                            \
    X(TIMER_FIRED,         46,     POINT, FUTURE, NONE,      KEEP,   NO,     "timer is due")                                            \
    X(TIMER_CANCELLED,     47,     POINT, FUTURE, NONE,      KEEP,   NO,     "timer is dropped")                                        \
    X(JOB_QUEUED,          50,     POINT, FUTURE, NONE,      KEEP,   NO,     "is queued")                                               \
    X(JOB_DROPPED,         51,     POINT, FUTURE, NONE,      KEEP,   NO,     "leaves the queue")                                        \
    X(WORKER_STARTED,      52,     BEGIN, WORKER, IDLE,      KEEP,   NO,     "starts")                                                  \
    X(WORKER_STOPPED,      53,     END,   WORKER, NONE,      KEEP,   NO,     "stops")                                                   \
    X(JOB_BEGIN,           54,     BEGIN, WORKER, RUNNING,   KEEP,   NO,     "begins a job")                                            \
    X(JOB_END,             55,     BEGIN, WORKER, IDLE,      KEEP,   NO,     "ends a job")                                              \
    X(OUTPUT,              60,     POINT, TASK,   NONE,      KEEP,   NO,     "prints")                                                  \
    X(MARK,                61,     POINT, TASK,   NONE,      KEEP,   NO,     "mark")                                                    \
    X(LOCK_CREATED,        70,     BEGIN, SYNC,   IDLE,      KEEP,   NO,     "is made by {object}")                                     \
    X(LOCK_ACQUIRED,       71,     BEGIN, SYNC,   RUNNING,   KEEP,   NO,     "is taken by {object}")                                    \
    X(LOCK_RELEASED,       72,     BEGIN, SYNC,   IDLE,      KEEP,   NO,     "is released by {object}")                                 \
    X(SEMAPHORE_CREATED,   73,     BEGIN, SYNC,   IDLE,      KEEP,   NO,     "is made by {object}; {value} free")                       \
    X(SEMAPHORE_ACQUIRED,  74,     BEGIN, SYNC,   RUNNING,   KEEP,   NO,     "gives a slot to {object}; {value} free")                  \
    X(SEMAPHORE_RELEASED,  75,     BEGIN, SYNC,   RUNNING,   KEEP,   NO,     "gets a slot back from {object}; {value} free")            \
    X(SEMAPHORE_FREE,      76,     BEGIN, SYNC,   IDLE,      KEEP,   NO,     "gets its last slot back from {object}; {value} free")     \
    X(EVENT_CREATED,       77,     BEGIN, SYNC,   IDLE,      KEEP,   NO,     "is made by {object}")                                     \
    X(EVENT_SET,           78,     BEGIN, SYNC,   DONE,      KEEP,   NO,     "is set by {object}")                                      \
    X(EVENT_CLEARED,       79,     BEGIN, SYNC,   IDLE,      KEEP,   NO,     "is cleared by {object}")                                  \
    X(CONDITION_CREATED,   80,     BEGIN, SYNC,   IDLE,      KEEP,   NO,     "is made by {object}")                                     \
    X(CONDITION_NOTIFIED,  81,     POINT, SYNC,   NONE,      KEEP,   NO,     "is notified by {object}: wakes {value}")                  \
    X(BARRIER_CREATED,     82,     BEGIN, SYNC,   IDLE,      KEEP,   NO,     "is made by {object} for {value}")                         \
    X(BARRIER_ARRIVED,     83,     BEGIN, SYNC,   WAITING,   KEEP,   NO,     "is reached by {object}; {value} there")                   \
    X(BARRIER_LEFT,        84,     POINT, SYNC,   NONE,      KEEP,   NO,     "is left by {object}; {value} there")                      \
    X(BARRIER_OPENED,      85,     BEGIN, SYNC,   DONE,      KEEP,   NO,     "is opened by {object}, the last of {value}")              \
    X(BARRIER_EMPTIED,     86,     BEGIN, SYNC,   IDLE,      KEEP,   NO,     "is empty again: {object} left last")                      \
    X(BARRIER_RESET,       87,     BEGIN, SYNC,   CANCELLED, KEEP,   NO,     "is reset by {object}")                                    \
    X(BARRIER_BROKEN,      88,     BEGIN, SYNC,   FAILED,    KEEP,   NO,     "is broken by {object}")                                   \
    X(QUEUE_CREATED,       89,     BEGIN, SYNC,   IDLE,      KEEP,   NO,     "is made by {object}")                                     \
    X(QUEUE_PUT,           90,     BEGIN, SYNC,   RUNNING,   KEEP,   NO,     "gets {item} from {object}; {count} in it")                \
    X(QUEUE_GET,           91,     BEGIN, SYNC,   RUNNING,   KEEP,   NO,     "gives {item} to {object}; {count} in it")                 \
    X(QUEUE_EMPTIED,       92,     BEGIN, SYNC,   IDLE,      KEEP,   NO,     "gives {item} to {object}; {count} in it")                 \
    X(QUEUE_TASK_DONE,     93,     POINT, SYNC,   NONE,      KEEP,   NO,     "hears from {object} that an item is done; {value} to go") \
    X(QUEUE_SHUT_DOWN,     94,     BEGIN, SYNC,   CANCELLED, KEEP,   NO,     "is shut down by {object}; {value} in it")                 \
    X(COMPLETIONS_CREATED, 95,     BEGIN, SYNC,   WAITING,   KEEP,   NO,     "is made by {object}; {value} to come")                    \
    X(COMPLETIONS_NEXT,    96,     BEGIN, SYNC,   WAITING,   KEEP,   NO,     "hands out {object}; {value} to come")                     \
    X(COMPLETIONS_EXPIRED, 97,     BEGIN, SYNC,   CANCELLED, KEEP,   NO,     "is over; {value} too late")                               \
    X(COMPLETIONS_DONE,    98,     END,   SYNC,   DONE,      KEEP,   NO,     "has handed out all")                                      \
    X(TIMEOUT_ENTERED,     99,     BEGIN, SYNC,   WAITING,   KEEP,   NO,     "is entered by {object}; {value} to go")                   \
    X(TIMEOUT_RESCHEDULED, 100,    BEGIN, SYNC,   WAITING,   KEEP,   NO,     "is moved by {object}; {value} to go")                     \
    X(TIMEOUT_EXPIRED,     101,    BEGIN, SYNC,   CANCELLED, KEEP,   NO,     "is over, and cancels {object}")                           \
    X(TIMEOUT_LEFT,        102,    END,   SYNC,   DONE,      KEEP,   NO,     "is left by {object}")                                     \
    X(TIMEOUT_RAISED,      103,    END,   SYNC,   FAILED,    KEEP,   NO,     "turns the cancellation of {object} into a timeout")       \
    X(GROUP_ENTERED,       104,    BEGIN, SYNC,   WAITING,   KEEP,   NO,     "is entered by {object}")                                  \
    X(GROUP_SPAWNED,       105,    POINT, SYNC,   NONE,      KEEP,   NO,     "takes in {object}; {value} in it")                        \
    X(GROUP_TASK_DONE,     106,    POINT, SYNC,   NONE,      KEEP,   NO,     "sees {object} end; {value} in it")                        \
    X(GROUP_ABORTED,       107,    BEGIN, SYNC,   CANCELLED, KEEP,   NO,     "cancels its tasks because of {object}")                   \
    X(GROUP_LEFT,          108,    END,   SYNC,   DONE,      KEEP,   NO,     "is left by {object}")                                     \
    X(GROUP_FAILED,        109,    END,   SYNC,   FAILED,    KEEP,   NO,     "fails: {value}")                                          \
    X(GATHER_CHILD_DONE,   110,    POINT, FUTURE, NONE,      KEEP,   NO,     "sees {object} end; {value} to go")                        \
    X(WAIT_MEMBER_DONE,    111,    POINT, FUTURE, NONE,      KEEP,   NO,     "sees {object} end; {value} to go")                        \
    X(SHIELD_CREATED,      112,    POINT, FUTURE, NONE,      KEEP,   NO,     "shields {object}")                                        \
    X(AWAITED_BY,          113,    POINT, FUTURE, NONE,      KEEP,   NO,     "is awaited by {object}")                                  \
    X(VAR_SET,             114,    POINT, TASK,   NONE,      KEEP,   NO,     "sets {item}")                                             \
    X(TASK_EAGER,          115,    POINT, TASK,   NONE,      KEEP,   NO,     "starts at once, inside {object}")                         \
    X(TASK_UNCANCEL,       116,    POINT, TASK,   NONE,      KEEP,   NO,     "takes a cancel request back; {value} left")               \
    X(LOOP_CALLED,         117,    POINT, LOOP,   NONE,      KEEP,   NO,     "takes a call from outside")                           \
    X(POOL_SHUT_DOWN,      118,    POINT, LOOP,   NONE,      KEEP,   NO,     "shuts a pool down")                                       \
    X(RUN_JOINED,          119,    POINT, LOOP,   NONE,      KEEP,   NO,     "is recorded from here on; the last number of a task was {value}") \
    X(TASK_FOUND,          120,    BEGIN, TASK,   READY,     KEEP,   NO,     "is there already")                                        \
    X(FUTURE_FOUND,        121,    BEGIN, FUTURE, PENDING,   KEEP,   NO,     "is there already")                                        \
    X(WORKER_FOUND,        122,    POINT, WORKER, NONE,      KEEP,   NO,     "is there already")                                           \
    X(TELLING_BEGIN,       123,    POINT, LOOP,   NONE,      KEEP,   NO,     "tells again what is there; the last number of a task was {value}")  \
    X(TELLING_END,         124,    POINT, LOOP,   NONE,      KEEP,   NO,     "has told what is there")                                     \
    X(TRACK_CREATED,       130,    POINT, OTHER,  NONE,      KEEP,   NO,     "is a track")                                                 \
    X(SLICE_BEGIN,         131,    BEGIN, OTHER,  RUNNING,   KEEP,   NO,     "begins {item}; {item}")                                      \
    X(SLICE_READY,         132,    BEGIN, OTHER,  READY,     KEEP,   NO,     "begins {item}; {item}")                                      \
    X(SLICE_WAITING,       133,    BEGIN, OTHER,  WAITING,   KEEP,   NO,     "begins {item}; {item}")                                      \
    X(SLICE_CANCELLED,     134,    BEGIN, OTHER,  CANCELLED, KEEP,   NO,     "begins {item}; {item}")                                      \
    X(SLICE_END,           135,    END,   OTHER,  NONE,      KEEP,   NO,     "ends what it does")                                          \
    X(TRACK_TICK,          136,    POINT, OTHER,  NONE,      KEEP,   NO,     "has {item}")                                                 \
    X(COUNTER_SET,         137,    BEGIN, OTHER,  WAITING,   KEEP,   NO,     "is {value}; {value}")                                        \
    X(TRACK_FLOW,          138,    POINT, OTHER,  NONE,      KEEP,   WAKE,   "goes on from {object}")

typedef enum {
#define TRACE_KIND_NUMBER(name, number, ...) TRACE_##name = number,
    TRACE_KINDS(TRACE_KIND_NUMBER)
#undef TRACE_KIND_NUMBER
    TRACE_KIND_LIMIT = 4096 /* a kind takes 12 bits of a record */
} TraceKind;

typedef enum { TRACE_PHASE_POINT, TRACE_PHASE_BEGIN, TRACE_PHASE_END } TracePhase;
/* A SYNC is what tasks meet at: a lock, an event, a queue, a block ... An OTHER is a track of another
 * program's file. */
typedef enum { TRACE_TRACK_LOOP, TRACE_TRACK_TASK, TRACE_TRACK_SYNC, TRACE_TRACK_FUTURE, TRACE_TRACK_WORKER, TRACE_TRACK_OTHER, TRACE_N_TRACKS } TraceTrack;
typedef enum { TRACE_LOOP_KEEP, TRACE_LOOP_RUN, TRACE_LOOP_FREE } TraceOnLoop;
typedef enum { TRACE_LINK_NO, TRACE_LINK_WAKE, TRACE_LINK_CANCEL } TraceLink;

/* What a span shows, or how a lane ended. */
typedef enum {
    TRACE_STATE_NONE,
    TRACE_STATE_READY,
    TRACE_STATE_RUNNING,
    TRACE_STATE_WAITING,
    TRACE_STATE_CANCELLED,
    TRACE_STATE_DONE,
    TRACE_STATE_FAILED,
    TRACE_STATE_ASLEEP,
    TRACE_STATE_CALLBACK,
    TRACE_STATE_TIMER,
    TRACE_STATE_STOPPING,
    TRACE_STATE_PENDING,
    TRACE_STATE_IDLE,
    TRACE_N_STATES
} TraceState;
/* clang-format on */

/* One row of the table, for those who fold events without knowing their kind. */
typedef struct {
    const char *name; /* "TASK_STEP" */
    TracePhase phase;
    TraceTrack track;
    TraceState state;
    TraceOnLoop on_loop;
    TraceLink link;
    const char *label;
} TraceKindInfo;

/**
 * The row of `kind`, or NULL when this version does not know it: such an event is kept and shown
 * as a point, since it may come from a newer writer.
 */
const TraceKindInfo *trace_kind(unsigned kind);
