/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* value.h - values: 16 bytes, passed in two registers. */
#pragma once
#include <aw/site.h>

typedef enum {
    AW_K_NONE,
    AW_K_BOOL,
    AW_K_INT, /* 64 bits */
    AW_K_REAL,
    AW_K_POINTER, /* yours: never followed, never freed; recorded as a serial number */
    AW_K_OBJECT,  /* a future, pool, queue ...: counted; stays in its loop's thread */
    AW_K_TEXT,
    AW_K_BYTES,
    AW_K_LIST,
    AW_K_ERROR, /* raised: whoever gets one passes it on or deals with it */
} AwKind;

typedef enum {
    AW_OK,
    AW_CANCELLED,
    AW_TIMEOUT,
    AW_ERROR,         /* the program's own */
    AW_INVALID_STATE, /* [F2 F7] */
    AW_RUNTIME,       /* misuse: a closed loop, a nested run, a task that awaits itself ... */
    AW_VALUE,         /* an argument with an impossible value */
    AW_TYPE,          /* a value of a kind that is not allowed here */
    AW_OS,            /* aw_errno() says which */
    AW_NOMEM,
    AW_DEADLOCK, /* nothing is left that could wake the loop */
    AW_QUEUE_EMPTY,
    AW_QUEUE_FULL,
    AW_QUEUE_SHUTDOWN,
    AW_BROKEN_BARRIER,
    AW_CF_CANCELLED, /* a job of another thread was cancelled, not the task that asks */
    AW_GROUP_FAILED, /* aw_suberrors() are the errors of a group's tasks */
} AwCode;

typedef struct AwCell AwCell;

/* Any value. Text, bytes, lists and errors are immutable, counted cells; `generation` shows when
 * one is used after it was freed, which stops the program with a sentence. Look inside only with
 * the functions below. */
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

/** A truth value [VA1]. */
AW_API AwValue aw_bool(bool b);
/** A whole number [VA1]. */
AW_API AwValue aw_int(int64_t i);
/** A floating-point number [VA1]. */
AW_API AwValue aw_real(double r);
/** Text, formatted as by printf(). Returns AW_NOMEM as an error value when there is no memory, as
 * do all of these [VA1 VA4]. */
AW_API AwValue aw_text_from(AwSite *site, const char *format, ...) AW_PRINTF(2, 3);
#define aw_text(...) aw_text_from(AW_SITE("text"), __VA_ARGS__)
/** A copy of `text`; NULL gives none [VA1]. */
AW_API AwValue aw_str(const char *text);
/** A copy of `size` bytes [VA1]. */
AW_API AwValue aw_bytes_from(const void *data, size_t size, AwSite *site);
#define aw_bytes(...) aw_bytes_from(__VA_ARGS__, AW_SITE("bytes"))
/** A list that holds `n` values. Items may be errors, since in a list they are data; but an item
 * that could not be made for lack of memory makes the list AW_NOMEM, too. AW_VALUE when lists nest
 * more than 100 deep [VA1]. */
AW_API AwValue aw_list_of_from(const AwValue *items, size_t n, AwSite *site);
#define aw_list_of(...) aw_list_of_from(__VA_ARGS__, AW_SITE("list_of"))
/** A pointer of yours; the library does not keep alive what it points to [VA1]. */
AW_API AwValue aw_pointer(void *pointer);
/** An object of the library as a value, which holds a reference to it. NULL gives none [VA1 OW2].
 */
AW_API AwValue aw_object(void *object);
#define aw_object(object) aw_object(AW_OBJECT_("aw_object()", object))
/* clang-format off */
/* The associations of _Generic for all types of objects, each with `cell`. */
#define AW_OBJECTS_(cell)                                                                          \
    AwFuture *: cell, AwPool *: cell, AwLock *: cell, AwSemaphore *: cell, AwEvent *: cell,        \
    AwCondition *: cell, AwBarrier *: cell, AwQueue *: cell, AwCompletions *: cell,                \
    AwTimeout *: cell, AwGroup *: cell, AwBlock *: cell, AwContext *: cell, AwHandle *: cell,      \
    AwJob *: cell, AwLoop *: cell
/* clang-format on */
/* Expands to `object`; does not compile if that is none. A void * passes. */
#define AW_OBJECT_(function, object)                                                               \
    (AW_ONLY_IF_(_Generic((object), AW_OBJECTS_(1), void * : 1, default : 0),                      \
                 function " takes an object of the library: a future, a queue, a pool ..."),       \
     (object))
