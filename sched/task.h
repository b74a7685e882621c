/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* task.h - tasks from the inside: section C of the semantics is these few fields. */
#pragma once
#include "sched/coroutine.h"
#include "sched/future.h"
#include "sched/scope.h"

typedef struct Task Task;

struct Task {
    AwFuture future;
    AwFn fn;
    AwValue arg; /* held */
    char *name;
    Coroutine coroutine; /* no stack before the first step */
    size_t stack_size;
    Holder holder;    /* its scopes */
    AwFuture *waiter; /* what it is suspended on, counted; NULL [M4] */
    AwValue wake;     /* none, or the error that the next resume brings; owned */
    AwValue returned; /* by fn; owned */
    bool must_cancel;
    int num_cancels;
    AwValue cancel_error;  /* of the last request; owned */
    Task *previous, *next; /* of the loop's tasks that are not done */
};

extern const FutureClass task_class;

/** A task that is scheduled, in no scope: the caller's reference. `arg` is counted. */
Task *task_new(AwLoop *loop, AwFn fn, AwValue arg, const AwSpawnOptions *options, AwSite *site);

/** Its first step, a bare yield, or an error to deliver. */
void task_step(Task *task);

/** Suspends the running task until the loop steps it; none, or the error it is resumed with. */
AwValue task_suspend(Task *task);

/** What a task waits by: a future with this callback steps `data`, a task, when it is done. */
void task_wake(AwFuture *future, void *data);

/* A coroutine object. */
typedef struct {
    AwFuture future;
    AwFn fn;
    AwValue arg; /* held */
    bool used;   /* run, or made a task */
} Coro;

/** A timer that settles `future` with none after `ns`; the caller's reference. NULL: no memory. */
AwHandle *future_arm(AwFuture *future, AwTime ns);

/** The task as one, or NULL. */
static inline Task *
task_of(AwFuture *future)
{
    return future && future->class == &task_class ? (Task *) future : NULL;
}
