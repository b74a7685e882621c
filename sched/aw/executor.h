/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* executor.h - threads and their jobs [EX CF]. */
#pragma once
#include <aw/combine.h>
#include <aw/error.h>
#include <aw/task.h>

typedef struct {
    AwTime timeout; /* ns; AW_NEVER if left out */
} AwExecutorMapOptions;

/* What aw_executor_map() gives, whose statement expression would hide that nobody looks. */
static inline AW_MUST AwValue
aw_executor_map_result_(AwValue list)
{
    return list;
}

#pragma GCC system_header
# 21 "<aw/executor.h>"

/** A pool of `workers` threads (1 to 1024), started when the first job comes. When its last
 * reference is dropped it takes no more jobs, and its threads end after the queued ones [EX6 TH3].
 * NULL: no memory; check for it, since aw_run_in_executor() takes NULL for the loop's own pool. */
AW_API AwPool *aw_thread_pool_from(int workers, AwSite *site) AW_MUST;
#define aw_thread_pool(workers) aw_thread_pool_from(workers, AW_SITE("thread_pool"))
/** A pool of `workers` processes (1 to 256), each started when a job finds none idle; all functions
 * for pools work on it, too. Semantics: ProcessPoolExecutor [EX10].
 *
 * It needs a run with .processes = true. Before anything else, aw_run() then forks a server, which
 * later forks the workers; so they see memory as it was then, lack whatever was dlopen()ed since,
 * and have no descriptors but standard input, output and error. No other thread may be running when
 * the server is forked. Otherwise, and on the virtual clock, every job fails with AW_RUNTIME and
 * says why.
 *
 * Values travel there and back as copies; one that holds an object or a pointer gives AW_TYPE. A
 * worker that dies breaks the pool: all its jobs, and all later ones, fail with AW_RUNTIME. Workers
 * ignore SIGINT, which the program answers. No worker outlives the program: jobs that still run
 * when the loop closes, or `kill_after` a shutdown, are killed. NULL as above. */
AW_API AwPool *aw_process_pool_from(int workers, AwSite *site) AW_MUST;
#define aw_process_pool(workers) aw_process_pool_from(workers, AW_SITE("process_pool"))
/** Runs fn(arg) in a thread of the pool; NULL is the loop's own pool, of 4 threads. The argument
 * may hold no object (AW_TYPE). The future belongs to the loop: cancelling it drops a job that has
 * not begun, and the result of one that has [EX4 EX5]. Semantics: loop.run_in_executor(). */
AW_API AwFuture *aw_run_in_executor_from(AwPool *pool, AwFn fn, AwValue arg, AwSite *site);
#define aw_run_in_executor(pool, fn, arg) aw_run_in_executor_from(pool, fn, aw_v(arg), AW_SITE(#fn))
/** Runs fn(arg) in a thread of the loop's own pool, with a copy of this task's variables, in which
 * those that hold an object are not set. Returns its value or error, AW_TYPE as above, or
 * AW_CANCELLED [EX1 EX5 CX1]. Suspends. Semantics: asyncio.to_thread(). */
AW_API AwValue aw_to_thread_from(AwFn fn, AwValue arg, AwSite *site) AW_MUST;
#define aw_to_thread(fn, arg) aw_to_thread_from(fn, aw_v(arg), AW_SITE(#fn))
/** Calls fn on each item of the list `args`, in the pool, as aw_run_in_executor() does, and returns
 * the list of results in the order of the arguments. If a job fails, this task is cancelled, or
 * `timeout` ns have passed (AW_TIMEOUT), it returns that error, of several failed jobs the first
 * one's in that order, and cancels the jobs that are left [EX1 EX4 EX5]. AW_TYPE if `args` is no
 * list. Suspends. Semantics: Executor.map(). */
AW_API AwValue aw_executor_map_from(AwPool *pool, AwFn fn, AwValue args, AwTime timeout,
                                    AwSite *site) AW_MUST;
