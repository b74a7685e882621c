/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* scope.h - who holds what the library hands out. A holder is a stack of references; a scope is the
 * part of it above a mark. Each task, callback's run, job and thread has a holder. */
#pragma once
#include "sched/object.h"
#include <aw.h>

typedef struct {
    void *thing; /* an Object, or a cell */
    void *frame; /* AW_FRAME_ of the call that lifts it out of its scopes; NULL */
    bool is_cell;
} Held;

typedef struct Holder {
    Held *items;
    size_t n, capacity;
} Holder;

/** The holder of what runs in this thread. Never NULL. */
Holder *holder_current(void);

/** Makes `holder` current; NULL is the thread's own. Returns the one before. */
Holder *holder_enter(Holder *holder);

/** Makes room for one more, so that the next hold cannot fail. False: no memory. */
bool holder_reserve(void);

/** Gives the caller's reference to the current holder; returns the object. After holder_reserve().
 */
void *hold_object(void *object);

/** The same for a value; scalars need none. */
AwValue hold_value(AwValue v);

/** Drops what is above `mark`, last first, but what is lifted out of scopes of `frame`. */
void holder_close(Holder *holder, size_t mark, void *frame);

/** Closes the current holder's scope above `mark`, but for v, which moves to the one around it. */
AwValue holder_return(size_t mark, AwValue v);

/** Drops all and frees the stack. */
void holder_clear(Holder *holder);
