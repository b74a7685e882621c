/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-repr.c - values as Python would write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "sched/value/repr.h"
#include "tests/support/journal.h"

static void
assert_repr(AwValue v, const char *expected)
{
    assert_string_equal(aw_to_text(aw_repr(v)), expected);
}

static void
scalars_read_as_in_python(void **state)
{
    AW_SCOPE();
    assert_repr(AW_NONE, "None");
    assert_repr(aw_bool(true), "True");
    assert_repr(aw_bool(false), "False");
    assert_repr(aw_int(INT64_MIN), "-9223372036854775808");
    assert_repr(aw_pointer(state), "<pointer 1>");
    assert_repr(aw_pointer(&state), "<pointer 2>");
    assert_repr(aw_list(aw_pointer(&state), aw_pointer(state), aw_pointer(NULL)),
                "[<pointer 2>, <pointer 1>, <pointer 0>]");
}

static void
numbers_are_as_short_as_they_can_be(void **state)
{
    AW_SCOPE();
    assert_repr(aw_real(1), "1.0");
    assert_repr(aw_real(0.1), "0.1");
    assert_repr(aw_real(0.1 + 0.2), "0.30000000000000004");
    assert_repr(aw_real(1e15), "1000000000000000.0");
    assert_repr(aw_real(1e16), "1e+16");
    assert_repr(aw_real(-2.5e-7), "-2.5e-07");
    assert_repr(aw_real(__builtin_inf()), "inf");
    assert_repr(aw_real(-__builtin_inf()), "-inf");
    assert_repr(aw_real(__builtin_nan("")), "nan");
    assert_repr(aw_real(-__builtin_nan("")), "nan");
}

static void
text_is_quoted_and_escaped(void **state)
{
    AW_SCOPE();
    assert_repr(aw_str("item 0"), "'item 0'");
    assert_repr(aw_str("it's"), "\"it's\"");
    assert_repr(aw_str("it's \"it\""), "'it\\'s \"it\"'");
    assert_repr(aw_str("a\tb\r\n\\\x01"), "'a\\tb\\r\\n\\\\\\x01'");
    assert_repr(aw_str("sé"), "'sé'");
    assert_repr(aw_bytes("\xff\0A", 3), "b'\\xff\\x00A'");
}

static void
lists_nest_and_hold_errors(void **state)
{
    AW_SCOPE();
    assert_repr(aw_list_of(NULL, 0), "[]");
    assert_repr(aw_list("a", aw_list(1, 2)), "['a', [1, 2]]");
    assert_repr(aw_list(aw_error(AW_TIMEOUT, "late")), "[<timeout: late>]");
}

static void
what_does_not_fit_is_cut_and_its_length_told(void **state)
{
    AW_SCOPE();
    char buffer[8] = "xxxxxxx";

    assert_int_equal(value_write(aw_list(10, 20, 30), buffer, sizeof buffer), 12);
    assert_string_equal(buffer, "[10, 20");
    assert_int_equal(value_write(aw_int(12345), NULL, 0), 5);
}

static void
every_code_has_a_name(void **state)
{
    for (int code = AW_OK; code <= AW_DEADLOCK; code++)
        assert_true(strlen(aw_code_name((AwCode) code)) > 1);
    assert_string_equal(aw_code_name((AwCode) 99), "error");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scalars_read_as_in_python),
        cmocka_unit_test(numbers_are_as_short_as_they_can_be),
        cmocka_unit_test(text_is_quoted_and_escaped),
        cmocka_unit_test(lists_nest_and_hold_errors),
        cmocka_unit_test(what_does_not_fit_is_cut_and_its_length_told),
        cmocka_unit_test(every_code_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
