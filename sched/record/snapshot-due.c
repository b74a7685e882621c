/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* snapshot-due.c - counts what is recorded. Where it comes in, not where it is written: a program
 * may be much quicker than whoever writes, and on the virtual clock all runs must tell at the same
 * place.
 */
#include "sched/record/snapshot-due.h"

#include <stdbool.h>

_Atomic size_t snapshot_due_every;

static _Atomic size_t n_bytes; /* since it was told */
static _Atomic bool asked;
static void (*ask_owner)(void);

void
snapshot_due_begin(size_t every_bytes, void (*ask)(void))
{
    ask_owner = ask;
    snapshot_due_reset();
    atomic_store(&snapshot_due_every, every_bytes);
}

void
snapshot_due_end(void)
{
    atomic_store(&snapshot_due_every, 0);
}

void
snapshot_due_reset(void)
{
    atomic_store(&n_bytes, 0);
    atomic_store(&asked, false);
}

void
snapshot_due_add(size_t bytes)
{
    size_t every = atomic_load(&snapshot_due_every);
    size_t n = atomic_fetch_add_explicit(&n_bytes, bytes, memory_order_relaxed) + bytes;

    if (every && n >= every && !atomic_exchange(&asked, true))
        ask_owner();
}
