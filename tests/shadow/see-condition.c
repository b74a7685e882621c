/* SPDX-License-Identifier: GPL-3.0-or-later */
/* see-condition.c - sched/sync/condition.c, and what the shadow tells of it. It stands in for that
 * source's own object. */
#include "sched/sync/condition.c"

#include "tests/shadow/things.h"

void
things_condition_lines(FILE *out, const void *self)
{
    const AwCondition *condition = self;

    things_write_line(out, &condition->lock->waiters);
    fprintf(out, ":");
    things_write_line(out, &condition->waiters);
}

void
things_condition(FILE *out, const void *self)
{
    const AwCondition *condition = self;

    fprintf(out, "%u:", condition->lock->sync.object.track);
    things_lock(out, condition->lock);
    fprintf(out, ":");
    things_write_line(out, &condition->waiters);
}
