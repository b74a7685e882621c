/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* done.h - whom a future schedules when it is done: a ring of tasks that wait for it and of
 * callbacks, each linked by a word of its own. */
#pragma once
#include "sched/core/loop.h"

/* A callback that waits for a future, or is scheduled. */
typedef struct {
    Ready next; /* in the ring, while it waits */
    AwDoneFn fn;
    void *data;
    Object *keep;       /* counted; NULL */
    AwContext *context; /* of who added it [CX2]; counted; NULL */
    AwFuture *future;   /* counted once it is scheduled */
} Done;

/** Adds a callback [F4]. `keep` may be NULL. False: no memory. */
bool future_on_done(AwFuture *future, AwDoneFn fn, void *data, Object *keep);

/** Instead of fn(data), once added to a pending future, `then` is called, with NULL, and behind all
 * others. Needs no memory. */
void future_replace_done(AwFuture *future, AwDoneFn fn, const void *data, AwDoneFn then);

/** The running task waits for a pending future, which steps it when it is done. */
void future_await(AwFuture *future, Task *task);

/** Who waits for it, task or callback, one behind the other: the first behind a word of 0,
 * and such a one behind the last. */
Ready future_next_waiting(const AwFuture *future, Ready before);

/** Takes a task that waits for it off. */
void future_forget(AwFuture *future, Task *task);

/** Runs a scheduled callback and frees it; or only frees it. */
void done_run(Done *done);
void done_drop(Done *done);

/** Drops all that wait for a future; tasks are dropped as such by their loop. */
void waiting_drop(AwFuture *future);

/** Where the word of the one behind it is. */
static inline Ready *
waiting_next(Ready waiting)
{
    void *subject = ready_subject(waiting);

    return ready_kind(waiting) == READY_STEP ? &((Task *) subject)->next_waiting
                                             : &((Done *) subject)->next;
}

/** Puts one in, behind the last. */
static inline void
waiting_append(AwFuture *future, Ready waiting)
{
    Ready *next = waiting_next(waiting);

    if (future->last_waiting.word) {
        Ready *last = waiting_next(future->last_waiting);
        *next = *last;
        *last = waiting;
    } else {
        *next = waiting;
    }
    future->last_waiting = waiting;
}

/** Takes the first off; a word of 0 when there is none. */
static inline Ready
waiting_take(AwFuture *future)
{
    if (!future->last_waiting.word)
        return future->last_waiting;
    Ready *last = waiting_next(future->last_waiting), first = *last;
    if (first.word == future->last_waiting.word)
        future->last_waiting.word = 0;
    else
        *last = *waiting_next(first);
    return first;
}

/** Schedules one that was taken off, or that came when the future was done already. */
static inline void
waiting_schedule(AwFuture *future, Ready waiting)
{
    if (ready_kind(waiting) == READY_STEP)
        trace(.kind = TRACE_TASK_READY, .subject = future_track(ready_subject(waiting)),
              .object = future_track(future));
    else
        ((Done *) ready_subject(waiting))->future = aw_ref(future);
    loop_ready(future->loop, waiting);
}
