/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* defer.c - what a block does last, however it is left [M2]. */
#include <aw.h>

#include "sched/value/scope.h"

static AwValue
call_it(AwValue at)
{
    const AwDefer *defer = aw_to_pointer(at);

    defer->fn(defer->data);
    return AW_NONE;
}

/* The current scope holds the reference, so it is dropped even if the block never ends. */
AwDefer
aw_defer_keeping(AwDefer defer)
{
    defer.keeps = defer.data && holder_reserve();
    if (defer.keeps)
        hold_object(aw_ref_from(defer.data, defer.site));
    return defer;
}

/* The call gets a frame of its own, so that recordings show it, and what it holds is dropped. */
void
aw_deferred(AwDefer *defer)
{
    must_have(defer, "aw_deferred()", NULL);
    must_have((const void *) defer->fn, "AW_DEFER()", defer->site);
    AW_IGNORE(aw_call_from(call_it, aw_pointer(defer), defer->site));
    if (defer->keeps)
        holder_drop_newest(defer->data);
}
