/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-clip.c - what is left of shapes within clips. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ui/export/clip.h"

static Shape
box(ShapeKind kind, double x, double y, double w, double h)
{
    return (Shape){.kind = kind, .x = x, .y = y, .w = w, .h = h};
}

static void
open_clip(Clips *clips, double x, double y, double w, double h)
{
    Shape shape = box(SHAPE_CLIP, x, y, w, h);

    clips_follow(clips, &shape);
}

static void
close_clip(Clips *clips)
{
    Shape shape = box(SHAPE_UNCLIP, 0, 0, 0, 0);

    clips_follow(clips, &shape);
}

static void
assert_box(const Shape *shape, double x, double y, double w, double h)
{
    assert_float_equal(shape->x, x, 1e-9);
    assert_float_equal(shape->y, y, 1e-9);
    assert_float_equal(shape->w, w, 1e-9);
    assert_float_equal(shape->h, h, 1e-9);
}

static void
without_a_clip_a_shape_stays_as_it_is(void **state)
{
    Clips clips = {.n = 0};
    Shape rect = box(SHAPE_RECT, -50, -50, 1000, 1000);

    assert_true(clips_cut(&clips, &rect));
    assert_box(&rect, -50, -50, 1000, 1000);
}

static void
a_rectangle_is_cut_on_all_sides_and_may_vanish(void **state)
{
    Clips clips = {.n = 0};
    Shape rect = box(SHAPE_RECT, 0, 0, 100, 100), outside = box(SHAPE_RECT, 0, 0, 10, 10);

    open_clip(&clips, 10, 20, 50, 40);
    assert_true(clips_cut(&clips, &rect));
    assert_box(&rect, 10, 20, 50, 40);
    assert_false(clips_cut(&clips, &outside));
}

static void
a_clip_lies_within_the_one_before_and_ends_alone(void **state)
{
    Clips clips = {.n = 0};
    Shape inner = box(SHAPE_RECT, 0, 0, 100, 100), outer = inner;

    open_clip(&clips, 10, 10, 50, 50);
    open_clip(&clips, 0, 40, 30, 100);
    assert_true(clips_cut(&clips, &inner));
    assert_box(&inner, 10, 40, 20, 20);
    close_clip(&clips);
    assert_true(clips_cut(&clips, &outer));
    assert_box(&outer, 10, 10, 50, 50);
}

static void
clips_without_end_close_as_often_as_they_were_opened(void **state)
{
    Clips clips = {.n = 0};
    Shape rect = box(SHAPE_RECT, 0, 0, 9, 9);

    open_clip(&clips, 0, 0, 5, 5);
    for (int i = 0; i < 3 * CLIP_DEPTH; i++)
        open_clip(&clips, 0, 0, 7, 7);
    for (int i = 0; i < 3 * CLIP_DEPTH; i++)
        close_clip(&clips);
    assert_true(clips_cut(&clips, &rect));
    assert_box(&rect, 0, 0, 5, 5);
    close_clip(&clips);
    close_clip(&clips);
    assert_int_equal(clips.n, 0);
}

static void
an_upright_line_is_cut_though_it_has_no_width(void **state)
{
    Clips clips = {.n = 0};
    Shape line = box(SHAPE_LINE, 20, 0, 0, 100), beside = box(SHAPE_LINE, 90, 0, 0, 100);

    open_clip(&clips, 10, 10, 50, 50);
    assert_true(clips_cut(&clips, &line));
    assert_box(&line, 20, 10, 0, 50);
    assert_false(clips_cut(&clips, &beside));
}

static void
text_stays_whole_or_goes(void **state)
{
    Clips clips = {.n = 0};
    Shape in = box(SHAPE_TEXT, 5, 10, 30, 10), out = box(SHAPE_TEXT, -25, 10, 30, 10);

    open_clip(&clips, 10, 0, 100, 100);
    assert_true(clips_cut(&clips, &in));
    assert_box(&in, 5, 10, 30, 10);
    assert_false(clips_cut(&clips, &out));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_clip_a_shape_stays_as_it_is),
        cmocka_unit_test(a_rectangle_is_cut_on_all_sides_and_may_vanish),
        cmocka_unit_test(a_clip_lies_within_the_one_before_and_ends_alone),
        cmocka_unit_test(clips_without_end_close_as_often_as_they_were_opened),
        cmocka_unit_test(an_upright_line_is_cut_though_it_has_no_width),
        cmocka_unit_test(text_stays_whole_or_goes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
