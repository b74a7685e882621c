/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-reader.c - what the reader makes of recordings, whole, cut and foreign. */
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

/* Appends a note to the sample in `bytes`. */
static size_t
add_note(uint8_t *bytes, size_t size, TraceNote note)
{
    FormatBuffer out = {.bytes = bytes, .size = size, .capacity = SAMPLE_MAX + 1024};

    assert_true(format_note(&out, &note));
    return out.size;
}

static size_t
add_meta(uint8_t *bytes, size_t size)
{
    FormatBuffer out = {.bytes = bytes, .size = size, .capacity = SAMPLE_MAX + 1024};

    assert_true(format_meta(&out, "title", "too late"));
    return out.size;
}

static void
notes_after_the_end_come_back_at_any_cut(void **state)
{
    static const char tail[] =
        "end 6 -3 exit(-3)\nnote 2 \nnote 3 Ask: who is first?\nnote 2 none\n";
    static uint8_t bytes[SAMPLE_MAX + 1024];
    size_t size = sample_size;

    memcpy(bytes, sample, size);
    size = add_note(bytes, size, (TraceNote){2, ""});
    size = add_meta(bytes, size); /* does not belong there */
    size = add_note(bytes, size, (TraceNote){3, "Ask: who is first?"});
    size = add_note(bytes, size, (TraceNote){2, NULL});
    for (size_t piece = 1; piece <= size; piece += 1 + piece / 3) {
        SampleHeard heard = sample_hear(bytes, size, piece);
        assert_int_equal(heard.wholeness, TRACE_WHOLE);
        assert_string_equal(heard.message, "");
        assert_string_equal(heard.lines + strlen(heard.lines) - strlen(tail), tail);
        sample_heard_clear(&heard);
    }
}

static void
a_damaged_note_is_left_out(void **state)
{
    static uint8_t bytes[SAMPLE_MAX + 1024];

    memcpy(bytes, sample, sample_size);
    size_t size = add_note(bytes, sample_size, (TraceNote){2, "lost"});
    bytes[size - 2] ^= 1;
    size = add_note(bytes, size, (TraceNote){4, "kept"});
    SampleHeard heard = sample_hear(bytes, size, size);
    assert_null(strstr(heard.lines, "note 2"));
    assert_non_null(strstr(heard.lines, "note 4 kept\n"));
    sample_heard_clear(&heard);
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
    static const char *const others[] = {"x", "\211AX", "#!/bin/sh\necho AWT\n",
                                         "\x89PNG\r\n\x1a\n0123456789"};

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
                "written by another version: its format is 2.1, this program reads 1.x");
    sample_with(12, 15, TRACE_FOREIGN, "not a recording: its first bytes are damaged");
    sample_with(14, 1, TRACE_FOREIGN, "not a recording: its first bytes are damaged");
}

static void
blocks_of_a_flight_recording_come_in_their_order(void **state)
{
    static uint8_t flight[SAMPLE_MAX];
    SampleHeard plain = sample_hear(sample, sample_size, 100);
    size_t size = sample_flight(flight);

    for (size_t piece = 1; piece <= size; piece += 1 + piece / 3)
        assert_heard(sample_hear(flight, size, piece), TRACE_WHOLE,
                     "the last part of a run, which is all of it", plain.lines);
    flight[16] ^= 1; /* read as any other, the older blocks are not in their place */
    SampleHeard unsorted = sample_hear(flight, size, 100);
    assert_int_equal(unsorted.wholeness, TRACE_DAMAGED);
    sample_heard_clear(&unsorted);
    sample_heard_clear(&plain);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_and_type_of_value_comes_back),
        cmocka_unit_test(all_but_events_comes_back),
        cmocka_unit_test(any_cut_of_the_stream_reads_the_same),
        cmocka_unit_test(what_follows_the_end_is_ignored),
        cmocka_unit_test(notes_after_the_end_come_back_at_any_cut),
        cmocka_unit_test(a_damaged_note_is_left_out),
        cmocka_unit_test(sink_without_functions_hears_nothing),
        cmocka_unit_test(recording_cut_at_any_byte_keeps_its_beginning),
        cmocka_unit_test(cut_recording_says_where),
        cmocka_unit_test(part_of_the_first_bytes_is_no_recording),
        cmocka_unit_test(other_files_are_no_recordings),
        cmocka_unit_test(feeding_fails_from_the_first_wrong_byte_on),
        cmocka_unit_test(blocks_of_a_flight_recording_come_in_their_order),
        cmocka_unit_test(later_minor_version_is_read_and_another_major_one_is_not),
    };

    return cmocka_run_group_tests(tests, make_sample, NULL);
}
