/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stay.h - a task's stay in a line: from asking to going on. The task keeps what it waits for by
 * its scope, so neither the end of whoever made that nor its own can harm it. */
#pragma once
#include "sched/sync/sync.h"

typedef struct {
    Sync *sync;
    Waiters *line;
    AwFuture *place;
    size_t mark; /* of the scope that keeps both */
} Stay;

/** Reserves a place in a line of `sync` and keeps both until stay_end(), which must follow even an
 * error: AW_NOMEM, or AW_RUNTIME in another loop than its own. */
AwValue stay_begin(Stay *stay, Sync *sync, Waiters *line, AwSite *site);

/** waiters_wait_at() in that place, as often as it takes. Inline, as are the callers on the way
 * there: each return on another stack than the call's is mispredicted. */
static inline AwValue
stay_wait(Stay *stay, bool *ret_woken)
{
    return waiters_wait_at(stay->line, stay->place, object_track(&stay->sync->object), ret_woken);
}

/** Lets go, and returns `v`, which moves to the scope around it. */
AwValue stay_end(Stay *stay, AwValue v);
