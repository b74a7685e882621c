/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* flight-sort.c - finds and sorts blocks. */
#include "sched/trace/flight-sort.h"

#include <stdlib.h>

typedef struct {
    FlightBlock *blocks;
    size_t n, capacity;
} Found;

/* False: no memory. */
static bool
add(Found *found, const WireBlock *block, const uint8_t *payload)
{
    if (found->n == found->capacity) {
        size_t capacity = found->capacity ? found->capacity * 2 : 64;
        FlightBlock *blocks = realloc(found->blocks, capacity * sizeof *blocks);
        if (!blocks)
            return false;
        found->blocks = blocks;
        found->capacity = capacity;
    }
    found->blocks[found->n++] = (FlightBlock){.block = *block, .payload = payload};
    return true;
}

/* By number; where there is none, or the same, by place. */
static int
compare(const void *a, const void *b)
{
    const FlightBlock *x = a, *y = b;

    if (x->block.first_number != y->block.first_number)
        return x->block.first_number < y->block.first_number ? -1 : 1;
    return (x->payload > y->payload) - (x->payload < y->payload);
}

static size_t
without_twins(FlightBlock *blocks, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++)
        if (i == 0 || blocks[i].block.first_number == 0 ||
            blocks[i].block.first_number != blocks[i - 1].block.first_number)
            blocks[kept++] = blocks[i];
    return kept;
}

/* The next place after `at` where a block may begin. */
static const uint8_t *
look_on(const uint8_t *at, const uint8_t *end)
{
    const uint8_t *next =
        end - at > 1 ? memmem(at + 1, (size_t) (end - at - 1), WIRE_SYNC, WIRE_SYNC_SIZE) : NULL;

    return next ? next : end;
}

size_t
flight_sort(const uint8_t *bytes, size_t size, FlightBlock **ret_blocks)
{
    const uint8_t *at = bytes, *end = bytes + size;
    Found found = {0};
    WireBlock block;

    while (end - at >= WIRE_BLOCK_HEADER) {
        const uint8_t *payload = at + WIRE_BLOCK_HEADER;
        if (!wire_get_block(at, &block) || block.size > (size_t) (end - payload)) {
            at = look_on(at, end);
            continue;
        }
        if (block.type != WIRE_PADDING && !add(&found, &block, payload))
            break;
        at = payload + block.size;
    }
    if (found.n > 0)
        qsort(found.blocks, found.n, sizeof *found.blocks, compare);
    found.n = without_twins(found.blocks, found.n);
    *ret_blocks = found.blocks;
    return found.n;
}
