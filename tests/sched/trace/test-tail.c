/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-tail.c - whether the last bytes of a recording have its end, however they came. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "sched/trace/format.h"
#include "sched/trace/tail.h"
#include "tests/support/sample.h"

static uint8_t sample[SAMPLE_MAX];
static size_t sample_size;

static int
make_sample(void **state)
{
    sample_size = sample_recording(sample);
    return 0;
}

/* Of the first `size` bytes of the sample, that come in pieces, behind more than is kept. */
static bool
has_end(size_t size, size_t piece)
{
    static const uint8_t before[TRACE_TAIL_MAX + 1];
    TraceTail tail = {0};

    trace_tail_add(&tail, before, sizeof before);
    for (size_t i = 0; i < size; i += piece)
        trace_tail_add(&tail, sample + i, size - i < piece ? size - i : piece);
    return trace_tail_has_end(&tail);
}

static void
a_whole_recording_has_its_end_in_any_pieces(void **state)
{
    static const size_t pieces[] = {1, 7, 100, 4096, SAMPLE_MAX};

    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        assert_true(has_end(sample_size, pieces[i]));
}

static void
one_that_is_cut_anywhere_has_none(void **state)
{
    for (size_t size = 0; size < sample_size; size++)
        assert_false(has_end(size, 100));
}

static void
a_damaged_end_is_none(void **state)
{
    sample[sample_size - 1] ^= 1;
    assert_false(has_end(sample_size, SAMPLE_MAX));
    sample[sample_size - 1] ^= 1;
}

/* The error of a failed run may be a long one; what is before it is more than is kept. */
static void
the_longest_end_is_found(void **state)
{
    static char text[2 * FORMAT_TEXT_MAX];
    static uint8_t bytes[4 * TRACE_TAIL_MAX];
    FormatBuffer buffer = {bytes, TRACE_TAIL_MAX + 1, sizeof bytes};
    TraceTail tail = {0};

    memset(text, 'x', sizeof text - 1);
    assert_true(format_end(&buffer, &(TraceEnd){TRACE_END_FAILED, INT64_MIN, text}, UINT64_MAX));
    assert_true(buffer.size > TRACE_TAIL_MAX + FORMAT_TEXT_MAX);
    trace_tail_add(&tail, bytes, buffer.size);
    assert_true(trace_tail_has_end(&tail));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_recording_has_its_end_in_any_pieces),
        cmocka_unit_test(one_that_is_cut_anywhere_has_none),
        cmocka_unit_test(a_damaged_end_is_none),
        cmocka_unit_test(the_longest_end_is_found),
    };

    return cmocka_run_group_tests(tests, make_sample, NULL);
}
