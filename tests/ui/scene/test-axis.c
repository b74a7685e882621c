/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-axis.c - from events to positions on an axis and back. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "ui/scene/axis.h"

/*  event  0  1  2   3  4   5
 *  s      0  0  0   1  1   3
 *  unit   0  1  2  27 28  53      (a gap is 24 units)
 */
static const TraceEvent six[] = {
    EVENT(0, MARK, LOOP),          EVENT(0, MARK, LOOP),          EVENT(0, MARK, LOOP),
    EVENT(SECONDS(1), MARK, LOOP), EVENT(SECONDS(1), MARK, LOOP), EVENT(SECONDS(3), MARK, LOOP),
};

static void
an_elastic_axis_gives_each_event_a_unit_and_each_gap_twenty_four(void **state)
{
    static const double units[] = {0, 1, 2, 27, 28, 53};
    g_autoptr(Model) model = FIXTURE_MODEL(six);

    for (gsize i = 0; i < G_N_ELEMENTS(units); i++)
        assert_float_equal(axis_of_event(model, AXIS_ELASTIC, i), units[i], 0);
    assert_float_equal(axis_length(model, AXIS_ELASTIC), 54, 0);
    assert_float_equal(axis_of_event(model, AXIS_ELASTIC, MODEL_NONE), 54, 0);
}

/*  event  0     1         2    3         4     5
 *         mark  callback  end  asleep .. wakes timer
 *  unit   0     1         9    10    (gap)  35    36 .. 44
 */
static void
what_the_loop_begins_to_run_is_eight_units_wide_but_not_its_sleep(void **state)
{
    static const TraceEvent events[] = {
        EVENT(0, MARK, LOOP),
        EVENT(0, CALLBACK_BEGIN, LOOP),
        EVENT(0, CALLBACK_END, LOOP),
        EVENT(0, POLL_BEGIN, LOOP),
        EVENT(SECONDS(1), POLL_END, LOOP),
        EVENT(SECONDS(1), TIMER_BEGIN, LOOP),
    };
    static const double units[] = {0, 1, 9, 10, 35, 36};
    g_autoptr(Model) model = FIXTURE_MODEL(events);
    g_autoptr(GArray) stretches = axis_stretches(model, AXIS_ELASTIC, 0, 44, 0);

    for (gsize i = 0; i < G_N_ELEMENTS(units); i++)
        assert_float_equal(axis_of_event(model, AXIS_ELASTIC, i), units[i], 0);
    assert_float_equal(axis_length(model, AXIS_ELASTIC), 44, 0);
    assert_float_equal(g_array_index(stretches, AxisStretch, 0).end, 11, 0);
    assert_float_equal(g_array_index(stretches, AxisStretch, 2).end, 44, 0);
}

/*  A run that is silent for 2 s has another gap at its end; when the next event comes, that is the
 *  gap.
 *  event  0  1  2   3  4   5
 *  unit   0  1  2  27 28  53  (54 .. 78)
 */
static void
a_silence_at_the_end_is_a_gap_that_grows(void **state)
{
    g_autoptr(Model) model = FIXTURE_MODEL(six);
    g_autoptr(GArray) stretches = NULL;

    model_go_on(model, SECONDS(3) + MODEL_IDLE_NS - 1);
    assert_float_equal(axis_length(model, AXIS_ELASTIC), 54, 0);
    model_go_on(model, SECONDS(5));
    assert_float_equal(axis_length(model, AXIS_ELASTIC), 78, 0);
    assert_float_equal(axis_length(model, AXIS_STEPS), 6, 0);
    assert_float_equal(axis_length(model, AXIS_TIME), 5e9, 0);
    stretches = axis_stretches(model, AXIS_ELASTIC, 0, 80, 0);
    const AxisStretch *last = &g_array_index(stretches, AxisStretch, stretches->len - 1);
    assert_int_equal(last->n_events, 0);
    assert_float_equal(last->begin, 54, 0);
    assert_float_equal(last->end, 78, 0);
    assert_int_equal(last->end_ns - last->begin_ns, SECONDS(2));
    assert_int_equal(axis_event_at(model, AXIS_ELASTIC, 77), 5);
    fixture_append(model, &(TraceEvent) EVENT(SECONDS(6), MARK, LOOP));
    assert_float_equal(axis_of_event(model, AXIS_ELASTIC, 6), 78, 0);
    assert_int_equal(model_silent_ns(model), 0);
}

