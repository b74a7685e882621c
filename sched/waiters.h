/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* waiters.h - tasks in line for something: first come, first woken. Each has a future of its own,
 * so that cancelling one leaves the others alone [C18]. */
#pragma once
#include "sched/future.h"

typedef struct {
    AwFuture **items; /* counted */
    size_t n, capacity;
} Waiters;

/**
 * Joins the line and waits to be woken: none, or the error it was resumed with. Has left the line
 * on return; *ret_woken says whether it had been woken all the same [C6]. `track`: what for.
 */
AwValue waiters_wait(Waiters *waiters, AwLoop *loop, uint32_t track, AwSite *site, bool *ret_woken);

/** Wakes the first that is not woken yet; false: there is none. It stays in line until it runs. */
bool waiters_wake_first(Waiters *waiters);

/** Wakes the first `n` that are not woken yet; how many there were. */
size_t waiters_wake(Waiters *waiters, size_t n);

/** Whether somebody in line has not been cancelled. */
bool waiters_any_live(const Waiters *waiters);

/** Frees the line; nobody may be in it. */
void waiters_clear(Waiters *waiters);
