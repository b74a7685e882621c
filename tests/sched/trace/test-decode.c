/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-decode.c - blocks that are made up: their checksums hold, what they say is odd, wrong or of
 * a later version. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sched/trace/format.h"
#include "sched/trace/wire.h"
#include "tests/support/sample-assert.h"

typedef struct {
    uint8_t bytes[4096];
    FormatBuffer out;
} Forged;

static void
forge_begin(Forged *forged)
{
    forged->out = (FormatBuffer){.bytes = forged->bytes, .capacity = sizeof forged->bytes};
    assert_true(format_begin(&forged->out));
}

static void
forge_block(Forged *forged, WireBlock block, const void *payload, size_t size)
{
    uint8_t *at = forged->bytes + forged->out.size;

    memcpy(at, WIRE_SYNC, WIRE_SYNC_SIZE);
    wire_put32(at + 4, block.type);
    wire_put32(at + 8, block.size ? block.size : (uint32_t) size);
    wire_put32(at + 12, block.count);
    wire_put64(at + 16, (uint64_t) block.base_time_ns);
    wire_put64(at + 24, block.first_number);
    memcpy(at + WIRE_BLOCK_HEADER, payload, size);
    sample_mend(at, WIRE_BLOCK_HEADER + size);
    forged->out.size += WIRE_BLOCK_HEADER + size;
}

static void
forge_events(Forged *forged, uint64_t first, uint32_t count, const void *payload, size_t size)
{
    WireBlock block = {.type = WIRE_EVENTS, .first_number = first, .count = count};

    forge_block(forged, block, payload, size);
}

static void
forged_reads(Forged *forged, TraceWholeness wholeness, const char *message, const char *lines)
{
    for (size_t piece = 1; piece < 5000; piece += piece < 60 ? 1 : 500)
        assert_heard(sample_hear(forged->bytes, forged->out.size, piece), wholeness, message,
                     lines);
}

static void
forge_end(Forged *forged, uint64_t n_events)
{
    assert_true(format_end(&forged->out, &(TraceEnd){.kind = TRACE_END_DONE}, n_events));
}

#define EVENT(number, time, kind, subject, rest)                                                   \
    "event " number " at " time " kind " kind " thread 0 " subject "->0 value " rest "\n"

static void
blocks_and_fields_of_later_versions_are_skipped(void **state)
{
    /* kind 300, all that is known and more, a value of type 15; then a kind with nothing */
    static const char payload[] = "\xac\x02\xa0\x0f\x0a\x03xyz"
                                  "\x01\x00"
                                  "and bytes behind the last";
    Forged forged;

    forge_begin(&forged);
    forge_block(&forged, (WireBlock){.type = WIRE_TYPE('I', 'N', 'D', 'X')}, "whatever", 8);
    forge_events(&forged, 1, 2, payload, sizeof payload - 1);
    forge_block(&forged, (WireBlock){.type = 0}, "", 0);
    forge_end(&forged, 2);
    forged_reads(&forged, TRACE_WHOLE, "",
                 EVENT("1", "0", "300", "0", "0 5 site 0")
                     EVENT("2", "0", "1", "0", "0 0 site 0") "end 1 0 \n");
}

static void
longer_file_header_is_skipped(void **state)
{
    Forged forged;

    forge_begin(&forged);
    wire_put32(forged.bytes + 12, WIRE_FILE_HEADER + 5);
    memcpy(forged.bytes + forged.out.size, "later", 5);
    forged.out.size += 5;
    forge_end(&forged, 0);
    forged_reads(&forged, TRACE_WHOLE, "", "end 1 0 \n");
}

static void
value_of_a_later_type_with_a_text_is_a_label(void **state)
{
    Forged forged;

    forge_begin(&forged);
    forge_events(&forged, 1, 1, "\x3d\x60\x0f\x00\x02hi", 8);
    forge_end(&forged, 1);
    forged_reads(&forged, TRACE_WHOLE, "",
                 EVENT("1", "0", "61", "0", "11 0 text 2 hi site 0") "end 1 0 \n");
}

