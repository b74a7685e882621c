/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* timers.h - callbacks by deadline: one heap, one total order (deadline, then creation) [L5].
 * Push, pop O(log n); cancel O(1), the place in the heap goes later [L8]. */
#pragma once
#include "sched/handle.h"

typedef struct {
    AwTime deadline_ns;
    uint64_t number;
    AwHandle *handle; /* counted */
} TimerSlot;

typedef struct {
    TimerSlot *slots;
    size_t n, capacity, n_cancelled;
    uint64_t next_number;
} Timers;

/** False: no memory. Counts the handle. */
bool timers_push(Timers *timers, AwTime deadline_ns, AwHandle *handle);

/** The first deadline, after cancelled timers at the head were dropped; AW_NEVER: none. */
AwTime timers_first(Timers *timers);

/** Takes the first timer if its deadline is at or before `now_ns`; the caller's reference.
 * Cancelled ones come too. NULL: none is due. */
AwHandle *timers_pop_due(Timers *timers, AwTime now_ns);

/** A handle in the heap was cancelled. */
void timers_note_cancelled(Timers *timers);

/** Drops all. */
void timers_clear(Timers *timers);
