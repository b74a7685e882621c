/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* thread-exit.c - a cleanup that the unwinder calls, and that jumps away instead of returning. */
#undef _FORTIFY_SOURCE /* it may take the jump for an error */

#include "sched/base/thread-exit.h"

#include <setjmp.h>

typedef struct {
    jmp_buf *before; /* the call */
    bool has_returned;
} Place;

static void
jump_if_unwound(Place *place)
{
    if (!place->has_returned)
        _longjmp(*place->before, 1);
}

static void __attribute__((noinline)) call(jmp_buf *before, void (*fn)(void *), void *data)
{
    Place place __attribute__((cleanup(jump_if_unwound))) = {.before = before};

    fn(data);
    place.has_returned = true;
}

bool
thread_exit_stops(void (*fn)(void *), void *data)
{
    jmp_buf before;

    if (_setjmp(before))
        return false;
    call(&before, fn, data);
    return true;
}
