/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-frames.c - the frames of a task (the coroutines that it is in, one inside the other), and
 * the points of tracks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"

enum { OUTER = 7, INNER = 8, NEXT = 9 }; /* sites */

/*        Task-1
 *  0     enters OUTER
 *  1       enters INNER
 *  2       leaves INNER
 *  3       enters NEXT
 *  4         enters INNER
 *  5         leaves INNER
 *  6       leaves NEXT
 *  7     leaves OUTER
 */
static const TraceEvent nested[] = {
    EVENT(0, TASK_CREATED, TASK_1),
    EVENT(0, TASK_STEP, TASK_1),
    EVENT(0, FRAME_ENTER, TASK_1, .site = OUTER),
    EVENT(1, FRAME_ENTER, TASK_1, .site = INNER),
    EVENT(2, FRAME_LEAVE, TASK_1, .site = INNER),
    EVENT(3, FRAME_ENTER, TASK_1, .site = NEXT),
    EVENT(4, FRAME_ENTER, TASK_1, .site = INNER),
    EVENT(5, FRAME_LEAVE, TASK_1, .site = INNER),
    EVENT(6, FRAME_LEAVE, TASK_1, .site = NEXT),
    EVENT(7, FRAME_LEAVE, TASK_1, .site = OUTER),
};

static void
assert_frame(const Model *model, guint depth, guint i, gsize begin, gsize end)
{
    const GArray *spans = track_frames(model_track(model, TASK_1), depth)->spans;

    assert_true(i < spans->len);
    assert_int_equal(g_array_index(spans, Span, i).begin, begin);
    assert_int_equal(g_array_index(spans, Span, i).end, end);
    assert_int_equal(g_array_index(spans, Span, i).state, TRACE_STATE_FRAME);
}

static void
frames_nest_as_they_were_entered(void **state)
{
    g_autoptr(Model) model = FIXTURE_MODEL(nested);

    assert_int_equal(track_n_frames(model_track(model, TASK_1)), 3);
    assert_int_equal(track_frames(model_track(model, TASK_1), 1)->spans->len, 2);
    assert_frame(model, 0, 0, 2, 9);
    assert_frame(model, 1, 0, 3, 4);
    assert_frame(model, 1, 1, 5, 8);
    assert_frame(model, 2, 0, 6, 7);
    assert_int_equal(track_n_frames(model_track(model, LOOP)), 0);
}

static void
a_frame_goes_on_until_it_is_left(void **state)
{
    g_autoptr(Model) model = fixture_model(nested, 5);

    assert_frame(model, 0, 0, 2, MODEL_NONE);
}

static void
frames_leave_the_bar_as_it_is(void **state)
{
    g_autoptr(Model) model = FIXTURE_MODEL(nested);
    const Track *task = model_track(model, TASK_1);

    assert_int_equal(task->spans->len, 2); /* ready, running */
    assert_null(task->points);
    assert_int_equal(task->events->len, G_N_ELEMENTS(nested));
}

