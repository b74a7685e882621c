/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-text.c - times and values as people read them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <aw.h>
#include <cmocka.h>

#include "tests/support/fixture.h"
#include "ui/model/text-value.h"
#include "ui/model/text.h"

static void
assert_text(char *text, const char *expected)
{
    assert_string_equal(text, expected);
    g_free(text);
}

/* What is laid out keeps a number and its unit together. */
static void
text_for_terminals_has_plain_spaces(void **state)
{
    text_set_plain_spaces(TRUE);
    assert_text(text_duration(1500000000), "1.5 s");
    assert_text(text_tick(500000, 500000, 4000000), "0.5 ms");
    text_set_plain_spaces(FALSE);
    assert_text(text_duration(1500000000), "1.5\u00a0s");
}

static void
durations_are_short_in_the_unit_that_fits(void **state)
{
    assert_text(text_duration(0), "0\u00a0s");
    assert_text(text_duration(SECONDS(1)), "1\u00a0s");
    assert_text(text_duration(1500000000), "1.5\u00a0s");
    assert_text(text_duration(59999400000), "59.999\u00a0s");
    assert_text(text_duration(59999600000), "1:00");
    assert_text(text_duration(SECONDS(60)), "1:00");
    assert_text(text_duration(1822200000000), "30:22");
    assert_text(text_duration(SECONDS(3 * 3600 + 62)), "3:01:02");
    assert_text(text_duration(3899000), "3.899\u00a0ms");
    assert_text(text_duration(200000000), "200\u00a0ms");
    assert_text(text_duration(3200), "3.2\u00a0µs");
    assert_text(text_duration(999), "999\u00a0ns");
    assert_text(text_duration(1234567), "1.235\u00a0ms");
    assert_text(text_duration(-1500000000), "-1.5\u00a0s");
    assert_text(text_duration(G_MAXINT64), "for ever");
    assert_text(text_duration(G_MININT64), "-2562047:47:17");
}

static void
a_duration_that_rounds_up_to_a_unit_is_one_of_it(void **state)
{
    assert_text(text_duration(999999999), "1\u00a0s");
    assert_text(text_duration(999999), "1\u00a0ms");
    assert_text(text_duration(999499999), "999.5\u00a0ms");
}

static void
ticks_share_a_unit_and_are_told_apart(void **state)
{
    gint64 hour_ns = SECONDS(3600);

    assert_text(text_tick(0, SECONDS(1), SECONDS(2)), "0\u00a0s");
    assert_text(text_tick(500000000, 500000000, SECONDS(2)), "0.5\u00a0s");
    assert_text(text_tick(SECONDS(1), 500000000, SECONDS(2)), "1\u00a0s");
    assert_text(text_tick(1000001000, 1000, SECONDS(2)), "1.000001\u00a0s");
    assert_text(text_tick(500000, 500000, 4000000), "0.5\u00a0ms");
    assert_text(text_tick(SECONDS(2), SECONDS(1), SECONDS(2)), "2\u00a0s");
    assert_text(text_tick(SECONDS(50), SECONDS(50), hour_ns), "50\u00a0s");
    assert_text(text_tick(SECONDS(1822), SECONDS(1), hour_ns), "30:22");
    assert_text(text_tick(1822500000000, 500000000, hour_ns), "30:22.5");
    assert_text(text_tick(1802500000000, 500000000, hour_ns), "30:02.5");
}

typedef struct {
    TraceEvent event;
    const char *expected;
} ValueRow;

