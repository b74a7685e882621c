/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop.h - the loop [L R]: runs, callbacks, reports, descriptors. */
#pragma once
#include <aw/error.h>
#include <aw/task.h>

typedef void (*AwCallback)(void *data);

/* Of AW_CALL_KEEPING_, for data that is no object. */
static inline AwHandle *
aw_handle_only_(AwHandle *handle, const char *function)
{
    (void) function;
    return handle;
}

#pragma GCC system_header
# 19 "<aw/loop.h>"

/** The loop that runs in this thread, or is embedded in it; NULL if none does [L13]. */
AW_API AwLoop *aw_running_loop(void);
/** A loop on the real clock, recorded as AW_TRACE says until it is closed; NULL without memory or
 * descriptors [L13 CK1]. Close it by aw_loop_close(). The first loop of a process gives SIGPIPE a
 * handler that does nothing, if it had the default, so that writing to a pipe or socket that nobody
 * reads fails with EPIPE [IO5]. */
AW_API AwLoop *aw_loop_new(void) AW_MUST;
/** Runs until `future` is done, and returns its result [R1 R5 R6 R9 R10]. */
AW_API AwValue aw_run_until_complete_from(AwLoop *loop, AwFuture *future, AwSite *site) AW_MUST;
#define aw_run_until_complete(loop, future)                                                        \
    aw_run_until_complete_from(loop, future, AW_SITE("run_until_complete"))
/** The same for fn(arg), which becomes a task of the loop [R1 R8]. Returns AW_RUNTIME if the loop
 * is closed or runs in another thread, or a loop runs in this thread already. Semantics:
 * loop.run_until_complete(fn(arg)). */
AW_API AwValue aw_loop_run_from(AwLoop *loop, AwFn fn, AwValue arg, AwSite *site) AW_MUST;
#define aw_loop_run(loop, fn, arg) aw_loop_run_from(loop, fn, aw_v(arg), AW_SITE(#fn))
/** aw_spawn() for a loop that need not be running: the task begins when the loop runs [R8 T1]. Ends
 * the program with a sentence if the loop is closed, or runs in another thread. */
AW_API AwFuture *aw_spawn_on_from(AwLoop *loop, AwFn fn, AwValue arg, const AwSpawnOptions *options,
                                  AwSite *site);
