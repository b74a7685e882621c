/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* futex.h - sleeping until a word in memory changes. */
#pragma once
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

/** Sleeps while *word is `value`, until woken or, if it is not NULL, CLOCK_MONOTONIC says `until`.
 * May return for no reason; false when the time is over. */
bool futex_wait(_Atomic uint32_t *word, uint32_t value, const struct timespec *until);

/** Wakes at most `n` who sleep on the word. */
void futex_wake(_Atomic uint32_t *word, int n);
