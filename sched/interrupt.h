/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* interrupt.h - SIGINT, as the loop sees it. */
#pragma once
#include <aw.h>

#include <signal.h>

/* How many SIGINT came since the run began. */
extern volatile sig_atomic_t interrupts __attribute__((visibility("hidden")));

/** Cancels the main task. */
void interrupt_main(AwLoop *loop);

/** The same if SIGINT came; at the beginning of each turn. */
static inline void
interrupt_check(AwLoop *loop)
{
    if (__builtin_expect(interrupts != 0, 0))
        interrupt_main(loop);
}
