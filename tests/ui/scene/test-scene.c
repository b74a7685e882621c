/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-scene.c - what is drawn is what is hit; text in all themes is legible. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "tests/support/picture.h"
#include "ui/scene/looks.h"
#include "ui/scene/theme.h"

static void
of_two_shapes_the_upper_one_is_hit(void **state)
{
    g_autoptr(Scene) scene = scene_new(100, 100);

    scene_rect(scene, 0, 0, 50, 50, ROLE_PANEL)->hit = HIT_LANE;
    scene_rect(scene, 20, 20, 50, 50, ROLE_PANEL)->hit = HIT_SPAN;
    assert_int_equal(scene_hit(scene, 30, 30)->hit, HIT_SPAN);
    assert_int_equal(scene_hit(scene, 10, 10)->hit, HIT_LANE);
    assert_null(scene_hit(scene, 80, 80));
}

static void
a_shape_that_cannot_be_hit_lets_the_one_below_be_hit(void **state)
{
    g_autoptr(Scene) scene = scene_new(100, 100);

    scene_rect(scene, 0, 0, 50, 50, ROLE_PANEL)->hit = HIT_LANE;
    scene_text(scene, 0, 0, 50, 50, ROLE_TEXT, FONT_BODY, ALIGN_LEFT, "above");
    assert_int_equal(scene_hit(scene, 30, 30)->hit, HIT_LANE);
}

static void
what_a_clip_cuts_off_is_not_hit(void **state)
{
    g_autoptr(Scene) scene = scene_new(100, 100);

    scene_clip(scene, 0, 0, 40, 100);
    scene_clip(scene, 20, 0, 80, 100);
    scene_rect(scene, 0, 0, 100, 100, ROLE_PANEL)->hit = HIT_SPAN;
    scene_unclip(scene);
    scene_rect(scene, 0, 0, 10, 100, ROLE_PANEL)->hit = HIT_LANE;
    scene_unclip(scene);
    assert_int_equal(scene_hit(scene, 30, 50)->hit, HIT_SPAN);
    assert_int_equal(scene_hit(scene, 5, 50)->hit, HIT_LANE);
    assert_null(scene_hit(scene, 15, 50));
    assert_null(scene_hit(scene, 50, 50));
}

static void
text_is_kept_by_the_scene(void **state)
{
    char text[] = "mine";
    g_autoptr(Scene) scene = scene_new(100, 100);
    Shape *shape = scene_text(scene, 0, 0, 50, 50, ROLE_TEXT, FONT_BODY, ALIGN_LEFT, text);

    text[0] = 'x';
    assert_string_equal(shape->text, "mine");
    assert_null(scene_string(scene, NULL));
}

/* The middle of a shape, where a clip does not cut it off. */
static gboolean
middle_is_seen(const Scene *scene, guint index, double x, double y)
{
    gboolean seen[8] = {TRUE};
    guint depth = 0;

    for (guint i = 0; i < index; i++) {
        const Shape *clip = &g_array_index(scene->shapes, Shape, i);

        if (clip->kind == SHAPE_CLIP) {
            seen[depth + 1] = seen[depth] && x >= clip->x && x < clip->x + clip->w &&
                              y >= clip->y && y < clip->y + clip->h;
            depth++;
        } else if (clip->kind == SHAPE_UNCLIP)
            depth--;
    }
    return seen[depth];
}

static guint
assert_middles_are_hit(const Scene *scene)
{
    guint n = 0;

    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);
        double x = shape->x + shape->w / 2, y = shape->y + shape->h / 2;

        if (shape->hit == HIT_NOTHING || !middle_is_seen(scene, i, x, y))
            continue;
        assert_true(scene_hit(scene, x, y) >= shape);
        n++;
    }
    return n;
}

static void
the_middle_of_what_is_drawn_hits_it_or_what_lies_above(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();

    for (AxisKind axis = 0; axis < N_AXES; axis++)
        for (double width = 300; width < 1600; width += 130) {
            g_autoptr(Scene) scene = picture_of(model, axis, width, PART_SCREEN);

            assert_true(assert_middles_are_hit(scene) > 30);
        }
}

static void
the_pointer_on_a_span_finds_its_lane_and_its_beginning(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    View view = view_fit(model, AXIS_ELASTIC, 900, 0, PART_SCREEN, &sizes_picture);
    g_autoptr(Scene) scene = layout_scene(model, &view, &fixed_metrics);
    gsize begin = fixture_find(model, 0, TRACE_TASK_AWAIT, TASK_1);
    double x = view_x(&view, axis_of_event(model, AXIS_ELASTIC, begin)) + 5;
    const Shape *shape =
        scene_hit(scene, x, scene->lanes_y + 2 * sizes_picture.heading_height + 60);

    assert_int_equal(shape->hit, HIT_SPAN);
    assert_int_equal(shape->track, TASK_1);
    assert_int_equal(shape->event, begin);
}

static double
linear(float channel)
{
    return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4);
}

static double
luminance(const Colour *c)
{
    return 0.2126 * linear(c->red) + 0.7152 * linear(c->green) + 0.0722 * linear(c->blue);
}

/* The contrast ratio as defined by the Web Content Accessibility Guidelines. */
static double
contrast(const Theme *theme, Role a, Role b)
{
    double x = luminance(&theme->colours[a]), y = luminance(&theme->colours[b]);

    return (MAX(x, y) + 0.05) / (MIN(x, y) + 0.05);
}

