/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sync.h - locks and their friends [LK EV SE CV BA]: each belongs to the scope that made it.
 *
 * A function that makes one of these, a queue or a block returns NULL when there is no memory. NULL
 * may be used all the same: a function that gets it returns AW_NOMEM, or does nothing if it returns
 * no error, and the body of such a block does not run. */
#pragma once
#include <aw/error.h>

#pragma GCC system_header
# 12 "<aw/sync.h>"

/** A lock; it is free at first [LK1]. */
AW_API AwLock *aw_lock_from(AwSite *site) AW_MUST;
#define aw_lock() aw_lock_from(AW_SITE("lock"))
/** A semaphore with `value` slots; less than 0 ends the program [SE1]. */
AW_API AwSemaphore *aw_semaphore_from(int64_t value, AwSite *site) AW_MUST;
#define aw_semaphore(value) aw_semaphore_from(value, AW_SITE("semaphore"))
/** One that refuses to be released more often than it was acquired [SE4]. */
AW_API AwSemaphore *aw_bounded_semaphore_from(int64_t value, AwSite *site) AW_MUST;
#define aw_bounded_semaphore(value) aw_bounded_semaphore_from(value, AW_SITE("bounded_semaphore"))
/** A condition with a lock of its own if `lock` is NULL, otherwise with `lock` [CV1]. */
AW_API AwCondition *aw_condition_from(AwLock *lock, AwSite *site) AW_MUST;
#define aw_condition(lock) aw_condition_from(lock, AW_SITE("condition"))
/* Expands to `lock`; does not compile if that is no lock. A void * passes, and is checked at run
 * time. */
#define AW_LOCK_(function, lock)                                                                   \
    (AW_ONLY_IF_(_Generic((lock), AwLock * : 1, const AwLock * : 1, AwSemaphore * : 1,             \
                          const AwSemaphore * : 1, AwCondition * : 1, const AwCondition * : 1,     \
                          void * : 1, const void * : 1, default : 0),                              \
                 function " takes a lock, a semaphore or a condition"),                            \
     (lock))
/** Takes a lock, a slot of a semaphore, or a condition's lock, in the order of asking [LK1 LK2 LK3
 * SE1 SE2 SE3]. Suspends. */
