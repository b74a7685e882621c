/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* aw.h - asyncio for C: the whole public interface of `aw`.
 *
 * Coroutines are ordinary C functions that may suspend anywhere (stackful), run by an event loop
 * with asyncio's semantics, to the order of every callback. Letters and numbers in brackets are the
 * rules of those semantics that a function follows: L loop, R run, F futures, T tasks, C
 * cancellation, G gather, W wait, EX executors, ER errors, SD shutdown.
 *
 * Ownership. What the library hands out (futures, values, handles) belongs to the innermost open
 * scope of what runs, and goes, last first, when that scope closes. Scopes are: a task, a frame of
 * aw_call() or of an awaited coroutine object, one run of a callback, a pool job, before and after
 * a run the thread, and a block that says AW_SCOPE(). Whoever stores a thing holds a reference of
 * its own: a future its result, a task its argument. In a struct of yours: aw_ref(), aw_unref().
 *
 * Threads. Values, errors, aw_print(), aw_mark(), aw_work() and scopes work in the thread of any
 * loop or pool; names that end in _threadsafe anywhere; everything else only in the loop's own
 * thread.
 *
 * What suspends says so. It returns AW_CANCELLED when the task was cancelled: clean up and return
 * it, which is what AW_TRY() does. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#error "aw.h is C: it uses _Generic and statement expressions"
#endif

/* Time is in nanoseconds. */
typedef int64_t AwTime;
#define AW_NS ((AwTime) 1)
#define AW_US (1000 * AW_NS)
#define AW_MS (1000 * AW_US)
#define AW_SECOND (1000 * AW_MS)
#define AW_NEVER INT64_MAX /* no timeout; a timeout of 0 or less is one that is over at once */

#define AW_API __attribute__((visibility("default")))
#define AW_MUST __attribute__((warn_unused_result))
#define AW_PRINTF(text, first) __attribute__((format(printf, text, first)))
#define AW_CLEANUP(fn) __attribute__((cleanup(fn), unused))
#define AW_CAT_(a, b) a##b
#define AW_CAT(a, b) AW_CAT_(a, b)
#define AW_PRAGMA_(x) _Pragma(#x)

/* ---- where: one static record for each call site ---- */

/* A call in the source. Made by the macros; `id` is the recorder's. */
typedef struct {
    const char *file, *function;
    const char *name; /* what is called there: "get_item", "sleep"; never NULL */
    uint32_t line;
    uint32_t id; /* 0 until it is first recorded */
} AwSite;

/* How sites name this source file. */
#ifndef AW_FILE
#define AW_FILE __FILE__
#endif
#define AW_SITE_(variable, what)                                                                   \
    ({                                                                                             \
        static AwSite variable = {AW_FILE, __func__, what, __LINE__, 0};                           \
        &variable;                                                                                 \
    })
#define AW_SITE(what) AW_SITE_(AW_CAT(aw_site_, __COUNTER__), what)
#define AW_HERE AW_SITE("")

/* ---- values: 16 bytes, passed in two registers ---- */

typedef enum {
    AW_K_NONE,
    AW_K_BOOL,
    AW_K_INT, /* 64 bits */
    AW_K_REAL,
    AW_K_TEXT,
    AW_K_BYTES,
    AW_K_LIST,
    AW_K_POINTER, /* yours: never followed, never freed; recorded as a serial number */
    AW_K_OBJECT,  /* a future or pool: counted; stays in its loop's thread */
    AW_K_ERROR,   /* raised: whoever gets one passes it on or deals with it */
} AwKind;

typedef enum {
    AW_OK,
    AW_CANCELLED,
    AW_TIMEOUT,
    AW_ERROR,         /* the program's own */
    AW_INVALID_STATE, /* [F2 F7] */
    AW_RUNTIME,       /* a misuse: closed loop, nested run, await of oneself ... */
    AW_VALUE,         /* an argument that cannot be */
    AW_TYPE,          /* a value of a kind that cannot be here */
    AW_OS,            /* aw_errno() says what */
    AW_NOMEM,
    AW_DEADLOCK, /* nothing is left that could wake the loop */
    AW_QUEUE_EMPTY,
    AW_QUEUE_FULL,
    AW_QUEUE_SHUTDOWN,
    AW_BROKEN_BARRIER,
    AW_CF_CANCELLED, /* a job of another thread was cancelled; not the task that asks */
    AW_GROUP_FAILED, /* aw_suberrors() are the errors of a group's tasks */
} AwCode;

typedef struct AwCell AwCell;

/* Any value. Text, bytes, lists and errors are immutable, counted cells; `generation` finds those
 * used after they are gone: the program then stops with a sentence. Look inside by the functions
 * below. */
typedef struct {
    uint16_t kind, code;
    uint32_t generation;
    union {
        bool b;
        int64_t i;
        double r;
        void *p;
        AwCell *cell;
    } u;
} AwValue;

_Static_assert(sizeof(AwValue) == 16, "two registers");

#define AW_NONE ((AwValue){.kind = AW_K_NONE})

typedef struct AwLoop AwLoop;
typedef struct AwFuture
    AwFuture; /* a future, a task, a gather, or a coroutine object not yet run */
typedef struct AwHandle AwHandle; /* a callback that will run, and can be called off */
typedef struct AwPool AwPool;
typedef struct AwJob AwJob; /* a job of a pool as other threads see it */
typedef struct AwLock AwLock;
typedef struct AwSemaphore AwSemaphore;
typedef struct AwEvent AwEvent;
typedef struct AwCondition AwCondition;
typedef struct AwBarrier AwBarrier;
typedef struct AwQueue AwQueue;
typedef struct AwCompletions AwCompletions;
typedef struct AwContext AwContext;
typedef struct AwBlock AwBlock; /* what a timeout and a group have in common */
typedef struct AwTimeout AwTimeout;
typedef struct AwGroup AwGroup;

/** A truth value. */
AW_API AwValue aw_bool(bool b);
/** A whole number. */
AW_API AwValue aw_int(int64_t i);
/** A floating-point number. */
AW_API AwValue aw_real(double r);
/** Text, formatted as by printf. AW_NOMEM as an error value when there is no memory; so with all.
 */