/* Text, and every ground it stands on. */
static const Role texts[][2] = {
    {ROLE_TEXT, ROLE_BACKGROUND},
    {ROLE_TEXT, ROLE_PANEL},
    {ROLE_TEXT, ROLE_SELECTED},
    {ROLE_TEXT, ROLE_RULER},
    {ROLE_TEXT, ROLE_TAG},
    {ROLE_TEXT_DIM, ROLE_BACKGROUND},
    {ROLE_TEXT_DIM, ROLE_PANEL},
    {ROLE_TEXT_DIM, ROLE_SELECTED},
    {ROLE_TEXT_DIM, ROLE_RULER},
    {ROLE_TEXT_DIM, ROLE_ASLEEP},
    {ROLE_TEXT, ROLE_HOVERED},
    {ROLE_TEXT_DIM, ROLE_HOVERED},
    {ROLE_PLAYHEAD_TEXT, ROLE_PLAYHEAD},
    {ROLE_READY_TEXT, ROLE_READY},
    {ROLE_DONE_TEXT, ROLE_DONE_BOX},
    {ROLE_FAILED_TEXT, ROLE_FAILED_BOX},
    {ROLE_RUNNING_TEXT, ROLE_RUNNING},
    {ROLE_WAITING_TEXT, ROLE_WAITING},
    {ROLE_CALLBACK_TEXT, ROLE_CALLBACK},
    {ROLE_DONE_TEXT, ROLE_BACKGROUND},
    {ROLE_DONE_TEXT, ROLE_SELECTED},
    {ROLE_FAILED_TEXT, ROLE_BACKGROUND},
    {ROLE_FAILED_TEXT, ROLE_SELECTED},
};

/* Signs and edges that mean something. */
static const Role signs[][2] = {
    {ROLE_GLYPH, ROLE_DONE},          {ROLE_GLYPH, ROLE_FAILED},
    {ROLE_GLYPH, ROLE_OUTCOME_GREY},  {ROLE_RUNNING, ROLE_BACKGROUND},
    {ROLE_PLAYHEAD, ROLE_BACKGROUND}, {ROLE_RING, ROLE_BACKGROUND},
    {ROLE_ARROW, ROLE_BACKGROUND},    {ROLE_CANCELLED_MARK, ROLE_CANCELLED},
};

static const char *const theme_names[] = {"light", "dark", "print"};

static void
text_can_be_read_in_every_theme(void **state)
{
    for (gsize i = 0; i < G_N_ELEMENTS(theme_names); i++)
        for (gsize j = 0; j < G_N_ELEMENTS(texts); j++)
            if (contrast(theme_find(theme_names[i]), texts[j][0], texts[j][1]) < 4.5)
                fail_msg("%s: %s on %s has %.2f", theme_names[i], theme_role_name(texts[j][0]),
                         theme_role_name(texts[j][1]),
                         contrast(theme_find(theme_names[i]), texts[j][0], texts[j][1]));
}

static void
signs_can_be_told_in_every_theme(void **state)
{
    for (gsize i = 0; i < G_N_ELEMENTS(theme_names); i++)
        for (gsize j = 0; j < G_N_ELEMENTS(signs); j++)
            if (contrast(theme_find(theme_names[i]), signs[j][0], signs[j][1]) < 2.8)
                fail_msg("%s: %s on %s has %.2f", theme_names[i], theme_role_name(signs[j][0]),
                         theme_role_name(signs[j][1]),
                         contrast(theme_find(theme_names[i]), signs[j][0], signs[j][1]));
}

static void
every_role_has_a_colour_and_a_name_in_every_theme(void **state)
{
    for (gsize i = 0; i < G_N_ELEMENTS(theme_names); i++)
        for (Role role = 0; role < N_ROLES; role++) {
            assert_true(theme_find(theme_names[i])->colours[role].alpha > 0);
            assert_non_null(theme_role_name(role));
        }
    assert_null(theme_find("sepia"));
    assert_null(theme_find(NULL));
}

static void
every_end_has_a_disc_a_sign_and_a_character(void **state)
{
    for (TraceState end = 0; end < TRACE_N_STATES; end++) {
        gboolean is_end = trace_states[end].end != TRACE_SHOWS_NO;

        assert_int_equal(looks[end].end.disc != ROLE_NONE, is_end);
        assert_int_equal(looks[end].end.words != ROLE_NONE, is_end);
        assert_int_equal(looks[end].end.sign != SIGN_NONE, is_end);
        assert_int_equal(looks[end].end.cell != 0, is_end);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_two_shapes_the_upper_one_is_hit),
        cmocka_unit_test(a_shape_that_cannot_be_hit_lets_the_one_below_be_hit),
        cmocka_unit_test(what_a_clip_cuts_off_is_not_hit),
        cmocka_unit_test(text_is_kept_by_the_scene),
        cmocka_unit_test(the_middle_of_what_is_drawn_hits_it_or_what_lies_above),
        cmocka_unit_test(the_pointer_on_a_span_finds_its_lane_and_its_beginning),
        cmocka_unit_test(text_can_be_read_in_every_theme),
        cmocka_unit_test(signs_can_be_told_in_every_theme),
        cmocka_unit_test(every_role_has_a_colour_and_a_name_in_every_theme),
        cmocka_unit_test(every_end_has_a_disc_a_sign_and_a_character),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