/* The end of INNER is missing: it ends with the frame that it was entered in. */
static void
a_frame_whose_end_was_lost_ends_with_the_one_around_it(void **state)
{
    static const TraceEvent events[] = {
        EVENT(0, TASK_CREATED, TASK_1),
        EVENT(0, FRAME_ENTER, TASK_1, .site = OUTER),
        EVENT(1, FRAME_ENTER, TASK_1, .site = INNER),
        EVENT(2, FRAME_LEAVE, TASK_1, .site = OUTER),
        EVENT(3, FRAME_LEAVE, TASK_1, .site = NEXT), /* of a frame whose beginning was lost */
        EVENT(4, FRAME_ENTER, TASK_1, .site = NEXT),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(events);

    assert_frame(model, 0, 0, 1, 3);
    assert_frame(model, 1, 0, 2, 3);
    assert_frame(model, 0, 1, 5, MODEL_NONE);
}

static void
a_task_that_ends_leaves_all_its_frames(void **state)
{
    static const TraceEvent events[] = {
        EVENT(0, TASK_CREATED, TASK_1),
        EVENT(0, FRAME_ENTER, TASK_1, .site = OUTER),
        EVENT(1, FRAME_ENTER, TASK_1, .site = INNER),
        EVENT(2, TASK_CANCELLED, TASK_1),
        EVENT(3, FRAME_ENTER, TASK_1, .site = NEXT), /* damaged: nothing runs after the end */
    };
    g_autoptr(Model) model = FIXTURE_MODEL(events);

    assert_frame(model, 0, 0, 1, 3);
    assert_frame(model, 1, 0, 2, 3);
    assert_int_equal(track_frames(model_track(model, TASK_1), 0)->spans->len, 1);
}

static void
frames_too_deep_to_be_shown_are_left_all_the_same(void **state)
{
    enum { DEEP = MODEL_MAX_FRAMES + 40 };
    g_autoptr(Model) model = model_new();
    gsize n = 1;

    fixture_append(model, &(TraceEvent) EVENT(0, TASK_CREATED, TASK_1));
    for (guint i = 0; i < DEEP; i++, n++)
        fixture_append(model, &(TraceEvent) EVENT(1, FRAME_ENTER, TASK_1, .site = 100 + i));
    for (guint i = DEEP; i > 0; i--)
        fixture_append(model, &(TraceEvent) EVENT(2, FRAME_LEAVE, TASK_1, .site = 99 + i));
    assert_int_equal(track_n_frames(model_track(model, TASK_1)), MODEL_MAX_FRAMES);
    assert_frame(model, 0, 0, 1, 2 * DEEP);
    assert_frame(model, MODEL_MAX_FRAMES - 1, 0, MODEL_MAX_FRAMES, 2 * DEEP - MODEL_MAX_FRAMES + 1);
}

/* In a callback there is no task to be inside of. */
static void
a_call_outside_of_tasks_is_a_point(void **state)
{
    static const TraceEvent events[] = {
        EVENT(0, CALLBACK_BEGIN, LOOP),
        EVENT(1, FRAME_ENTER, LOOP, .site = OUTER),
        EVENT(2, FRAME_LEAVE, LOOP, .site = OUTER),
        EVENT(3, CALLBACK_END, LOOP),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(events);

    assert_int_equal(track_n_frames(model_track(model, LOOP)), 0);
    assert_int_equal(model_track(model, LOOP)->points->len, 2);
}

static void
assert_sign(const Model *model, gsize event, const char *expected)
{
    g_autofree char *sign = model_point_sign(model, event);

    assert_string_equal(sign, expected);
}

static void
points_are_kept_and_say_what_the_program_said(void **state)
{
    static const TraceEvent events[] = {
        EVENT(0, TASK_CREATED, TASK_1),
        EVENT(0, TASK_STEP, TASK_1),
        EVENT(1, MARK, TASK_1, LABEL("look\n3")),
        EVENT(2, OUTPUT, TASK_1, LABEL("a line\n")),
        EVENT(3, TASK_DONE, TASK_1),
        {.time_ns = 4, .kind = 999, .subject = TASK_1}, /* of a newer writer */
    };
    g_autoptr(Model) model = FIXTURE_MODEL(events);
    const GArray *points = model_track(model, TASK_1)->points;

    assert_int_equal(points->len, 3);
    assert_int_equal(g_array_index(points, gsize, 0), 2);
    assert_int_equal(g_array_index(points, gsize, 2), 5);
    assert_sign(model, 2, "⚑ look\\n3");
    assert_sign(model, 3, "✎");
    assert_sign(model, 5, "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_nest_as_they_were_entered),
        cmocka_unit_test(a_frame_goes_on_until_it_is_left),
        cmocka_unit_test(frames_leave_the_bar_as_it_is),
        cmocka_unit_test(a_frame_whose_end_was_lost_ends_with_the_one_around_it),
        cmocka_unit_test(a_task_that_ends_leaves_all_its_frames),
        cmocka_unit_test(frames_too_deep_to_be_shown_are_left_all_the_same),
        cmocka_unit_test(a_call_outside_of_tasks_is_a_point),
        cmocka_unit_test(points_are_kept_and_say_what_the_program_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
