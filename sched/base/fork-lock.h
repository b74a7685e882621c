/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fork-lock.h - locks of what a process has only one of. A fork() takes them all first, or a thread
 * that had one would not be there in the child to release it. */
#pragma once
#include <pthread.h>

/** Makes every fork() wait for this lock. Whoever holds it may take no other one of these. */
void fork_lock_watch(pthread_mutex_t *lock);

/* Does so for the lock of the file that it stands in, before main(). */
#define FORK_LOCK(lock)                                                                            \
    static void __attribute__((constructor)) watch_lock(void)                                      \
    {                                                                                              \
        fork_lock_watch(lock);                                                                     \
    }
