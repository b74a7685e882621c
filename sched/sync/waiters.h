/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* waiters.h - tasks in line for something: first come, first woken. Each has a future of its own,
 * so that cancelling one leaves the others alone [C18]. */
#pragma once
#include "sched/core/future.h"

typedef struct {
    AwFuture **items; /* counted; those in line begin at `head` */
    size_t head, n, capacity;
    size_t n_settled; /* the first ones, that are known to be woken or cancelled */
    size_t n_places;  /* of those who are in line, or may have to join it without fail */
} Waiters;

/* The future of one who waits. */
typedef struct {
    AwFuture future;
    uint32_t lane; /* track of what for; 0: it has not begun to wait */
} Waiter;

extern const FutureClass waiter_class;

/** A future that is one's to wait with: the caller's reference. NULL: no memory. */
AwFuture *waiter_new(AwLoop *loop, AwSite *site);

/** A future to stand in line with, which the current scope holds, and room for it in the line.
 * NULL: no memory. */
AwFuture *waiters_place(Waiters *waiters, AwLoop *loop, AwSite *site);

/** Gives the room back. */
void waiters_give_place(Waiters *waiters);

/**
 * Joins the line and waits to be woken: none, or the error it was resumed with. Has left the line
 * on return, and may join it again; *ret_woken says whether it had been woken all the same [C6].
 * `track`: what for.
 */
AwValue waiters_wait_at(Waiters *waiters, AwFuture *place, uint32_t track, bool *ret_woken);

/** The same with a place for this once; AW_NOMEM when there is none. */
AwValue waiters_wait(Waiters *waiters, AwLoop *loop, uint32_t track, AwSite *site, bool *ret_woken);

/** Makes a Waiter pending that may be done, and that nobody else has; with a FUTURE_CREATED event
 * that says what for. */
void waiter_begin(AwFuture *waiter, uint32_t track);

/** Wakes the first that is not woken yet; false: there is none. It stays in line until it runs. */
bool waiters_wake_first(Waiters *waiters);

/** Wakes the first `n` that are not woken yet; how many there were. */
size_t waiters_wake(Waiters *waiters, size_t n);

/** The first in line, however it stands with it; NULL: nobody. */
AwFuture *waiters_first(const Waiters *waiters);

/** Takes it out of the line, with the line's reference. NULL: nobody. */
AwFuture *waiters_take_first(Waiters *waiters);

/** Whether somebody in line has not been cancelled. */
bool waiters_any_live(const Waiters *waiters);

/** Frees the line; nobody may be in it. */
void waiters_clear(Waiters *waiters);
