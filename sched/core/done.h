/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* done.h - what a future schedules when it is done: a ring of the tasks that wait for it and of
 * callbacks, each linked by a word of its own. */
#pragma once
#include "sched/core/loop.h"

/* A callback that waits for a future, or is scheduled. */
typedef struct {
    Ready next; /* in the ring, while it waits */
    AwDoneFn fn;
    void *data;
    Object *keep; /* counted; NULL. If the library added it: a future that awaits, or has one */
    AwContext *context; /* of whoever added it [CX2]; counted; NULL */
    AwFuture *future;   /* counted once it is scheduled */
    AwSite *site;       /* the call that added it, which names fn; NULL: the library's own */
} Done;

/** Called before a callback of a future is recorded and added: if the future is done, the callback
 * is scheduled at once, after calls from other threads that came earlier. */
void future_admit(AwFuture *future);

/** Adds a callback of the library [F4], after the event that implies it. `keep` may be NULL. False:
 * no memory. */
bool future_on_done(AwFuture *future, AwDoneFn fn, void *data, Object *keep);

/** Replaces the callback fn(data) of a pending future, if it has one, by then(NULL), which is
 * called after all others. Needs no memory. */
void future_replace_done(AwFuture *future, AwDoneFn fn, const void *data, AwDoneFn then);

/** The running task waits for a pending future, which steps it when it is done. */
void future_await(AwFuture *future, Task *task);

/** The task or callback that waits for it next after `before`: the first one after a word of 0, and
 * a word of 0 after the last. */
Ready future_next_waiting(const AwFuture *future, Ready before);

/** The future that awaits by that task or callback; NULL: it does not await. */
AwFuture *waiting_awaiter(Ready waiting);

/** The same, if cancelling that future asks the one that it awaits to cancel; otherwise NULL. */
AwFuture *waiting_canceller(Ready waiting);

/** Removes a task from those that wait for it. */
void future_forget(AwFuture *future, Task *task);

/** Runs a scheduled callback and frees it; or only frees it. */
void done_run(AwLoop *loop, Done *done);
void done_drop(Done *done);

/** Ends a run that did not return; `before` and `outer` were current before it. */
void done_left(AwLoop *loop, Done *done, Holder *before, AwContext *outer);

/** Drops everything that waits for a future; the tasks themselves are dropped by their loop. */
void waiting_drop(AwFuture *future);

/** Where its link to the next one is. */
static inline Ready *
waiting_next(Ready waiting)
{
    void *subject = ready_subject(waiting);

    return ready_kind(waiting) == READY_STEP ? &((Task *) subject)->next_waiting
                                             : &((Done *) subject)->next;
}

/** Adds one, after the last. */
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

/** Removes and returns the first; a word of 0 when there is none. */
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

/** Schedules one that was removed, or that was added when the future was already done, after
 * loop_admit(). */
static inline void
waiting_schedule(AwFuture *future, Ready waiting)
{
    if (ready_kind(waiting) == READY_STEP)
        trace(.kind = TRACE_TASK_READY, .subject = future_track(ready_subject(waiting)),
              .object = future_track(future));
    else
        ((Done *) ready_subject(waiting))->future = aw_ref(future);
    ready_push(&future->loop->ready, waiting);
}
