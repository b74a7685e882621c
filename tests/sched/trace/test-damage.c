/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-damage.c - what the reader makes of recordings with wrong, lost and foreign bytes in them,
 * and of too little memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sched/trace/format.h"
#include "sched/trace/wire.h"
#include "tests/support/sample-assert.h"

static uint8_t sample[SAMPLE_MAX];
static size_t sample_size;

static int
make_sample(void **state)
{
    sample_size = sample_recording(sample);
    return 0;
}

/* A line that was read after damage is one of the whole recording's; only an event's site, its last
 * word, may be lost. */
static bool
has_line(const char *lines, const char *line)
{
    size_t size = strcspn(line, "\n") + 1;

    if (strncmp(line, "event ", 6) == 0)
        size = (size_t) ((const char *) memrchr(line, ' ', size) - line);
    for (; *lines; lines += strcspn(lines, "\n") + 1)
        if (strncmp(lines, line, size) == 0)
            return true;
    return false;
}

static void
assert_events_of(const char *part, const char *whole)
{
    for (const char *line = part; *line; line = strchr(line, '\n') + 1)
        if (strncmp(line, "end 0 ", 6) != 0)
            assert_true(has_line(whole, line));
}

static void
one_wrong_byte_anywhere_makes_no_event_up(void **state)
{
    static const uint8_t flips[] = {0x01, 0x80, 0xff};
    SampleHeard whole = sample_hear(sample, sample_size, sample_size);

    for (size_t i = 0; i < 3 * sample_size; i++) {
        SampleHeard heard;

        sample[i / 3] ^= flips[i % 3];
        heard = sample_hear(sample, sample_size, 1 + i % 97);
        assert_events_of(heard.lines, whole.lines);
        if (i / 3 >= WIRE_FILE_HEADER)
            assert_int_equal(heard.wholeness, TRACE_DAMAGED);
        sample[i / 3] ^= flips[i % 3];
        sample_heard_clear(&heard);
    }
    sample_heard_clear(&whole);
}

/* The n-th block in a recording whose type begins so. */
static uint8_t *
find_block(uint8_t *bytes, size_t size, const char *type, int n)
{
    for (size_t i = WIRE_FILE_HEADER; i < size; i += WIRE_BLOCK_HEADER + wire_get32(bytes + i + 8))
        if (memcmp(bytes + i + 4, type, strlen(type)) == 0 && n-- == 0)
            return bytes + i;
    fail();
    return NULL;
}

static void
flip_and_hear(uint8_t *at, const char *message)
{
    *at ^= 0x10;
    for (size_t piece = 1; piece < 300; piece += 23)
        assert_heard(sample_hear(sample, sample_size, piece), TRACE_DAMAGED, message, NULL);
    *at ^= 0x10;
}

static void
damaged_block_is_left_out_and_counted(void **state)
{
    uint8_t *second = find_block(sample, sample_size, "EVT", 1);
    uint8_t *last = find_block(sample, sample_size, "EVT", 3);

    flip_and_hear(second + 3, "damaged in 1 place, 5 events are missing");
    flip_and_hear(second + 8, "damaged in 1 place, 5 events are missing");
    flip_and_hear(second + WIRE_BLOCK_HEADER, "damaged in 1 place, 5 events are missing");
    flip_and_hear(last + WIRE_BLOCK_HEADER, "damaged in 1 place, 3 events are missing");
    flip_and_hear(find_block(sample, sample_size, "SITE", 0) + 50,
                  "damaged in 1 place, no event is missing");
    flip_and_hear(find_block(sample, sample_size, "END ", 0) + 50,
                  "damaged in 1 place, no event is missing, cut after event 18");
}

static void
each_damaged_place_is_counted(void **state)
{
    uint8_t *first = find_block(sample, sample_size, "EVT", 0);

    first[0] ^= 1;
    flip_and_hear(find_block(sample, sample_size, "EVT", 2),
                  "damaged in 2 places, 10 events are missing");
    first[0] ^= 1;
}

static void
removed_bytes_are_survived(void **state)
{
    SampleHeard whole = sample_hear(sample, sample_size, sample_size);
    uint8_t *bytes = malloc(sample_size);

    for (size_t at = WIRE_FILE_HEADER; at < sample_size - 7; at++) {
        SampleHeard heard;

        memcpy(bytes, sample, at);
        memcpy(bytes + at, sample + at + 7, sample_size - at - 7);
        heard = sample_hear(bytes, sample_size - 7, 1 + at % 61);
        assert_true(heard.wholeness == TRACE_DAMAGED || heard.wholeness == TRACE_CUT);
        assert_events_of(heard.lines, whole.lines);
        sample_heard_clear(&heard);
    }
    free(bytes);
    sample_heard_clear(&whole);
}

