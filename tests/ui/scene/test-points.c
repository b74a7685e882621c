/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-points.c - what takes no time has a tick, and the coroutines that a task is in hang below
 * its bar. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "tests/support/picture.h"
#include "ui/export/export.h"
#include "ui/scene/layout.h"
#include "ui/scene/tell.h"

enum { WIDE = 900, MANY = 20000 };

#define EACH_SHAPE(scene, shape)                                                                   \
    for (const Shape *shape = (const Shape *) (void *) (scene)->shapes->data;                      \
         shape < (const Shape *) (void *) (scene)->shapes->data + (scene)->shapes->len; shape++)

static Scene *
scene_of(const Model *model, double height, guint32 selected)
{
    View view = view_fit(model, AXIS_TIME, WIDE, height, PART_NAMES, &sizes_picture);

    view.selected = selected;
    return layout_scene(model, &view, &fixed_metrics);
}

/* A task that runs for 100 ns and marks `n` moments, `apart` ns from each other. */
static Model *
marking_model(guint n, gint64 apart_ns)
{
    Model *model = model_new();

    fixture_append(model, &(TraceEvent) EVENT(0, TASK_CREATED, TASK_1));
    fixture_append(model, &(TraceEvent) EVENT(0, TASK_STEP, TASK_1));
    for (guint i = 0; i < n; i++)
        fixture_append(model,
                       &(TraceEvent) EVENT(10 + i * apart_ns, MARK, TASK_1, LABEL("look 3")));
    fixture_append(model, &(TraceEvent) EVENT(100 + n * apart_ns, TASK_DONE, TASK_1));
    return model;
}

static guint
count_ticks(const Scene *scene)
{
    guint n = 0;

    EACH_SHAPE(scene, shape)
    n += shape->hit == HIT_POINT && shape->fill == ROLE_POINT;
    return n;
}

static const Shape *
find_text(const Scene *scene, const char *text)
{
    EACH_SHAPE(scene, shape)
    if (g_strcmp0(shape->text, text) == 0)
        return shape;
    return NULL;
}

static void
a_mark_has_a_tick_its_text_a_tip_and_a_hit(void **state)
{
    g_autoptr(Model) model = marking_model(1, 0);
    g_autoptr(Scene) scene = scene_of(model, 0, TRACE_NOBODY);
    const Shape *text = find_text(scene, "⚑ look 3");

    assert_int_equal(count_ticks(scene), 1);
    assert_non_null(text);
    const Shape *hit = scene_hit(scene, text->x + text->w / 2, text->y + text->h / 2);
    assert_non_null(hit);
    assert_int_equal(hit->hit, HIT_POINT);
    assert_int_equal(hit->track, TASK_1);
    assert_int_equal(hit->event, 2);
    g_autofree char *tip = tell_shape(scene, hit);
    assert_non_null(strstr(tip, "sets a mark"));
    assert_non_null(strstr(tip, "“look 3”"));
}

/* There is enough room for a glyph, but not for words. */
static void
where_words_have_no_room_the_glyph_stands(void **state)
{
    g_autoptr(Model) model = marking_model(20, 10);
    g_autoptr(Scene) scene = scene_of(model, 0, TRACE_NOBODY);

    assert_int_equal(count_ticks(scene), 20);
    assert_non_null(find_text(scene, "⚑"));
}

static void
points_too_near_to_be_told_apart_are_one_tick(void **state)
{
    g_autoptr(Model) model = marking_model(MANY, 1);
    g_autoptr(Scene) scene = scene_of(model, 0, TRACE_NOBODY);
    guint n = count_ticks(scene), told = 0;

    assert_true(n > WIDE / 20);
    assert_true(n <= WIDE / sizes_picture.point_gap);
    EACH_SHAPE(scene, shape)
    if (shape->hit == HIT_POINT) {
        g_autofree char *tip = tell_shape(scene, shape);
        told += (guint) atoi(tip);
    }
    assert_int_equal(told, MANY); /* "120 events, the first is ..." */
}

static void
a_mark_is_in_every_export(void **state)
{
    g_autoptr(Model) model = marking_model(3, 30);
    g_autoptr(Scene) scene = scene_of(model, 0, TRACE_NOBODY);
    const ExportOptions options = {.to_ns = -1, .at_ns = -1, .axis = AXIS_TIME};
    g_autofree char *text = export_text(model, &options, 120);

    assert_non_null(strstr(text, "⚑ look 3"));
    for (gsize i = 0, n; i < (export_formats(&n), n); i++) {
        if (!export_formats(&n)[i]->render)
            continue;
        g_autoptr(GByteArray) bytes =
            export_formats(&n)[i]->render(scene, theme_find("light"), "", NULL);

        assert_non_null(bytes);
        if (strcmp(export_formats(&n)[i]->extension, "svg") == 0)
            assert_non_null(g_strstr_len((char *) bytes->data, bytes->len, "look 3"));
    }
}

/* ---- frames ---- */

static TraceSite sites[] = {
    {.id = 1, .file = "a.c", .function = "main", .name = "outer", .line = 3},
    {.id = 2, .file = "a.c", .function = "outer", .name = "inner", .line = 4},
};