AW_API AwValue aw_text(const char *format, ...) AW_PRINTF(1, 2);
/** A copy of `text`; NULL gives none. */
AW_API AwValue aw_str(const char *text);
/** A copy of `size` bytes. */
AW_API AwValue aw_bytes(const void *data, size_t size);
/** A list of `n` values, which it holds. Items may be errors: in a list they are data; but one that
 * could not be made makes this AW_NOMEM, too. AW_VALUE when lists are nested more than 100 deep. */
AW_API AwValue aw_list_of(const AwValue *items, size_t n);
/** Your pointer: nothing keeps alive what it points to. */
AW_API AwValue aw_pointer(void *pointer);
/** A future or pool of the library as a value, which holds it. NULL gives none. */
AW_API AwValue aw_object(void *object);
/** The value itself; for aw_v(). */
AW_API AwValue aw_same(AwValue v);

/* Any C scalar, string, AwValue or library object as a value. */
#define aw_v(x)                                                                                    \
    _Generic((x),                                                                                  \
        AwValue: aw_same,                                                                          \
        bool: aw_bool,                                                                             \
        char: aw_int,                                                                              \
        short: aw_int,                                                                             \
        int: aw_int,                                                                               \
        long: aw_int,                                                                              \
        long long: aw_int,                                                                         \
        unsigned: aw_int,                                                                          \
        unsigned long: aw_int,                                                                     \
        float: aw_real,                                                                            \
        double: aw_real,                                                                           \
        char *: aw_str,                                                                            \
        const char *: aw_str,                                                                      \
        AwFuture *: aw_object,                                                                     \
        AwPool *: aw_object,                                                                       \
        AwLock *: aw_object,                                                                       \
        AwSemaphore *: aw_object,                                                                  \
        AwEvent *: aw_object,                                                                      \
        AwCondition *: aw_object,                                                                  \
        AwBarrier *: aw_object,                                                                    \
        AwQueue *: aw_object,                                                                      \
        void *: aw_pointer)(x)

#define AW_NTH_(a, b, c, d, e, f, n, ...) n
#define AW_COUNT(...) AW_NTH_(__VA_ARGS__, 6, 5, 4, 3, 2, 1) /* counts up to 6, evaluates none */
#define AW_V1_(a) aw_v(a)
#define AW_V2_(a, ...) aw_v(a), AW_V1_(__VA_ARGS__)
#define AW_V3_(a, ...) aw_v(a), AW_V2_(__VA_ARGS__)
#define AW_V4_(a, ...) aw_v(a), AW_V3_(__VA_ARGS__)
#define AW_V5_(a, ...) aw_v(a), AW_V4_(__VA_ARGS__)
#define AW_V6_(a, ...) aw_v(a), AW_V5_(__VA_ARGS__)
#define AW_VALUES_(...)                                                                            \
    AW_NTH_(__VA_ARGS__, AW_V6_, AW_V5_, AW_V4_, AW_V3_, AW_V2_, AW_V1_)(__VA_ARGS__)
/* aw_list(3, "x", task): a list of up to six; also how a coroutine gets several arguments. */
#define aw_list(...) aw_list_of((AwValue[]){AW_VALUES_(__VA_ARGS__)}, AW_COUNT(__VA_ARGS__))

/** Whether `v` is of `kind`. */
AW_API bool aw_is(AwValue v, AwKind kind);
/* Reading a value as a kind that it is not, an error above all, is a bug in the program and ends it
 * with a sentence. Ask first (aw_is) what may be either. */
/** The truth value in `v`. */
AW_API bool aw_to_bool(AwValue v);
/** The whole number in `v`. */
AW_API int64_t aw_to_int(AwValue v);
/** The whole number in `v`, or `otherwise` when it is something else. */
AW_API int64_t aw_int_or(AwValue v, int64_t otherwise);
/** The number in `v`; whole numbers are converted. */
AW_API double aw_to_real(AwValue v);
/** The text in `v`; lives as long as v. */
AW_API const char *aw_to_text(AwValue v);
/** The bytes in `v` and how many; live as long as v. */
AW_API const void *aw_to_bytes(AwValue v, size_t *ret_size);
/** The pointer in `v`. */
AW_API void *aw_to_pointer(AwValue v);
/** The future in `v`. */
AW_API AwFuture *aw_to_future(AwValue v);
/** Length of a text or bytes in bytes, of a list in items. */
AW_API size_t aw_len(AwValue v);
/** Item `i` of a list, from 0; out of range ends the program with a sentence. */
AW_API AwValue aw_at(AwValue list, size_t i);
/** The value as Python would write it: 3, 'item 0', [1, 2], None. A text value. */
AW_API AwValue aw_repr(AwValue v);

/* ---- errors: values with a code, a message and the place they were made; shared, immutable ----
 */

/** A new error; aw_error() fills in the site. */
AW_API AwValue aw_error_from(AwCode code, AwSite *site, const char *format, ...) AW_PRINTF(3, 4);
#define aw_error(code, ...) aw_error_from(code, AW_HERE, __VA_ARGS__)
/** The code of an error; AW_OK for every other value. */
static inline AwCode
aw_code(AwValue v)
{
    return v.kind == AW_K_ERROR ? (AwCode) v.code : AW_OK;
}
/** The message of an error, "" if it has none; lives as long as the error. */
AW_API const char *aw_message(AwValue error);
/** The errno of an AW_OS error, else 0. */
AW_API int aw_errno(AwValue error);
/** Where the error was made; file is NULL when nobody knows. */
AW_API AwSite aw_where(AwValue error);
/** The error behind an error: a timeout's cancellation; none if there is none. */
AW_API AwValue aw_cause(AwValue error);
/** The errors of a group's error, a list; an empty one for every other [TG3]. */
AW_API AwValue aw_suberrors(AwValue error);
/** A code in words: "cancelled". */
AW_API const char *aw_code_name(AwCode code);

typedef struct {
    AwValue error;              /* none, or why it did not wait (a cancellation above all) */
    AwFuture **done, **pending; /* in argument order; belong to the scope */
    int n_done, n_pending;
} AwWait;

