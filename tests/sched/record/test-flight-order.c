/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-flight-order.c - a flight recording whose writer is killed in the middle of a copy, with a
 * memcpy() that begins at the end, as that of some libraries does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/record/flight.h"
#include "sched/trace/flight-sort.h"
#include "sched/trace/format.h"

enum { BLOCKS = 60, STEP = 97, BLOCK_MOST = 3000 };

static jmp_buf killed;
static size_t left = SIZE_MAX; /* bytes that are copied until the writer is killed */

void *__real_memcpy(void *to, const void *from, size_t size);
void *__wrap_memcpy(void *to, const void *from, size_t size);

void *
__wrap_memcpy(void *to, const void *from, size_t size)
{
    volatile char *bytes = to;

    if (left == SIZE_MAX)
        return __real_memcpy(to, from, size);
    while (size-- > 0) {
        if (left-- == 0) {
            left = SIZE_MAX;
            longjmp(killed, 1);
        }
        bytes[size] = ((const char *) from)[size];
    }
    return to;
}

static size_t
make_block(uint64_t number, uint8_t block[BLOCK_MOST])
{
    FormatBlock out;

    format_compact_begin(&out, block, BLOCK_MOST, number);
    while (out.out.size < 50 + number * 7919 % 2800)
        assert_true(format_block_event(&out, &(TraceEvent){.kind = TRACE_TASK_STEP}));
    out.n_events = 1;
    format_block_end(&out);
    return out.out.size;
}

static void
assert_in_a_row(const Flight *flight)
{
    FlightBlock *blocks;
    size_t n =
        flight_sort(flight->bytes + flight->head_end, flight->size - flight->head_end, &blocks);
    uint64_t last = 0;

    for (size_t i = 0; i < n; i++) {
        const WireBlock *block = &blocks[i].block;
        if (crc32c(0, blocks[i].payload, block->size) != block->payload_crc)
            continue;
        if (last)
            assert_int_equal(block->first_number, last + 1);
        last = block->first_number;
    }
    assert_int_not_equal(last, 0);
    free(blocks);
}

/* False: it was killed. */
static bool
put(Flight *flight, uint64_t number, size_t bytes)
{
    static uint8_t block[BLOCK_MOST];
    size_t size = make_block(number, block);

    if (setjmp(killed))
        return false;
    left = bytes;
    flight_put(flight, block, size);
    left = SIZE_MAX;
    return true;
}

static void
old_blocks_go_in_their_order(void **state)
{
    static uint8_t before[FLIGHT_LEAST];
    static Flight flight;
    static int n_killed;
    FILE *file = fopen("order.awt", "w+");

    unlink("order.awt");
    assert_int_equal(flight_open(&flight, fileno(file), FLIGHT_LEAST), 0);
    for (uint64_t number = 1; number <= BLOCKS; number++) {
        size_t at = flight.at;
        memcpy(before, flight.bytes, sizeof before);
        for (size_t bytes = 1; number > 1 && !put(&flight, number, bytes); bytes += STEP) {
            assert_in_a_row(&flight);
            n_killed++;
            memcpy(flight.bytes, before, sizeof before);
            flight.at = at;
        }
        if (number == 1)
            put(&flight, number, SIZE_MAX);
        assert_in_a_row(&flight);
    }
    assert_true(n_killed > BLOCKS);
    flight_close(&flight);
    fclose(file);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(old_blocks_go_in_their_order)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