AW_API AwValue aw_acquire_from(void *lock, AwSite *site) AW_MUST;
#define aw_acquire(lock)                                                                           \
    aw_acquire_from(AW_LOCK_("aw_acquire()", lock), AW_SITE_OF("acquire", #lock))
/** Gives it back; AW_RUNTIME for a lock that is free [LK6], AW_VALUE for a bounded semaphore that
 * is full [SE4]. Few programs look at the result, so these errors are also reported [ER4]. Never
 * suspends. */
AW_API AwValue aw_release_from(void *lock, AwSite *site);
#define aw_release(lock) aw_release_from(AW_LOCK_("aw_release()", lock), AW_SITE("release"))
/** Whether acquiring would wait [LK9 SE3]. */
AW_API bool aw_locked_from(const void *lock, AwSite *site);
#define aw_locked(lock) aw_locked_from(AW_LOCK_("aw_locked()", lock), AW_SITE("locked"))
/** Acquires it and keeps it in the current scope until the block ends; for AW_HOLD [LK8 OW7].
 * Suspends. */
AW_API AwValue aw_hold_from(void *lock, AwSite *site) AW_MUST;
/** Releases at the end of a C block; for AW_HOLD [LK8]. */
AW_API void aw_held_release(void **held);
/* AW_HOLD(lock): holds it from here to the end of the C block, however that is left [LK8]. That it
 * was released before is reported at the end [ER4]. */
#define AW_HOLD(lock) AW_HOLD_(AW_CAT(aw_held_, __COUNTER__), lock, #lock)
#define AW_HOLD_(held, lock, text)                                                                 \
    void *held AW_CLEANUP(aw_held_release) = __extension__({                                       \
        void *AW_CAT(held, _lock) = AW_LOCK_("AW_HOLD()", lock);                                   \
        (void) AW_TRY(aw_hold_from(AW_CAT(held, _lock), AW_SITE_OF("acquire", text)));             \
        AW_CAT(held, _lock);                                                                       \
    })

/** An event, not set [EV1]. */
AW_API AwEvent *aw_event_from(AwSite *site) AW_MUST;
#define aw_event() aw_event_from(AW_SITE("event"))
/** Waits until it is set [EV2]. Suspends. */
AW_API AwValue aw_event_wait_from(AwEvent *event, AwSite *site) AW_MUST;
#define aw_event_wait(event) aw_event_wait_from(event, AW_SITE_OF("event.wait", #event))
/** Sets it and wakes all who wait [EV1 EV3]. */
AW_API void aw_event_set_from(AwEvent *event, AwSite *site);
#define aw_event_set(event) aw_event_set_from(event, AW_SITE("event.set"))
/** Clears it again, for those who come later [EV3]. */
AW_API void aw_event_clear_from(AwEvent *event, AwSite *site);
#define aw_event_clear(event) aw_event_clear_from(event, AW_SITE("event.clear"))
/** Whether it is set [EV1]. */
AW_API bool aw_event_is_set_from(const AwEvent *event, AwSite *site);
#define aw_event_is_set(event) aw_event_is_set_from(event, AW_SITE("event_is_set"))

/** Releases the condition's lock, waits to be notified, and takes the lock again: it is held on
 * every return [CV1 CV4 CV5]. Suspends. */
AW_API AwValue aw_condition_wait_from(AwCondition *condition, AwSite *site) AW_MUST;
#define aw_condition_wait(condition)                                                               \
    aw_condition_wait_from(condition, AW_SITE_OF("condition.wait", #condition))
/** Waits until ready(data) is true, which it asks with the lock held, now and after each notice
 * [CV8]. Suspends. */
AW_API AwValue aw_condition_wait_for_from(AwCondition *condition, bool (*ready)(void *data),
                                          void *data, AwSite *site) AW_MUST;
#define aw_condition_wait_for(condition, ready, data)                                              \
    aw_condition_wait_for_from(condition, ready, data, AW_SITE_OF("condition.wait_for", #condition))
/** Wakes `n` of those who wait; AW_RUNTIME without the lock [CV2 CV3]. */
AW_API AwValue aw_notify_from(AwCondition *condition, size_t n, AwSite *site) AW_MUST;
#define aw_notify(condition, n) aw_notify_from(condition, n, AW_SITE("notify"))
/** Wakes all who wait [CV7]. */
AW_API AwValue aw_notify_all_from(AwCondition *condition, AwSite *site) AW_MUST;
#define aw_notify_all(condition) aw_notify_all_from(condition, AW_SITE("notify_all"))

/** A barrier for `parties` tasks; less than 1 ends the program [BA1]. */
AW_API AwBarrier *aw_barrier_from(int64_t parties, AwSite *site) AW_MUST;
#define aw_barrier(parties) aw_barrier_from(parties, AW_SITE("barrier"))
/** Waits until all parties are there; returns this one's place in the order of arrival, from 0 [BA1
 * BA4]. Suspends. */
AW_API AwValue aw_barrier_wait_from(AwBarrier *barrier, AwSite *site) AW_MUST;
#define aw_barrier_wait(barrier) aw_barrier_wait_from(barrier, AW_SITE_OF("barrier.wait", #barrier))
/** Sends those who wait away with AW_BROKEN_BARRIER; then it can be used again [BA2]. May suspend.
 */
AW_API AwValue aw_barrier_reset_from(AwBarrier *barrier, AwSite *site) AW_MUST;
#define aw_barrier_reset(barrier) aw_barrier_reset_from(barrier, AW_SITE("barrier.reset"))
/** Breaks it until it is reset [BA3]. May suspend. */
AW_API AwValue aw_barrier_abort_from(AwBarrier *barrier, AwSite *site) AW_MUST;
#define aw_barrier_abort(barrier) aw_barrier_abort_from(barrier, AW_SITE("barrier.abort"))
/** How many wait for the others [BA5]. */
AW_API int64_t aw_barrier_waiting_from(const AwBarrier *barrier, AwSite *site);
#define aw_barrier_waiting(barrier) aw_barrier_waiting_from(barrier, AW_SITE("barrier_waiting"))
/** Whether it is broken [BA3]. */
AW_API bool aw_barrier_is_broken_from(const AwBarrier *barrier, AwSite *site);
#define aw_barrier_is_broken(barrier)                                                              \
    aw_barrier_is_broken_from(barrier, AW_SITE("barrier_is_broken"))
