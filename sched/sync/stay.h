/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stay.h - a task's stay in a line, from asking for a place until it goes on. The task's scope
 * keeps what it waits for, so that it outlives the task that made it, and is dropped if the waiting
 * task never goes on. */
#pragma once
#include "sched/sync/sync.h"

typedef struct {
    Sync *sync;
    Waiters *line;
    AwFuture *place;
    size_t mark; /* of the scope that keeps `sync` and `place` */
} Stay;

/** Reserves a place in a line of `sync`, and keeps both until stay_end(), which must be called even
 * after an error. Errors: AW_NOMEM; AW_RUNTIME if `sync` belongs to another loop. */
AwValue stay_begin(Stay *stay, Sync *sync, Waiters *line, AwSite *site);

/** Waits in that place by waiters_wait_at(); may be called again. Suspends. Inline, since each
 * return on a stack other than the call's is mispredicted. */
static inline AwValue
stay_wait(Stay *stay, bool *ret_woken)
{
    return waiters_wait_at(stay->line, stay->place, object_track(&stay->sync->object), ret_woken);
}

/** Gives the place back and drops both. Returns `v`, which moves to the current scope. */
AwValue stay_end(Stay *stay, AwValue v);