static void
end_of_a_later_kind_is_a_failure(void **state)
{
    Forged forged;

    forge_begin(&forged);
    forge_block(&forged, (WireBlock){.type = WIRE_END, .first_number = 1}, "\x63\x02\x03odd", 7);
    forged_reads(&forged, TRACE_WHOLE, "", "end 2 1 odd\n");
}

static void
block_longer_than_any_is_given_up_without_its_memory(void **state)
{
    WireBlock events = {.type = WIRE_EVENTS, .size = UINT32_MAX, .first_number = 1, .count = 9};
    WireBlock unknown = {.type = 7, .size = UINT32_MAX};
    Forged forged;

    forge_begin(&forged);
    forge_block(&forged, events, "", 0);
    forged_reads(&forged, TRACE_DAMAGED,
                 "damaged in 1 place, 9 events are missing, cut after event 9", "end 0 0 \n");
    forge_begin(&forged);
    forge_block(&forged, unknown, "", 0);
    forged_reads(&forged, TRACE_CUT,
                 "cut before its first event: the program was killed, or the file is not all there",
                 "end 0 0 \n");
}

/* Payloads whose checksum holds and that are nonsense: after them the recording goes on. */
static void
event_that_does_not_follow_the_format_ends_its_block(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
    } bad[] = {
        {"", 0},                                                  /* nothing */
        {"\x01", 1},                                              /* no flags */
        {"\x01\x01\xff\xff", 4},                                  /* a number that does not end */
        {"\x01\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 12}, /* one of more than 64 bits */
        {"\x01\x02\xff\xff\xff\xff\x10", 7},                      /* a thread of more than 32 */
        {"\x01\x40\x05hi", 5}, /* a text that is longer than all */
        {"\x01\x40\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01hi", 14}, /* much longer */
        {"\x01\x40\x02hi!", 6},                                     /* one without its NUL */
        {"\x01\x20\x03"
         "1234567",
         10},                /* half a real */
        {"\x01\x80\x7f", 3}, /* more than there is */
    };

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        Forged forged;

        forge_begin(&forged);
        forge_events(&forged, 1, 1, bad[i].bytes, bad[i].size);
        forge_events(&forged, 2, 1, "\x01\x00", 2);
        forge_end(&forged, 2);
        forged_reads(&forged, TRACE_DAMAGED, "damaged in 1 place, 1 event is missing",
                     EVENT("2", "0", "1", "0", "0 0 site 0") "end 1 0 \n");
    }
}

static void
time_never_goes_back_and_never_overflows(void **state)
{
    /* 5 later; 2^64 - 1 later; no later */
    static const char payload[] = "\x01\x01\x05"
                                  "\x01\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"
                                  "\x01\x00";
    WireBlock block = {.type = WIRE_EVENTS, .count = 3, .first_number = 2, .base_time_ns = -100};
    Forged forged;

    forge_begin(&forged);
    forge_events(&forged, 1, 1, "\x01\x01\x09", 3);
    forge_block(&forged, block, payload, sizeof payload - 1);
    forge_end(&forged, 4);
    forged_reads(&forged, TRACE_WHOLE, "",
                 EVENT("1", "9", "1", "0", "0 0 site 0") EVENT("2", "9", "1", "0", "0 0 site 0")
                     EVENT("3", "9223372036854775807", "1", "0", "0 0 site 0")
                         EVENT("4", "9223372036854775807", "1", "0", "0 0 site 0") "end 1 0 \n");
}

static void
numbers_that_were_given_before_are_damage(void **state)
{
    Forged forged;

    forge_begin(&forged);
    forge_events(&forged, 1, 2, "\x01\x00\x02\x00", 4);
    forge_events(&forged, 2, 2, "\x03\x00\x04\x00", 4);
    forge_events(&forged, 0, 1, "\x05\x00", 2);
    forge_events(&forged, UINT64_MAX, 1, "\x06\x00", 2);
    forge_end(&forged, 2);
    forged_reads(&forged, TRACE_DAMAGED, "damaged in 3 places, no event is missing",
                 EVENT("1", "0", "1", "0", "0 0 site 0")
                     EVENT("2", "0", "2", "0", "0 0 site 0") "end 1 0 \n");
}

