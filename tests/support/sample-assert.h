/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sample-assert.h - what a reader heard, for cmocka; include cmocka.h before. */
#pragma once
#include "tests/support/sample.h"

/** Check what was heard, `lines` unless NULL, and clear it. */
static inline void
assert_heard(SampleHeard heard, TraceWholeness wholeness, const char *message, const char *lines)
{
    assert_string_equal(heard.message, message);
    assert_int_equal(heard.wholeness, wholeness);
    if (lines)
        assert_string_equal(heard.lines, lines);
    sample_heard_clear(&heard);
}
