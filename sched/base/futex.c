/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* futex.c - see futex.h. */
#include "sched/base/futex.h"

#include <errno.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

bool
futex_wait(_Atomic uint32_t *word, uint32_t value, const struct timespec *until)
{
    return syscall(SYS_futex, word, FUTEX_WAIT_BITSET_PRIVATE, value, until, NULL,
                   FUTEX_BITSET_MATCH_ANY) == 0 ||
           errno != ETIMEDOUT;
}

void
futex_wake(_Atomic uint32_t *word, int n)
{
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, n);
}
