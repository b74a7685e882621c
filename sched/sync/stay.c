/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stay.c - from asking to going on. */
#include "sched/sync/stay.h"

#include "sched/value/error.h"

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

AwValue
stay_wait(Stay *stay, bool *ret_woken)
{
    return waiters_wait_at(stay->line, stay->place, object_track(&stay->sync->object), ret_woken);
}

AwValue
stay_end(Stay *stay, AwValue v)
{
    if (stay->place)
        waiters_give_place(stay->line);
    return holder_return(stay->mark, v);
}
