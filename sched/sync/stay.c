/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stay.c - reserves a place in a line, and gives it back. */
#include "sched/sync/stay.h"

#include "sched/value/error.h"
#include "sched/value/value.h"

AwValue
stay_begin(Stay *stay, Sync *sync, Waiters *line, AwSite *site)
{
    *stay = (Stay){.sync = sync, .line = line, .mark = holder_current()->n};
    if (loop_running != sync->loop)
        return error_held(AW_RUNTIME, site, "what is waited for belongs to another loop");
    if (!sync_keep(sync) || !(stay->place = waiters_place(line, sync->loop, site)))
        return error_held(AW_NOMEM, site, "no memory");
    return AW_NONE;
}

/* Usually nothing was added to the scope meanwhile, and `v` needs no reference: then no scope has
 * to be closed. */
AwValue
stay_end(Stay *stay, AwValue v)
{
    Holder *holder = holder_current();

    if (stay->place)
        waiters_give_place(stay->line);
    if (!stay->place || holder->n != stay->mark + 2 || value_counts(v))
        return holder_return(stay->mark, v);
    holder->n = (uint32_t) stay->mark;
    object_unref(stay->place);
    object_unref(stay->sync);
    return v;
}
