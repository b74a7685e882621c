/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* interrupt.h - SIGINT, as the loop sees it. */
#pragma once
#include <aw.h>

#include <signal.h>
#include <stdatomic.h>

/* What a process that was interrupted exits with. */
enum { INTERRUPT_STATUS = 128 + SIGINT };

/* How many SIGINTs have come since the run that listens began. */
extern _Atomic int interrupts __attribute__((visibility("hidden")));

/** Whether any have come. Any thread. */
static inline bool
interrupt_came(void)
{
    return atomic_load_explicit(&interrupts, memory_order_relaxed);
}

/** Makes `loop` the one that listens. Signals belong to the process: of runs in several threads the
 * first one listens, and the others get false. ret_before is for interrupt_unlisten(). */
bool interrupt_listen(AwLoop *loop, struct sigaction *ret_before);

/** Stops listening; `before` is what SIGINT did before. */
void interrupt_unlisten(const struct sigaction *before);

/** For a forked child: nobody listens any more, and the first SIGINT ends the process. */
void interrupt_forget(void);

/** Whether SIGINT came while `loop` listens. */
bool interrupt_hit(const AwLoop *loop);

/** Cancels the main task, if `loop` is the one that listens. */
void interrupt_main(AwLoop *loop);

/** The same if SIGINT came; called at the beginning of each turn. */
static inline void
interrupt_check(AwLoop *loop)
{
    if (__builtin_expect(interrupt_came(), 0))
        interrupt_main(loop);
}
