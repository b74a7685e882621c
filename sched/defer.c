/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* defer.c - what a block does last, however it is left [M2]. */
#include <aw.h>

static AwValue
call_it(AwValue at)
{
    const AwDefer *defer = aw_to_pointer(at);

    defer->fn(defer->data);
    return AW_NONE;
}

/* A frame of its own, so that it is seen, and what it holds goes. */
void
aw_deferred(AwDefer *defer)
{
    AW_IGNORE(aw_call_from(call_it, aw_pointer(defer), defer->site));
}
