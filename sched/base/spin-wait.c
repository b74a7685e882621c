/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* spin-wait.c - see spin-wait.h. */
#include "sched/base/spin-wait.h"

#include <sched.h>
#include <time.h>

enum {
    SPIN_NS = 50 * 1000, /* about as long as a wake-up takes on an idle machine */
    SHORT_NS = 2 * SPIN_NS,
    LOOKS_A_YIELD = 4,
    TRUST = 4,      /* after so many waits in vain in a row it gives up ... */
    DISTRUST = -32, /* ... and sleeps at once until so many short waits have passed */
};

static AwTime
now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * AW_SECOND + now.tv_nsec;
}

/* On a single processor, a thread that keeps looking keeps out the one it waits for. */
static bool
are_several_processors(void)
{
    static _Atomic int known; /* 1: one, 2: several */

    if (!known) {
        cpu_set_t set;
        known = sched_getaffinity(0, sizeof set, &set) || CPU_COUNT(&set) > 1 ? 2 : 1;
    }
    return known == 2;
}

void
spin_wait_begin(SpinWait *spin)
{
    spin->stays = spin->credit > 0 && are_several_processors();
    spin->start_ns = now_ns();
}

static void
pause_a_little(void)
{
#if defined(__x86_64__)
    for (int i = 0; i < 16; i++)
        __builtin_ia32_pause();
#elif defined(__aarch64__)
    for (int i = 0; i < 64; i++)
        __asm__ volatile("isb");
#endif
}

bool
spin_wait_again(SpinWait *spin)
{
    if (!spin->stays)
        return false;
    pause_a_little();
    if (++spin->n_looks % LOOKS_A_YIELD == 0)
        sched_yield(); /* the thread that is to answer may be waiting for this processor */
    if (now_ns() - spin->start_ns < SPIN_NS)
        return true;
    spin->stays = false;
    if (--spin->credit == 0)
        spin->credit = DISTRUST;
    return false;
}

void
spin_wait_end(SpinWait *spin)
{
    AwTime took_ns = now_ns() - spin->start_ns;

    if (spin->stays || (spin->credit <= 0 && took_ns < SHORT_NS))
        spin->credit = spin->credit < 0 ? spin->credit + 1 : TRUST;
    spin->stays = false;
}
