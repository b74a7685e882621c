/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* flight-sort.h - the blocks of a flight recording in the order in which they were written. */
#pragma once
#include <stddef.h>

#include "sched/trace/wire.h"

/* A block that was found. */
typedef struct {
    WireBlock block;
    const uint8_t *payload;
} FlightBlock;

/**
 * Finds the blocks in `bytes`, where they lie one after another with gaps, and sorts those that
 * have numbers by their first event; the others come first, in the order found. Of two with the
 * same number one is left out. Knows nothing of payloads.
 *
 * Returns how many there are; ret_blocks gets them (to be freed). 0 and NULL: none, or no memory.
 */
size_t flight_sort(const uint8_t *bytes, size_t size, FlightBlock **ret_blocks);
