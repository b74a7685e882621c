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
    AwTime timeout;     /* ns; AW_NEVER if left out */
    AwWhen return_when; /* of aw_wait() only */
} AwWaitOptions;

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
/* Names futures one by one where a function takes an array and its length. */
#define AW_FUTURES(...)                                                                            \
    ((AwFuture *[]){__VA_ARGS__}), (sizeof((AwFuture *[]){__VA_ARGS__}) / sizeof(AwFuture *))

/* The arguments of the macros below. They are initializers, so that the commas in a compound
 * literal do not split it: aw_gather((AwFuture *[]){a, b}, 2). */
typedef struct {
    AwFuture *const *futures;
    size_t n;
    bool return_exceptions;
} AwGatherArgs;
typedef struct {
    AwTime timeout;
    AwFuture *const *futures;
    size_t n;
    AwWhen return_when;
} AwWaitArgs;
#define AW_UNCOUNTED_ SIZE_MAX /* the count until the caller gives one */

/* Compiles only for an array and a count. Whatever begins with a parenthesis passes, since its type
 * is not known here. */
#define AW_ARE_FUTURES_(function, first, ...)                                                      \
    AW_ONLY_IF_(sizeof "" #__VA_ARGS__ > 1 && AW_CAT(AW_IS_ARRAY_, AW_IS_PAREN_(first))(first),    \
                function " takes an array of futures and how many there are, or AW_FUTURES(a, b)")
#define AW_IS_ARRAY_0(x)                                                                           \
    _Generic((x), AwFuture * * : 1, AwFuture *const * : 1, void * : 1, default : 0)
#define AW_IS_ARRAY_1(x) 1
#define AW_IS_PAREN_(x) AW_IS_PAREN_2_(AW_IS_PAREN_1_ x, 0, ~)
#define AW_IS_PAREN_1_(...) ~, 1,
#define AW_IS_PAREN_2_(...) AW_IS_PAREN_3_(__VA_ARGS__)
#define AW_IS_PAREN_3_(a, b, ...) b

/** One future for `n` others: its result is the list of their results, in argument order [G1 G2
 * G6]. Coroutine objects become tasks. The array need not outlive the call. */
AW_API AwFuture *aw_gather_from(AwFuture *const *futures, size_t n, const AwGatherOptions *options,
                                AwSite *site) AW_MUST;
/** Waits until all are done, or as many as `return_when` asks for, or until `timeout` is over,
 * which cancels nothing [W1 W2 W3 W4]. Suspends. Semantics: asyncio.wait(). */
AW_API AwWait aw_wait_from(AwFuture *const *futures, size_t n, const AwWaitOptions *options,
                           AwSite *site) AW_MUST;
/** The futures' completions, one by one [AC1 AC3]. Coroutine objects become tasks; duplicates count
 * once. When a timeout is over, each future that is left is handed out as a failed one (AW_TIMEOUT)
 * [AC2]. */
AW_API AwCompletions *aw_as_completed_from(AwFuture *const *futures, size_t n,
                                           const AwWaitOptions *options, AwSite *site) AW_MUST;
/** The next future that is done; NULL when all were handed out. Suspends. If this wait is cancelled
 * it gives a future that failed with AW_CANCELLED [AC6 AC7]. */
AW_API AwFuture *aw_next_from(AwCompletions *completions, AwSite *site) AW_MUST;
/** A future that may be cancelled while `future` goes on [SH1 SH4 SH6]. */
AW_API AwFuture *aw_shield_from(AwFuture *future, AwSite *site) AW_MUST;

/* ---- the macros ---- */

static inline AwFuture *
aw_gather_args_(AwGatherArgs args, AwSite *site)
{
    AwGatherOptions options = {.return_exceptions = args.return_exceptions};

    return aw_gather_from(args.futures, args.n, &options, site);
}

static inline AwWait
aw_wait_args_(AwWaitArgs args, AwSite *site)
{
    AwWaitOptions options = {.timeout = args.timeout, .return_when = args.return_when};

    return aw_wait_from(args.futures, args.n, &options, site);
}

static inline AwCompletions *
aw_as_completed_args_(AwWaitArgs args, AwSite *site)
{
    AwWaitOptions options = {.timeout = args.timeout, .return_when = args.return_when};

    return aw_as_completed_from(args.futures, args.n, &options, site);
}

/* A statement expression hides from the compiler that nobody looks at what it gives. */
static inline AW_MUST AwFuture *
aw_gather_result_(AwFuture *gather)
{
    return gather;
}

static inline AW_MUST AwWait
aw_wait_result_(AwWait wait)
{
    return wait;
}

static inline AW_MUST AwCompletions *
aw_as_completed_result_(AwCompletions *completions)
{
    return completions;
}

#pragma GCC system_header
# 127 "<aw/combine.h>"

#define aw_gather(...) /* array, n or AW_FUTURES(a, b); options */                                 \
    (AW_ARE_FUTURES_("aw_gather()", __VA_ARGS__),                                                  \
     aw_gather_result_(                                                                            \
         AW_OPTIONS_(AW_CAT(aw_options_, __COUNTER__),                                             \
                     aw_gather_args_((AwGatherArgs){.n = AW_UNCOUNTED_, .futures = __VA_ARGS__},   \
                                     AW_SITE("gather")))))
#define AW_WAIT_ARGS_(...)                                                                         \
    (AwWaitArgs)                                                                                   \
    {                                                                                              \
        .timeout = AW_NEVER, .n = AW_UNCOUNTED_, .futures = __VA_ARGS__                            \
    }
#define aw_wait(...)                                                                               \
    (AW_ARE_FUTURES_("aw_wait()", __VA_ARGS__),                                                    \
     aw_wait_result_(AW_OPTIONS_(AW_CAT(aw_options_, __COUNTER__),                                 \
                                 aw_wait_args_(AW_WAIT_ARGS_(__VA_ARGS__), AW_SITE("wait")))))
#define aw_as_completed(...)                                                                       \
    (AW_ARE_FUTURES_("aw_as_completed()", __VA_ARGS__),                                            \
     aw_as_completed_result_(                                                                      \
         AW_OPTIONS_(AW_CAT(aw_options_, __COUNTER__),                                             \
                     aw_as_completed_args_(AW_WAIT_ARGS_(__VA_ARGS__), AW_SITE("as_completed")))))
#define aw_next(completions) aw_next_from(completions, AW_SITE("next"))
#define aw_shield(future) aw_shield_from(future, AW_SITE("shield"))
