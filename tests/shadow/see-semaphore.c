/* SPDX-License-Identifier: GPL-3.0-or-later */
/* see-semaphore.c - sched/sync/semaphore.c, and what the shadow tells of it. It stands in for that
 * source's own object. */
#include "sched/sync/semaphore.c"

#include "tests/shadow/things.h"

void
things_semaphore(FILE *out, const void *self)
{
    const AwSemaphore *semaphore = self;

    fprintf(out, "%lld:", (long long) semaphore->value);
    for (const Hold *hold = semaphore->holds.first; hold; hold = hold->next_of)
        fprintf(out, "%s%u", hold == semaphore->holds.first ? "" : "/",
                hold->task ? hold->task->future.object.track : 0);
    fprintf(out, ":");
    things_write_line(out, &semaphore->waiters);
}
