/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop.h - the event loop from the inside: a ready queue, timers, a poll phase, turns [L2 L3]. */
#pragma once
#include <stdatomic.h>
#include <uv.h>

#include "sched/base/freelist.h"
#include "sched/base/spin-wait.h"
#include "sched/core/clock.h"
#include "sched/core/inbox.h"
#include "sched/core/loop-thread.h"
#include "sched/core/sync-log.h"
#include "sched/core/task.h"
#include "sched/core/timers.h"

/* The maker of a task that runs at once; it is resumed when that task suspends or ends. */
typedef struct Starter {
    Coroutine *coroutine;
    struct Starter *outer;
} Starter;

struct AwLoop {
    Object object; /* of a shared class: threads may hold a loop that is closed */
    const Clock *clock;
    ReadyQueue ready;
    Timers timers;
    VirtualTime virtual_time;
    Task *current;      /* the task whose step runs; NULL */
    Starter *starter;   /* of a task that runs eagerly; NULL */
    Stack *left_stack;  /* of the task that just ended, to be given back by whoever runs next */
    Stack *spare_stack; /* of a task that ended, for the next one that begins; NULL */
    AwFuture *first_future, *last_future; /* the live ones, in order of creation */
    AwFuture *no_memory;                  /* failed; returned when no other can be made */
    Coroutine base;                       /* the thread's own stack; callbacks run there */
    Holder holder;                        /* of a callback while it runs */
    Ready callback;                       /* the last one that ran, or the one that runs */
    uint64_t turn;
    size_t left_in_turn; /* ready words that still belong to this turn */
    uint32_t visit;      /* see AwFuture.visit */
    uint32_t n_watched;  /* descriptors; while there are none, only a loop that sleeps polls */
    uint32_t next_name, end_name; /* numbers for tasks, taken from the process's [T13] */
    bool each_step_returns;       /* to the loop's stack, which looks at the time it took */
    bool debug;                   /* looks out for misuse [DB1] */
    bool running, reporting, stopping, deadlocked, embedded, waits_for_threads;
    bool is_parents;   /* it ran when fork() made this process: it has no use for it */
    AwLoop *next_runs; /* another one that runs; under a lock of loop-thread.c */
    bool lent;         /* aw_loop_uv() gave it to the program, which may have handles on it */

    uv_loop_t uv;
    uv_async_t wake;
    uv_prepare_t before_sleep; /* while it is lent */
    uv_poll_t alarm;           /* a timerfd: the poll's deadline, to the nanosecond */
    int alarm_fd;
    AwTime alarm_ns; /* the time it is set to; AW_NEVER: off */
    AwTime last_poll_ns;

    Inbox inbox;
    _Atomic bool closed;
    SpinWait spin;           /* while waiting for jobs */
    int n_jobs;              /* jobs that pools got from its thread and that are not over */
    _Atomic int n_jobs_sent; /* jobs that pools got from other threads */
    struct Follower *first_follower;

    SyncLog *first_sync_log,
        **end_of_sync_logs; /* locks and the like; where the next one is linked */

    struct AwPool *pools; /* made in this loop */
    struct AwPool *usual_pool;
    struct ProcessWorld *world; /* of worker processes; NULL */
    AwTime slow_ns;             /* how long a step or callback may take unreported; 0: any time */
    AwErrorFn on_error;
    void *on_error_data;
    AwSite *on_error_site; /* of the call that set it */
    AwFuture *main;        /* the future that SIGINT cancels; NULL */
    bool is_recorded;      /* as AW_TRACE says, from when it was made to when it is closed */
    struct Descriptors *descriptors; /* that tasks wait for; NULL: no task has yet */
    unsigned n_stopping; /* pools whose last worker is still to say that it has stopped */
};

/** Makes an object of `size` bytes and of this class that begins with a pending future; the caller
 * owns the reference. NULL: no memory. Records nothing. */