#define aw_spawn_on(loop, fn, arg, ...)                                                            \
    aw_spawn_on_from(loop, fn, aw_v(arg), __extension__ &(AwSpawnOptions){__VA_ARGS__},            \
                     AW_SITE(#fn))
/** aw_future() for a loop that need not be running [F1]. Ends the program as aw_spawn_on() does. */
AW_API AwFuture *aw_future_on_from(AwLoop *loop, AwSite *site) AW_MUST;
#define aw_future_on(loop) aw_future_on_from(loop, AW_SITE("future"))
/** Runs until aw_stop() [R2 R3 R4]. */
AW_API AwValue aw_run_forever_from(AwLoop *loop, AwSite *site) AW_MUST;
#define aw_run_forever(loop) aw_run_forever_from(loop, AW_SITE("run_forever"))
/** The libuv loop underneath, for code that is written for libuv: handles and requests on it work
 * while the loop runs, and keep it alive. Their callbacks run while the loop polls. Like those of
 * aw_call_soon() they may not suspend, but they have no scope of their own: begin them with
 * AW_SCOPE(). Never run, stop or close the libuv loop. Handles that are open when the loop is
 * closed are closed with it. NULL on the virtual clock, which never waits [L13]. */
AW_API struct uv_loop_s *aw_loop_uv_from(AwLoop *loop, AwSite *site);
#define aw_loop_uv(loop) aw_loop_uv_from(loop, AW_SITE("loop_uv"))
/** Ends the run after this turn [R2]; does nothing to a loop that is closed. In another thread
 * while the loop runs it ends the program with a sentence; aw_call_soon_threadsafe(loop, aw_stop,
 * loop) stops it from there. */
AW_API void aw_stop_from(AwLoop *loop, AwSite *site);
AW_API void aw_stop(AwLoop *loop); /* the function itself, to be given away */
#define aw_stop(loop) aw_stop_from(loop, AW_SITE("stop"))
/** Closes and frees a loop that is not running; what is queued is dropped [R7]. NULL does nothing,
 * and neither does closing it again: its memory serves for no other loop for a while. */
AW_API AwValue aw_loop_close_from(AwLoop *loop, AwSite *site) AW_MUST;
#define aw_loop_close(loop) aw_loop_close_from(loop, AW_SITE("loop_close"))
/** The time of the loop's clock, ns, read now [L12]. The real clock starts anywhere, the virtual
 * one at 0. */
AW_API AwTime aw_time_from(AwSite *site);
#define aw_time() aw_time_from(AW_SITE("time"))
/** Runs fn(data) in the next turn, on the loop's own stack: it may not suspend [L1]. Data that is
 * an object of the library, by its type, is kept until then, or until the call is called off or
 * dropped [OW7]. Ends the program with a sentence where no loop runs, as in a job of a pool, which
 * calls aw_call_soon_threadsafe(). NULL: no memory. */
AW_API AwHandle *aw_call_soon_from(AwCallback fn, void *data, AwSite *site);
#define aw_call_soon(fn, data)                                                                     \
    AW_CALL_KEEPING_("aw_call_soon()", aw_call_soon_from(fn, data, AW_SITE(#fn)), data)
/** The same after `delay` ns from now [L7 L12]. */
AW_API AwHandle *aw_call_later_from(AwTime delay, AwCallback fn, void *data, AwSite *site);
#define aw_call_later(delay, fn, data)                                                             \
    AW_CALL_KEEPING_("aw_call_later()", aw_call_later_from(delay, fn, data, AW_SITE(#fn)), data)
/** The same at the time `when` of aw_time() [L5 L6]. */
AW_API AwHandle *aw_call_at_from(AwTime when, AwCallback fn, void *data, AwSite *site);
#define aw_call_at(when, fn, data)                                                                 \
    AW_CALL_KEEPING_("aw_call_at()", aw_call_at_from(when, fn, data, AW_SITE(#fn)), data)
/** Makes a call that was scheduled just now keep its data, an object of the library; returns it.
 * NULL stays NULL. For the macros above [OW7]. */
AW_API AwHandle *aw_handle_keeping(AwHandle *handle, const char *function);
/* `handle`, which keeps `data` if that is an object. */
#define AW_CALL_KEEPING_(function, handle, data)                                                   \
    _Generic((data), AW_OBJECTS_(aw_handle_keeping), default : aw_handle_only_)(handle, function)
/** Calls it off; does nothing if it has run already [L8]. */
AW_API void aw_handle_cancel_from(AwHandle *handle, AwSite *site);
#define aw_handle_cancel(handle) aw_handle_cancel_from(handle, AW_SITE("handle_cancel"))
/** aw_call_soon() from any thread, but not from a signal handler [L11]. Calls of one thread keep
 * their order. False: the loop is closed, or there is no memory. A thread whose calls may come
 * after the loop was closed must hold it: aw_ref(loop). */
AW_API bool aw_call_soon_threadsafe_from(AwLoop *loop, AwCallback fn, void *data, AwSite *site);
#define aw_call_soon_threadsafe(loop, fn, data)                                                    \
    aw_call_soon_threadsafe_from(loop, fn, data, AW_SITE(#fn))
/** The same, with a handle to call it off, which belongs to the scope of the calling thread. NULL
 * where the other returns false [L11]. */
AW_API AwHandle *aw_call_soon_handle_threadsafe_from(AwLoop *loop, AwCallback fn, void *data,
                                                     AwSite *site);
#define aw_call_soon_handle_threadsafe(loop, fn, data)                                             \
    aw_call_soon_handle_threadsafe_from(loop, fn, data, AW_SITE(#fn))
/** Calls off what aw_call_soon_handle_threadsafe() scheduled, from any thread. True: it has not run
 * and never will, so what its data points to may be freed. NULL gives false [L8 L11]. */
AW_API bool aw_handle_cancel_threadsafe_from(AwHandle *handle, AwSite *site);
#define aw_handle_cancel_threadsafe(handle)                                                        \
    aw_handle_cancel_threadsafe_from(handle, AW_SITE("handle_cancel"))

typedef enum {
    AW_REPORT_CALLBACK,    /* a callback gave an error to aw_unhandled() [L9] */
    AW_REPORT_UNRETRIEVED, /* a future failed and nobody looked [ER1] */
    AW_REPORT_PENDING,     /* a task was pending when its loop closed [ER2] */
    AW_REPORT_UNAWAITED,   /* a coroutine object was dropped unrun */
    AW_REPORT_SHIELD,      /* a future failed that only a cancelled shield watched [SH6] */
    AW_REPORT_GROUP,       /* a task of a group failed after its parent had ended */
    AW_REPORT_BLOCK,       /* nobody looked at the outcome of a block */
    AW_REPORT_SHUTDOWN,    /* a task failed while the run was ending [SD2] */
    AW_REPORT_SLOW,        /* a step or callback held the loop too long [DB1] */
    AW_REPORT_SCOPE,       /* a scope holds thousands of things, and grows [DB1] */
    AW_REPORT_DEADLOCK,    /* a task began to wait, which closed a circle of waiting tasks; the
                              message begins "deadlock", or "may be a deadlock" [DB2] */
    AW_REPORT_MISUSE,      /* a call failed whose result few look at [ER4] */
    AW_REPORT_HELD,        /* a task ended that still holds a lock [DB3] */
    AW_REPORT_DEAF,        /* a task that was cancelled goes on, and drops that again and again */
} AwReportKind;

/* What nobody dealt with [ER3]. Lives as long as the call that hands it over. */
typedef struct {
    AwReportKind kind;
    const char *message; /* says what, in words */
    AwValue error;       /* or none */
    AwFuture *future;    /* whose, or NULL */
    AwTime took;         /* AW_REPORT_SLOW: ns */
    AwSite *made;        /* the call that made what this is about; NULL: not known */
    const AwSite *at; /* where the error was made, where a task waits, or where it waited before a
                         slow step; NULL: not known */
} AwReport;

/* Receives what nobody dealt with. It runs like a callback, within whatever step reports, and may
 * not suspend. */
typedef void (*AwErrorFn)(const AwReport *report, void *data);

/** Debug mode; AW_DEBUG=1 in the environment turns it on, too. It reports slow steps and callbacks,
 * from 100 ms on if nothing else was set; a scope that has grown to thousands of things, once for
 * each task; a task that ends while it holds a lock [DB3]; and tasks that wait for each other's
 * locks or results with no deadline to end that, which are also reported while a recorder is on: as
 * a deadlock if only cancelling ends it, or else as what may be one, since another task may release
 * a lock that was not acquired by AW_HOLD(), or fail in a gather or a group [DB2]. Using an object
 * after its scope dropped it ends the program with a sentence that says where the object was made.
 * For the last 4096 objects that were dropped this is certain, since their memory is not used again
 * yet. The program also ends with a sentence if another thread wakes a task of a running loop, or
 * schedules a callback on it, by a function that is not _threadsafe [DB1]. */
AW_API void aw_set_debug_from(AwLoop *loop, bool on, AwSite *site);
#define aw_set_debug(loop, on) aw_set_debug_from(loop, on, AW_SITE("set_debug"))
/** Whether it is on [DB1]. */
AW_API bool aw_get_debug_from(const AwLoop *loop, AwSite *site);
#define aw_get_debug(loop) aw_get_debug_from(loop, AW_SITE("get_debug"))
/** Sets who gets the reports. NULL: each is a line on stderr, and so is what the handler itself
 * makes the loop report [ER3]. */
AW_API void aw_set_exception_handler_from(AwLoop *loop, AwErrorFn fn, void *data, AwSite *site);
#define aw_set_exception_handler(loop, fn, data)                                                   \
    aw_set_exception_handler_from(loop, fn, data, AW_SITE(#fn))
/** For callbacks, which have nobody to return an error to: hands it to the exception handler [L9
 * ER3]. Does nothing with a value that is no error. */
AW_API void aw_unhandled_from(AwValue error, AwSite *site);
#define aw_unhandled(error) aw_unhandled_from(error, AW_SITE("unhandled"))
/** Reports each step and callback that holds the loop for `ns` or longer [DB1]; 0, the default,
 * reports none. */
AW_API void aw_set_slow_callback_duration_from(AwLoop *loop, AwTime ns, AwSite *site);
#define aw_set_slow_callback_duration(loop, ns)                                                    \
    aw_set_slow_callback_duration_from(loop, ns, AW_SITE("set_slow_callback_duration"))

typedef enum { AW_CLOCK_REAL, AW_CLOCK_VIRTUAL } AwClockKind;
typedef struct {
    AwClockKind clock; /* another one than these ends the program with a sentence */
    bool no_signals;   /* leave SIGINT alone; else the first cancels main, the second ends the
                          program. If several threads have runs without it, the first run listens */
    bool threads;      /* your threads will call in: an idle loop waits for ever, no AW_DEADLOCK */
    bool processes;    /* aw_process_pool() is used: its server is forked before all else */
    AwTime pool_timeout; /* ns that the end of the run waits for jobs; 0: 5 minutes [SD4] */
    bool debug;          /* aw_set_debug(); AW_DEBUG does the same [DB1] */
} AwRunOptions;

/** Makes a loop, runs fn(arg) as its main task, cancels the tasks that are left and waits for them,
 * joins the pools, and closes the loop [R11 SD1 SD4]. Returns its value, its error, AW_DEADLOCK, or
 * AW_CANCELLED after SIGINT. With AW_TRACE=FILE in the environment, and no recording under way, it
 * records, and continues the recording of the run before; with AW_TRACE=listen it lets `awaitscope
 * attach` record. */
AW_API AwValue aw_run_from(AwFn fn, AwValue arg, const AwRunOptions *options, AwSite *site) AW_MUST;
#define aw_run(fn, arg, ...)                                                                       \
    aw_run_from(fn, aw_v(arg), __extension__ &(AwRunOptions){__VA_ARGS__}, AW_SITE(#fn))
/** For `return` in main(): 0; or 1, with the error and its aw_where() on stderr; or 130 after
 * SIGINT [R11]. */
AW_API int aw_exit_status(AwValue result);
/** Whether SIGINT ended the last run of this thread [R11]. */
AW_API bool aw_interrupted(void);

/* What several runs share: a loop and a context. */
typedef struct AwRunner AwRunner;

/** Makes a runner, to be closed by aw_runner_close(). Its loop is made when it is first needed, as
 * AwRunOptions say. NULL: no memory. Semantics: asyncio.Runner [R12]. */
AW_API AwRunner *aw_runner_from(const AwRunOptions *options, AwSite *site) AW_MUST;
#define aw_runner(...) aw_runner_from(__extension__ &(AwRunOptions){__VA_ARGS__}, AW_SITE("runner"))
/** Runs fn(arg) as a main task, and returns its value, its error, AW_DEADLOCK, or AW_CANCELLED
 * after SIGINT, as aw_run() does. All such tasks have one context: what one sets, the next one has;
 * the first one has that of the call that made the loop. Tasks that are left wait for the next run.
 * During a run, and when the loop was closed, it fails with AW_RUNTIME [R6 R8 R11 R12]. */
AW_API AwValue aw_runner_run_from(AwRunner *runner, AwFn fn, AwValue arg, AwSite *site) AW_MUST;
#define aw_runner_run(runner, fn, arg) aw_runner_run_from(runner, fn, aw_v(arg), AW_SITE(#fn))
/** Its loop, which is the runner's to close; made by this call if no run was before. NULL: no
 * memory or descriptors [R12]. */
AW_API AwLoop *aw_runner_loop_from(AwRunner *runner, AwSite *site);
#define aw_runner_loop(runner) aw_runner_loop_from(runner, AW_SITE("runner_loop"))
/** Ends as aw_run() does: cancels the tasks that are left and waits for them, joins the pools,
 * closes the loop; and frees the runner. None, or AW_DEADLOCK if a task could not end. During a run
 * it does nothing and gives AW_RUNTIME. NULL gives none [R12 SD1 SD4 SD5]. */
AW_API AwValue aw_runner_close_from(AwRunner *runner, AwSite *site) AW_MUST;
#define aw_runner_close(runner) aw_runner_close_from(runner, AW_HERE)

/** Suspends until `fd` can be read, or its other end is gone; returns at once for a regular file,
 * which can always be read [IO1 IO4]. Real clock only (else AW_RUNTIME). Makes the descriptor
 * O_NONBLOCK unless it is a terminal, so that no read holds the loop. If several tasks wait to read
 * the same descriptor, the last one gets it, and the others fail with AW_RUNTIME [IO2]. If the
 * descriptor is closed, nobody wakes at once; the wait fails with AW_OS, EBADF, when a task waits
 * for the same number again, or after a second or, if it was a long wait, up to 16 [IO3].
 * Semantics: loop.add_reader(). */
AW_API AwValue aw_readable_from(int fd, AwSite *site) AW_MUST;
/** The same until `fd` can be written to, or nobody reads it any more [IO1]. A task may wait for
 * this while another one waits to read. Semantics: loop.add_writer(). */
AW_API AwValue aw_writable_from(int fd, AwSite *site) AW_MUST;
#define aw_readable(fd) aw_readable_from(fd, AW_SITE("readable"))
#define aw_writable(fd) aw_writable_from(fd, AW_SITE("writable"))