/** The value itself, unchanged; for aw_v() [VA1]. */
static inline AwValue
aw_same(AwValue v)
{
    return v;
}

/* Never defined. For an argument of another type aw_v() calls it, and the compiler's complaint
 * shows its name and that of its parameter's type. */
typedef struct {
    void *pointer;
} AwOwnPointerCastToVoid;
AwValue aw_v_takes_own_pointers_cast_to_void_(AwOwnPointerCastToVoid x);
/* Makes a value of any C scalar, string or AwValue, or of an object of the library. Cast pointers
 * of your own: (void *) it. */
#define aw_v(x)                                                                                    \
    _Generic((x),                                                                                  \
        AwValue: aw_same,                                                                          \
        bool: aw_bool,                                                                             \
        char: aw_int,                                                                              \
        signed char: aw_int,                                                                       \
        unsigned char: aw_int,                                                                     \
        short: aw_int,                                                                             \
        unsigned short: aw_int,                                                                    \
        int: aw_int,                                                                               \
        long: aw_int,                                                                              \
        long long: aw_int,                                                                         \
        unsigned: aw_int,                                                                          \
        unsigned long: aw_int,                                                                     \
        unsigned long long: aw_int,                                                                \
        float: aw_real,                                                                            \
        double: aw_real,                                                                           \
        char *: aw_str,                                                                            \
        const char *: aw_str,                                                                      \
        AW_OBJECTS_(aw_object),                                                                    \
        void *: aw_pointer,                                                                        \
        default: aw_v_takes_own_pointers_cast_to_void_)(x)

#define AW_NTH_(a, b, c, d, e, f, g, h, i, j, k, l, n, ...) n
/* Counts up to 12, evaluates none. */
#define AW_COUNT(...) AW_NTH_(__VA_ARGS__, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)
#define AW_VX_(...) aw_list_takes_up_to_six_values_and_aw_list_of_any_number
#define AW_V1_(a) aw_v(a)
#define AW_V2_(a, ...) aw_v(a), AW_V1_(__VA_ARGS__)
#define AW_V3_(a, ...) aw_v(a), AW_V2_(__VA_ARGS__)
#define AW_V4_(a, ...) aw_v(a), AW_V3_(__VA_ARGS__)
#define AW_V5_(a, ...) aw_v(a), AW_V4_(__VA_ARGS__)
#define AW_V6_(a, ...) aw_v(a), AW_V5_(__VA_ARGS__)
#define AW_VALUES_(...)                                                                            \
    AW_NTH_(__VA_ARGS__, AW_VX_, AW_VX_, AW_VX_, AW_VX_, AW_VX_, AW_VX_, AW_V6_, AW_V5_, AW_V4_,   \
            AW_V3_, AW_V2_, AW_V1_)                                                                \
    (__VA_ARGS__)
/* aw_list(3, "x", task): a list of up to six values; also the way to give a coroutine several
 * arguments. */
#define aw_list(...)                                                                               \
    aw_list_of_from((AwValue[]){AW_VALUES_(__VA_ARGS__)}, AW_COUNT(__VA_ARGS__), AW_SITE("list"))

/** Whether `v` is of `kind` [VA2]. */
AW_API bool aw_is(AwValue v, AwKind kind);
/* Reading a value as a kind that it is not (an error, most often) is a bug in the program and ends
 * it with a sentence. Where a value may be of either kind, ask first, with aw_is(). */
