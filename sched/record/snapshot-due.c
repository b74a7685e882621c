/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* snapshot-due.c - counts what is recorded, where events come in and not where they are written: a
 * program may be much quicker than the writer, and on the virtual clock all runs must have their
 * snapshots in the same places. */
#include "sched/record/snapshot-due.h"

#include "sched/record/recorder-state.h"

void
snapshot_due_begin(size_t every_bytes, void (*ask)(void))
{
    recorder.due.ask = ask;
    snapshot_due_reset();
    atomic_store(&recorder.due.every_bytes, every_bytes);
}

void
snapshot_due_end(void)
{
    atomic_store(&recorder.due.every_bytes, 0);
}

void
snapshot_due_reset(void)
{
    atomic_store(&recorder.due.n_bytes, 0);
    atomic_store(&recorder.due.is_asked_for, false);
}

void
snapshot_due_add(size_t bytes)
{
    size_t every = atomic_load(&recorder.due.every_bytes);
    size_t n =
        atomic_fetch_add_explicit(&recorder.due.n_bytes, bytes, memory_order_relaxed) + bytes;

    if (every && n >= every && !atomic_exchange(&recorder.due.is_asked_for, true))
        recorder.due.ask();
}
