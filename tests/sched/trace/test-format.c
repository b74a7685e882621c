/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-format.c - the bytes of a recording, as FORMAT.md gives them, and the room they need. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sched/trace/format.h"
#include "sched/trace/wire.h"
#include "tests/support/sample.h"

/* The check value that catalogues of checksums give for CRC-32C, and others of the standard's (RFC
 * 3720). */
static void
checksum_is_crc32c(void **state)
{
    uint8_t zeros[32] = {0}, ones[32];

    memset(ones, 0xff, sizeof ones);
    assert_int_equal(crc32c(0, "123456789", 9), 0xe3069283);
    assert_int_equal(crc32c(0, zeros, sizeof zeros), 0x8a9136aa);
    assert_int_equal(crc32c(0, ones, sizeof ones), 0x62a8ab43);
    assert_int_equal(crc32c(0, "", 0), 0);
}

static void
checksum_continues_at_any_cut(void **state)
{
    static const char text[] = "the quick brown fox jumps over the lazy dog";
    uint32_t whole = crc32c(0, text, sizeof text);

    for (size_t i = 0; i <= sizeof text; i++)
        assert_int_equal(crc32c(crc32c(0, text, i), text + i, sizeof text - i), whole);
}

static void
file_begins_with_magic_and_version(void **state)
{
    static const uint8_t expected[] = {0x89, 'A', 'W', 'T', '\r', '\n', 0x1a, '\n',
                                       1,    0,   1,   0,   16,   0,    0,    0};
    uint8_t bytes[16];
    FormatBuffer out = {.bytes = bytes, .capacity = sizeof bytes};

    assert_true(format_begin(&out));
    assert_int_equal(out.size, sizeof expected);
    assert_memory_equal(bytes, expected, sizeof expected);
}

/* The examples in FORMAT.md. */
static const TraceEvent manual_events[] = {
    {.kind = TRACE_TASK_AWAIT, .time_ns = 1000, .subject = 2, .object = 3, .site = 129},
    {.kind = TRACE_OUTPUT,
     .time_ns = 1300,
     .subject = 2,
     .value_type = TRACE_VALUE_TEXT,
     .value = 2,
     .text = "hi",
     .text_size = 2},
    {.kind = TRACE_TASK_YIELD, .time_ns = 1340, .subject = 2, .site = 129},
};

static void
block_of_events_has_the_bytes_of_the_manual(void **state)
{
    static const uint8_t expected[] = {
        0xa7, 'B',  'L',  'K',  'E',  'V',  'T',  'S',          /* sync, type */
        0x10, 0,    0,    0,    0x02, 0,    0,    0,            /* payload size, count */
        0xe8, 0x03, 0,    0,    0,    0,    0,    0,            /* base time */
        0x07, 0,    0,    0,    0,    0,    0,    0,            /* first number */
        0xa5, 0x3e, 0x61, 0x59, 0x12, 0xa9, 0x46, 0x4b,         /* checksums */
        0x17, 0x1c, 0x04, 0x02, 0x81, 0x01,                     /* TASK_AWAIT */
        0x3c, 0x61, 0xac, 0x02, 0x04, 0x04, 0x02, 'h',  'i', 0, /* OUTPUT */
    };
    uint8_t bytes[FORMAT_BLOCK_MAX];
    FormatBlock block;

    format_block_begin(&block, bytes, sizeof bytes, 7);
    assert_true(format_block_event(&block, &manual_events[0]));
    assert_true(format_block_event(&block, &manual_events[1]));
    format_block_end(&block);
    assert_int_equal(block.out.size, sizeof expected);
    assert_memory_equal(bytes, expected, sizeof expected);
}

static void
short_events_have_the_bytes_of_the_manual(void **state)
{
    static const uint8_t expected[] = {
        0xa7, 'B',  'L',  'K',  'E',  'V',  'T',  'C',               /* sync, type */
        0x14, 0,    0,    0,    0x03, 0,    0,    0,                 /* payload size, count */
        0xe8, 0x03, 0,    0,    0,    0,    0,    0,                 /* base time */
        0x07, 0,    0,    0,    0,    0,    0,    0,                 /* first number */
        0xe5, 0xf6, 0x72, 0x3a, 0x97, 0x40, 0xdc, 0x9f,              /* checksums */
        0x17, 0x54, 0x04, 0x02, 0x81,                                /* TASK_AWAIT */
        0,    0x3c, 0x61, 0xac, 0x02, 0x04, 0x04, 0x02, 'h', 'i', 0, /* OUTPUT */
        0x18, 0x41, 0x28, 0x81,                                      /* TASK_YIELD */
    };
    uint8_t bytes[FORMAT_BLOCK_MAX];
    FormatBlock block;

    format_compact_begin(&block, bytes, sizeof bytes, 7);
    for (int i = 0; i < 3; i++)
        assert_true(format_block_event(&block, &manual_events[i]));
    format_block_end(&block);
    assert_int_equal(block.out.size, sizeof expected);
    assert_memory_equal(bytes, expected, sizeof expected);
}

/* One function of those that write a whole block, for a table of them. */
static bool
write_meta(FormatBuffer *out)
{
    return format_meta(out, "key", "value");
}

static bool
write_site(FormatBuffer *out)
{
    return format_site(out, &(TraceSite){1, 300, "file.c", "function", "name"});
}

static bool
write_source(FormatBuffer *out)
{
    return format_source(out, "file.c", "int x;\n", 7);
}

static bool
write_end(FormatBuffer *out)
{
    return format_end(out, &(TraceEnd){TRACE_END_FAILED, 1000, "why"}, 1000);
}

static bool (*const writers[])(FormatBuffer *) = {format_begin, write_meta, write_site,
                                                  write_source, write_end};