static inline AwValue
aw_err_value_(AwValue v)
{
    return v;
}

static inline AwValue
aw_err_wait_(AwWait w)
{
    return w.error;
}

#define aw_err(x) _Generic((x), AwValue : aw_err_value_, AwWait : aw_err_wait_)(x)
#define aw_failed(x) (aw_err(x).kind == AW_K_ERROR)

/* What tells one call of a function from all others that are under way: its frame, and its name,
 * because a function that was inlined shares the frame of its caller. */
#define AW_FRAME_ ((void *) ((uintptr_t) __builtin_frame_address(0) ^ (uintptr_t) __func__ << 16))

/** Lets an error leave the scopes of the function that returns it; for AW_TRY. */
AW_API AwValue aw_pass(AwValue error, void *frame) __attribute__((cold));
/** Puts a cancellation back, to come at the next suspension; for AW_IGNORE. */
AW_API void aw_ignored(AwValue error);

extern const char aw_block_here[1]; /* another one stands inside AW_WITH */
/* AW_TRY(x): the value of x, or return its error from this function, which must return AwValue. */
#define AW_TRY(expression) AW_TRY_(AW_CAT(aw_try_, __COUNTER__), expression)
#define AW_TRY_(v, expression)                                                                     \
    ({                                                                                             \
        _Static_assert(sizeof aw_block_here == 1, "inside AW_WITH(b) write AW_CHECK(b, ...)");     \
        __auto_type v = (expression);                                                              \
        if (__builtin_expect(aw_failed(v), 0))                                                     \
            return aw_pass(aw_err(v), AW_FRAME_);                                                  \
        v;                                                                                         \
    })
/* AW_IGNORE(x): do x and drop what comes of it, on purpose. */
#define AW_IGNORE(expression) AW_IGNORE_(AW_CAT(aw_ignore_, __COUNTER__), expression)
#define AW_IGNORE_(v, expression)                                                                  \
    ({                                                                                             \
        __auto_type v = (expression);                                                              \
        if (__builtin_expect(aw_failed(v), 0))                                                     \
            aw_ignored(aw_err(v));                                                                 \
    })

/* ---- scopes and references ---- */

typedef struct {
    size_t mark;
    void *frame;
} AwScope;

/** Opens a scope in the call that `frame` tells; for AW_SCOPE. */
AW_API AwScope aw_scope_open(void *frame);
/** Closes it: what it holds goes, but for values given to aw_lift() in the same function. */
AW_API void aw_scope_close(AwScope *scope);
/* From here to the end of the block, a scope: say it first in a loop without an end. */
#define AW_SCOPE()                                                                                 \
    AwScope AW_CAT(aw_scope_, __COUNTER__) AW_CLEANUP(aw_scope_close) = aw_scope_open(AW_FRAME_)
/** Moves `v` out of the scopes of this call; for AW_RETURN. */
AW_API AwValue aw_lift(AwValue v, void *frame);
/* return v; from a function that said AW_SCOPE(). */
#define AW_RETURN(v) return aw_lift(v, AW_FRAME_)
/** One more reference to a future, pool or handle, for you to drop. Returns it; NULL stays NULL. */
AW_API void *aw_ref(void *object);
/** Drops a reference. NULL does nothing. */
AW_API void aw_unref(void *object);
/** One more reference to a value. */
AW_API AwValue aw_ref_value(AwValue v);
/** Drops a reference to a value. */
AW_API void aw_unref_value(AwValue v);

/* ---- coroutines and tasks [T C] ---- */

/* A coroutine function. Several arguments are a list. */
typedef AwValue (*AwFn)(AwValue arg);

typedef struct {
    const char *name; /* copied; NULL: Task-1, Task-2 ... [T13] */
    size_t stack;     /* bytes, rounded up; 0: 64 KiB */
    bool detached;    /* no scope holds it: fire and forget */
    bool eager_start; /* runs at once, to its first suspension; outside a run as any other [T15] */
} AwSpawnOptions;

/** A coroutine object: nothing runs until it is awaited, gathered or given to aw_ensure_future().
 * Dropped unrun, it is reported. */
AW_API AwFuture *aw_coro_from(AwFn fn, AwValue arg, AwSite *site) AW_MUST;
/** A task: fn(arg) is scheduled, not run [T1]. Never NULL: a failed future when it cannot be made.
 * Semantics: create_task(). */
AW_API AwFuture *aw_spawn_from(AwFn fn, AwValue arg, const AwSpawnOptions *options, AwSite *site);
/** Runs fn(arg) in this task, as a frame that is recorded, with a scope of its own [T10]. Suspends
 * if fn does. */
AW_API AwValue aw_call_from(AwFn fn, AwValue arg, AwSite *site) AW_MUST;
/** Waits until `future` is done: its result, or its error. A coroutine object is run in place.
 * Suspends unless it is done [F8 T5 T7]. */
