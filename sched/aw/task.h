/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* task.h - coroutines and tasks [T C]. */
#pragma once
#include <aw/scope.h>

#pragma GCC system_header
# 8 "<aw/task.h>"

/* A coroutine function. Pass several arguments as a list. */
typedef AwValue (*AwFn)(AwValue arg);

typedef struct {
    const char *name; /* copied; NULL: Task-1, Task-2 ... [T13] */
    size_t stack;     /* bytes, rounded up; 64 KiB (also for 0) to 4 GiB */
    bool detached;    /* fire and forget: no scope holds it, unless it ended at once */
    bool eager_start; /* runs at once, to its first suspension; outside a run, and in an exception
                         handler, it is scheduled like any other [T15] */
} AwSpawnOptions;

/** A coroutine object: nothing runs until it is awaited, gathered or given to aw_ensure_future().
 * One that is dropped unrun is reported; one that is given to a function for futures and tasks,
 * such as aw_set_result() or aw_cancel(), ends the program with a sentence [OW5 OW6]. */
AW_API AwFuture *aw_coro_from(AwFn fn, AwValue arg, AwSite *site) AW_MUST;
/** A task: fn(arg) is scheduled, not run [T1]. Never NULL: a failed future when it cannot be made.
 * Semantics: create_task(). */
AW_API AwFuture *aw_spawn_from(AwFn fn, AwValue arg, const AwSpawnOptions *options, AwSite *site);
/** Runs fn(arg) in this task, as a recorded frame with a scope of its own [T10]. Suspends if fn
 * does. */
AW_API AwValue aw_call_from(AwFn fn, AwValue arg, AwSite *site) AW_MUST;
/** Waits until `future` is done; returns its result or its error. A coroutine object is run in
 * place. Suspends unless the future is done already [F8 T5 T7]. */
AW_API AwValue aw_await_from(AwFuture *future, AwSite *site) AW_MUST;
#define aw_coro(fn, arg) aw_coro_from(fn, aw_v(arg), AW_SITE(#fn))
#define aw_spawn(fn, arg, ...)                                                                     \
    aw_spawn_from(fn, aw_v(arg), __extension__ &(AwSpawnOptions){__VA_ARGS__}, AW_SITE(#fn))
#define aw_call(fn, arg) aw_call_from(fn, aw_v(arg), AW_SITE(#fn))
#define aw_await(future) aw_await_from(future, AW_HERE)

/** Returns a future unchanged, and makes a coroutine object a task [G2 OW5]. */
AW_API AwFuture *aw_ensure_future_from(AwFuture *future, AwSite *site);
#define aw_ensure_future(future) aw_ensure_future_from(future, AW_HERE)
/** The running task, or NULL in a callback or outside a run [T8]. */
AW_API AwFuture *aw_current_task(void);
/** The running loop's tasks that are not done, as a list, in the order they were made [T8]. */
AW_API AwValue aw_all_tasks_from(AwSite *site);
#define aw_all_tasks() aw_all_tasks_from(AW_SITE("all_tasks"))
/** A task's name; "" for a future that is no task. Lives as long as the task [T13]. */
AW_API const char *aw_name_from(const AwFuture *future, AwSite *site);
#define aw_name(future) aw_name_from(future, AW_SITE("name"))
/** Renames a task; `name` is copied. False: it is no task, or there is no memory [T13]. */
AW_API bool aw_set_name_from(AwFuture *task, const char *name, AwSite *site);
#define aw_set_name(task, name) aw_set_name_from(task, name, AW_SITE("set_name"))
/** Suspends for `ns`, counted from now [L12 T11]; 0 or less gives way for one turn [T4]. AW_NEVER
 * sleeps until it is cancelled, which is a deadlock if nothing else can happen [CK3]. Semantics:
 * asyncio.sleep(). */
AW_API AwValue aw_sleep_from(AwTime ns, AwSite *site) AW_MUST;
#define aw_sleep(ns) aw_sleep_from(ns, AW_SITE("sleep"))
/** How many cancel requests a task has had and not taken back [C11]; 0 for other futures. */
AW_API int aw_cancelling_from(const AwFuture *task, AwSite *site);
#define aw_cancelling(task) aw_cancelling_from(task, AW_SITE("cancelling"))
/** Takes one cancel request back; returns how many are left [C11]. Ends the program with a sentence
 * if it is a future that is no task. */
AW_API int aw_uncancel_from(AwFuture *task, AwSite *site);
#define aw_uncancel(task) aw_uncancel_from(task, AW_SITE("uncancel"))
