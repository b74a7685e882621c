/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sample-assert.h - asserts what a reader heard, with cmocka; include cmocka.h first. */
#pragma once
#include "tests/support/sample.h"

/** Check what was heard (`lines` may be NULL for any), and clear it. */
static inline void
assert_heard(SampleHeard heard, TraceWholeness wholeness, const char *message, const char *lines)
{
    assert_string_equal(heard.message, message);
    assert_int_equal(heard.wholeness, wholeness);
    if (lines)
        assert_string_equal(heard.lines, lines);
    sample_heard_clear(&heard);
}
