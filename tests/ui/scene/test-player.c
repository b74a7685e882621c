/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-player.c - which event is shown when so much time has passed. The clock is a number. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "ui/scene/player.h"

/*  event  0  1  2   3  4   5
 *  s      0  0  0   1  1   3
 *  elastic 0 1  2  27 28  53
 */
static const TraceEvent six[] = {
    EVENT(0, MARK, LOOP),          EVENT(0, MARK, LOOP),          EVENT(0, MARK, LOOP),
    EVENT(SECONDS(1), MARK, LOOP), EVENT(SECONDS(1), MARK, LOOP), EVENT(SECONDS(3), MARK, LOOP),
};

enum { ORIGIN_US = 12345678, MS = 1000 };

/* Plays to `ms` after it began, and expects to be at `event` there. */
static void
assert_at(Player *player, gint64 ms, gsize event, gboolean more)
{
    assert_int_equal(player_play(player, ORIGIN_US + ms * MS), more);
    assert_int_equal(player->event, event);
}

static void
time_passes_as_it_did(void **state)
{
    g_autoptr(Model) model = FIXTURE_MODEL(six);
    Player player = player_start(model, AXIS_TIME, 0, 1, ORIGIN_US);

    assert_at(&player, 0, 2, TRUE);
    assert_at(&player, 999, 2, TRUE);
    assert_at(&player, 1000, 4, TRUE);
    assert_at(&player, 2999, 4, TRUE);
    assert_at(&player, 3000, 5, FALSE);
}

static void
a_hundredth_and_a_hundred_times_as_fast(void **state)
{
    g_autoptr(Model) model = FIXTURE_MODEL(six);
    Player slow = player_start(model, AXIS_TIME, 0, 0.01, ORIGIN_US);
    Player fast = player_start(model, AXIS_TIME, 0, 100, ORIGIN_US);

    assert_at(&slow, 99999, 2, TRUE);
    assert_at(&slow, 100000, 4, TRUE);
    assert_at(&fast, 9, 2, TRUE);
    assert_at(&fast, 30, 5, FALSE);
}

static void
time_runs_backwards(void **state)
{
    g_autoptr(Model) model = FIXTURE_MODEL(six);
    Player player = player_start(model, AXIS_TIME, 5, -1, ORIGIN_US);

    assert_at(&player, 0, 5, TRUE);
    assert_at(&player, 1, 4, TRUE);
    assert_at(&player, 2000, 4, TRUE);
    assert_at(&player, 2001, 2, TRUE);
    assert_at(&player, 3000, 0, FALSE);
}

/* All six at once on the clock: each step takes its time all the same. */
static void
a_run_that_takes_no_time_can_be_watched(void **state)
{
    static const TraceEvent events[] = {EVENT(0, MARK, LOOP), EVENT(0, MARK, LOOP),
                                        EVENT(0, MARK, LOOP), EVENT(0, MARK, LOOP)};
    g_autoptr(Model) model = FIXTURE_MODEL(events);
    Player steps = player_start(model, AXIS_STEPS, 0, 1, ORIGIN_US);
    Player back = player_start(model, AXIS_STEPS, 3, -2, ORIGIN_US);
    Player elastic = player_start(model, AXIS_ELASTIC, 0, 1, ORIGIN_US);

    assert_at(&steps, 499, 0, TRUE);
    assert_at(&steps, 500, 1, TRUE);
    assert_at(&steps, 1499, 2, TRUE);
    assert_at(&steps, 1500, 3, FALSE);
    assert_at(&back, 249, 2, TRUE);
    assert_at(&back, 251, 1, TRUE);
    assert_at(&back, 750, 0, FALSE);
    assert_at(&elastic, 41, 0, TRUE);
    assert_at(&elastic, 42, 1, TRUE);
}

static void
an_idle_second_takes_a_second_on_the_elastic_axis(void **state)
{
    g_autoptr(Model) model = FIXTURE_MODEL(six);
    Player player = player_start(model, AXIS_ELASTIC, 2, 1, ORIGIN_US);

    assert_at(&player, 1000, 2, TRUE);
    assert_at(&player, 1042, 3, TRUE);
}

static void
another_speed_goes_on_from_the_same_place(void **state)
{
    g_autoptr(Model) model = FIXTURE_MODEL(six);
    Player player = player_start(model, AXIS_TIME, 0, 1, ORIGIN_US);

    assert_at(&player, 900, 2, TRUE);
    player_set_speed(&player, 0.1, ORIGIN_US + 900 * MS);
    assert_at(&player, 1899, 2, TRUE);
    assert_at(&player, 1901, 4, TRUE);
    player_set_speed(&player, -1, ORIGIN_US + 1901 * MS);
    assert_at(&player, 1910, 2, TRUE);
}

/* From the middle of events at one time it goes only the way it plays. */
static void
it_never_goes_the_other_way(void **state)
{
    g_autoptr(Model) model = FIXTURE_MODEL(six);
    Player back = player_start(model, AXIS_TIME, 3, -1, ORIGIN_US);
    Player forth = player_start(model, AXIS_TIME, 4, 1, ORIGIN_US);

    assert_at(&back, 0, 3, TRUE);
    assert_at(&forth, 0, 4, TRUE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_passes_as_it_did),
        cmocka_unit_test(a_hundredth_and_a_hundred_times_as_fast),
        cmocka_unit_test(time_runs_backwards),
        cmocka_unit_test(a_run_that_takes_no_time_can_be_watched),
        cmocka_unit_test(an_idle_second_takes_a_second_on_the_elastic_axis),
        cmocka_unit_test(another_speed_goes_on_from_the_same_place),
        cmocka_unit_test(it_never_goes_the_other_way),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