static void
a_time_axis_is_to_scale(void **state)
{
    g_autoptr(Model) model = FIXTURE_MODEL(six);

    assert_float_equal(axis_of_event(model, AXIS_TIME, 4), 1e9, 0);
    assert_float_equal(axis_of_time(model, AXIS_TIME, 5), 5, 0);
    assert_float_equal(axis_length(model, AXIS_TIME), 3e9, 0);
}

/* For the last part of a run there is no blank space for the part that was not kept. */
static void
a_time_axis_begins_where_the_recording_does(void **state)
{
    g_autoptr(Model) model = model_new();

    for (gsize i = 0; i < G_N_ELEMENTS(six); i++) {
        TraceEvent event = six[i];
        event.time_ns += SECONDS(7);
        event.number = 100 + i;
        model_sink()->event(model, &event);
    }
    assert_int_equal(model_begin_ns(model), SECONDS(7));
    assert_float_equal(axis_of_event(model, AXIS_TIME, 0), 0, 0);
    assert_float_equal(axis_of_event(model, AXIS_TIME, 4), 1e9, 0);
    assert_float_equal(axis_of_time(model, AXIS_TIME, SECONDS(8)), 1e9, 0);
    assert_float_equal(axis_of_time(model, AXIS_TIME, 5), 0, 0);
    assert_float_equal(axis_length(model, AXIS_TIME), 3e9, 0);
    assert_int_equal(model_span_ns(model), SECONDS(3));
    assert_int_equal(axis_event_at(model, AXIS_TIME, 0.6e9), 4);
    g_autofree char *words = model_describe(model, 0);
    assert_non_null(strstr(words, "event 100, 7\u00a0s:"));
}

static void
every_event_is_found_where_it_stands_on_the_elastic_axis(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();

    for (gsize i = 0; i < model_n_events(model); i++) {
        double unit = axis_of_event(model, AXIS_ELASTIC, i);
        assert_int_equal(axis_event_at(model, AXIS_ELASTIC, unit), i);
        assert_int_equal(axis_event_at(model, AXIS_ELASTIC, unit + 0.4), i);
        assert_int_equal(axis_event_at(model, AXIS_ELASTIC, unit - 0.4), i);
    }
}

static void
the_nearest_event_is_found_across_a_gap(void **state)
{
    g_autoptr(Model) model = FIXTURE_MODEL(six);

    assert_int_equal(axis_event_at(model, AXIS_ELASTIC, 2.9), 2);
    assert_int_equal(axis_event_at(model, AXIS_ELASTIC, 14), 2);
    assert_int_equal(axis_event_at(model, AXIS_ELASTIC, 15), 3);
    assert_int_equal(axis_event_at(model, AXIS_ELASTIC, 26.9), 3);
    assert_int_equal(axis_event_at(model, AXIS_ELASTIC, 40), 4);
    assert_int_equal(axis_event_at(model, AXIS_ELASTIC, 41), 5);
}

static void
of_events_at_one_time_the_last_is_found_on_the_time_axis(void **state)
{
    g_autoptr(Model) model = FIXTURE_MODEL(six);

    assert_int_equal(axis_event_at(model, AXIS_TIME, 0), 2);
    assert_int_equal(axis_event_at(model, AXIS_TIME, 0.4e9), 2);
    assert_int_equal(axis_event_at(model, AXIS_TIME, 0.6e9), 4);
    assert_int_equal(axis_event_at(model, AXIS_TIME, 1.9e9), 4);
    assert_int_equal(axis_event_at(model, AXIS_TIME, 2.1e9), 5);
}