/* Two tasks, each in two coroutines. */
static Model *
calling_model(void)
{
    Model *model = model_new();

    for (guint i = 0; i < G_N_ELEMENTS(sites); i++)
        model_sink()->site(model, &sites[i]);
    for (guint32 task = TASK_1; task <= TASK_2; task++) {
        gint64 from = task == TASK_1 ? 0 : 100;
        const TraceEvent events[] = {
            EVENT(from, TASK_CREATED, task),
            EVENT(from, TASK_STEP, task),
            EVENT(from + 10, FRAME_ENTER, task, .site = 1),
            EVENT(from + 20, FRAME_ENTER, task, .site = 2),
            EVENT(from + 80, FRAME_LEAVE, task, .site = 2),
            EVENT(from + 90, FRAME_LEAVE, task, .site = 1),
            EVENT(from + 99, TASK_DONE, task),
        };
        for (guint i = 0; i < G_N_ELEMENTS(events); i++)
            fixture_append(model, &events[i]);
    }
    return model;
}

static guint
count_frames(const Scene *scene, guint32 track, double *ret_h)
{
    guint n = 0;

    EACH_SHAPE(scene, shape)
    if (shape->hit == HIT_SPAN && shape->state == TRACE_STATE_FRAME && shape->track == track) {
        n++;
        *ret_h = shape->h;
    }
    return n;
}

static void
where_there_is_room_each_coroutine_has_its_name_below_its_task(void **state)
{
    g_autoptr(Model) model = calling_model();
    g_autoptr(Scene) scene = scene_of(model, 0, TRACE_NOBODY);
    const Shape *outer = find_text(scene, "outer"), *inner = find_text(scene, "inner");
    double h;

    assert_int_equal(count_frames(scene, TASK_1, &h), 2);
    assert_int_equal(count_frames(scene, TASK_2, &h), 2);
    assert_true(h > sizes_picture.frame_height / 2);
    assert_non_null(outer);
    assert_non_null(inner);
    assert_true(inner->y > outer->y);
}

/* The window is only as high as its lanes, so only the selected one unfolds. */
static void
where_there_is_none_only_the_selected_task_unfolds(void **state)
{
    g_autoptr(Model) model = calling_model();
    g_autoptr(Scene) page = scene_of(model, 0, TRACE_NOBODY);
    double less = page->height - 4 * sizes_picture.frame_height;
    g_autoptr(Scene) folded = scene_of(model, less, TRACE_NOBODY);
    g_autoptr(Scene) chosen = scene_of(model, less, TASK_2);
    double h, thin;

    assert_int_equal(count_frames(folded, TASK_2, &thin), 2);
    assert_true(thin < sizes_picture.frame_height / 2);
    assert_null(find_text(folded, "inner"));
    assert_int_equal(count_frames(chosen, TASK_1, &thin), 2);
    assert_true(thin < sizes_picture.frame_height / 2);
    assert_int_equal(count_frames(chosen, TASK_2, &h), 2);
    assert_true(h > sizes_picture.frame_height / 2);
    assert_true(chosen->content_height == folded->content_height + 2 * sizes_picture.frame_height);
}

/* Looking at each of so many would take longer than drawing what is in view. */
static void
of_very_many_tasks_only_the_selected_one_unfolds(void **state)
{
    enum { TASKS = 1200, CHOSEN = 700 };
    g_autoptr(Model) model = model_new();
    double folded, h;

    for (guint32 task = TASK_1; task < TASK_1 + TASKS; task++) {
        fixture_append(model, &(TraceEvent) EVENT(0, TASK_CREATED, task));
        fixture_append(model, &(TraceEvent) EVENT(1, FRAME_ENTER, task, .site = 1));
    }
    fixture_append(model, &(TraceEvent) EVENT(100, TURN_BEGIN, LOOP));
    g_autoptr(Scene) page = scene_of(model, 0, TRACE_NOBODY);
    g_autoptr(Scene) chosen = scene_of(model, 0, CHOSEN);
    assert_true(chosen->content_height == page->content_height + sizes_picture.frame_height);
    count_frames(chosen, CHOSEN - 1, &folded);
    count_frames(chosen, CHOSEN, &h);
    assert_true(h > folded);
}

/* Lanes below an unfolded one are hit where they are drawn. */
static void
lanes_below_an_unfolded_one_are_found(void **state)
{
    g_autoptr(Model) model = calling_model();
    g_autoptr(Scene) scene = scene_of(model, 0, TRACE_NOBODY);

    EACH_SHAPE(scene, shape)
    if (shape->hit == HIT_LANE) {
        const Shape *hit = scene_hit(scene, 1, shape->y + shape->h - 1);

        assert_int_equal(hit->track, shape->track);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mark_has_a_tick_its_text_a_tip_and_a_hit),
        cmocka_unit_test(where_words_have_no_room_the_glyph_stands),
        cmocka_unit_test(points_too_near_to_be_told_apart_are_one_tick),
        cmocka_unit_test(a_mark_is_in_every_export),
        cmocka_unit_test(where_there_is_room_each_coroutine_has_its_name_below_its_task),
        cmocka_unit_test(where_there_is_none_only_the_selected_task_unfolds),
        cmocka_unit_test(of_very_many_tasks_only_the_selected_one_unfolds),
        cmocka_unit_test(lanes_below_an_unfolded_one_are_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