static void
what_fits_exactly_is_written_and_what_does_not_is_not(void **state)
{
    for (size_t i = 0; i < sizeof writers / sizeof writers[0]; i++) {
        uint8_t *room = malloc(256);
        FormatBuffer out = {.bytes = room, .capacity = 256};
        size_t size;

        assert_true(writers[i](&out));
        size = out.size;
        free(room);
        out = (FormatBuffer){.bytes = malloc(size), .capacity = size};
        assert_true(writers[i](&out));
        assert_int_equal(out.size, size);
        out.size = 1;
        assert_false(writers[i](&out));
        assert_int_equal(out.size, 1);
        free(out.bytes);
    }
}

static void
source_too_large_for_a_block_is_refused(void **state)
{
    size_t size = WIRE_PAYLOAD_MAX, capacity = size + 1024;
    FormatBuffer out = {.bytes = malloc(capacity), .capacity = capacity};
    char *text = calloc(1, size);

    assert_false(format_source(&out, "a.c", text, size));
    assert_true(format_source(&out, "a.c", text, size - 100));
    free(text);
    free(out.bytes);
}

static void
block_takes_events_until_it_is_full(void **state)
{
    uint8_t *bytes = malloc(FORMAT_BLOCK_MAX);
    char text[FORMAT_TEXT_MAX + 100] = "";
    TraceEvent event = {.kind = TRACE_OUTPUT, .text = text, .text_size = sizeof text};
    FormatBlock block;
    uint32_t n = 0;
    size_t size;

    format_block_begin(&block, bytes, FORMAT_BLOCK_MAX, 1);
    while (format_block_event(&block, &event))
        n++;
    assert_int_equal(n, (FORMAT_BLOCK_MAX - WIRE_BLOCK_HEADER) / FORMAT_EVENT_MAX);
    assert_int_equal(block.n_events, n);
    size = block.out.size;
    assert_false(format_block_event(&block, &event));
    assert_int_equal(block.out.size, size);
    assert_true(size <= FORMAT_BLOCK_MAX);
    free(bytes);
}

static void
block_without_room_for_its_header_takes_nothing(void **state)
{
    uint8_t *bytes = malloc(8);
    FormatBlock block;

    format_block_begin(&block, bytes, 8, 1);
    assert_false(format_block_event(&block, &sample_events[0]));
    format_block_end(&block);
    assert_int_equal(block.out.size, 0);
    free(bytes);
}

/* No time is written for the second event: the reader gives it that of the first. */
static void
time_that_goes_back_is_held(void **state)
{
    uint8_t bytes[FORMAT_BLOCK_MAX];
    FormatBlock block;

    format_block_begin(&block, bytes, sizeof bytes, 1);
    assert_true(format_block_event(&block, &(TraceEvent){.kind = 1, .time_ns = 1000}));
    assert_true(format_block_event(&block, &(TraceEvent){.kind = 2, .time_ns = 999}));
    assert_true(format_block_event(&block, &(TraceEvent){.kind = 3, .time_ns = 1001}));
    assert_memory_equal(bytes + WIRE_BLOCK_HEADER, "\x01\x00\x02\x00\x03\x01\x01", 7);
}

/* What a loop does most: wake, step, await, sleep, microseconds apart. */
static TraceEvent
typical_event(size_t i)
{
    static const TraceEvent round[] = {
        {.kind = TRACE_TURN_BEGIN, .subject = 1, .value_type = TRACE_VALUE_INT},
        {.kind = TRACE_FUTURE_DONE, .subject = 40, .value_type = TRACE_VALUE_NONE},
        {.kind = TRACE_TASK_READY, .subject = 12, .object = 40},
        {.kind = TRACE_TASK_STEP, .subject = 12},
        {.kind = TRACE_FUTURE_CREATED, .subject = 41, .object = 12, .site = 7},
        {.kind = TRACE_TIMER_ARMED,
         .subject = 41,
         .value_type = TRACE_VALUE_DURATION,
         .value = 1000000000},
        {.kind = TRACE_TASK_AWAIT, .subject = 12, .object = 41, .site = 7},
        {.kind = TRACE_POLL_BEGIN,
         .subject = 1,
         .value_type = TRACE_VALUE_DURATION,
         .value = 20000},
        {.kind = TRACE_POLL_END, .subject = 1},
    };
    TraceEvent event = round[i % 9];

    event.time_ns = (int64_t) i * 1700;
    return event;
}

static void
typical_event_takes_at_most_twelve_bytes(void **state)
{
    uint8_t *bytes = malloc(FORMAT_BLOCK_MAX);
    FormatBlock block;
    TraceEvent event;

    format_block_begin(&block, bytes, FORMAT_BLOCK_MAX, 1);
    for (size_t i = 0; event = typical_event(i), format_block_event(&block, &event); i++)
        continue;
    assert_true(block.n_events * 12 >= block.out.size);
    print_message("%.1f bytes an event\n", (double) block.out.size / block.n_events);
    free(bytes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(checksum_is_crc32c),
        cmocka_unit_test(checksum_continues_at_any_cut),
        cmocka_unit_test(file_begins_with_magic_and_version),
        cmocka_unit_test(block_of_events_has_the_bytes_of_the_manual),
        cmocka_unit_test(short_events_have_the_bytes_of_the_manual),
        cmocka_unit_test(what_fits_exactly_is_written_and_what_does_not_is_not),
        cmocka_unit_test(source_too_large_for_a_block_is_refused),
        cmocka_unit_test(block_takes_events_until_it_is_full),
        cmocka_unit_test(block_without_room_for_its_header_takes_nothing),
        cmocka_unit_test(time_that_goes_back_is_held),
        cmocka_unit_test(typical_event_takes_at_most_twelve_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