AW_API AwValue aw_await_from(AwFuture *future, AwSite *site) AW_MUST;
#define aw_coro(fn, arg) aw_coro_from(fn, aw_v(arg), AW_SITE(#fn))
#define aw_spawn(fn, arg, ...)                                                                     \
    aw_spawn_from(fn, aw_v(arg), &(AwSpawnOptions){__VA_ARGS__}, AW_SITE(#fn))
#define aw_call(fn, arg) aw_call_from(fn, aw_v(arg), AW_SITE(#fn))
#define aw_await(future) aw_await_from(future, AW_HERE)

/** A future as it is; a coroutine object made a task. */
AW_API AwFuture *aw_ensure_future_from(AwFuture *future, AwSite *site);
#define aw_ensure_future(future) aw_ensure_future_from(future, AW_HERE)
/** The task that runs, NULL in a callback or outside a run [T8]. */
AW_API AwFuture *aw_current_task(void);
/** A task's name; "" for what is no task. Lives as long as the task. */
AW_API const char *aw_name(const AwFuture *future);
/** Suspends for `ns`, counted from now [L12 T11]; 0 gives way for one turn [T4]; less is as 0.
 * Semantics: asyncio.sleep(). */
AW_API AwValue aw_sleep_from(AwTime ns, AwSite *site) AW_MUST;
#define aw_sleep(ns) aw_sleep_from(ns, AW_SITE("sleep"))
/** Cancel requests a task got and has not taken back [C11]. */
AW_API int aw_cancelling(const AwFuture *task);
/** Takes one cancel request back; returns how many are left [C11]. */
AW_API int aw_uncancel(AwFuture *task);

/* ---- futures [F] ---- */

typedef void (*AwDoneFn)(AwFuture *future, void *data);

/** A pending future. */
AW_API AwFuture *aw_future_from(AwSite *site);
#define aw_future() aw_future_from(AW_SITE("future"))
/** Whether it has a result, an error, or was cancelled. */
AW_API bool aw_done(const AwFuture *future);
/** Whether it was cancelled. */
AW_API bool aw_cancelled(const AwFuture *future);
/** Its result or error; AW_INVALID_STATE while it is pending [F7]. Never suspends. */
AW_API AwValue aw_result(AwFuture *future) AW_MUST;
/** Its error in a list of one, so that it is data; none when it has a result; an error when it is
 * pending or was cancelled [F7]. */
AW_API AwValue aw_exception(AwFuture *future) AW_MUST;
/** Completes it; an error value makes it fail. Returns none, or AW_INVALID_STATE when it is done
 * [F2], AW_RUNTIME for a task [T9]. Callbacks are scheduled, not called [F3]. */
AW_API AwValue aw_set_result(AwFuture *future, AwValue v);
/** The same, but false and nothing when it is done: for whoever completes it late [F12]. */
AW_API bool aw_set_result_if_pending(AwFuture *future, AwValue v);
/** Asks to cancel; false when it is done already [F6 C]. `message` is copied; "" is none. */
AW_API bool aw_cancel_from(AwFuture *future, const char *message, AwSite *site);
#define aw_cancel(future, ...) aw_cancel_from(future, "" __VA_ARGS__, AW_HERE)
/** Schedules fn(future, data) for when it is done, in order of adding [F3 F4 F9]. False: no memory.
 */
AW_API bool aw_add_done_callback(AwFuture *future, AwDoneFn fn, void *data);
/** Takes off every callback that has this fn and data; returns how many [F5]. */
AW_API int aw_remove_done_callback(AwFuture *future, AwDoneFn fn, void *data);

/* ---- combinators [G W] ---- */

typedef enum { AW_ALL_COMPLETED, AW_FIRST_COMPLETED, AW_FIRST_EXCEPTION } AwWhen;
typedef struct {
    bool return_exceptions; /* errors are items of the list [G4] */
} AwGatherOptions;
typedef struct {
    AwTime timeout; /* ns; left out: AW_NEVER */
    AwWhen return_when;
} AwWaitOptions;

/** One future for `n`: its result is the list of theirs in argument order [G]. Coroutine objects
 * become tasks. The array may go. */
AW_API AwFuture *aw_gather_from(AwFuture *const *futures, size_t n, const AwGatherOptions *options,
                                AwSite *site);
/** Waits until all are done, or the first is, or `timeout` is over, which cancels nothing [W4].
 * Suspends. Semantics: asyncio.wait(). */
AW_API AwWait aw_wait_from(AwFuture *const *futures, size_t n, const AwWaitOptions *options,
                           AwSite *site) AW_MUST;
#ifdef __clang__
#define AW_OVERRIDE_OK_ AW_PRAGMA_(GCC diagnostic ignored "-Winitializer-overrides")
#else
#define AW_OVERRIDE_OK_ AW_PRAGMA_(GCC diagnostic ignored "-Woverride-init")
#endif
/* An expression with an option struct whose defaults the caller overrides. */
#define AW_OPTIONS_(variable, expression)                                                          \
    ({                                                                                             \
        AW_PRAGMA_(GCC diagnostic push)                                                            \
        AW_OVERRIDE_OK_ __auto_type variable = (expression);                                       \
        AW_PRAGMA_(GCC diagnostic pop)                                                             \
        variable;                                                                                  \
    })
#define AW_FUTURES(...) ((AwFuture *[]){__VA_ARGS__}), (AW_COUNT(__VA_ARGS__))
#define aw_gather(...) AW_GATHER_(__VA_ARGS__) /* array, n or AW_FUTURES(a, b); options */
#define AW_GATHER_(futures, n, ...)                                                                \
    aw_gather_from(futures, n, &(AwGatherOptions){__VA_ARGS__}, AW_SITE("gather"))
#define aw_wait(...) AW_WAIT_(__VA_ARGS__)
#define AW_WAIT_(futures, n, ...)                                                                  \
    AW_OPTIONS_(AW_CAT(aw_options_, __COUNTER__),                                                  \
                aw_wait_from(futures, n, &(AwWaitOptions){.timeout = AW_NEVER, ##__VA_ARGS__},     \
                             AW_SITE("wait")))

/** The futures' completions, one by one [AC]. Coroutine objects become tasks; duplicates count
 * once. With a timeout, each that is left when it is over is a failed future (AW_TIMEOUT) [AC2]. */
AW_API AwCompletions *aw_as_completed_from(AwFuture *const *futures, size_t n,
                                           const AwWaitOptions *options, AwSite *site);
/** The next future that is done; NULL when all were handed out. Suspends. A cancelled step gives a
 * future that failed with AW_CANCELLED [AC6 AC7]. */
AW_API AwFuture *aw_next_from(AwCompletions *completions, AwSite *site) AW_MUST;
#define aw_as_completed(...) AW_AS_COMPLETED_(__VA_ARGS__)
#define AW_AS_COMPLETED_(futures, n, ...)                                                          \
    AW_OPTIONS_(AW_CAT(aw_options_, __COUNTER__),                                                  \
                aw_as_completed_from(futures, n,                                                   \
                                     &(AwWaitOptions){.timeout = AW_NEVER, ##__VA_ARGS__},         \
                                     AW_SITE("as_completed")))
#define aw_next(completions) aw_next_from(completions, AW_SITE("next"))
/** A future that may be cancelled while `future` goes on [SH]. */
AW_API AwFuture *aw_shield_from(AwFuture *future, AwSite *site);
#define aw_shield(future) aw_shield_from(future, AW_SITE("shield"))

/* ---- blocks: a timeout, a group of tasks [TO TG] ----
 *
 *     AwTimeout *limit = aw_timeout(AW_SECOND);
 *     AW_WITH (limit) {
 *         AW_CHECK(limit, aw_sleep(5 * AW_SECOND));
 *     }
 *     AW_TRY(aw_outcome(limit));
 *
 * AW_CHECK ends the body with an error, as AW_TRY ends a function; AW_TRY in the body does not
 * compile. A body left by return, break or goto counts as failed, and is reported; so is an outcome
 * that nobody looked at. */

/** A block whose body is cancelled after `ns`; AW_NEVER: not [TO1 TO9 TO13]. */
AW_API AwTimeout *aw_timeout(AwTime ns);
/** The same at a time of aw_time(). */
AW_API AwTimeout *aw_timeout_at(AwTime when);
/** Another deadline, of aw_time(), or AW_NEVER [TO4]; AW_RUNTIME outside of the body [TO11]. */
AW_API AwValue aw_timeout_reschedule(AwTimeout *timeout, AwTime when);
/** Its deadline; AW_NEVER: none. */
AW_API AwTime aw_timeout_when(const AwTimeout *timeout);
/** Whether the deadline has come [TO5]. */
AW_API bool aw_expired(const AwTimeout *timeout);
/** A block that ends when its tasks have; the first error cancels them all [TG1 TG2]. */
AW_API AwGroup *aw_group(void);
/** A task of the group; a failed future (AW_RUNTIME) when it takes no more [TG7 TG12]. */
AW_API AwFuture *aw_group_spawn_from(AwGroup *group, AwFn fn, AwValue arg,
                                     const AwSpawnOptions *options, AwSite *site);
#define aw_group_spawn(group, fn, arg, ...)                                                        \
    aw_group_spawn_from(group, fn, aw_v(arg), &(AwSpawnOptions){__VA_ARGS__}, AW_SITE(#fn))

/** Enters a block; for AW_WITH, as are those that follow. */
AW_API AwBlock *aw_block_enter(AwBlock *block, AwSite *site);
/** Whether its body is to run. */
AW_API bool aw_block_is_open(const AwBlock *block);
/** The body ends with this error. */
AW_API void aw_block_fail(AwBlock *block, AwValue error) __attribute__((cold));
/** Leaves it. Suspends for a group. */
AW_API void aw_block_leave(AwBlock *block);
/** Leaves it if its body was left in some other way. */
AW_API void aw_block_abandon(AwBlock **at);
/** What came of it: none, or the error to go on with. */
AW_API AwValue aw_block_outcome(AwBlock *block) AW_MUST;
#define AW_WITH(block) AW_WITH_(block, AW_CAT(aw_with_, __COUNTER__), AW_SITE(#block))
#define AW_WITH_(block, guard, site)                                                               \
    AW_PRAGMA_(GCC diagnostic push)                                                                \
    AW_PRAGMA_(GCC diagnostic ignored "-Wshadow")                                                  \
    for (char aw_block_here[2] = {0}; !aw_block_here[0]; aw_block_here[0] = 1)                     \
        AW_PRAGMA_(GCC diagnostic pop)                                                             \
    for (AwBlock * guard AW_CLEANUP(aw_block_abandon) = aw_block_enter((AwBlock *) (block), site); \
         aw_block_is_open(guard); aw_block_leave(guard))                                           \
        if (0) {                                                                                   \
            AW_CAT(block, _end) : __attribute__((unused));                                         \
        } else
#define AW_CHECK(block, expression) AW_CHECK_(block, AW_CAT(aw_check_, __COUNTER__), expression)
#define AW_CHECK_(block, v, expression)                                                            \
    ({                                                                                             \
        __auto_type v = (expression);                                                              \
        if (__builtin_expect(aw_failed(v), 0)) {                                                   \
            aw_block_fail((AwBlock *) (block), aw_err(v));                                         \
            goto AW_CAT(block, _end);                                                              \
        }                                                                                          \
        v;                                                                                         \
    })
#define aw_outcome(block) aw_block_outcome((AwBlock *) (block))

/** Waits for `future` for at most `ns`; then it is cancelled, and has stopped when this returns
 * [WF2 WF3 WF6]. Its result, AW_TIMEOUT, or AW_CANCELLED. Suspends. */
AW_API AwValue aw_wait_for_from(AwFuture *future, AwTime ns, AwSite *site) AW_MUST;
#define aw_wait_for(future, ns) aw_wait_for_from(future, ns, AW_SITE("wait_for"))
/** Begins and ends what AW_WAIT_FOR_CALL wraps. */
AW_API AwTimeout *aw_wait_for_begin(AwTime ns, AwSite *site);
AW_API AwValue aw_wait_for_end(AwTimeout *timeout, AwValue v) AW_MUST;
/* aw_wait_for_call(call, ns): the same for any call that suspends, run in this task [WF10]; with a
 * timeout of 0 or less it is not made at all. */
#define aw_wait_for_call(call, ns) AW_WAIT_FOR_CALL_(AW_CAT(aw_wait_for_, __COUNTER__), call, ns)
#define AW_WAIT_FOR_CALL_(timeout, call, ns)                                                       \
    ({                                                                                             \
        AwTime AW_CAT(timeout, _ns) = (ns);                                                        \
        AwValue AW_CAT(timeout, _value);                                                           \
        if (AW_CAT(timeout, _ns) <= 0) {                                                           \
            AW_CAT(timeout, _value) = aw_error(AW_TIMEOUT, "the timeout is over");                 \
        } else {                                                                                   \
            AwTimeout *timeout = aw_wait_for_begin(AW_CAT(timeout, _ns), AW_SITE("wait_for"));     \
            AW_CAT(timeout, _value) = aw_block_is_open((AwBlock *) timeout)                        \
                                          ? aw_wait_for_end(timeout, call)                         \
                                          : aw_block_outcome((AwBlock *) timeout);                 \
        }                                                                                          \
        AW_CAT(timeout, _value);                                                                   \
    })

/* ---- locks and their friends [LK EV SE CV BA]: each belongs to the scope that made it ----
 *
 * What makes one of these, a queue or a block returns NULL when there is no memory. It may be used
 * all the same: what gets NULL for one returns AW_NOMEM, a block's body does not run, and what
 * returns no error does nothing. */

/** A lock, free. */
AW_API AwLock *aw_lock_from(AwSite *site);
#define aw_lock() aw_lock_from(AW_SITE("lock"))
/** A semaphore with `value` slots. */
AW_API AwSemaphore *aw_semaphore_from(int64_t value, AwSite *site);
#define aw_semaphore(value) aw_semaphore_from(value, AW_SITE("semaphore"))
/** One that refuses to be released more often than it was acquired [SE4]. */
AW_API AwSemaphore *aw_bounded_semaphore_from(int64_t value, AwSite *site);
#define aw_bounded_semaphore(value) aw_bounded_semaphore_from(value, AW_SITE("bounded_semaphore"))
/** A condition with a lock of its own, or `lock`. */
AW_API AwCondition *aw_condition_from(AwLock *lock, AwSite *site);
#define aw_condition(lock) aw_condition_from(lock, AW_SITE("condition"))
/** Takes a lock, a slot of a semaphore, or a condition's lock; in order of asking [LK1-LK5
 * SE1-SE5]. Suspends. */
AW_API AwValue aw_acquire_from(void *lock, AwSite *site) AW_MUST;
#define aw_acquire(lock) aw_acquire_from(lock, AW_SITE("acquire"))
/** Gives it back; AW_RUNTIME for a lock that is free [LK6], AW_VALUE [SE4]. Never suspends. */
AW_API AwValue aw_release(void *lock);
/** Whether acquiring would wait. */
AW_API bool aw_locked(const void *lock);
/** Releases at the end of a C block; for AW_HOLD. */
AW_API void aw_held_release(void **held);
/* AW_HOLD(lock): holds it from here to the end of the C block, however that is left [LK8]. */
#define AW_HOLD(lock) AW_HOLD_(AW_CAT(aw_held_, __COUNTER__), lock)
#define AW_HOLD_(held, lock)                                                                       \
    void *held AW_CLEANUP(aw_held_release) = ({                                                    \
        void *AW_CAT(held, _lock) = (lock);                                                        \
        (void) AW_TRY(aw_acquire(AW_CAT(held, _lock)));                                            \
        AW_CAT(held, _lock);                                                                       \
    })

/** An event, not set. */
AW_API AwEvent *aw_event_from(AwSite *site);
#define aw_event() aw_event_from(AW_SITE("event"))
/** Waits until it is set [EV2]. Suspends. */
AW_API AwValue aw_event_wait_from(AwEvent *event, AwSite *site) AW_MUST;
#define aw_event_wait(event) aw_event_wait_from(event, AW_SITE("event.wait"))
/** Sets it and wakes all who wait [EV1 EV3]. */
AW_API void aw_event_set(AwEvent *event);
/** Takes that back, for those who come later. */
AW_API void aw_event_clear(AwEvent *event);
/** Whether it is set. */
AW_API bool aw_event_is_set(const AwEvent *event);

/** Releases the condition's lock, waits to be notified, and takes the lock again, which is held on
 * every return [CV1 CV4 CV5]. Suspends. */
AW_API AwValue aw_condition_wait_from(AwCondition *condition, AwSite *site) AW_MUST;
#define aw_condition_wait(condition) aw_condition_wait_from(condition, AW_SITE("condition.wait"))
/** Waits until ready(data), which is asked with the lock held, now and after each notice [CV8].
 * Suspends. */
AW_API AwValue aw_condition_wait_for_from(AwCondition *condition, bool (*ready)(void *data),
                                          void *data, AwSite *site) AW_MUST;
#define aw_condition_wait_for(condition, ready, data)                                              \
    aw_condition_wait_for_from(condition, ready, data, AW_SITE("condition.wait_for"))
/** Wakes `n` who wait; AW_RUNTIME without the lock [CV2 CV3]. */
AW_API AwValue aw_notify(AwCondition *condition, size_t n);
/** Wakes all [CV7]. */
AW_API AwValue aw_notify_all(AwCondition *condition);

/** A barrier for `parties` tasks. */
AW_API AwBarrier *aw_barrier_from(int64_t parties, AwSite *site);
#define aw_barrier(parties) aw_barrier_from(parties, AW_SITE("barrier"))
/** Waits until all parties are there; the order of arrival, from 0 [BA1 BA4]. Suspends. */
AW_API AwValue aw_barrier_wait_from(AwBarrier *barrier, AwSite *site) AW_MUST;
#define aw_barrier_wait(barrier) aw_barrier_wait_from(barrier, AW_SITE("barrier.wait"))
/** Sends those who wait away with AW_BROKEN_BARRIER; it can be used again [BA2]. May suspend. */
AW_API AwValue aw_barrier_reset_from(AwBarrier *barrier, AwSite *site) AW_MUST;
#define aw_barrier_reset(barrier) aw_barrier_reset_from(barrier, AW_SITE("barrier.reset"))
/** Breaks it until it is reset [BA3]. May suspend. */
AW_API AwValue aw_barrier_abort_from(AwBarrier *barrier, AwSite *site) AW_MUST;
#define aw_barrier_abort(barrier) aw_barrier_abort_from(barrier, AW_SITE("barrier.abort"))
/** How many wait for the others. */
AW_API int64_t aw_barrier_waiting(const AwBarrier *barrier);
/** Whether it is broken. */
AW_API bool aw_barrier_is_broken(const AwBarrier *barrier);

/* ---- queues [QU]: they hold their items; an error is raised, not put ---- */

typedef enum { AW_FIFO, AW_LIFO, AW_PRIORITY } AwOrder; /* AW_PRIORITY: smallest first [QU9] */
typedef struct {
    size_t maxsize; /* 0: no limit */
    AwOrder order;
} AwQueueOptions;

/** A queue. */
AW_API AwQueue *aw_queue_from(const AwQueueOptions *options, AwSite *site);
#define aw_queue(...) aw_queue_from(&(AwQueueOptions){__VA_ARGS__}, AW_SITE("queue"))
/** Puts an item; waits while it is full [QU1 QU2 QU11]. Suspends. */
AW_API AwValue aw_queue_put_from(AwQueue *queue, AwValue item, AwSite *site) AW_MUST;
#define aw_queue_put(queue, item) aw_queue_put_from(queue, aw_v(item), AW_SITE("queue.put"))
/** Takes an item; waits while there is none [QU1 QU3 QU8]. Suspends. */
AW_API AwValue aw_queue_get_from(AwQueue *queue, AwSite *site) AW_MUST;
#define aw_queue_get(queue) aw_queue_get_from(queue, AW_SITE("queue.get"))
/** Puts an item, or AW_QUEUE_FULL [QU4]. */
AW_API AwValue aw_queue_put_nowait_from(AwQueue *queue, AwValue item, AwSite *site) AW_MUST;
#define aw_queue_put_nowait(queue, item)                                                           \
    aw_queue_put_nowait_from(queue, aw_v(item), AW_SITE("queue.put"))
/** Takes an item, or AW_QUEUE_EMPTY [QU4]. */
AW_API AwValue aw_queue_get_nowait_from(AwQueue *queue, AwSite *site) AW_MUST;
#define aw_queue_get_nowait(queue) aw_queue_get_nowait_from(queue, AW_SITE("queue.get"))
/** An item that was taken is dealt with [QU5 QU6]. */
AW_API AwValue aw_queue_task_done(AwQueue *queue);
/** Waits until all that was put is dealt with [QU5]. Suspends. */
AW_API AwValue aw_queue_join_from(AwQueue *queue, AwSite *site) AW_MUST;
#define aw_queue_join(queue) aw_queue_join_from(queue, AW_SITE("queue.join"))
/** No more puts; gets until it is empty, or at once with `immediate` [QU10]. */
AW_API void aw_queue_shutdown(AwQueue *queue, bool immediate);
/** Items in it. */
AW_API size_t aw_queue_size(const AwQueue *queue);

/* ---- context variables [CX] ---- */

/* A variable of each task: static AwVar user = {.name = "user"}; */
typedef struct {
    const char *name;
    AwValue otherwise; /* what it is where nobody set it */
} AwVar;

/** Its value here. */
AW_API AwValue aw_var_get(AwVar *var);
/** Sets it in this task, or this run of a callback [CX1 CX2]. */
AW_API AwValue aw_var_set(AwVar *var, AwValue v);
/** All variables as they are now. NULL: no memory. */
AW_API AwContext *aw_copy_context(void);

/* ---- executors [EX] ---- */

/** A pool of `workers` threads (1 to 1024), started when the first job comes. When its last
 * reference goes it takes no more jobs and its threads end after the queued ones. NULL:
 * no memory; take care: aw_run_in_executor() takes that for the loop's own pool. */
AW_API AwPool *aw_thread_pool(int workers);
/** Runs fn(arg) in a thread of the pool; NULL is the loop's own pool, of 4. The argument may hold
 * no object (AW_TYPE). The future is the loop's: cancelling it drops a job that has not begun, and
 * the result of one that has [EX4 EX5]. Semantics: loop.run_in_executor(). */
AW_API AwFuture *aw_run_in_executor_from(AwPool *pool, AwFn fn, AwValue arg, AwSite *site);
#define aw_run_in_executor(pool, fn, arg) aw_run_in_executor_from(pool, fn, aw_v(arg), AW_SITE(#fn))
/** No more jobs (AW_RUNTIME for those who try) [EX7]; with cancel_futures, none that has not begun.
 * Does not wait. */
AW_API void aw_pool_shutdown(AwPool *pool, bool cancel_futures);
/** No more jobs for the loop's own pool; waits for at most `timeout` ns until its threads have
 * stopped, then reports that they have not, and leaves them to it [SD4]. None, or AW_CANCELLED.
 * Suspends. */
AW_API AwValue aw_shutdown_default_executor_from(AwTime timeout, AwSite *site) AW_MUST;
#define aw_shutdown_default_executor(timeout)                                                      \
    aw_shutdown_default_executor_from(timeout, AW_SITE("shutdown_default_executor"))

/* A job as other threads see it: concurrent.futures.Future. */
typedef enum {
    AW_JOB_PENDING,
    AW_JOB_RUNNING,
    AW_JOB_CANCELLED,
    AW_JOB_CANCELLED_AND_NOTIFIED, /* whoever was to run it knows */
    AW_JOB_FINISHED,
} AwJobState;

typedef void (*AwJobFn)(AwJob *job, void *data);

/** Queues fn(arg) for the pool, from any thread. Never NULL: finished with AW_RUNTIME when the pool
 * is shut down, with AW_TYPE when the argument holds an object, with AW_NOMEM without memory or a
 * pool. Belongs to the scope. */
AW_API AwJob *aw_submit_threadsafe_from(AwPool *pool, AwFn fn, AwValue arg, AwSite *site);
#define aw_submit_threadsafe(pool, fn, arg)                                                        \
    aw_submit_threadsafe_from(pool, fn, aw_v(arg), AW_SITE(#fn))
/** Its state [CF1]. */
AW_API AwJobState aw_job_state_threadsafe(AwJob *job);
/** Cancels a job that has not begun; true when it is cancelled now or was before [CF2]. */
AW_API bool aw_job_cancel_threadsafe(AwJob *job);
/** Its value or error, AW_CF_CANCELLED, or AW_TIMEOUT after `timeout` ns. BLOCKS THE THREAD, and
 * with the loop's thread the loop [CF3 EX9]; on the virtual clock AW_DEADLOCK when nothing can end
 * it. */
AW_API AwValue aw_job_result_threadsafe(AwJob *job, AwTime timeout) AW_MUST;
/** Calls fn(job, data) in the thread that ends it, or at once when it is over [CF4]. False: no
 * memory. */
AW_API bool aw_job_add_done_callback_threadsafe(AwJob *job, AwJobFn fn, void *data);
/** A future of this loop that follows the job, and cancels it when it is cancelled [EX2 EX4]. */
AW_API AwFuture *aw_wrap_job_from(AwJob *job, AwSite *site);
#define aw_wrap_job(job) aw_wrap_job_from(job, AW_SITE("wrap_job"))
/** Makes fn(arg) a task of `loop`, from any thread; the job follows it, and cancels it when it is
 * cancelled [CF5]. The argument may hold nothing of another loop. */
AW_API AwJob *aw_run_coroutine_threadsafe_from(AwLoop *loop, AwFn fn, AwValue arg, AwSite *site);
#define aw_run_coroutine_threadsafe(loop, fn, arg)                                                 \
    aw_run_coroutine_threadsafe_from(loop, fn, aw_v(arg), AW_SITE(#fn))

/** In a job: hold the worker for `ns` of the loop's clock, real or virtual. */
AW_API void aw_work(AwTime ns);
/** In a task or callback: hold the loop for `ns`, as a blocking call would. */
AW_API void aw_busy(AwTime ns);

/* ---- the loop [L R] ---- */

typedef void (*AwCallback)(void *data);

/** The loop that runs in this thread, or is embedded in it; NULL if none does [L13]. */
AW_API AwLoop *aw_running_loop(void);
/** A loop on the real clock; NULL without memory or descriptors. */
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
 * NULL: as false above. */
AW_API AwHandle *aw_call_soon_handle_threadsafe(AwLoop *loop, AwCallback fn, void *data);
/** Calls off what aw_call_soon_handle_threadsafe() gave, from any thread. True: it did not run and
 * never will, so that what its data points to may go. NULL gives false. */
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

typedef void (*AwErrorFn)(const AwReport *report, void *data);

/** Who gets the reports; NULL: a line on stderr for each. */
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
    bool no_signals; /* leave SIGINT alone; else the first cancels main, the second ends the program
                      */
    bool threads; /* threads of yours will call in: an idle loop waits for ever, no AW_DEADLOCK */
    AwTime pool_timeout; /* ns that the end waits for jobs of pools; 0: 5 minutes [SD4] */
} AwRunOptions;

/** Makes a loop, runs fn(arg) as its main task, cancels and waits for the tasks that are left,
 * joins the pools, closes [R11 SD]. Its value, its error, AW_DEADLOCK, or AW_CANCELLED after
 * SIGINT. With AW_TRACE=FILE in the environment and no recording under way, records. */
AW_API AwValue aw_run_from(AwFn fn, AwValue arg, const AwRunOptions *options, AwSite *site) AW_MUST;
#define aw_run(fn, arg, ...) aw_run_from(fn, aw_v(arg), &(AwRunOptions){__VA_ARGS__}, AW_SITE(#fn))
/** For `return` in main(): 0, or 1 with the error on stderr, or 130 after SIGINT. */
AW_API int aw_exit_status(AwValue result);
/** Whether SIGINT ended the last run of this thread. */
AW_API bool aw_interrupted(void);

/** Suspends until `fd` can be read, or its other end is gone. Real clock only (AW_RUNTIME). One
 * task a descriptor. Semantics: loop.add_reader(). */
AW_API AwValue aw_readable_from(int fd, AwSite *site) AW_MUST;
#define aw_readable(fd) aw_readable_from(fd, AW_SITE("readable"))

/* ---- seen in the recording ---- */

/** Prints a line to standard output, and into the recording. */
AW_API void aw_print_from(AwSite *site, const char *format, ...) AW_PRINTF(2, 3);
#define aw_print(...) aw_print_from(AW_SITE("print"), __VA_ARGS__)
/** A mark with a label, in the recording only. */
AW_API void aw_mark_from(AwSite *site, const char *format, ...) AW_PRINTF(2, 3);
#define aw_mark(...) aw_mark_from(AW_HERE, __VA_ARGS__)

typedef struct {
    const char *key, *value;
} AwRecordMeta;

typedef struct {
    const char *path;         /* file to write, replaced; NULL: fd */
    int fd;                   /* pipe or socket, written while things happen; closed at the end */
    const AwRecordMeta *meta; /* for the header; ends with a NULL key; NULL: nothing */
    const char *source_file;  /* source to embed besides what is found on disk, as sites name it */
    const char *source_text;
} AwRecordOptions;

/** Records what happens in this process from now on; one recording at a time. Returns none or an
 * error. The strings must live until aw_record_stop(). */
AW_API AwValue aw_record_start(const AwRecordOptions *options) AW_MUST;
/** Ends the recording; waits until all is written. Returns none, or why some of it could not be. */
AW_API AwValue aw_record_stop(void);

/* ---- scenarios ---- */

/* A parameter is a plain variable of the scenario's file; its initial value is the default. */
typedef struct {
    const char *name;
    enum { AW_PARAM_INT = 1, AW_PARAM_TIME } type;
    int64_t *at;
    int64_t min, max;
    const char *help;
} AwParam;

enum { AW_MAX_PARAMS = 12 };

typedef struct {
    const char *title, *about;
    AwFn main;                     /* by AW_MAIN */
    AwSite *site;                  /* that names it */
    AwParam params[AW_MAX_PARAMS]; /* ends with a NULL name */
} AwScenario;

/* The coroutine function that the scenario begins with. */
#define AW_MAIN(fn)                                                                                \
    .main = fn, .site = &(AwSite)                                                                  \
    {                                                                                              \
        AW_FILE, "", #fn, __LINE__, 0                                                              \
    }
#define AW_INT(variable, lowest, highest, text)                                                    \
    {                                                                                              \
        .name = #variable, .type = AW_PARAM_INT, .at = &(variable), .min = lowest, .max = highest, \
        .help = text                                                                               \
    }
#define AW_TIME(variable, lowest, highest, text)                                                   \
    {                                                                                              \
        .name = #variable, .type = AW_PARAM_TIME, .at = &(variable), .min = lowest,                \
        .max = highest, .help = text                                                               \
    }
#ifndef AW_SCENARIO_SYMBOL
#define AW_SCENARIO_SYMBOL aw_scenario
#endif
#define AW_SCENARIO(...)                                                                           \
    extern const AwScenario AW_SCENARIO_SYMBOL;                                                    \
    const AwScenario AW_SCENARIO_SYMBOL = {__VA_ARGS__}
