/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-reader.c - what the reader makes of recordings, whole, cut, damaged and foreign. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sched/trace/wire.h"
#include "tests/sample-assert.h"

static uint8_t sample[SAMPLE_MAX];
static size_t sample_size;

static int
make_sample(void **state)
{
    sample_size = sample_recording(sample);
    return 0;
}

/* Whole recordings */

static size_t n_same;

static void
is_same_event(void *data, const TraceEvent *event)
{
    const TraceEvent *expected = &sample_events[n_same++];

    assert_int_equal(event->number, n_same);
    assert_int_equal(event->time_ns, expected->time_ns);
    assert_int_equal(event->kind, expected->kind);
    assert_int_equal(event->thread, expected->thread);
    assert_int_equal(event->subject, expected->subject);
    assert_int_equal(event->object, expected->object);
    assert_int_equal(event->site, expected->site);
    assert_int_equal(event->value_type, expected->value_type);
    assert_int_equal(event->value, expected->value);
    assert_int_equal(event->text_size, expected->text_size);
    assert_int_equal(event->text != NULL, expected->text != NULL);
    if (event->text)
        assert_memory_equal(event->text, expected->text, event->text_size + 1);
}

static void
every_field_and_type_of_value_comes_back(void **state)
{
    TraceReader *reader = trace_reader_new(&(TraceSink){.event = is_same_event}, NULL);

    n_same = 0;
    assert_true(trace_reader_feed(reader, sample, sample_size));
    assert_int_equal(trace_reader_finish(reader), TRACE_WHOLE);
    assert_string_equal(trace_reader_message(reader), "");
    assert_int_equal(n_same, sample_n_events);
    trace_reader_free(reader);
}

static void
all_but_events_comes_back(void **state)
{
    SampleHeard heard = sample_hear(sample, sample_size, sample_size);
    static const char head[] = "meta clock=virtual\n"
                               "meta set=items=4\n"
                               "source a.c int<0a>main(void)<0a>{<0a>}<0a>\n"
                               "site 1 a.c:3 main() get_item\n"
                               "site 2 a.c:70000 get_item() \n"
                               "event 1 ";

    assert_memory_equal(heard.lines, head, sizeof head - 1);
    assert_non_null(strstr(heard.lines, "\nend 6 -3 exit(-3)\n"));
    assert_heard(heard, TRACE_WHOLE, "", NULL);
}

static void
any_cut_of_the_stream_reads_the_same(void **state)
{
    SampleHeard whole = sample_hear(sample, sample_size, sample_size);

    for (size_t piece = 1; piece < sample_size; piece += piece < 100 ? 1 : 37)
        assert_heard(sample_hear(sample, sample_size, piece), TRACE_WHOLE, "", whole.lines);
    sample_heard_clear(&whole);
}

static void
what_follows_the_end_is_ignored(void **state)
{
    uint8_t *twice = malloc(2 * sample_size);
    SampleHeard once = sample_hear(sample, sample_size, sample_size);

    memcpy(twice, sample, sample_size);
    memcpy(twice + sample_size, sample, sample_size);
    assert_heard(sample_hear(twice, 2 * sample_size, 100), TRACE_WHOLE, "", once.lines);
    sample_heard_clear(&once);
    free(twice);
}

static void
sink_without_functions_hears_nothing(void **state)
{
    TraceReader *reader = trace_reader_new(&(TraceSink){0}, NULL);

    assert_true(trace_reader_feed(reader, sample, sample_size));
    assert_int_equal(trace_reader_finish(reader), TRACE_WHOLE);
    trace_reader_free(reader);
    trace_reader_free(NULL);
}

/* Cut ones */

/* How much of the lines of `part` are those of `whole`, without the end. */
static bool
is_beginning(const char *part, const char *whole)
{
    const char *end = strstr(part, "end 0 0 \n");

    return end && end[9] == '\0' && strncmp(part, whole, (size_t) (end - part)) == 0;
}

static void
recording_cut_at_any_byte_keeps_its_beginning(void **state)
{
    SampleHeard whole = sample_hear(sample, sample_size, sample_size);
    size_t before = 0;

    for (size_t size = WIRE_FILE_HEADER; size < sample_size; size++) {
        SampleHeard part = sample_hear(sample, size, 1 + size % 50);

        assert_int_equal(part.wholeness, TRACE_CUT);
        assert_true(is_beginning(part.lines, whole.lines));
        assert_true(strlen(part.lines) >= before);
        before = strlen(part.lines);
        sample_heard_clear(&part);
    }
    sample_heard_clear(&whole);
}

static void
cut_recording_says_where(void **state)
{
    assert_heard(sample_hear(sample, sample_size - 1, 100), TRACE_CUT,
                 "cut after event 18: the program was killed, or the file is not all there", NULL);
    assert_heard(sample_hear(sample, WIRE_FILE_HEADER, 100), TRACE_CUT,
                 "cut before its first event: the program was killed, or the file is not all there",
                 "end 0 0 \n");
}

