/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop.h - the event loop from the inside: a ready queue, timers, a poll phase, turns [L2 L3]. */
#pragma once
#include <stdatomic.h>
#include <uv.h>

#include "sched/clock.h"
#include "sched/inbox.h"
#include "sched/task.h"
#include "sched/timers.h"

/* Who makes a task that runs at once: it is gone on with when that task suspends or ends. */
typedef struct Starter {
    Coroutine *coroutine;
    struct Starter *outer;
} Starter;

struct AwLoop {
    Object object;      /* of a shared class: threads may hold a loop that is closed */
    AwLoop *next_spare; /* once nobody holds it */
    const Clock *clock;
    ReadyQueue ready;
    Timers timers;
    VirtualTime virtual_time;
    Task *current;     /* whose step runs; NULL */
    Starter *starter;  /* of a task that runs eagerly; NULL */
    Stack *left_stack; /* of who ended just now, for who runs next to give back */
    AwFuture *first_future, *last_future; /* that live, by creation */
    AwFuture *no_memory;                  /* failed; what is returned when nothing can be made */
    Coroutine base;                       /* the thread's own stack; callbacks run there */
    uint64_t turn;
    size_t left_in_turn;          /* ready ones that still belong to it */
    uint32_t visit;               /* see AwFuture.visit */
    uint32_t n_watched;           /* descriptors; while there are none, only sleeping polls */
    uint32_t next_name, end_name; /* numbers for tasks, taken from the process's [T13] */
    bool each_step_returns;       /* to the loop's stack, which looks at the time it took */
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
/* This thread's running loop; NULL: none. */
extern _Thread_local AwLoop *loop_running __attribute__((visibility("hidden")));

/** Ends the program with a sentence: `what` needs a loop that runs. */
void loop_missing(const char *what) __attribute__((noreturn, cold));

/** The running loop; ends the program with a sentence that names `what` when there is none. */
static inline AwLoop *
loop_must_run(const char *what)
{
    if (!loop_running)
        loop_missing(what);
    return loop_running;
}

/** Ends the program with a sentence: `what` was called in a thread where another loop runs, or
 * none.
 */
void loop_elsewhere(const char *what) __attribute__((noreturn, cold));

/** Does that when `loop`, which may be NULL, runs in another thread. */
static inline void
loop_must_be_here(const AwLoop *loop, const char *what)
{
    if (__builtin_expect(loop != loop_running, 0) && loop && loop->running)
        loop_elsewhere(what);
}

/** Makes `loop` this thread's running loop; NULL: none. */
void loop_set_running(AwLoop *loop);

/** Takes calls from other threads into the ready queue [L11]. */
void loop_take_inbox(AwLoop *loop);

/** Appends to the ready queue what has a slot in it [L1], behind calls from other threads that came
 * before [L11]. */
static inline void
loop_ready(AwLoop *loop, Ready ready)
{
    if (inbox_full(&loop->inbox))
        loop_take_inbox(loop);
    ready_push(&loop->ready, ready);
}

/** A new handle on `loop`, not scheduled; the caller's reference. NULL: no memory. */
AwHandle *handle_new(AwLoop *loop, AwCallback fn, void *data);

/** Schedules a handle: at once, or at a time of the loop's clock. Counts it. */
void handle_schedule(AwHandle *handle);
bool handle_schedule_at(AwHandle *handle, AwTime when_ns);

/** The same for one that came from another thread; loop_take_inbox() saw to its slot. */
void handle_schedule_arrived(AwHandle *handle);

/** Counts what is ready as the next turn. */
void loop_count_turn(AwLoop *loop);

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
