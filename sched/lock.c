/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* lock.c - locks [LK], and what acquire and release share. */
#include <stdlib.h>

#include "sched/sync.h"
#include "sched/value.h"

void *
sync_new(const ObjectClass *class, size_t size, const char *what)
{
    void *object = holder_reserve() ? object_new(class, size) : NULL;

    if (!object)
        misuse("no memory for a %s", what);
    return hold_object(object);
}

static void
lock_free(void *object)
{
    AwLock *lock = object;

    waiters_clear(&lock->waiters);
    free(lock);
}

/* Only the first in line counts: when it is woken or cancelled already, it wakes the next one as it
 * leaves. */
static void
wake_head(AwLock *lock)
{
    if (lock->waiters.n)
        future_settle(lock->waiters.items[0], AW_NONE);
}

/* The slot is marked free and the first in line woken, who takes it when it runs [LK3]. */
static AwValue
lock_release(void *self)
{
    AwLock *lock = self;

    if (!lock->locked)
        return error_held(AW_RUNTIME, NULL, "the lock is not held"); /* [LK6] */
    lock->locked = false;
    wake_head(lock);
    return AW_NONE;
}

static AwValue
lock_acquire(void *self, AwSite *site)
{
    AwLock *lock = self;
    bool woken;

    if (!lock->locked && !waiters_any_live(&lock->waiters)) { /* [LK1 LK3] */
        lock->locked = true;
        return AW_NONE;
    }
    AwValue v = waiters_wait(&lock->waiters, lock->loop, site, &woken);
    if (aw_failed(v)) {
        if (!lock->locked)
            wake_head(lock); /* else it is lost for ever [LK5] */
        return v;
    }
    lock->locked = true;
    return AW_NONE;
}

static bool
lock_locked(const void *self)
{
    return ((const AwLock *) self)->locked;
}

static const LockClass lock_class = {
    .object = {.name = "lock", .free = lock_free},
    .acquire = lock_acquire,
    .release = lock_release,
    .locked = lock_locked,
};

AwLock *
aw_lock(void)
{
    AwLoop *loop = loop_must_run("aw_lock()");
    AwLock *lock = sync_new(&lock_class.object, sizeof *lock, "lock");

    lock->loop = loop;
    return lock;
}

static const LockClass *
class_of(const void *lock)
{
    return (const LockClass *) ((const Object *) lock)->class;
}

AwValue
aw_acquire_from(void *lock, AwSite *site)
{
    return class_of(lock)->acquire(lock, site);
}

AwValue
aw_release(void *lock)
{
    return class_of(lock)->release(lock);
}

bool
aw_locked(const void *lock)
{
    return class_of(lock)->locked(lock);
}

void
aw_held_release(void **held)
{
    if (*held)
        aw_release(*held);
}
