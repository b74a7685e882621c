/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stamps.h - which events read the clock. What happens at once after another event has the time of
 * that one: a task that suspends, and what runs next; a future that is done, and whom it wakes. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "sched/trace/kinds.h"

/* clang-format off */
/* The column `clock` of the table as bits: 1 for LAST. Only the first kinds have one, so that they
 * are in one line of the cache. */
enum { STAMPS_WORDS = 4, STAMPS_READ, STAMPS_ORDER, STAMPS_LAST };

#define STAMPS_BIT(word, number, clock) \
    | (number / 64 == word ? (uint64_t) (STAMPS_##clock == STAMPS_LAST) << number % 64 : 0)
#define STAMPS_0(name, number, phase, track, state, on_loop, link, clock, ...) STAMPS_BIT(0, number, clock)
#define STAMPS_1(name, number, phase, track, state, on_loop, link, clock, ...) STAMPS_BIT(1, number, clock)
#define STAMPS_2(name, number, phase, track, state, on_loop, link, clock, ...) STAMPS_BIT(2, number, clock)
#define STAMPS_3(name, number, phase, track, state, on_loop, link, clock, ...) STAMPS_BIT(3, number, clock)
#define STAMPS_BEYOND(name, number, phase, track, state, on_loop, link, clock, ...) \
    | (number >= 64 * STAMPS_WORDS && STAMPS_##clock == STAMPS_LAST)

_Static_assert(!(0 TRACE_KINDS(STAMPS_BEYOND)), "a kind of such a number reads the clock");
/* clang-format on */

/** Whether an event of this kind has a time of its own, behind all that its thread did before. */
static inline bool
stamps_order(unsigned kind)
{
    static const bool order[] = {
#define ROW(name, number, phase, track, state, on_loop, link, clock, ...)                          \
    [number] = STAMPS_##clock == STAMPS_ORDER,
        TRACE_KINDS(ROW)
#undef ROW
    };

    return kind < sizeof order && order[kind];
}

/** Whether an event of this kind has a time of its own. */
static inline bool
stamps_read(unsigned kind)
{
    static const uint64_t last[STAMPS_WORDS] = {0 TRACE_KINDS(STAMPS_0), 0 TRACE_KINDS(STAMPS_1),
                                                0 TRACE_KINDS(STAMPS_2), 0 TRACE_KINDS(STAMPS_3)};

    return kind >= 64 * STAMPS_WORDS || !(last[kind / 64] >> kind % 64 & 1);
}
