/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* combine.h - waiting for several futures, at once or one by one, and shielding one [G W AC SH]. */
#pragma once
#include <aw/error.h>
#include <aw/future.h>

typedef enum { AW_ALL_COMPLETED, AW_FIRST_COMPLETED, AW_FIRST_EXCEPTION } AwWhen;
typedef struct {
    bool return_exceptions; /* errors are items of the list [G4] */
} AwGatherOptions;
typedef struct {
    AwTime timeout; /* ns; AW_NEVER if left out */
    AwWhen return_when;
} AwWaitOptions;

/** One future for `n` others: its result is the list of their results, in argument order [G1 G2
 * G6]. Coroutine objects become tasks. The array need not outlive the call. */
AW_API AwFuture *aw_gather_from(AwFuture *const *futures, size_t n, const AwGatherOptions *options,
                                AwSite *site);
/** Waits until all are done, or as many as `return_when` asks for, or until `timeout` is over,
 * which cancels nothing [W1 W2 W3 W4]. Suspends. Semantics: asyncio.wait(). */
AW_API AwWait aw_wait_from(AwFuture *const *futures, size_t n, const AwWaitOptions *options,
                           AwSite *site) AW_MUST;
#ifdef __clang__
#define AW_OVERRIDE_OK_ AW_PRAGMA_(GCC diagnostic ignored "-Winitializer-overrides")
#else
#define AW_OVERRIDE_OK_ AW_PRAGMA_(GCC diagnostic ignored "-Woverride-init")
#endif
/* An expression with an option struct whose defaults the caller overrides. */
#define AW_OPTIONS_(variable, expression)                                                          \
    __extension__({                                                                                \
        AW_PRAGMA_(GCC diagnostic push)                                                            \
        AW_OVERRIDE_OK_ __auto_type variable = (expression);                                       \
        AW_PRAGMA_(GCC diagnostic pop)                                                             \
        variable;                                                                                  \
    })
#define AW_FUTURES(...) ((AwFuture *[]){__VA_ARGS__}), (AW_COUNT(__VA_ARGS__))
#define aw_gather(...) AW_GATHER_(__VA_ARGS__) /* array, n or AW_FUTURES(a, b); options */
#define AW_GATHER_(futures, n, ...)                                                                \
    aw_gather_from(futures, n, __extension__ &(AwGatherOptions){__VA_ARGS__}, AW_SITE("gather"))
#define aw_wait(...) AW_WAIT_(__VA_ARGS__)
#define AW_WAIT_(futures, n, ...)                                                                  \
    AW_OPTIONS_(AW_CAT(aw_options_, __COUNTER__),                                                  \
                aw_wait_from(futures, n,                                                           \
                             __extension__ &(AwWaitOptions){.timeout = AW_NEVER, ##__VA_ARGS__},   \
                             AW_SITE("wait")))

/** The futures' completions, one by one [AC1 AC3]. Coroutine objects become tasks; duplicates count
 * once. When a timeout is over, each future that is left is handed out as a failed one (AW_TIMEOUT)
 * [AC2]. */
AW_API AwCompletions *aw_as_completed_from(AwFuture *const *futures, size_t n,
                                           const AwWaitOptions *options, AwSite *site);
/** The next future that is done; NULL when all were handed out. Suspends. If this wait is cancelled
 * it gives a future that failed with AW_CANCELLED [AC6 AC7]. */
AW_API AwFuture *aw_next_from(AwCompletions *completions, AwSite *site) AW_MUST;
#define aw_as_completed(...) AW_AS_COMPLETED_(__VA_ARGS__)
#define AW_AS_COMPLETED_(futures, n, ...)                                                          \
    AW_OPTIONS_(                                                                                   \
        AW_CAT(aw_options_, __COUNTER__),                                                          \
        aw_as_completed_from(futures, n,                                                           \
                             __extension__ &(AwWaitOptions){.timeout = AW_NEVER, ##__VA_ARGS__},   \
                             AW_SITE("as_completed")))
#define aw_next(completions) aw_next_from(completions, AW_SITE("next"))
/** A future that may be cancelled while `future` goes on [SH1 SH4 SH6]. */
AW_API AwFuture *aw_shield_from(AwFuture *future, AwSite *site);
#define aw_shield(future) aw_shield_from(future, AW_SITE("shield"))
