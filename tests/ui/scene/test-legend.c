/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-legend.c - the legend explains what occurs in the recording, and nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "tests/support/picture.h"

enum { STAGE_PX = 510 /* of the window as it opens */ };

/* The text of the legend, or NULL. */
static const Shape *
find_entry(const Scene *scene, const char *text)
{
    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);
        if (shape->kind == SHAPE_TEXT && shape->y >= scene->lanes_y + scene->lanes_height &&
            g_strcmp0(shape->text, text) == 0)
            return shape;
    }
    return NULL;
}

static void
only_what_occurs_is_explained(void **state)
{
    static const char *const there[] = {"running", "ready",     "waiting",     "cancelling",
                                        "done",    "cancelled", "loop asleep", "callback, timer",
                                        "event"};
    static const char *const not_there[] = {"failed", "held", "coroutine"};
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autoptr(Scene) scene = picture_of(model, AXIS_ELASTIC, 900, PART_SCREEN);

    for (guint i = 0; i < G_N_ELEMENTS(there); i++)
        if (!find_entry(scene, there[i]))
            fail_msg("'%s' is not explained", there[i]);
    for (guint i = 0; i < G_N_ELEMENTS(not_there); i++)
        if (find_entry(scene, not_there[i]))
            fail_msg("'%s' does not occur", not_there[i]);
}

/* In the second half of the run nothing is cancelled before its end, and Task-3 never is. */
static void
only_what_occurs_on_the_lanes_in_view_is_explained(void **state)
{
    const guint32 task = TASK_3;
    g_autoptr(GArray) only = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_autoptr(Model) model = fixture_wait_timeout();
    View early =
        view_range(model, AXIS_ELASTIC, 0, SECONDS(1) / 2, 900, 0, PART_PAGE, &sizes_picture);
    View one = view_fit(model, AXIS_ELASTIC, 900, 0, PART_PAGE, &sizes_picture);

    g_array_append_val(only, task);
    one.only = only;
    g_autoptr(Scene) first = layout_scene(model, &early, &fixed_metrics);
    g_autoptr(Scene) second = layout_scene(model, &one, &fixed_metrics);
    assert_non_null(find_entry(first, "loop asleep"));
    assert_null(find_entry(first, "cancelled"));
    assert_null(find_entry(first, "cancelling"));
    assert_non_null(find_entry(second, "done"));
    assert_non_null(find_entry(second, "waiting"));
    assert_null(find_entry(second, "cancelled"));
    assert_null(find_entry(second, "loop asleep"));
}

/* A timer looks like a callback, so one entry stands for both. */
static void
a_timer_alone_is_explained(void **state)
{
    static const TraceEvent events[] = {EVENT(0, TIMER_BEGIN, LOOP), EVENT(5, TIMER_END, LOOP)};
    g_autoptr(Model) model = FIXTURE_MODEL(events);
    g_autoptr(Scene) scene = picture_of(model, AXIS_ELASTIC, 900, PART_SCREEN);

    assert_non_null(find_entry(scene, "callback, timer"));
    assert_null(find_entry(scene, "running"));
}

/* Everything that can occur. */
static void
all_of_it_fits_in_two_rows(void **state)
{
    static const TraceSite sites[] = {{1, 3, "p.c", "main", "visit"}};
    static const TraceEvent events[] = {
        EVENT(0, POLL_BEGIN, LOOP),
        EVENT(0, POLL_END, LOOP),
        EVENT(0, CALLBACK_BEGIN, LOOP),
        EVENT(0, CALLBACK_END, LOOP),
        EVENT(0, TASK_CREATED, TASK_1),
        EVENT(0, TASK_CREATED, TASK_2),
        EVENT(0, TASK_CREATED, TASK_3),
        EVENT(0, LOCK_CREATED, WAIT),
        EVENT(0, TASK_STEP, TASK_1),
        EVENT(0, FRAME_ENTER, TASK_1, .site = 1),
        EVENT(0, LOCK_ACQUIRED, WAIT, .object = TASK_1),
        EVENT(0, TASK_AWAIT, TASK_1),
        EVENT(0, TASK_STEP, TASK_2),
        EVENT(0, TASK_FAILED, TASK_2),
        EVENT(0, TASK_STEP_CANCEL, TASK_3),
        EVENT(0, TASK_CANCELLED, TASK_3),
        EVENT(0, TASK_STEP, TASK_1),
        EVENT(0, TASK_DONE, TASK_1),
    };
    static const char *const all[] = {"running", "failed", "held", "coroutine", "event"};
    g_autoptr(Model) model = FIXTURE_PROGRAM(NULL, sites, events);
    g_autoptr(Scene) scene = picture_of(model, AXIS_ELASTIC, STAGE_PX, PART_SCREEN);
    double first = find_entry(scene, "running")->y;

    for (guint i = 0; i < G_N_ELEMENTS(all); i++)
        if (!find_entry(scene, all[i]))
            fail_msg("'%s' is not explained", all[i]);
    assert_true(find_entry(scene, "event")->y > first);
    assert_true(find_entry(scene, "event")->y <= first + sizes_picture.legend_height);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_occurs_is_explained),
        cmocka_unit_test(only_what_occurs_on_the_lanes_in_view_is_explained),
        cmocka_unit_test(a_timer_alone_is_explained),
        cmocka_unit_test(all_of_it_fits_in_two_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
