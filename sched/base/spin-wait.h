/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* spin-wait.h - staying up a little before falling asleep. To be woken takes tens of microseconds;
 * where what is waited for has lately come sooner than that, it is cheaper to look for it for as
 * long. Where it has not, nothing is spent but two readings of the clock a wait. */
#pragma once
#include <aw.h>

/* What one waiter knows of its last waits; zeroed at first. */
typedef struct {
    int credit; /* it stays up while this is positive */
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