static void
places_off_the_axis_are_its_ends(void **state)
{
    static const double left[] = {-1, -1e300, -INFINITY, NAN}, right[] = {1e19, 1e300, INFINITY};
    g_autoptr(Model) model = FIXTURE_MODEL(six);

    for (AxisKind axis = 0; axis < N_AXES; axis++) {
        for (gsize i = 0; i < G_N_ELEMENTS(left); i++)
            assert_int_equal(axis_event_at(model, axis, left[i]), 0);
        for (gsize i = 0; i < G_N_ELEMENTS(right); i++)
            assert_int_equal(axis_event_at(model, axis, right[i]), 5);
    }
}

static void
a_moment_in_a_gap_stands_in_proportion(void **state)
{
    g_autoptr(Model) model = FIXTURE_MODEL(six);

    assert_float_equal(axis_of_time(model, AXIS_ELASTIC, 0), 2, 0);
    assert_float_equal(axis_of_time(model, AXIS_ELASTIC, 500000000), 15, 1e-9);
    assert_float_equal(axis_of_time(model, AXIS_ELASTIC, SECONDS(1)), 28, 0);
    assert_float_equal(axis_of_time(model, AXIS_ELASTIC, 1500000000), 35, 1e-9);
    assert_float_equal(axis_of_time(model, AXIS_ELASTIC, SECONDS(3)), 53, 0);
    assert_float_equal(axis_of_time(model, AXIS_ELASTIC, SECONDS(4)), 54, 0);
    assert_float_equal(axis_of_time(model, AXIS_ELASTIC, -1), 0, 0);
}

static void
a_moment_never_stands_left_of_an_earlier_one(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    double last = -1;

    for (gint64 ns = -SECONDS(1); ns < SECONDS(3); ns += 1000003) {
        double unit = axis_of_time(model, AXIS_ELASTIC, ns);
        assert_true(unit >= last);
        last = unit;
    }
}

static void
assert_stretch(const GArray *stretches, guint i, gsize first, gsize n_events, double begin,
               double end)
{
    const AxisStretch *stretch = &g_array_index(stretches, AxisStretch, i);

    assert_int_equal(stretch->first, first);
    assert_int_equal(stretch->n_events, n_events);
    assert_float_equal(stretch->begin, begin, 0);
    assert_float_equal(stretch->end, end, 0);
}

static void
bursts_and_gaps_fill_the_axis(void **state)
{
    g_autoptr(Model) model = FIXTURE_MODEL(six);
    g_autoptr(GArray) stretches = axis_stretches(model, AXIS_ELASTIC, 0, 54, 0);

    assert_int_equal(stretches->len, 5);
    assert_stretch(stretches, 0, 0, 3, 0, 3);
    assert_stretch(stretches, 1, 2, 0, 3, 27);
    assert_stretch(stretches, 2, 3, 2, 27, 29);
    assert_stretch(stretches, 3, 4, 0, 29, 53);
    assert_stretch(stretches, 4, 5, 1, 53, 54);
    assert_int_equal(g_array_index(stretches, AxisStretch, 3).begin_ns, SECONDS(1));
    assert_int_equal(g_array_index(stretches, AxisStretch, 3).end_ns, SECONDS(3));
}

static void
only_stretches_that_touch_the_range_are_given(void **state)
{
    g_autoptr(Model) model = FIXTURE_MODEL(six);
    g_autoptr(GArray) middle = axis_stretches(model, AXIS_ELASTIC, 27, 29, 0);
    g_autoptr(GArray) across = axis_stretches(model, AXIS_ELASTIC, 28.5, 29.5, 0);
    g_autoptr(GArray) inside = axis_stretches(model, AXIS_ELASTIC, 10, 12, 0);
    g_autoptr(GArray) behind = axis_stretches(model, AXIS_ELASTIC, 54, 70, 0);

    assert_int_equal(middle->len, 1);
    assert_stretch(middle, 0, 3, 2, 27, 29);
    assert_int_equal(across->len, 2);
    assert_stretch(across, 1, 4, 0, 29, 53);
    assert_int_equal(inside->len, 1);
    assert_stretch(inside, 0, 2, 0, 3, 27);
    assert_int_equal(behind->len, 0);
}

