/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop.h - the loop [L R]: runs, callbacks, reports, descriptors. */
#pragma once
#include <aw/error.h>
#include <aw/task.h>

typedef void (*AwCallback)(void *data);

/** The loop that runs in this thread, or is embedded in it; NULL if none does [L13]. */
AW_API AwLoop *aw_running_loop(void);
/** A loop on the real clock; NULL without memory or descriptors [L13 CK1]. */
AW_API AwLoop *aw_loop_new(void);
/** Runs until `future` is done [R1 R5 R6 R9 R10]: its result. */
AW_API AwValue aw_run_until_complete(AwLoop *loop, AwFuture *future) AW_MUST;
/** Runs until aw_stop() [R2 R3 R4]. */
AW_API AwValue aw_run_forever(AwLoop *loop) AW_MUST;
/** Ends the run after this turn [R2]. */
AW_API void aw_stop(AwLoop *loop);
/** Closes and frees a loop that does not run: what is queued is dropped [R7]. NULL does nothing. */
AW_API AwValue aw_loop_close(AwLoop *loop);
/** The loop's clock, ns, read now [L12]; from an arbitrary start, on the virtual clock from 0. */
AW_API AwTime aw_time(void);
/** Runs fn(data) in the next turn, on the loop's own stack: it may not suspend [L1]. NULL: no loop
 * runs here, or no memory. */
AW_API AwHandle *aw_call_soon(AwCallback fn, void *data);
/** The same after `delay` ns from now [L7 L12]. */
AW_API AwHandle *aw_call_later(AwTime delay, AwCallback fn, void *data);
/** The same at a time of aw_time() [L5 L6]. */
AW_API AwHandle *aw_call_at(AwTime when, AwCallback fn, void *data);
/** Calls it off; nothing when it ran already [L8]. */
AW_API void aw_handle_cancel(AwHandle *handle);
/** aw_call_soon() from any thread, but not from a signal handler [L11]. Calls of one thread keep
 * their order. False: the loop is closed, or there is no memory. A thread that may call when the
 * loop is closed already holds it: aw_ref(loop). */
AW_API bool aw_call_soon_threadsafe(AwLoop *loop, AwCallback fn, void *data);
/** The same, with a handle to call it off by, which belongs to the scope of the thread that calls.
 * NULL: as false above [L11]. */
AW_API AwHandle *aw_call_soon_handle_threadsafe(AwLoop *loop, AwCallback fn, void *data);
/** Calls off what aw_call_soon_handle_threadsafe() gave, from any thread. True: it did not run and
 * never will, so that what its data points to may go. NULL gives false [L8 L11]. */
AW_API bool aw_handle_cancel_threadsafe(AwHandle *handle);

typedef enum {
    AW_REPORT_CALLBACK,    /* a callback failed [L9], as it told aw_unhandled() */
    AW_REPORT_UNRETRIEVED, /* a future failed and nobody looked [ER1] */
    AW_REPORT_PENDING,     /* a task was pending when its loop closed [ER2] */
    AW_REPORT_UNAWAITED,   /* a coroutine object was dropped unrun */
    AW_REPORT_SHIELD,      /* a future failed whose cancelled shield alone watched it [SH6] */
    AW_REPORT_GROUP,       /* a task of a group failed after its parent had ended */
    AW_REPORT_BLOCK,       /* nobody looked at the outcome of a block */
    AW_REPORT_SHUTDOWN,    /* a task failed while the run was ending [SD2] */
    AW_REPORT_SLOW,        /* a step or callback held the loop for long [DB1] */
} AwReportKind;

/* What nobody dealt with [ER3]. Lives as long as the call that hands it over. */
typedef struct {
    AwReportKind kind;
    const char *message; /* says what, in words */
    AwValue error;       /* or none */
    AwFuture *future;    /* whose; NULL */
    AwTime took;         /* AW_REPORT_SLOW: ns */
} AwReport;

/* Gets what nobody dealt with. It runs as a callback, in whatever step, and may not suspend. */
typedef void (*AwErrorFn)(const AwReport *report, void *data);

/** Debug mode, also by AW_DEBUG=1 in the environment: slow steps and callbacks are reported, from
 * 100 ms if nothing else was set; the program ends with a sentence when another thread wakes a task
 * or schedules a callback of a loop that runs, by whatever function; to block the loop's thread for
 * ever for a job that follows a task of it is AW_DEADLOCK [DB1 EX9]. */
AW_API void aw_set_debug(AwLoop *loop, bool on);
/** Whether it is on [DB1]. */
AW_API bool aw_get_debug(const AwLoop *loop);
/** Who gets the reports; NULL: a line on stderr for each, and so for what it reports itself [ER3].
 */
AW_API void aw_set_exception_handler(AwLoop *loop, AwErrorFn fn, void *data);
/** In a callback, which has no one to return an error to: hands it to the exception handler [L9
 * ER3]. Nothing for what is no error. */
AW_API void aw_unhandled(AwValue error);
/** Reports each step and callback that holds the loop for `ns` or longer [DB1]; 0, as at first:
 * none. */
AW_API void aw_set_slow_callback_duration(AwLoop *loop, AwTime ns);

typedef enum { AW_CLOCK_REAL, AW_CLOCK_VIRTUAL } AwClockKind;
typedef struct {
    AwClockKind clock;
    bool no_signals; /* leave SIGINT alone; else the first cancels main, the second ends the
                        program. Of runs in several threads that would not, the first one listens */
    bool threads;   /* threads of yours will call in: an idle loop waits for ever, no AW_DEADLOCK */
    bool processes; /* aw_process_pool() is used: forks their server before anything else begins */
    AwTime pool_timeout; /* ns that the end waits for jobs of pools; 0: 5 minutes [SD4] */
} AwRunOptions;

/** Makes a loop, runs fn(arg) as its main task, cancels and waits for the tasks that are left,
 * joins the pools, closes [R11 SD1 SD4]. Its value, its error, AW_DEADLOCK, or AW_CANCELLED after
 * SIGINT. With AW_TRACE=FILE in the environment and no recording under way, records, and goes on
 * with the recording of the run before; with AW_TRACE=listen lets `awaitscope attach` record. */
AW_API AwValue aw_run_from(AwFn fn, AwValue arg, const AwRunOptions *options, AwSite *site) AW_MUST;
#define aw_run(fn, arg, ...)                                                                       \
    aw_run_from(fn, aw_v(arg), __extension__ &(AwRunOptions){__VA_ARGS__}, AW_SITE(#fn))
/** For `return` in main(): 0, or 1 with the error on stderr, or 130 after SIGINT [R11]. */
AW_API int aw_exit_status(AwValue result);
/** Whether SIGINT ended the last run of this thread [R11]. */
AW_API bool aw_interrupted(void);

/** Suspends until `fd` can be read, or its other end is gone. Real clock only (AW_RUNTIME). One
 * task a descriptor. Semantics: loop.add_reader() [IO1]. */
AW_API AwValue aw_readable_from(int fd, AwSite *site) AW_MUST;
#define aw_readable(fd) aw_readable_from(fd, AW_SITE("readable"))
