/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* scope.h - who holds what the library hands out. A holder is a stack of references; a scope is the
 * part of it above a mark. Each task, run of a callback, job and thread has a holder. */
#pragma once
#include "sched/value/object.h"
#include <aw.h>

typedef struct {
    uintptr_t thing;     /* an Object; or, with its lowest bit set, a cell */
    uint32_t frame;      /* mark of the call whose scopes it is lifted out of; 0: of none */
    uint32_t generation; /* of the cell */
} Held;

typedef struct Holder {
    Held *items;
    uint32_t n, capacity;
} Holder;

/* The current holder; NULL: the thread's own. */
extern _Thread_local Holder *holder_now __attribute__((visibility("hidden")));

/** Called when the current holder gets room for more than `n` things, which is HOLDER_LARGE. */
typedef void (*HolderGrowsFn)(uint32_t n);

enum { HOLDER_LARGE = 4096 };

/** From now on fn() is called for each holder that grows so large, once. Any thread. */
void holder_set_grows(HolderGrowsFn fn);

/** The thread's own holder, which closes when it ends. */
Holder *holder_of_thread(void);

/** Doubles the holder; for holder_reserve(). False: no memory. */
bool holder_grow(Holder *holder);

/** The holder of what runs in this thread. Never NULL. */
static inline Holder *
holder_current(void)
{
    return holder_now ? holder_now : holder_of_thread();
}

/** Makes `holder` current; NULL is the thread's own. Returns the one before. */
static inline Holder *
holder_enter(Holder *holder)
{
    Holder *before = holder_now;

    holder_now = holder;
    return before;
}

/** Makes room for one more reference, so that the next hold cannot fail. False: no memory. */
static inline bool
holder_reserve(void)
{
    Holder *holder = holder_current();

    return holder->n < holder->capacity || holder_grow(holder);
}

/** Gives the caller's reference to the current holder; returns the object. After holder_reserve().
 */
static inline void *
hold_object(void *object)
{
    Holder *holder = holder_current();

    holder->items[holder->n++] = (Held){.thing = (uintptr_t) object};
    return object;
}

/** The same for a value; scalars need none. */
AwValue hold_value(AwValue v);

/** Drops what is above `mark`, last first, except what is lifted out of scopes of `frame`. */
void holder_close(Holder *holder, size_t mark, void *frame);

/** Closes the current holder's scope above `mark`, except for v, which moves to the scope around
 * it; AW_NOMEM when it cannot. */
AwValue holder_return(size_t mark, AwValue v);

/** Drops the newest reference if it is one to `object`. Otherwise `object` is kept until its scope
 * closes, like whatever was added after it. */
void holder_drop_newest(void *object);

/** Drops all and frees the stack; for holder_clear(). */
void holder_empty(Holder *holder);

/** The same for a holder that most likely held nothing. */
static inline void
holder_clear(Holder *holder)
{
    if (holder->items)
        holder_empty(holder);
}

/** Drops all that the current holder held, and makes `before`, which holder_enter() gave, current
 * again. */
static inline void
holder_leave(Holder *holder, Holder *before)
{
    holder_clear(holder);
    holder_now = before;
}
