/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-pace.c - events of an exact run arrive when they would on a real clock. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/run/pace.h"

/* What was passed on, and how it ended. */
typedef struct {
    GString *events; /* "1:a 2:b" */
    char *end;
    Pace *pace;
} World;

static void
note_event(void *data, const TraceEvent *event)
{
    World *world = data;

    g_string_append_printf(world->events, "%d:%s ", (int) event->number, event->text);
}

static void
note_end(void *data, const TraceEnd *end)
{
    World *world = data;

    world->end = g_strdup(end->text);
}

static int
set_up(void **state)
{
    const TraceSink sink = {.event = note_event, .end = note_end};
    World *world = g_new0(World, 1);

    world->events = g_string_new(NULL);
    world->pace = pace_new(&sink, world);
    *state = world;
    return 0;
}

static int
tear_down(void **state)
{
    World *world = *state;

    pace_free(world->pace);
    g_string_free(world->events, TRUE);
    g_free(world->end);
    g_free(world);
    return 0;
}

static void
give_clock(World *world, const char *clock)
{
    pace_sink()->meta(world->pace, "clock", clock);
}

/* The text is freed after the call, as a reader's would be. */
static void
give_event(World *world, int number, gint64 time_ns, const char *text)
{
    g_autofree char *copy = g_strdup(text);
    const TraceEvent event = {
        .number = (uint64_t) number, .time_ns = time_ns, .text = copy, .text_size = strlen(copy)};

    pace_sink()->event(world->pace, &event);
    memset(copy, '#', strlen(copy));
}

static void
give_end(World *world, const char *text)
{
    pace_sink()->end(world->pace, &(TraceEnd){.kind = TRACE_END_FAILED, .text = text});
}

static void
a_real_run_passes_at_once(void **state)
{
    World *world = *state;

    give_clock(world, "real");
    give_event(world, 1, 5000, "a");
    give_end(world, "over");
    assert_string_equal(world->events->str, "1:a ");
    assert_string_equal(world->end, "over");
    assert_int_equal(pace_next_ns(world->pace), -1);
}

/*        0       1000         2000
 *        a b     c            d, end
 */
static void
give_exact_run(World *world)
{
    give_clock(world, "virtual");
    give_event(world, 1, 0, "a");
    give_event(world, 2, 0, "b");
    give_event(world, 3, 1000, "c");
    give_event(world, 4, 2000, "d");
    give_end(world, "over");
}

static void
an_exact_run_waits_for_its_time(void **state)
{
    World *world = *state;

    give_exact_run(world);
    assert_string_equal(world->events->str, "");
    assert_true(pace_release(world->pace, 0));
    assert_string_equal(world->events->str, "1:a 2:b ");
    assert_int_equal(pace_next_ns(world->pace), 1000);
    assert_false(pace_release(world->pace, 999));
    assert_true(pace_release(world->pace, 1000));
    assert_string_equal(world->events->str, "1:a 2:b 3:c ");
    assert_int_equal(pace_released_ns(world->pace), 1000);
}

static void
the_end_comes_with_the_last_event(void **state)
{
    World *world = *state;

    give_exact_run(world);
    pace_release(world->pace, 1999);
    assert_null(world->end);
    pace_release(world->pace, 2000);
    assert_string_equal(world->end, "over");
    assert_int_equal(pace_n_held(world->pace), 0);
}

static void
a_flush_gives_all_and_goes_on_holding(void **state)
{
    World *world = *state;

    give_exact_run(world);
    pace_flush(world->pace);
    assert_string_equal(world->events->str, "1:a 2:b 3:c 4:d ");
    give_event(world, 5, 3000, "e");
    assert_int_equal(pace_next_ns(world->pace), 3000);
}

static void
a_stopped_run_ends_where_it_is(void **state)
{
    World *world = *state;

    give_exact_run(world);
    pace_release(world->pace, 1000);
    pace_stop(world->pace);
    assert_string_equal(world->events->str, "1:a 2:b 3:c ");
    assert_string_equal(world->end, "");
    assert_int_equal(pace_n_held(world->pace), 0);
    give_event(world, 5, 3000, "e");
    pace_flush(world->pace);
    assert_string_equal(world->events->str, "1:a 2:b 3:c ");
}

static void
a_stopped_real_run_says_how_it_ends(void **state)
{
    World *world = *state;

    give_clock(world, "real");
    give_event(world, 1, 5000, "a");
    pace_stop(world->pace);
    assert_null(world->end);
    give_event(world, 2, 6000, "b");
    give_end(world, "over");
    assert_string_equal(world->events->str, "1:a 2:b ");
    assert_string_equal(world->end, "over");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_real_run_passes_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_exact_run_waits_for_its_time, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_end_comes_with_the_last_event, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_flush_gives_all_and_goes_on_holding, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_stopped_run_ends_where_it_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_stopped_real_run_says_how_it_ends, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
