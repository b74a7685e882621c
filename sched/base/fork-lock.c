/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fork-lock.c - see fork-lock.h. The list is filled before main(), and never changes after that. */
#include "sched/base/fork-lock.h"

enum { LOCKS = 16 };

static pthread_mutex_t *locks[LOCKS];
static int n_locks;

static void
take_all(void)
{
    for (int i = 0; i < n_locks; i++)
        pthread_mutex_lock(locks[i]);
}

static void
release_all(void)
{
    for (int i = n_locks; i-- > 0;)
        pthread_mutex_unlock(locks[i]);
}

void
fork_lock_watch(pthread_mutex_t *lock)
{
    if (!n_locks)
        pthread_atfork(take_all, release_all, release_all);
    if (n_locks < LOCKS)
        locks[n_locks++] = lock;
}
