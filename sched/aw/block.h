/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* block.h - blocks: a timeout, a group of tasks [TO TG].
 *
 *     AwTimeout *limit = aw_timeout(AW_SECOND);
 *     AW_WITH (limit) {
 *         AW_CHECK(limit, aw_sleep(5 * AW_SECOND));
 *     }
 *     AW_TRY(aw_outcome(limit));
 *
 * AW_WITH takes the name of a variable, and each name only once in a function, since it makes a
 * label `limit_end`. AW_CHECK ends the body with an error, as AW_TRY ends a function; AW_TRY does
 * not compile in the body. A body left by return, break or goto counts as failed, and is reported;
 * so is an outcome that nobody looked at.
 *
 * A block is entered once. To enter it again skips the second body, and its outcome is then
 * AW_RUNTIME, in the first body, too; if nobody looks at it there, the first body fails with it
 * [TO11 TG7]. */
#pragma once
#include <aw/combine.h>
#include <aw/task.h>

/* What aw_wait_for_call() gives, whose statement expression would hide that nobody looks. */
static inline AW_MUST AwValue
aw_wait_for_call_result_(AwValue v)
{
    return v;
}

#pragma GCC system_header
# 31 "<aw/block.h>"

/** A block whose body is cancelled after `ns`; AW_NEVER means never [TO1 TO9 TO13]. */
AW_API AwTimeout *aw_timeout_from(AwTime ns, AwSite *site) AW_MUST;
#define aw_timeout(ns) aw_timeout_from(ns, AW_SITE("timeout"))
/** The same, at the time `when` of aw_time() [TO1 TO9]. */
AW_API AwTimeout *aw_timeout_at_from(AwTime when, AwSite *site) AW_MUST;
#define aw_timeout_at(when) aw_timeout_at_from(when, AW_SITE("timeout_at"))
/** Moves the deadline to the time `when` of aw_time(), or to AW_NEVER [TO4]; AW_RUNTIME outside the
 * body [TO11]. */
AW_API AwValue aw_timeout_reschedule_from(AwTimeout *timeout, AwTime when, AwSite *site) AW_MUST;
#define aw_timeout_reschedule(timeout, when)                                                       \
    aw_timeout_reschedule_from(timeout, when, AW_SITE("timeout_reschedule"))
/** Its deadline; AW_NEVER if it has none [TO4]. */
AW_API AwTime aw_timeout_when_from(const AwTimeout *timeout, AwSite *site);
#define aw_timeout_when(timeout) aw_timeout_when_from(timeout, AW_SITE("timeout_when"))
/** Whether the deadline has passed [TO5]. After a block that ended with AW_TIMEOUT this counts as
 * looking at its outcome. */
AW_API bool aw_expired_from(AwTimeout *timeout, AwSite *site);
#define aw_expired(timeout) aw_expired_from(timeout, AW_SITE("expired"))
/** A block that ends when all its tasks have ended; the first error cancels the rest [TG1 TG2]. */
AW_API AwGroup *aw_group_from(AwSite *site) AW_MUST;
#define aw_group() aw_group_from(AW_SITE("group"))
/** Makes fn(arg) a task of the group; a failed future (AW_RUNTIME) when the group takes no more
 * tasks [TG7 TG12]. */
AW_API AwFuture *aw_group_spawn_from(AwGroup *group, AwFn fn, AwValue arg,
                                     const AwSpawnOptions *options, AwSite *site);
