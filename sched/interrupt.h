/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* interrupt.h - SIGINT, as the loop sees it. */
#pragma once
#include <aw.h>

#include <stdatomic.h>

/* How many SIGINT came since the run began that listens. */
extern _Atomic int interrupts __attribute__((visibility("hidden")));

/** Whether there were any. Any thread. */
static inline bool
interrupt_came(void)
{
    return atomic_load_explicit(&interrupts, memory_order_relaxed);
}

/** Cancels the main task, if `loop` is the one that listens. */
void interrupt_main(AwLoop *loop);

/** The same if SIGINT came; at the beginning of each turn. */
static inline void
interrupt_check(AwLoop *loop)
{
    if (__builtin_expect(interrupt_came(), 0))
        interrupt_main(loop);
}
