/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* error.h - errors: values with a code, a message and the place where they were made. They are
 * shared and immutable. */
#pragma once
#include <aw/value.h>

/** A new error; aw_error() fills in the site. An AW_OS error takes errno as it is now [VA3 M6]. */
AW_API AwValue aw_error_from(AwCode code, AwSite *site, const char *format, ...)
    AW_PRINTF(3, 4) AW_MUST;
/** The code of an error; AW_OK for every other value [VA3]. */
static inline AwCode
aw_code(AwValue v)
{
    return v.kind == AW_K_ERROR ? (AwCode) v.code : AW_OK;
}
/** The message of an error, "" if it has none; lives as long as the error [F11 VA3]. */
AW_API const char *aw_message_from(AwValue error, AwSite *site);
#define aw_message(error) aw_message_from(error, AW_SITE("message"))
/** The errno of an AW_OS error, else 0 [VA3]. */
AW_API int aw_errno_from(AwValue error, AwSite *site);
#define aw_errno(error) aw_errno_from(error, AW_SITE("errno"))
/** Where the error was made; file is NULL when that is not known [VA3]. */
AW_API AwSite aw_where_from(AwValue error, AwSite *site);
#define aw_where(error) aw_where_from(error, AW_SITE("where"))
/** The error behind an error: for a timeout, the cancellation. None if there is none [TO1]. */
AW_API AwValue aw_cause_from(AwValue error, AwSite *site);
#define aw_cause(error) aw_cause_from(error, AW_SITE("cause"))
/** The errors in a group's error, as a list; an empty list for any other value [TG3]. */
AW_API AwValue aw_suberrors_from(AwValue error, AwSite *site);
#define aw_suberrors(error) aw_suberrors_from(error, AW_SITE("suberrors"))
/** A code in words: "cancelled" [VA3]. */
AW_API const char *aw_code_name(AwCode code);

typedef struct {
    AwValue error;              /* none, or why it did not wait (mostly a cancellation) */
    AwFuture **done, **pending; /* in argument order; the arrays belong to the scope */
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

/* Tells one call of a function from all others under way: by its frame, and by its name, because a
 * function that was inlined shares the frame of its caller. */
#define AW_FRAME_ ((void *) ((uintptr_t) __builtin_frame_address(0) ^ (uintptr_t) __func__ << 16))

/** Lets an error leave the scopes of the function that returns it; for AW_TRY [OW3 M2]. */
AW_API AwValue aw_pass(AwValue error, void *frame) __attribute__((cold));
/** How many cancel requests have reached the running task; for AW_IGNORE [C7 C8]. */
AW_API unsigned aw_cancels_heard(void);
/** Puts a cancellation back, to come at the next suspension, if another request has reached the
 * task since there were `n_heard`; for AW_IGNORE [C7 C8]. */
AW_API void aw_ignored(AwValue error, unsigned n_heard);

extern const char aw_block_here[1]; /* AW_WITH declares a larger one inside */
/* AW_TRY(x): gives the value of x, or returns its error from this function, which must return
 * AwValue. */
#define AW_TRY(expression) AW_TRY_(AW_CAT(aw_try_, __COUNTER__), expression)
#define AW_TRY_(v, expression)                                                                     \
    __extension__({                                                                                \
        _Static_assert(sizeof aw_block_here == 1, "inside AW_WITH(b) write AW_CHECK(b, ...)");     \
        __auto_type v = (expression);                                                              \
        if (__builtin_expect(aw_failed(v), 0))                                                     \
            return aw_pass(aw_err(v), AW_FRAME_);                                                  \
        v;                                                                                         \
    })
/* AW_IGNORE(x): evaluates x and drops its result, on purpose. If that is the cancellation of this
 * task, requested in the meantime, the next suspension returns it again; if no suspension follows,
 * the AW_WITH block or task ends with the cancellation, whatever else it would have ended with. A
 * task that does so a hundred times and still goes on is reported. */
#define AW_IGNORE(expression)                                                                      \
    AW_IGNORE_(AW_CAT(aw_ignore_, __COUNTER__), AW_CAT(aw_heard_, __COUNTER__), expression)
#define AW_IGNORE_(v, n_heard, expression)                                                         \
    __extension__({                                                                                \
        unsigned n_heard = aw_cancels_heard();                                                     \
        __auto_type v = (expression);                                                              \
        if (__builtin_expect(aw_failed(v), 0))                                                     \
            aw_ignored(aw_err(v), n_heard);                                                        \
    })

#pragma GCC system_header
# 95 "<aw/error.h>"

#define aw_error(code, ...) aw_error_from(code, AW_HERE, __VA_ARGS__)