#define aw_group_spawn(group, fn, arg, ...)                                                        \
    aw_group_spawn_from(group, fn, aw_v(arg), __extension__ &(AwSpawnOptions){__VA_ARGS__},        \
                        AW_SITE(#fn))

/** Enters a block; NULL when it cannot be entered, and the outcome says why. For AW_WITH and the
 * macros below, like the functions that follow [M8 TO11 TG7]. */
AW_API AwBlock *aw_block_enter(AwBlock *block, AwSite *site);
/** Whether its body is to run; false for NULL [M8]. */
AW_API bool aw_block_is_open(const AwBlock *block);
/** Says that the body ends with this error [M8]. */
AW_API void aw_block_fail_from(AwBlock *block, AwValue error, AwSite *site) __attribute__((cold));
#define aw_block_fail(block, error) aw_block_fail_from(block, error, AW_SITE("check"))
/** Leaves the block. Suspends if it is a group [M8 TO1 TG1]. */
AW_API void aw_block_leave(AwBlock *block);
/** Leaves the block if its body was left by return, break or goto [BL2]. */
AW_API void aw_block_abandon(AwBlock **at);
/** How the block ended: none, or the error to go on with [BL1 TO1 TG3]. */
AW_API AwValue aw_block_outcome_from(AwBlock *block, AwSite *site) AW_MUST;
/* Expands to `block`; does not compile if that is no block. */
#define AW_BLOCK_(sentence, block)                                                                 \
    (AW_ONLY_IF_(_Generic((block), AwTimeout * : 1, AwGroup * : 1, AwBlock * : 1, default : 0),    \
                 sentence),                                                                        \
     (AwBlock *) (block))
#define AW_WITH(block) AW_WITH_(block, AW_CAT(aw_with_, __COUNTER__), AW_SITE(#block))
#define AW_WITH_(block, guard, site)                                                               \
    AW_PRAGMA_(GCC diagnostic push)                                                                \
    AW_PRAGMA_(GCC diagnostic ignored "-Wshadow")                                                  \
    for (char aw_block_here[2] = {0}; !aw_block_here[0]; aw_block_here[0] = 1)                     \
        AW_PRAGMA_(GCC diagnostic pop)                                                             \
    for (AwBlock * guard AW_CLEANUP(aw_block_abandon) = aw_block_enter(                            \
             AW_BLOCK_("AW_WITH() takes a timeout or a group; AW_HOLD(lock) holds a lock", block), \
             site);                                                                                \
         aw_block_is_open(guard); aw_block_leave(guard))                                           \
        if (0) {                                                                                   \
            AW_CAT(block, _end) : __attribute__((unused));                                         \
        } else
#define AW_CHECK(block, expression) AW_CHECK_(block, AW_CAT(aw_check_, __COUNTER__), expression)
#define AW_CHECK_(block, v, expression)                                                            \
    __extension__({                                                                                \
        __auto_type v = (expression);                                                              \
        if (__builtin_expect(aw_failed(v), 0)) {                                                   \
            aw_block_fail(AW_BLOCK_("AW_CHECK() takes the block of its AW_WITH()", block),         \
                          aw_err(v));                                                              \
            goto AW_CAT(block, _end);                                                              \
        }                                                                                          \
        v;                                                                                         \
    })
#define aw_outcome(block)                                                                          \
    aw_block_outcome_from(AW_BLOCK_("aw_outcome() takes a timeout or a group", block),             \
                          AW_SITE("outcome"))

/** Waits for `future` for at most `ns`; after that it is cancelled, and has stopped when this
 * returns [WF2 WF3 WF6]. Returns its result, AW_TIMEOUT, or AW_CANCELLED. Suspends. */
AW_API AwValue aw_wait_for_from(AwFuture *future, AwTime ns, AwSite *site) AW_MUST;
#define aw_wait_for(future, ns) aw_wait_for_from(future, ns, AW_SITE("wait_for"))
/** Begin and end the call that aw_wait_for_call() wraps [WF10]. */
AW_API AwTimeout *aw_wait_for_begin(AwTime ns, AwSite *site);
AW_API AwValue aw_wait_for_end(AwTimeout *timeout, AwValue v) AW_MUST;
/** Ends it if the call was left by return, break or goto, and reports that [BL2]. */
AW_API void aw_wait_for_abandon(AwTimeout **at);
/* aw_wait_for_call(call, ns): the same for any call that suspends, run in this task [WF10]; when
 * `ns` is 0 or less, the call is not made at all. Not for AW_TRY(call), which would return past it;
 * that is reported [BL2]. */
#define aw_wait_for_call(call, ns)                                                                 \
    aw_wait_for_call_result_(AW_WAIT_FOR_CALL_(AW_CAT(aw_wait_for_, __COUNTER__), call, ns))
#define AW_WAIT_FOR_CALL_(timeout, call, ns)                                                       \
    __extension__({                                                                                \
        AwTime AW_CAT(timeout, _ns) = (ns);                                                        \
        AwValue AW_CAT(timeout, _value);                                                           \
        if (AW_CAT(timeout, _ns) <= 0) {                                                           \
            AW_CAT(timeout, _value) = aw_error(AW_TIMEOUT, "the timeout is over");                 \
        } else {                                                                                   \
            AwTimeout *timeout AW_CLEANUP(aw_wait_for_abandon) =                                   \
                aw_wait_for_begin(AW_CAT(timeout, _ns), AW_SITE("wait_for"));                      \
            AW_CAT(timeout, _value) = aw_block_is_open((AwBlock *) timeout)                        \
                                          ? aw_wait_for_end(timeout, call)                         \
                                          : aw_block_outcome_from((AwBlock *) timeout, AW_HERE);   \
        }                                                                                          \
        AW_CAT(timeout, _value);                                                                   \
    })
