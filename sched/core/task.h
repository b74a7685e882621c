/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* task.h - tasks from the inside: section C of the semantics is these few fields. */
#pragma once
#include "sched/core/future.h"
#include "sched/stack/coroutine.h"
#include "sched/value/scope.h"

/* A call within a task, on its stack. */
typedef struct CallFrame {
    AwSite *site; /* of the call */
    const struct CallFrame *outer;
} CallFrame;

/* What a step touches is together, in the second line of the cache and the one behind it. */
struct Task {
    AwFuture future;
    Coroutine coroutine; /* no stack before the first step */
    AwFuture *waiter;    /* what it is suspended on, counted; NULL [M4] */
    int num_cancels;
    uint32_t n_requests; /* to cancel it, ever */
    bool must_cancel;
    AwValue wake;       /* none, or the error that the next resume brings; owned */
    AwContext *context; /* its variables, while it does not run; counted [CX1] */
    Holder holder;      /* its scopes */
    Ready next_waiting; /* in the ring of `waiter` */
    AwSite *at;         /* where it was suspended last; NULL */
    uint32_t number;    /* Task-N; 0: it was given a name */
    uint32_t stack_size;
    AwFn fn;
    AwValue arg;            /* held */
    char *name;             /* NULL: nobody asked yet */
    const CallFrame *frame; /* of aw_call(), the innermost; NULL */
    AwValue cancel_error;   /* of the last request; owned */
};

/* Whole lines of the cache, so that each task's begin where a line does. */
enum { TASK_SIZE = (sizeof(Task) + 63) / 64 * 64 };

extern const FutureClass task_class;

/** A task that is scheduled, in no scope: the caller's reference. `arg` is counted. */
Task *task_new(AwLoop *loop, AwFn fn, AwValue arg, const AwSpawnOptions *options, AwSite *site);

/** The first of the loop's tasks that are not done, by creation, and the one behind `task`. NULL:
 * no more. */
Task *task_first(const AwLoop *loop);
Task *task_next(const Task *task);

/** It is over: with a value, an error or a cancellation. Takes over the reference to v. */
void task_finish(Task *task, AwValue v);

/** Says on standard error which task runs, if one does. Needs no memory. */
void task_print_running(void);

/** The loop makes no more tasks: another one goes on with its numbers. */
void task_give_numbers_back(AwLoop *loop);

/** Its stack, and what its scopes hold, go: it will never run again. */
void task_abandon(Task *task);

/* A coroutine object. */
typedef struct {
    AwFuture future;
    AwFn fn;
    AwValue arg; /* held */
    bool used;   /* run, or made a task */
} Coro;

/** The task as one, or NULL. */
static inline Task *
task_of(AwFuture *future)
{
    return future && future->object.class == &task_class.object ? (Task *) future : NULL;
}
