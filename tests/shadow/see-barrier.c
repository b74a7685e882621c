/* SPDX-License-Identifier: GPL-3.0-or-later */
/* see-barrier.c - sched/sync/barrier.c, and what the shadow tells of it. It stands in for that
 * source's own object. */
#include "sched/sync/barrier.c"

#include "tests/shadow/things.h"

void
things_barrier(FILE *out, const void *self)
{
    static const char *const names[] = {[FILLING] = "filling",
                                        [DRAINING] = "draining",
                                        [RESETTING] = "resetting",
                                        [BROKEN] = "broken"};
    const AwBarrier *barrier = self;

    fprintf(out, "%s:%lld:", names[barrier->state], (long long) barrier->count);
    things_condition_lines(out, barrier->condition);
}
