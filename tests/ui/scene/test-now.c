/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-now.c - the loop's picture: of moments of scenarios, of a crowd, and where there is no loop.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "tests/support/picture.h"
#include "tests/support/scenario.h"
#include "ui/export/export.h"
#include "ui/scene/now.h"

enum { CROWD = 40 };

static const NowView view = {.width = 720, .rows = NOW_ROWS};

/* A recording in which forty tasks are made and begin to sleep, one after another. */
static Model *
crowd(void)
{
    static const TraceSite sites[] = {{1, 3, "crowd.c", "main", "visitor"},
                                      {2, 9, "crowd.c", "visitor", "sleep"}};
    Model *model = model_new();

    for (gsize i = 0; i < G_N_ELEMENTS(sites); i++)
        model_sink()->site(model, &sites[i]);
    fixture_append(model, &(TraceEvent) EVENT(0, RUN_BEGIN, LOOP));
    fixture_append(model, &(TraceEvent) EVENT(0, TURN_BEGIN, LOOP, INT(1)));
    for (guint32 task = 2; task < 2 + CROWD; task++)
        fixture_append(model,
                       &(TraceEvent) EVENT(0, TASK_CREATED, task, .object = LOOP, .site = 1));
    for (guint32 task = 2; task < 2 + CROWD; task++) {
        fixture_append(model, &(TraceEvent) EVENT(0, TASK_STEP, task));
        fixture_append(model, &(TraceEvent) EVENT(0, FUTURE_CREATED, task + CROWD, .object = task,
                                                  .site = 2, DURATION(SECONDS(task))));
        fixture_append(model,
                       &(TraceEvent) EVENT(0, TIMER_ARMED, task + CROWD, DURATION(SECONDS(task))));
        fixture_append(model,
                       &(TraceEvent) EVENT(0, TASK_AWAIT, task, .object = task + CROWD, .site = 2));
    }
    return model;
}

/* The event at which Task-3 of wait-timeout runs after its sleep. */
static gsize
resumed(const Model *model)
{
    guint32 task = ((const Track *) model_tracks(model, TRACE_TRACK_TASK)->pdata[2])->id;

    return fixture_find(model, fixture_find(model, 0, TRACE_TASK_READY, task), TRACE_TASK_STEP,
                        task);
}

static Scene *
scene_at(Model *model, gsize event, const NowView *how)
{
    g_autoptr(State) state = state_new(model);

    state_seek(state, event);
    return now_scene(model, state, how, &fixed_metrics);
}

static char *
svg_of(const Scene *scene)
{
    GByteArray *bytes =
        export_format("x.svg")->render(scene, theme_find("light"), "The loop now", NULL);

    g_byte_array_append(bytes, (const guint8 *) "", 1);
    return (char *) g_byte_array_free(bytes, FALSE);
}

static void
assert_picture(const char *name, Model *model, gsize event)
{
    g_autoptr(Scene) scene = scene_at(model, event, &view);
    g_autofree char *svg = svg_of(scene), *dump = picture_dump(scene);
    g_autofree char *svg_name = g_strconcat(name, ".svg", NULL);
    g_autofree char *scene_name = g_strconcat(name, ".scene", NULL);

    assert_well_formed(svg);
    assert_golden(svg_name, svg);
    assert_golden(scene_name, dump);
}

/* Task-3 runs after its sleep; Task-1 waits for all, Task-4 and Task-5 sleep; Task-2 is done. */
static void
a_task_runs_after_its_sleep(void **state)
{
    g_autoptr(Model) model = scenario_model("wait-timeout");

    assert_picture("now-wait-timeout", model, resumed(model));
}

static void
a_pool_has_workers_and_a_queue(void **state)
{
    g_autoptr(Model) model = scenario_model("thread-pool");
    gsize begun = 0;

    for (gsize i = 0; i < model_n_events(model); i++)
        if (model_event(model, i)->kind == TRACE_JOB_BEGIN) {
            begun = i;
            break;
        }
    assert_picture("now-thread-pool", model, begun);
}

static void
a_crowd_ends_in_more(void **state)
{
    g_autoptr(Model) model = crowd();

    assert_picture("now-crowd", model, 2 + CROWD + 4 * (CROWD / 2));
}

static void
without_events_or_loop_there_are_words(void **state)
{
    static const TraceEvent theirs[] = {EVENT(0, SLICE_BEGIN, 7, LABEL("theirs"))};
    g_autoptr(Model) empty = model_new(), foreign = FIXTURE_MODEL(theirs);
    g_autoptr(Scene) nothing = scene_at(empty, 0, &view), other = scene_at(foreign, 0, &view);

    assert_string_equal(g_array_index(nothing->shapes, Shape, 0).text, "Nothing has happened yet.");
    assert_string_equal(g_array_index(other->shapes, Shape, 0).text,
                        "This recording has no event loop.");
}

static const Shape *
find_hit(const Scene *scene, HitKind hit, guint number)
{
    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);
        if (shape->hit == hit && shape->number == number)
            return shape;
    }
    return NULL;
}

static guint
count_boxes(const Scene *scene)
{
    guint n = 0;

    for (guint i = 0; i < scene->shapes->len; i++)
        n += g_array_index(scene->shapes, Shape, i).hit == HIT_BOX;
    return n;
}