/** The truth value in `v` [VA2]. */
AW_API bool aw_to_bool_from(AwValue v, AwSite *site);
#define aw_to_bool(v) aw_to_bool_from(v, AW_SITE("to_bool"))
/** The whole number in `v` [VA2]. */
AW_API int64_t aw_to_int_from(AwValue v, AwSite *site);
#define aw_to_int(v) aw_to_int_from(v, AW_SITE("to_int"))
/** The whole number in `v`, or `otherwise` when it is something else [VA2]. */
AW_API int64_t aw_int_or(AwValue v, int64_t otherwise);
/** The number in `v`; whole numbers are converted [VA2]. */
AW_API double aw_to_real_from(AwValue v, AwSite *site);
#define aw_to_real(v) aw_to_real_from(v, AW_SITE("to_real"))
/** The text in `v`; lives as long as v [VA2]. */
AW_API const char *aw_to_text_from(AwValue v, AwSite *site);
#define aw_to_text(v) aw_to_text_from(v, AW_SITE("to_text"))
/** The bytes in `v` and how many there are; they live as long as v [VA2]. */
AW_API const void *aw_to_bytes_from(AwValue v, size_t *ret_size, AwSite *site);
#define aw_to_bytes(v, ret_size) aw_to_bytes_from(v, ret_size, AW_SITE("to_bytes"))
/** The pointer in `v` [VA2]. */
AW_API void *aw_to_pointer_from(AwValue v, AwSite *site);
#define aw_to_pointer(v) aw_to_pointer_from(v, AW_SITE("to_pointer"))
/** The future in `v` [VA2]. */
AW_API AwFuture *aw_to_future_from(AwValue v, AwSite *site);
#define aw_to_future(v) aw_to_future_from(v, AW_SITE("to_future"))
/** The object of the library in `v`; lives as long as v [VA2]. */
AW_API AwQueue *aw_to_queue_from(AwValue v, AwSite *site);
AW_API AwLock *aw_to_lock_from(AwValue v, AwSite *site);
AW_API AwSemaphore *aw_to_semaphore_from(AwValue v, AwSite *site);
AW_API AwEvent *aw_to_event_from(AwValue v, AwSite *site);
AW_API AwCondition *aw_to_condition_from(AwValue v, AwSite *site);
AW_API AwBarrier *aw_to_barrier_from(AwValue v, AwSite *site);
AW_API AwPool *aw_to_pool_from(AwValue v, AwSite *site);
AW_API AwCompletions *aw_to_completions_from(AwValue v, AwSite *site);
AW_API AwTimeout *aw_to_timeout_from(AwValue v, AwSite *site);
AW_API AwGroup *aw_to_group_from(AwValue v, AwSite *site);
AW_API AwContext *aw_to_context_from(AwValue v, AwSite *site);
AW_API AwHandle *aw_to_handle_from(AwValue v, AwSite *site);
AW_API AwJob *aw_to_job_from(AwValue v, AwSite *site);
AW_API AwLoop *aw_to_loop_from(AwValue v, AwSite *site);
#define aw_to_queue(v) aw_to_queue_from(v, AW_SITE("to_queue"))
#define aw_to_lock(v) aw_to_lock_from(v, AW_SITE("to_lock"))
#define aw_to_semaphore(v) aw_to_semaphore_from(v, AW_SITE("to_semaphore"))
#define aw_to_event(v) aw_to_event_from(v, AW_SITE("to_event"))
#define aw_to_condition(v) aw_to_condition_from(v, AW_SITE("to_condition"))
#define aw_to_barrier(v) aw_to_barrier_from(v, AW_SITE("to_barrier"))
#define aw_to_pool(v) aw_to_pool_from(v, AW_SITE("to_pool"))
#define aw_to_completions(v) aw_to_completions_from(v, AW_SITE("to_completions"))
#define aw_to_timeout(v) aw_to_timeout_from(v, AW_SITE("to_timeout"))
#define aw_to_group(v) aw_to_group_from(v, AW_SITE("to_group"))
#define aw_to_context(v) aw_to_context_from(v, AW_SITE("to_context"))
#define aw_to_handle(v) aw_to_handle_from(v, AW_SITE("to_handle"))
#define aw_to_job(v) aw_to_job_from(v, AW_SITE("to_job"))
#define aw_to_loop(v) aw_to_loop_from(v, AW_SITE("to_loop"))
/** Length of a text or bytes in bytes, of a list in items [VA2]. */
AW_API size_t aw_len_from(AwValue v, AwSite *site);
#define aw_len(v) aw_len_from(v, AW_SITE("len"))
/** Item `i` of a list, from 0; out of range ends the program with a sentence [VA2]. */
AW_API AwValue aw_at_from(AwValue list, size_t i, AwSite *site);
#define aw_at(list, i) aw_at_from(list, i, AW_SITE("at"))
/** The value as Python would write it: 3, 'item 0', [1, 2], None; a pointer by its serial number,
 * <pointer 1>. Returns a text value [VA5]. */
AW_API AwValue aw_repr_from(AwValue v, AwSite *site);
#define aw_repr(v) aw_repr_from(v, AW_SITE("repr"))