static void
values_read_as_people_write_them(void **state)
{
    static const ValueRow rows[] = {
        {EVENT(0, MARK, 1), ""},
        {EVENT(0, MARK, 1, INT(-4)), "-4"},
        {EVENT(0, MARK, 1, TEXT("item 1")), "“item 1”"},
        {EVENT(0, MARK, 1, TEXT("a\n\"b\"\t\303\244")), "“a\\n\"b\"\\t\303\244”"},
        {EVENT(0, MARK, 1, TEXTUAL(TEXT, "begin", 99)), "“begin…”"},
        {EVENT(0, MARK, 1, TEXT("\377")), "“\357\277\275”"},
        {EVENT(0, MARK, 1, TEXTUAL(BYTES, "\1\2", 2)), "[2 bytes]"},
        {EVENT(0, MARK, 1, TEXTUAL(LIST, "[1, 2]", 2)), "[1, 2]"},
        {EVENT(0, MARK, 1, .value_type = TRACE_VALUE_LIST, .value = 3), "[3 items]"},
        {EVENT(0, MARK, 1, .value_type = TRACE_VALUE_LIST, .value = 1), "[1 item]"},
        {EVENT(0, MARK, 1, .value_type = TRACE_VALUE_BOOL, .value = 1), "true"},
        {EVENT(0, MARK, 1, .value_type = TRACE_VALUE_OBJECT, .value = 7), "object 7"},
        {EVENT(0, MARK, 1, DURATION(SECONDS(1))), "1 s"},
        {EVENT(0, MARK, 1, DURATION(SECONDS(100))), "100 s"},
        {EVENT(0, MARK, 1, LABEL("as it is")), "as it is"},
        {EVENT(0, MARK, 1, ERROR("no such file")), "no such file"},
        {EVENT(0, MARK, 1, .value_type = TRACE_VALUE_ERROR, .value = 1), "cancelled"},
        {EVENT(0, MARK, 1, .value_type = TRACE_VALUE_ERROR, .value = 99), "error 99"},
        {EVENT(0, MARK, 1, .value_type = TRACE_VALUE_ERROR, .value = -1), "error -1"},
        {EVENT(0, MARK, 1, .value_type = (TraceValue) 16, .value = 5), ""},
        {EVENT(0, MARK, 1, .value_type = (TraceValue) -1, .value = 5), ""},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        assert_text(text_value(&rows[i].event), rows[i].expected);
}

/* The model and the library do not include each other's names, so this compares them. */
static void
errors_are_called_as_the_library_calls_them(void **state)
{
    for (AwCode code = AW_OK; code <= AW_GROUP_FAILED; code++) {
        const TraceEvent event = {.value_type = TRACE_VALUE_ERROR, .value = code};

        assert_text(text_value(&event), aw_code_name(code));
    }
}

static void
assert_real(double real, const char *expected)
{
    TraceEvent event = {.value_type = TRACE_VALUE_REAL};

    memcpy(&event.value, &real, sizeof(real));
    assert_text(text_value(&event), expected);
}

static void
reals_have_the_digits_they_need(void **state)
{
    assert_real(0.1, "0.1");
    assert_real(-2.5, "-2.5");
    assert_real(1.0 / 3, "0.33333333333333331");
}

static void
times_of_the_command_line_are_read(void **state)
{
    static const struct {
        const char *text;
        gint64 ns;
    } rows[] = {
        {"0", 0},
        {"1.5", 1500000000},
        {"1.5s", 1500000000},
        {"200ms", 200000000},
        {"3us", 3000},
        {".5", 500000000},
        {"2.", SECONDS(2)},
        {"end", 42},
        {"0.0015us", 1},
        {"1.9999999999", 1999999999},
        {"9223372036", SECONDS(9223372036)},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        gint64 ns = -1;
        assert_true(text_parse_time(rows[i].text, 42, &ns));
        assert_int_equal(ns, rows[i].ns);
    }
}

static void
what_is_no_time_is_refused_and_nothing_written(void **state)
{
    static const char *const texts[] = {
        "",
        "-1",
        "+1",
        " 1",
        "1 s",
        "1e3",
        "nan",
        "inf",
        ".",
        "s",
        "ms",
        ".s",
        "1m",
        "1.2.3",
        "0x1",
        "1,5",
        "END",
        "1ss",
        "9223372037",
        "99999999999999999999",
        "9223372036.9",
    };

    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        gint64 ns = 7;
        assert_false(text_parse_time(texts[i], 42, &ns));
        assert_int_equal(ns, 7);
    }
}

static void
words_are_listed_as_one_says_them(void **state)
{
    static const char *const words[] = {"svg", "pdf", "png"};

    assert_text(text_list(words, 3, ".", ", ", " or "), ".svg, .pdf or .png");
    assert_text(text_list(words, 2, "", ",", ","), "svg,pdf");
    assert_text(text_list(words, 1, ".", ", ", " or "), ".svg");
    assert_text(text_list(words, 0, ".", ", ", " or "), "");
}

static void
how_a_track_ended_is_said_once(void **state)
{
    assert_text(text_ended(TRACE_STATE_CRASHED, "crashed: SIGSEGV"), "crashed: SIGSEGV");
    assert_text(text_ended(TRACE_STATE_CANCELLED, "cancelled"), "cancelled");
    assert_text(text_ended(TRACE_STATE_FAILED, "failed to open"), "failed: failed to open");
    assert_text(text_ended(TRACE_STATE_DONE, "3"), "done: 3");
    assert_text(text_ended(TRACE_STATE_DONE, ""), "done");
    assert_text(text_ended(TRACE_STATE_NONE, ""), "not ended");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_for_terminals_has_plain_spaces),
        cmocka_unit_test(durations_are_short_in_the_unit_that_fits),
        cmocka_unit_test(a_duration_that_rounds_up_to_a_unit_is_one_of_it),
        cmocka_unit_test(ticks_share_a_unit_and_are_told_apart),
        cmocka_unit_test(values_read_as_people_write_them),
        cmocka_unit_test(errors_are_called_as_the_library_calls_them),
        cmocka_unit_test(reals_have_the_digits_they_need),
        cmocka_unit_test(times_of_the_command_line_are_read),
        cmocka_unit_test(what_is_no_time_is_refused_and_nothing_written),
        cmocka_unit_test(words_are_listed_as_one_says_them),
        cmocka_unit_test(how_a_track_ended_is_said_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