static void
hear_without_block(int n, const char *message)
{
    uint8_t *gone = find_block(sample, sample_size, "EVT", n);
    size_t size = WIRE_BLOCK_HEADER + wire_get32(gone + 8), before = (size_t) (gone - sample);
    uint8_t *bytes = malloc(sample_size);

    memcpy(bytes, sample, before);
    memcpy(bytes + before, gone + size, sample_size - before - size);
    assert_heard(sample_hear(bytes, sample_size - size, 50), TRACE_DAMAGED, message, NULL);
    free(bytes);
}

static void
block_that_is_gone_shows_in_the_numbers(void **state)
{
    hear_without_block(1, "5 events are missing");
    hear_without_block(3, "3 events are missing");
}

static void
garbage_between_blocks_is_stepped_over(void **state)
{
    SampleHeard whole = sample_hear(sample, sample_size, sample_size);
    size_t before = (size_t) (find_block(sample, sample_size, "EVT", 2) - sample);
    enum { GARBAGE = 10000 };
    uint8_t *bytes = malloc(sample_size + GARBAGE);

    memcpy(bytes, sample, before);
    for (size_t i = 0; i < GARBAGE; i++)
        bytes[before + i] = (uint8_t) WIRE_SYNC[i % 7 % WIRE_SYNC_SIZE];
    memcpy(bytes + before + GARBAGE, sample + before, sample_size - before);
    for (size_t piece = 1; piece < 20000; piece *= 3)
        assert_heard(sample_hear(bytes, sample_size + GARBAGE, piece), TRACE_DAMAGED,
                     "damaged in 1 place, no event is missing", whole.lines);
    sample_heard_clear(&whole);
    free(bytes);
}

/* Without memory */

void *__real_realloc(void *old, size_t size);
void *__wrap_realloc(void *old, size_t size);

static size_t realloc_limit = SIZE_MAX;

void *
__wrap_realloc(void *old, size_t size)
{
    return size <= realloc_limit ? __real_realloc(old, size) : NULL;
}

/* A recording with a source of 100 kB behind its first event, and one more event behind that. */
static size_t
write_large(uint8_t *bytes, size_t capacity)
{
    FormatBuffer out = {.bytes = bytes, .capacity = capacity};
    char *text = calloc(1, 100000);
    FormatBlock block;

    assert_true(format_begin(&out));
    for (uint64_t number = 1; number <= 2; number++) {
        format_block_begin(&block, bytes + out.size, capacity - out.size, number);
        assert_true(format_block_event(&block, &sample_events[0]));
        format_block_end(&block);
        out.size += block.out.size;
        if (number == 1)
            assert_true(format_source(&out, "large.c", text, 100000));
    }
    assert_true(format_end(&out, &(TraceEnd){.kind = TRACE_END_DONE}, 2));
    free(text);
    return out.size;
}

static void
block_without_memory_is_left_out(void **state)
{
    enum { CAPACITY = 200000 };
    uint8_t *bytes = malloc(CAPACITY);
    size_t size = write_large(bytes, CAPACITY);

    realloc_limit = 50000;
    for (size_t piece = 1; piece < size; piece = piece * 3 + 1)
        assert_heard(sample_hear(bytes, size, piece), TRACE_DAMAGED,
                     "damaged in 1 place, no event is missing",
                     "event 1 at 0 kind 1 thread 0 1->0 value 0 0 site 0\n"
                     "event 2 at 0 kind 1 thread 0 1->0 value 0 0 site 0\n"
                     "end 1 0 \n");
    realloc_limit = SIZE_MAX;
    free(bytes);
}

static void
site_without_memory_is_left_out(void **state)
{
    uint8_t bytes[1000];
    FormatBuffer out = {.bytes = bytes, .capacity = sizeof bytes};
    const TraceSite large = {.id = FORMAT_SITE_MAX, .file = "", .function = "", .name = ""};
    const TraceSite small = {.id = 1, .file = "a.c", .function = "f", .name = "n"};

    assert_true(format_begin(&out) && format_site(&out, &large) && format_site(&out, &small));
    assert_true(format_end(&out, &(TraceEnd){.kind = TRACE_END_DONE}, 0));
    realloc_limit = 50000;
    assert_heard(sample_hear(bytes, out.size, out.size), TRACE_DAMAGED,
                 "damaged in 1 place, no event is missing", "site 1 a.c:0 f() n\nend 1 0 \n");
    realloc_limit = SIZE_MAX;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_wrong_byte_anywhere_makes_no_event_up),
        cmocka_unit_test(damaged_block_is_left_out_and_counted),
        cmocka_unit_test(each_damaged_place_is_counted),
        cmocka_unit_test(removed_bytes_are_survived),
        cmocka_unit_test(block_that_is_gone_shows_in_the_numbers),
        cmocka_unit_test(garbage_between_blocks_is_stepped_over),
        cmocka_unit_test(block_without_memory_is_left_out),
        cmocka_unit_test(site_without_memory_is_left_out),
    };

    return cmocka_run_group_tests(tests, make_sample, NULL);
}