static inline AwFuture *
future_new(AwLoop *loop, const FutureClass *class, size_t size, AwSite *site)
{
    AwFuture *future = freelist_take(size);

    if (!future)
        return NULL;
    future->object = (Object){.class = &class->object, .refs = 1};
    future->loop = loop;
    future->site = site ? site : &site_unknown;
    future->older = loop->last_future;
    *(future->older ? &future->older->newer : &loop->first_future) = future;
    loop->last_future = future;
    return future;
}

/** Makes a zeroed record of `size` bytes with a slot in the ready queue of `loop`; NULL, a closed
 * loop, has no queue. To be undone by ready_release() and freelist_give(). NULL: no memory. */
static inline void *
loop_take_record(AwLoop *loop, size_t size)
{
    void *record = freelist_take(size);

    if (!record || !loop || ready_reserve(&loop->ready))
        return record;
    freelist_give(record, size);
    return NULL;
}

/** Stops the program if `loop` is NULL or something else. One that is closed and gone passes. */
static inline void
must_have_loop(const AwLoop *loop, const char *function, const AwSite *site)
{
    must_have(loop, function, site);
    if (__atomic_load_n(&loop->object.refs, __ATOMIC_RELAXED))
        must_be_a(OBJECT_LOOP, loop, function, site);
}

/** Ends the program with a sentence if the loop runs in the process that forked this one. */
static inline void
loop_check_process(const AwLoop *loop, const char *what, const AwSite *site)
{
    if (__builtin_expect(loop->is_parents, 0))
        loop_elsewhere(loop, what, site);
}

/** Counts a loop's memory. Any thread. */
AwLoop *loop_ref(AwLoop *loop);
void loop_unref(AwLoop *loop);

/** Called before something is recorded as ready and appended to the ready queue [L1]: puts calls
 * from other threads that came earlier in front of it [L11]. */
static inline void
loop_admit(AwLoop *loop)
{
    if (__builtin_expect(loop->debug, 0))
        loop_check_thread(loop, "what schedules a callback or wakes a task", NULL);
    if (inbox_full(&loop->inbox))
        loop_take_inbox(loop);
}

/** The time left until `when_ns`, which may be as far in the past as AwTime goes. */
static inline AwTime
loop_until(AwLoop *loop, AwTime when_ns)
{
    AwTime now = loop->clock->now(loop);

    return when_ns < now - AW_NEVER ? -AW_NEVER : when_ns - now;
}

/** Makes what is ready now the next turn. */
static inline void
loop_count_turn(AwLoop *loop)
{
    trace(.kind = TRACE_TURN_BEGIN, .subject = TRACE_LOOP_ID, .type = TRACE_VALUE_INT,
          .value = (int64_t) loop->turn + 1);
    loop->left_in_turn = loop->ready.n;
    loop->turn++;
}

/** The call that scheduled the callback that runs; NULL: none runs, or it is the library's own. */
AwSite *loop_callback_site(const AwLoop *loop);

/** One turn [L2 L3], waiting in the poll at most until `until_ns`. */
void loop_turn(AwLoop *loop, AwTime until_ns);

/** Runs turns without waiting until nothing is ready or `budget_ns` is up; may stop in mid-turn. */
void loop_turns_for(AwLoop *loop, AwTime budget_ns);

/** Runs turns until the loop is asked to stop. False: a deadlock. */
bool loop_run(AwLoop *loop);

/** When the loop must be polled next: 0 now, AW_NEVER when only the world can wake it. */
AwTime loop_next_ns(AwLoop *loop);

/** The task that runs in this thread; NULL: none. */
static inline Task *
loop_running_task(void)
{
    return loop_running ? loop_running->current : NULL;
}

/** The track of the task that runs; without one, and for NULL, the loop's. */
uint32_t loop_who(AwLoop *loop);

/** The clock, now. */
static inline AwTime
loop_now(AwLoop *loop)
{
    return loop->clock->now(loop);
}

/** The time `ns` from now, as a deadline: AW_NEVER when that is later than AwTime goes. */
static inline AwTime
loop_deadline(AwLoop *loop, AwTime ns)
{
    return time_after(loop_now(loop), ns, AW_NEVER);
}
