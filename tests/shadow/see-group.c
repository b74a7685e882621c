/* SPDX-License-Identifier: GPL-3.0-or-later */
/* see-group.c - sched/combine/group.c, and what the shadow tells of it. It stands in for that
 * source's own object. */
#include "sched/combine/group.c"

#include "tests/shadow/things.h"

void
things_group(FILE *out, const void *self)
{
    const AwGroup *group = self;

    fprintf(out, "%d:", group->aborting);
    for (size_t i = 0; i < group->n; i++)
        fprintf(out, "%s%u", i ? "/" : "", group->tasks[i]->object.track);
}
