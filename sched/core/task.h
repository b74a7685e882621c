/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* task.h - tasks from the inside, with the few fields that section C of the semantics needs. */
#pragma once
#include "sched/core/future.h"
#include "sched/stack/coroutine.h"
#include "sched/stack/overflow.h"
#include "sched/value/scope.h"

/* A call within a task, on its stack. */
typedef struct CallFrame {
    AwSite *site; /* of the call */
    const struct CallFrame *outer;
} CallFrame;

/* A request to cancel that has not reached the task yet [C6 C7]. */
typedef enum {
    CANCEL_NONE,
    CANCEL_ASKED,
    CANCEL_PUT_BACK, /* it reached the task in a clean-up, which may not drop it */
} CancelDue;

/* What a step touches is kept together, in the second and third cache lines. */
struct Task {
    AwFuture future;
    Coroutine coroutine; /* no stack before the first step */
    AwFuture *waiter;    /* what it is suspended on, counted; NULL [M4] */
    int num_cancels;
    uint16_t n_requests; /* to cancel it, in all its life; compared, so it may wrap */
    uint8_t n_put_back;  /* how often AW_IGNORE() put one back, until they were taken back */
    CancelDue must_cancel : 8;
    struct Hold *holds; /* the locks that it holds, newest first; NULL: none (hold.h) */
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

/* Whole cache lines, so that each task begins at the start of one. */
enum { TASK_SIZE = (sizeof(Task) + 63) / 64 * 64 };

extern const FutureClass task_class;

/** Makes a task, scheduled and in no scope; the caller owns the reference. `arg` is counted. */
Task *task_new(AwLoop *loop, AwFn fn, AwValue arg, const AwSpawnOptions *options, AwSite *site);

/** Its name; "Task" without memory for it. Lives as long as the task [T13]. */
const char *task_name(Task *task);

/** Walk over the loop's tasks that are not done, in order of creation: the first, and the one after
 * `task`. NULL: no more. */
Task *task_first(const AwLoop *loop);
Task *task_next(const Task *task);

/** Ends a task with a value, an error or a cancellation. Takes over the reference to v. */
void task_finish(Task *task, AwValue v);

/** Which task or callback runs in this thread. Needs no memory. */
OverflowTask task_running(void);

/** Says on standard error which task, callback or job runs in this thread, and where it waited
 * last. */
void task_print_running(void);

/** Gives back the loop's unused numbers, for another loop; it makes no more tasks. */
void task_give_numbers_back(AwLoop *loop);

/** Frees a task's stack and what its scopes hold: it will never run again. */
void task_abandon(Task *task);

/* A coroutine object. */
typedef struct {
    AwFuture future;
    AwFn fn;
    AwValue arg; /* held */
    bool used;   /* it was run, or made a task */
} Coro;

/** The future as a task; NULL: it is none. */
static inline Task *
task_of(AwFuture *future)
{
    return future && future->object.class == &task_class.object ? (Task *) future : NULL;
}