#define aw_executor_map(pool, fn, args, ...)                                                       \
    aw_executor_map_result_(AW_OPTIONS_(                                                           \
        AW_CAT(aw_options_, __COUNTER__),                                                          \
        aw_executor_map_from(pool, fn, args,                                                       \
                             (AwExecutorMapOptions){.timeout = AW_NEVER, ##__VA_ARGS__}.timeout,   \
                             AW_SITE(#fn))))
typedef struct {
    AwTime kill_after; /* ns that jobs may still take; 0: as long as the run waits for them */
} AwShutdownOptions;

/** The pool takes no more jobs (AW_RUNTIME for whoever tries) [EX7]; with cancel_futures, those
 * that have not begun are cancelled. Does not wait.
 *
 * After `kill_after` ns, processes whose jobs still run are killed; these jobs and those that have
 * not begun fail with AW_RUNTIME. A thread cannot be killed, so the end of the run just stops
 * waiting for its job. Without `kill_after`, the end of the run waits for jobs for
 * AwRunOptions.pool_timeout, or 5 minutes if that is 0; then processes are killed and threads are
 * left alone. After waiting for 2 s it reports, once, which job it waits for. [SD4] */
AW_API void aw_pool_shutdown_from(AwPool *pool, bool cancel_futures,
                                  const AwShutdownOptions *options, AwSite *site);
#define aw_pool_shutdown(pool, cancel_futures, ...)                                                \
    aw_pool_shutdown_from(pool, cancel_futures, __extension__ &(AwShutdownOptions){__VA_ARGS__},   \
                          AW_SITE("pool_shutdown"))
/** The loop's own pool takes no more jobs. Waits for at most `timeout` ns until its threads have
 * stopped; if they have not, reports that and leaves them running, and the end of the run does not
 * wait for them either [SD4]. Returns none, or AW_CANCELLED. Suspends. */
AW_API AwValue aw_shutdown_default_executor_from(AwTime timeout, AwSite *site) AW_MUST;
/* Parentheses, since gcc 12 loses the caller's line behind a name of more than 31 letters. */
#define aw_shutdown_default_executor(timeout)                                                      \
    (aw_shutdown_default_executor_from)(timeout, AW_SITE("shutdown_default_executor"))

/* A job as other threads see it: concurrent.futures.Future. */
typedef enum {
    AW_JOB_PENDING,
    AW_JOB_RUNNING,
    AW_JOB_CANCELLED,
    AW_JOB_CANCELLED_AND_NOTIFIED, /* whoever was to run it knows */
    AW_JOB_FINISHED,
} AwJobState;

typedef void (*AwJobFn)(AwJob *job, void *data);

/** Queues fn(arg) for the pool, from any thread. Never NULL, but a job that has finished: with
 * AW_RUNTIME when the pool is shut down, with AW_TYPE when the argument holds an object, with
 * AW_NOMEM without memory or a pool. Belongs to the scope [EX6 EX7 TH2]. */
AW_API AwJob *aw_submit_threadsafe_from(AwPool *pool, AwFn fn, AwValue arg, AwSite *site);
#define aw_submit_threadsafe(pool, fn, arg)                                                        \
    aw_submit_threadsafe_from(pool, fn, aw_v(arg), AW_SITE(#fn))
/** Its state [CF1]. */
AW_API AwJobState aw_job_state_threadsafe_from(AwJob *job, AwSite *site);
#define aw_job_state_threadsafe(job) aw_job_state_threadsafe_from(job, AW_SITE("job_state"))
/** Cancels a job that has not begun; true when it is cancelled now or was before [CF2]. */
AW_API bool aw_job_cancel_threadsafe_from(AwJob *job, AwSite *site);
#define aw_job_cancel_threadsafe(job) aw_job_cancel_threadsafe_from(job, AW_SITE("job_cancel"))
/** Its value or error, AW_CF_CANCELLED, or AW_TIMEOUT after `timeout` ns. BLOCKS THE THREAD, and in
 * the loop's thread the loop [CF3 EX9]. Without a timeout AW_DEADLOCK if nothing can end the job:
 * in a loop's thread, one that follows a task of that loop; on the virtual clock, any. */
AW_API AwValue aw_job_result_threadsafe_from(AwJob *job, AwTime timeout, AwSite *site) AW_MUST;
#define aw_job_result_threadsafe(job, timeout)                                                     \
    aw_job_result_threadsafe_from(job, timeout, AW_SITE("job_result"))
/** Calls fn(job, data) in the thread that ends the job, or at once if the job is over [CF4]. False:
 * no memory. */
AW_API bool aw_job_add_done_callback_threadsafe_from(AwJob *job, AwJobFn fn, void *data,
                                                     AwSite *site);
#define aw_job_add_done_callback_threadsafe(job, fn, data)                                         \
    aw_job_add_done_callback_threadsafe_from(job, fn, data, AW_SITE(#fn))
/** A future of this loop that follows the job; cancelling it cancels the job [EX2 EX4]. */
AW_API AwFuture *aw_wrap_job_from(AwJob *job, AwSite *site) AW_MUST;
#define aw_wrap_job(job) aw_wrap_job_from(job, AW_SITE("wrap_job"))
/** Makes fn(arg) a task of `loop`, from any thread; the job follows the task, and cancelling the
 * job cancels it [CF5]. The argument may hold nothing that belongs to another loop. */
AW_API AwJob *aw_run_coroutine_threadsafe_from(AwLoop *loop, AwFn fn, AwValue arg, AwSite *site);
#define aw_run_coroutine_threadsafe(loop, fn, arg)                                                 \
    aw_run_coroutine_threadsafe_from(loop, fn, aw_v(arg), AW_SITE(#fn))

/** In a job: holds the worker for `ns` of the loop's clock, real or virtual [CK2]. */
AW_API void aw_work_from(AwTime ns, AwSite *site);
#define aw_work(ns) aw_work_from(ns, AW_SITE("work"))
/** In a task or callback: holds the loop for `ns`, as a blocking call would [CK2]. */
AW_API void aw_busy_from(AwTime ns, AwSite *site);
#define aw_busy(ns) aw_busy_from(ns, AW_SITE("busy"))
