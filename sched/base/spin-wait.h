/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* spin-wait.h - looking a little while before falling asleep. To be woken takes tens of
 * microseconds; where the last waits were shorter than that, it is cheaper to keep looking for as
 * long. Where they were not, all it costs is two readings of the clock for each wait. */
#pragma once
#include <aw.h>

/* What one waiter knows of its last waits; all zeros at first. */
typedef struct {
    int credit; /* it looks before it sleeps while this is positive */
    bool stays;
    unsigned n_looks;
    AwTime start_ns;
} SpinWait;

/** A wait begins. */
void spin_wait_begin(SpinWait *spin);

/** Whether to look once more before sleeping; pauses a little first. */
bool spin_wait_again(SpinWait *spin);

/** The wait is over: what was waited for has come. */
void spin_wait_end(SpinWait *spin);