static void
more_opens_the_list(void **state)
{
    g_autoptr(Model) model = crowd();
    NowView opened = view;
    gsize last = model_n_events(model) - 1;
    g_autoptr(Scene) closed = scene_at(model, last, &view);
    g_autoptr(Scene) open = NULL;

    opened.opened = 1u << NOW_WAITING;
    open = scene_at(model, last, &opened);
    assert_non_null(find_hit(closed, HIT_MORE, NOW_WAITING));
    assert_non_null(find_hit(open, HIT_MORE, NOW_WAITING));
    assert_int_equal(count_boxes(open) - count_boxes(closed), CROWD - 3);
    assert_true(open->height > closed->height + 30 * (CROWD - 5));
}

/* The height stays, so that what is below does not jump. */
static void
each_moment_is_as_high_as_the_others(void **state)
{
    g_autoptr(Model) model = scenario_model("wait-timeout");
    g_autoptr(Scene) first = scene_at(model, 0, &view);

    for (gsize event = 1; event < model_n_events(model); event++) {
        g_autoptr(Scene) scene = scene_at(model, event, &view);
        assert_float_equal(scene->height, first->height, 0);
    }
}

static gboolean
says(const Scene *scene, const char *text)
{
    for (guint i = 0; i < scene->shapes->len; i++)
        if (!g_strcmp0(g_array_index(scene->shapes, Shape, i).text, text))
            return TRUE;
    return FALSE;
}

/* As wide as the pane is in a small window, and in a large one. */
static void
words_use_the_room_that_is_there(void **state)
{
    g_autoptr(Model) model = scenario_model("wait-timeout");
    const NowView small = {.width = 560, .rows = NOW_ROWS},
                  large = {.width = 720, .rows = NOW_ROWS};
    g_autoptr(Scene) narrow = scene_at(model, resumed(model), &small);
    g_autoptr(Scene) wide = scene_at(model, resumed(model), &large);

    assert_true(says(narrow, "3 of 4 to go"));
    assert_true(says(narrow, "after its sleep"));
    assert_true(says(wide, "for 4 tasks: 1 done, 3 to go"));
    assert_true(says(wide, "end of the wait"));
    assert_true(says(wide, "1\u00a0s left"));
    assert_false(says(wide, "1\u00a0s"));
}

/* No text leaves the picture, and none is on another, however narrow it is. */
static void
no_words_overlap(void **state)
{
    g_autoptr(Model) model = scenario_model("wait-timeout");

    for (double width = 340; width < 1000; width += 20)
        for (gsize event = 0; event < model_n_events(model); event += 3) {
            NowView how = {.width = width, .rows = NOW_ROWS};
            g_autoptr(Scene) scene = scene_at(model, event, &how);

            for (guint i = 0; i < scene->shapes->len; i++) {
                const Shape *a = &g_array_index(scene->shapes, Shape, i);
                assert_true(a->kind != SHAPE_TEXT || a->x + a->w <= width);
                for (guint j = i + 1; j < scene->shapes->len; j++) {
                    const Shape *b = &g_array_index(scene->shapes, Shape, j);
                    gboolean apart = a->x + a->w <= b->x || b->x + b->w <= a->x ||
                                     a->y + a->h <= b->y || b->y + b->h <= a->y;
                    if (a->kind == SHAPE_TEXT && b->kind == SHAPE_TEXT && !apart)
                        fail_msg("'%s' is on '%s', %g px wide, event %zu", a->text, b->text, width,
                                 event);
                }
            }
        }
}

/* Task-4 is ready, then runs, waits, and is done: its box has the same mover everywhere. */
static void
a_box_is_known_wherever_it_is(void **state)
{
    g_autoptr(Model) model = scenario_model("wait-timeout");
    guint32 task = ((const Track *) model_tracks(model, TRACE_TRACK_TASK)->pdata[3])->id;
    const Track *track = model_track(model, task);

    for (gsize event = track->first; event < model_n_events(model); event++) {
        g_autoptr(Scene) scene = scene_at(model, event, &view);
        guint n = 0;

        for (guint i = 0; i < scene->shapes->len; i++) {
            const Shape *shape = &g_array_index(scene->shapes, Shape, i);
            n += shape->mover == task && shape->kind == SHAPE_RECT;
        }
        assert_int_equal(n, 1);
    }
}

static void
the_picture_is_told_in_words(void **state)
{
    g_autoptr(Model) model = scenario_model("wait-timeout");
    g_autoptr(State) moment = state_new(model);
    g_autofree char *words = NULL;

    state_seek(moment, resumed(model));
    words = now_describe(model, moment);
    assert_string_equal(words,
                        "running: Task-3 after its sleep; ready: nobody; waiting: Task-1 for 4 "
                        "tasks: 1 done, 3 to go, Task-4 for sleep(2 s), Task-5 for sleep(3 s); "
                        "timers: 2 s end of the wait, 2 s Task-4 sleeps, 3 s Task-5 sleeps; pool: "
                        "not used; done: Task-2 “item 0”");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_task_runs_after_its_sleep),
        cmocka_unit_test(a_pool_has_workers_and_a_queue),
        cmocka_unit_test(a_crowd_ends_in_more),
        cmocka_unit_test(without_events_or_loop_there_are_words),
        cmocka_unit_test(more_opens_the_list),
        cmocka_unit_test(each_moment_is_as_high_as_the_others),
        cmocka_unit_test(words_use_the_room_that_is_there),
        cmocka_unit_test(no_words_overlap),
        cmocka_unit_test(a_box_is_known_wherever_it_is),
        cmocka_unit_test(the_picture_is_told_in_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