static void
part_of_the_first_bytes_is_no_recording(void **state)
{
    assert_heard(sample_hear(sample, 0, 1), TRACE_FOREIGN, "not a recording: it is empty", "");
    for (size_t size = 1; size < WIRE_FILE_HEADER; size++)
        assert_heard(sample_hear(sample, size, 3), TRACE_FOREIGN,
                     "not a recording: only the first bytes of one", "");
}

/* Foreign ones */

static void
other_files_are_no_recordings(void **state)
{
    static const char *const others[] = {"x",
                                         "\x89"
                                         "AX",
                                         "#!/bin/sh\necho AWT\n", "\x89PNG\r\n\x1a\n0123456789"};

    for (size_t i = 0; i < 4; i++)
        for (size_t piece = 1; piece < 20; piece++)
            assert_heard(sample_hear((const uint8_t *) others[i], strlen(others[i]), piece),
                         TRACE_FOREIGN, "not a recording", "");
}

static void
feeding_fails_from_the_first_wrong_byte_on(void **state)
{
    TraceReader *reader = trace_reader_new(&sample_scribe, stdout);

    assert_true(trace_reader_feed(reader, sample, 3));
    assert_false(trace_reader_feed(reader, "X", 1));
    assert_false(trace_reader_feed(reader, sample, sample_size));
    assert_string_equal(trace_reader_message(reader), "not a recording");
    trace_reader_free(reader);
}

static void
sample_with(size_t at, uint8_t value, TraceWholeness wholeness, const char *message)
{
    uint8_t before = sample[at];

    sample[at] = value;
    assert_heard(sample_hear(sample, sample_size, 100), wholeness, message, NULL);
    sample[at] = before;
}

static void
later_minor_version_is_read_and_another_major_one_is_not(void **state)
{
    sample_with(10, 9, TRACE_WHOLE, "");
    sample_with(8, 2, TRACE_FOREIGN,
                "written by another version: its format is 2.0, this program reads 1.x");
    sample_with(12, 15, TRACE_FOREIGN, "not a recording: its first bytes are damaged");
    sample_with(14, 1, TRACE_FOREIGN, "not a recording: its first bytes are damaged");
}

/* Damaged ones. A line of an event that was read after damage is one of the whole recording's; only
 * its site may be lost. */

static bool
has_line(const char *lines, const char *line)
{
    const char *end = strchrnul(line, '\n'), *site = line;

    for (const char *p = line; p && p < end; p = strstr(p + 1, " site "))
        site = p;
    for (; lines; lines = strchr(lines, '\n'), lines = lines ? lines + 1 : NULL)
        if (strncmp(lines, line, (size_t) ((*line == 'e' ? site : end) - line)) == 0)
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

/* The n-th block of a type in a recording. */
static uint8_t *
find_block(uint8_t *bytes, size_t size, const char *type, int n)
{
    for (size_t i = WIRE_FILE_HEADER; i < size; i += WIRE_BLOCK_HEADER + wire_get32(bytes + i + 8))
        if (memcmp(bytes + i + 4, type, 4) == 0 && n-- == 0)
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
    uint8_t *second = find_block(sample, sample_size, "EVTS", 1);
    uint8_t *last = find_block(sample, sample_size, "EVTS", 3);

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
block_that_is_gone_shows_in_the_numbers(void **state)
{
    uint8_t *second = find_block(sample, sample_size, "EVTS", 1);
    size_t size = WIRE_BLOCK_HEADER + wire_get32(second + 8);
    uint8_t *bytes = malloc(sample_size);
    size_t before = (size_t) (second - sample);

    memcpy(bytes, sample, before);
    memcpy(bytes + before, second + size, sample_size - before - size);
    assert_heard(sample_hear(bytes, sample_size - size, 50), TRACE_DAMAGED, "5 events are missing",
                 NULL);
    free(bytes);
}

static void
garbage_between_blocks_is_stepped_over(void **state)
{
    SampleHeard whole = sample_hear(sample, sample_size, sample_size);
    size_t before = (size_t) (find_block(sample, sample_size, "EVTS", 2) - sample);
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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_and_type_of_value_comes_back),
        cmocka_unit_test(all_but_events_comes_back),
        cmocka_unit_test(any_cut_of_the_stream_reads_the_same),
        cmocka_unit_test(what_follows_the_end_is_ignored),
        cmocka_unit_test(sink_without_functions_hears_nothing),
        cmocka_unit_test(recording_cut_at_any_byte_keeps_its_beginning),
        cmocka_unit_test(cut_recording_says_where),
        cmocka_unit_test(part_of_the_first_bytes_is_no_recording),
        cmocka_unit_test(other_files_are_no_recordings),
        cmocka_unit_test(feeding_fails_from_the_first_wrong_byte_on),
        cmocka_unit_test(later_minor_version_is_read_and_another_major_one_is_not),
        cmocka_unit_test(one_wrong_byte_anywhere_makes_no_event_up),
        cmocka_unit_test(damaged_block_is_left_out_and_counted),
        cmocka_unit_test(removed_bytes_are_survived),
        cmocka_unit_test(block_that_is_gone_shows_in_the_numbers),
        cmocka_unit_test(garbage_between_blocks_is_stepped_over),
    };

    return cmocka_run_group_tests(tests, make_sample, NULL);
}