/* Ten bursts of two events, a second apart: with the gap after it each takes 26 units. */
static void
stretches_too_narrow_to_see_are_one_burst(void **state)
{
    g_autoptr(Model) model = model_new();

    for (gint64 i = 0; i < 20; i++) {
        TraceEvent event = EVENT(SECONDS(i / 2), MARK, LOOP);
        fixture_append(model, &event);
    }
    g_autoptr(GArray) apart = axis_stretches(model, AXIS_ELASTIC, 0, 260, 25);
    g_autoptr(GArray) joined = axis_stretches(model, AXIS_ELASTIC, 0, 260, 26);
    const AxisStretch *all = &g_array_index(joined, AxisStretch, 0);
    const AxisStretch *last = &g_array_index(joined, AxisStretch, 1);

    assert_int_equal(apart->len, 19);
    assert_int_equal(joined->len, 2);
    assert_int_equal(all->n_events, 18);
    assert_int_equal(all->end_ns, SECONDS(9));
    assert_true(all->begin == 0 && all->end == 9 * 26 && last->begin == 9 * 26);
    assert_int_equal(last->n_events, 2);
}

/* Only what is in view is joined, however much there is behind it. */
static void
a_joined_burst_ends_soon_behind_the_range(void **state)
{
    g_autoptr(Model) model = model_new();

    for (gint64 i = 0; i < 2000; i++) {
        TraceEvent event = EVENT(SECONDS(i / 2), MARK, LOOP);
        fixture_append(model, &event);
    }
    g_autoptr(GArray) joined = axis_stretches(model, AXIS_ELASTIC, 2600, 5200, 130);
    const AxisStretch *all = &g_array_index(joined, AxisStretch, 0);

    assert_true(all->begin <= 2600 && all->begin > 2600 - 130);
    assert_true(all->end >= 5200 && all->end < 5200 + 130 + 26);
}

static void
an_empty_run_has_an_axis_of_one(void **state)
{
    g_autoptr(Model) model = model_new();
    g_autoptr(GArray) stretches = axis_stretches(model, AXIS_ELASTIC, 0, 10, 0);

    assert_int_equal(stretches->len, 0);
    for (AxisKind axis = 0; axis < N_AXES; axis++) {
        assert_float_equal(axis_length(model, axis), 1, 0);
        assert_int_equal(axis_event_at(model, axis, 0.5), 0);
    }
    assert_float_equal(axis_of_time(model, AXIS_ELASTIC, 5), 0, 0);
}

static void
the_latest_time_there_is_can_be_found(void **state)
{
    static const TraceEvent ends[] = {EVENT(0, MARK, LOOP), EVENT(G_MAXINT64, MARK, LOOP)};
    g_autoptr(Model) model = FIXTURE_MODEL(ends);

    assert_int_equal(axis_event_at(model, AXIS_TIME, nextafter(0x1p63, 0)), 1);
    assert_float_equal(axis_of_time(model, AXIS_ELASTIC, G_MAXINT64 / 2), 13, 1e-6);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_elastic_axis_gives_each_event_a_unit_and_each_gap_twenty_four),
        cmocka_unit_test(what_the_loop_begins_to_run_is_eight_units_wide_but_not_its_sleep),
        cmocka_unit_test(a_silence_at_the_end_is_a_gap_that_grows),
        cmocka_unit_test(a_time_axis_is_to_scale),
        cmocka_unit_test(a_time_axis_begins_where_the_recording_does),
        cmocka_unit_test(every_event_is_found_where_it_stands_on_the_elastic_axis),
        cmocka_unit_test(the_nearest_event_is_found_across_a_gap),
        cmocka_unit_test(of_events_at_one_time_the_last_is_found_on_the_time_axis),
        cmocka_unit_test(places_off_the_axis_are_its_ends),
        cmocka_unit_test(a_moment_in_a_gap_stands_in_proportion),
        cmocka_unit_test(a_moment_never_stands_left_of_an_earlier_one),
        cmocka_unit_test(bursts_and_gaps_fill_the_axis),
        cmocka_unit_test(only_stretches_that_touch_the_range_are_given),
        cmocka_unit_test(stretches_too_narrow_to_see_are_one_burst),
        cmocka_unit_test(a_joined_burst_ends_soon_behind_the_range),
        cmocka_unit_test(an_empty_run_has_an_axis_of_one),
        cmocka_unit_test(the_latest_time_there_is_can_be_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
