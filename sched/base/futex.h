/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* futex.h - sleep until a word in memory changes. */
#pragma once
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

/** Sleeps while *word is `value`, until it is woken or, if `until` is not NULL, until that time of
 * CLOCK_MONOTONIC. May return for no reason; false when the time is over. */
bool futex_wait(_Atomic uint32_t *word, uint32_t value, const struct timespec *until);

/** Wakes at most `n` threads that sleep on the word. */
void futex_wake(_Atomic uint32_t *word, int n);
