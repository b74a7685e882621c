/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* timers.h - what comes due: one heap, one total order (deadline, then creation) [L5]. Push and pop
 * are O(log n); cancel is mostly O(1), though its slot may stay in the heap for a while [L8]. */
#pragma once
#include "sched/core/handle.h"
#include "sched/core/ready.h"

typedef struct {
    AwTime deadline_ns;
    uint64_t number;
    Ready what; /* READY_HANDLE or READY_SETTLE */
} TimerSlot;

typedef struct {
    TimerSlot *slots;
    size_t n, capacity, n_cancelled;
    uint64_t next_number;
} Timers;

/** Adds what is to be scheduled at the deadline, with its reference and its slot in the queue;
 * *ret_place gets its present place. False: no memory. */
bool timers_push(Timers *timers, AwTime deadline_ns, Ready what, size_t *ret_place);

/** Drops cancelled timers at the head and returns the first deadline; AW_NEVER: there is none. */
AwTime timers_first(Timers *timers);

/** The first timer if its deadline is at or before `now_ns`; its word is 0 when none is due.
 * Cancelled ones come too. */
static inline Ready
timers_due(const Timers *timers, AwTime now_ns)
{
    return timers->n && timers->slots[0].deadline_ns <= now_ns ? timers->slots[0].what : (Ready){0};
}

/** Takes the first timer out, of which there must be one. */
Ready timers_pop(Timers *timers);

/** Whether what is in the heap, or came out of it, was called off. */
bool timer_cancelled(Ready what);

/** Drops what came out of the heap and will not be scheduled. */
void timer_drop(Ready what);

/** Called when a timer in the heap, put in at `place`, is called off: takes it out if it is still
 * there, as is likely if it was put in lately and is due late. */
void timers_cancel(Timers *timers, Ready what, size_t place);

/** Drops all. */
void timers_clear(Timers *timers);
