/* SPDX-License-Identifier: GPL-3.0-or-later */
/* see-completions.c - sched/combine/completions.c, and what the shadow tells of it. It stands in
 * for that source's own object. */
#include "sched/combine/completions.c"

#include "tests/shadow/things.h"

void
things_completions(FILE *out, const void *self)
{
    const AwCompletions *completions = self;

    fprintf(out, "%zu:%zu:", completions->n_todo, completions->n_left);
    things_queue_items(out, completions->done);
}
