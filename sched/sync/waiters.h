/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* waiters.h - tasks in line for something: first come, first woken. Each has a future of its own,
 * so cancelling one does not affect the others [C18]. */
#pragma once
#include "sched/core/future.h"
#include "sched/core/hold.h"

typedef struct {
    AwFuture **items; /* counted; those in line begin at `head` */
    size_t head, n, capacity;
    size_t n_settled;   /* how many at the front are known to be woken or cancelled */
    size_t n_places;    /* reserved, for those in line and those that must be able to join it */
    const Holds *holds; /* of what it is the line for; NULL: of something that anybody can end */
} Waiters;

/* The future that a task in line awaits. */
typedef struct {
    AwFuture future;
    uint32_t lane;      /* track of what it waits for; 0: it has not begun to wait */
    const Holds *holds; /* the same as in Waiters */
} Waiter;

extern const FutureClass waiter_class;

/** A future for one task to wait on; the caller's reference. `holds`: as in Waiters. NULL: no
 * memory. */
AwFuture *waiter_new(AwLoop *loop, const Holds *holds, AwSite *site);

/** A future to stand in line with, which the current scope holds, and reserved room for it in the
 * line. NULL: no memory. */
AwFuture *waiters_place(Waiters *waiters, AwLoop *loop, AwSite *site);

/** Gives back the reserved room. */
void waiters_give_place(Waiters *waiters);

/**
 * Joins the line and waits to be woken. Returns none, or the error that the task was resumed with;
 * *ret_woken says whether it had been woken all the same [C6]. On return `place` has left the line,
 * and may join it again. `track`: of what it waits for.
 */
AwValue waiters_wait_at(Waiters *waiters, AwFuture *place, uint32_t track, bool *ret_woken);

/** Makes a Waiter pending (again), which nobody else may hold, and records a FUTURE_CREATED event
 * that names what it waits for. */
void waiter_begin(AwFuture *waiter, uint32_t track);

/** Wakes the first task that is not woken yet, which stays in line until it runs. False: there is
 * none. */
bool waiters_wake_first(Waiters *waiters);

/** How many of the first `n` tasks that are not woken yet there are. */
size_t waiters_count(const Waiters *waiters, size_t n);

/** Wakes them. */
void waiters_wake(Waiters *waiters, size_t n);

/** The first in line, whether or not it is woken or cancelled already. NULL: nobody. */
AwFuture *waiters_first(const Waiters *waiters);

/** Takes the first out of the line, and the line's reference to it. NULL: nobody. */
AwFuture *waiters_take_first(Waiters *waiters);

/** Whether somebody in line has not been cancelled. */
bool waiters_any_live(const Waiters *waiters);

/** Frees the line; nobody may be in it. */
void waiters_clear(Waiters *waiters);