static void
number_zero_says_nothing(void **state)
{
    WireBlock lost = {.type = WIRE_EVENTS, .size = UINT32_MAX, .count = 9};
    Forged forged;

    forge_begin(&forged);
    forge_block(&forged, (WireBlock){.type = WIRE_END}, "\x01\x00\x00", 4);
    forged_reads(&forged, TRACE_WHOLE, "", "end 1 0 \n");
    forge_begin(&forged);
    forge_block(&forged, lost, "", 0);
    forged_reads(&forged, TRACE_DAMAGED,
                 "damaged in 1 place, no event is missing, cut before its first event",
                 "end 0 0 \n");
}

static void
site_is_named_only_once_it_is_defined(void **state)
{
    static const TraceSite site = {.id = 5, .line = 1, .file = "a.c", .function = "f", .name = "n"};
    static const char line[] = "site 5 a.c:1 f() n\n";
    char lines[512];
    Forged forged;

    forge_begin(&forged);
    forge_events(&forged, 1, 1, "\x01\x10\x05", 3);
    assert_true(format_site(&forged.out, &site));
    assert_true(format_site(&forged.out, &site));
    forge_events(&forged, 2, 2, "\x01\x10\x05\x01\x10\xff\xff\xff\xff\x0f", 10);
    forge_end(&forged, 3);
    snprintf(lines, sizeof lines, "%s%s%s%s%s", EVENT("1", "0", "1", "0", "0 0 site 0"), line,
             EVENT("2", "0", "1", "0", "0 0 site 5"), EVENT("3", "0", "1", "0", "0 0 site 0"),
             "end 1 0 \n");
    forged_reads(&forged, TRACE_WHOLE, "", lines);
}

static void
sites_have_any_number_up_to_the_largest(void **state)
{
    static const uint32_t ids[] = {1, 1023, 1024, FORMAT_SITE_MAX, 1024, 1, FORMAT_SITE_MAX};
    Forged forged;

    forge_begin(&forged);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        assert_true(format_site(&forged.out, &(TraceSite){.id = ids[i], .file = "a.c"}));
    forge_end(&forged, 0);
    forged_reads(&forged, TRACE_WHOLE, "",
                 "site 1 a.c:0 () \nsite 1023 a.c:0 () \nsite 1024 a.c:0 () \n"
                 "site 1048575 a.c:0 () \nend 1 0 \n");
}

static void
site_without_a_usable_number_is_damage(void **state)
{
    static const uint32_t ids[] = {0, FORMAT_SITE_MAX + 1, UINT32_MAX};

    for (int i = 0; i < 3; i++) {
        Forged forged;

        forge_begin(&forged);
        assert_true(format_site(&forged.out, &(TraceSite){.id = ids[i]}));
        forge_end(&forged, 0);
        forged_reads(&forged, TRACE_DAMAGED, "damaged in 1 place, no event is missing",
                     "end 1 0 \n");
    }
}

static void
meta_after_an_event_is_too_late(void **state)
{
    Forged forged;

    forge_begin(&forged);
    assert_true(format_meta(&forged.out, "title", "in time"));
    forge_events(&forged, 1, 1, "\x01\x00", 2);
    assert_true(format_meta(&forged.out, "title", "late"));
    forge_end(&forged, 1);
    forged_reads(&forged, TRACE_WHOLE, "",
                 "meta title=in time\n" EVENT("1", "0", "1", "0", "0 0 site 0") "end 1 0 \n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_and_fields_of_later_versions_are_skipped),
        cmocka_unit_test(longer_file_header_is_skipped),
        cmocka_unit_test(value_of_a_later_type_with_a_text_is_a_label),
        cmocka_unit_test(end_of_a_later_kind_is_a_failure),
        cmocka_unit_test(block_longer_than_any_is_given_up_without_its_memory),
        cmocka_unit_test(event_that_does_not_follow_the_format_ends_its_block),
        cmocka_unit_test(time_never_goes_back_and_never_overflows),
        cmocka_unit_test(numbers_that_were_given_before_are_damage),
        cmocka_unit_test(number_zero_says_nothing),
        cmocka_unit_test(site_is_named_only_once_it_is_defined),
        cmocka_unit_test(sites_have_any_number_up_to_the_largest),
        cmocka_unit_test(site_without_a_usable_number_is_damage),
        cmocka_unit_test(meta_after_an_event_is_too_late),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
