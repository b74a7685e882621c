/* SPDX-License-Identifier: GPL-3.0-or-later */
/* see-timeout.c - sched/combine/timeout.c, and what the shadow tells of it. It stands in for that
 * source's own object. */
#include "sched/combine/timeout.c"

#include "tests/shadow/things.h"

void
things_timeout(FILE *out, const void *self)
{
    const AwTimeout *timeout = self;

    fprintf(out, "%d", timeout->expiring);
}
