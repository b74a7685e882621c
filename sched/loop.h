/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop.h - the event loop from the inside: a ready queue, timers, a poll phase, turns [L2 L3]. */
#pragma once
#include <stdatomic.h>
#include <uv.h>

#include "sched/clock.h"
#include "sched/inbox.h"
#include "sched/task.h"
#include "sched/timers.h"

/* What to do next. Each kind has a row in loop.c's table. */
typedef enum { READY_STEP, READY_DONE, READY_HANDLE } ReadyKind;

typedef struct {
    ReadyKind kind;
    AwDoneFn fn;        /* READY_DONE */
    void *subject;      /* the task, the future, the handle: counted */
    void *data;         /* READY_DONE */
    Object *keep;       /* READY_DONE: counted; NULL */
    AwContext *context; /* READY_DONE: counted; NULL */
} Ready;

typedef struct {
    Ready *items; /* a power of two of them */
    size_t head, n, mask;
} ReadyQueue;

struct AwLoop {
    Object object; /* of a shared class: threads may hold a loop that is closed */
    const Clock *clock;
    ReadyQueue ready;
    Timers timers;
    VirtualTime virtual_time;
    Task *current;                        /* whose step runs; NULL */
    Task *first_task, *last_task;         /* not done, by creation */
    AwFuture *first_future, *last_future; /* that live, by creation */
    Coroutine *here;                      /* whose stack runs: a task's, or `self` */
    Coroutine self;                       /* the thread's own stack, that steps come back to */
    uint64_t turn;
    uint32_t visit;      /* see AwFuture.visit */
    size_t left_in_turn; /* of a turn stopped in the middle; embedded only */
    bool running, stopping, deadlocked, embedded, waits_for_threads;

    uv_loop_t uv;
    uv_async_t wake;
    uv_poll_t alarm; /* a timerfd: the poll's deadline, to the nanosecond */
    int alarm_fd;
    AwTime alarm_ns; /* that it is set to; AW_NEVER: off */
    AwTime last_poll_ns;

    Inbox inbox;
    _Atomic bool closed;
    int n_jobs;              /* that pools got from its thread, less those that are over */
    _Atomic int n_jobs_sent; /* that they got from other threads */
    struct Follower *first_follower;

    struct AwPool *pools; /* made in this loop */
    struct AwPool *usual_pool;
    AwTime slow_ns; /* that a step or callback may take unreported; 0: any */
    AwErrorFn on_error;
    void *on_error_data;
    AwFuture *main; /* that SIGINT cancels; NULL */
};

/** A loop on `clock`. NULL: no memory or descriptors. */
AwLoop *loop_new(const Clock *clock);

/** Counts a loop's memory. Any thread. */
AwLoop *loop_ref(AwLoop *loop);
void loop_unref(AwLoop *loop);

/** The running loop; ends the program with a sentence that names `what` when there is none. */
AwLoop *loop_must_run(const char *what);

/** Makes `loop` this thread's running loop; NULL: none. */
void loop_set_running(AwLoop *loop);

/** Appends to the ready queue [L1], behind calls from other threads that came before [L11]; takes
 * over the references in `ready`. */
void loop_ready(AwLoop *loop, Ready ready);

/** A new handle on `loop`, not scheduled; the caller's reference. NULL: no memory. */
AwHandle *handle_new(AwLoop *loop, AwCallback fn, void *data);

/** Schedules a handle: at once, or at a time of the loop's clock. Counts it. */
void handle_schedule(AwHandle *handle);
bool handle_schedule_at(AwHandle *handle, AwTime when_ns);

/** One turn [L2 L3], waiting in the poll at most until `until_ns`. */
void loop_turn(AwLoop *loop, AwTime until_ns);

/** Turns without waiting until nothing is ready or `budget_ns` is spent; may stop in mid-turn. */
void loop_turns_for(AwLoop *loop, AwTime budget_ns);

/** Turns until the loop is asked to stop, or a deadlock: false. */
bool loop_run(AwLoop *loop);

/** When the loop must be polled next: 0 now, AW_NEVER when only the world can wake it. */
AwTime loop_next_ns(AwLoop *loop);

/** Tells the exception handler [ER3]; stderr when the loop is closed: NULL. */
void loop_report(AwLoop *loop, const AwReport *report);

/** The same, in one line; `future` may be NULL. */
void loop_report_about(AwLoop *loop, AwReportKind kind, const char *message, AwFuture *future,
                       AwValue error);

/** The track of the task that runs, else the loop's. */
uint32_t loop_who(AwLoop *loop);

/** The clock, now. */
static inline AwTime
loop_now(AwLoop *loop)
{
    return loop->clock->now(loop);
}
