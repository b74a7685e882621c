/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-layout.c - what is laid out where: goldens, labels, level of detail, arrows, folding. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "tests/support/picture.h"
#include "ui/model/notes.h"
#include "ui/scene/build.h"
#include "ui/scene/lanes.h"

enum { MANY = 300000 };

#define EACH_SHAPE(scene, shape)                                                                   \
    for (const Shape *shape = (const Shape *) (void *) (scene)->shapes->data;                      \
         shape < (const Shape *) (void *) (scene)->shapes->data + (scene)->shapes->len; shape++)

static const Shape *
find_text(const Scene *scene, const char *text)
{
    EACH_SHAPE(scene, shape)
    {
        if (g_strcmp0(shape->text, text) == 0)
            return shape;
    }
    return NULL;
}

static guint
count_kind(const Scene *scene, ShapeKind kind)
{
    guint n = 0;

    EACH_SHAPE(scene, shape)
    {
        n += shape->kind == kind;
    }
    return n;
}

static guint
count_spans(const Scene *scene, guint32 track)
{
    guint n = 0;

    EACH_SHAPE(scene, shape)
    {
        n += shape->kind == SHAPE_RECT && shape->hit == HIT_SPAN && shape->track == track;
    }
    return n;
}

static void
the_elastic_page_is_as_it_was_blessed(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autoptr(Scene) scene = picture_of(model, AXIS_ELASTIC, 900, PART_SCREEN);
    g_autofree char *dump = picture_dump(scene);

    assert_golden("wait-timeout-elastic.scene", dump);
}

static void
the_ruler_of_steps_has_the_number_of_each_event(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autoptr(Scene) scene = picture_of(model, AXIS_STEPS, 4000, PART_PAGE);

    for (gsize i = 1; i <= model_n_events(model); i++) {
        g_autofree char *number = g_strdup_printf("%zu", i);
        gint64 ns = model_event(model, i - 1)->time_ns;
        gboolean begins = i == 1 || ns - model_event(model, i - 2)->time_ns >= MODEL_IDLE_NS;

        assert_true(begins || find_text(scene, number));
    }
    assert_non_null(find_text(scene, "ready"));
    assert_non_null(find_text(scene, "running"));
    assert_non_null(find_text(scene, "2\u00a0s"));
}

/* Many short bursts with idle time between them: their boundaries are not closer than 40 px, and
 * the first has its time. */
static void
the_time_page_is_as_it_was_blessed(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autoptr(Scene) scene = picture_of(model, AXIS_TIME, 900, PART_PAGE);
    g_autofree char *dump = picture_dump(scene);

    assert_golden("wait-timeout-time.scene", dump);
}

/* Half the letters' height above and below the middle. */
static gboolean
texts_overlap(const Shape *a, const Shape *b)
{
    static const double line = 12, slack = 0.01;
    double apart = fabs(a->y + a->h / 2 - b->y - b->h / 2);

    return apart < line && a->x + slack < b->x + b->w && b->x + slack < a->x + a->w;
}

static void
assert_no_text_overlaps(const Scene *scene)
{
    EACH_SHAPE(scene, a)
    {
        EACH_SHAPE(scene, b)
        {
            if (a < b && a->text != NULL && b->text != NULL && texts_overlap(a, b))
                fail_msg("at %g px '%s' lies on '%s'", scene->width, a->text, b->text);
        }
    }
}

static void
no_label_lies_on_another_at_any_width(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();

    for (AxisKind axis = 0; axis < N_AXES; axis++)
        for (double width = 320; width < 2000; width += 7) {
            g_autoptr(Scene) scene = picture_of(model, axis, width, PART_SCREEN | PART_TITLE);

            assert_no_text_overlaps(scene);
        }
}

static void
no_label_leaves_the_picture_at_any_width(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();

    for (double width = 320; width < 2000; width += 7) {
        g_autoptr(Scene) scene = picture_of(model, AXIS_ELASTIC, width, PART_SCREEN | PART_TITLE);

        EACH_SHAPE(scene, shape)
        {
            if (shape->text != NULL && (shape->x < 0 || shape->x + shape->w > width + 0.01))
                fail_msg("'%s' leaves %g px", shape->text, width);
        }
    }
}

static void
no_label_is_wider_than_its_span(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autoptr(Scene) scene = picture_of(model, AXIS_ELASTIC, 700, PART_SCREEN);
    const Shape *span = NULL;

    EACH_SHAPE(scene, shape)
    {
        if (shape->kind == SHAPE_RECT && shape->hit == HIT_SPAN)
            span = shape;
        else if (shape->text != NULL && span != NULL && texts_overlap(shape, span))
            assert_true(shape->x >= span->x && shape->x + shape->w <= span->x + span->w);
    }
}

/* A loop that runs callbacks back to back, 1 us each. */
static Model *
busy_model(gsize n)
{
    Model *model = model_new();

    for (gsize i = 0; i < n; i++) {
        TraceEvent begin = EVENT((gint64) i * 1000, CALLBACK_BEGIN, LOOP);

        fixture_append(model, &begin);
    }
    return model;
}

static void
spans_narrower_than_a_pixel_merge(void **state)
{
    g_autoptr(Model) model = busy_model(MANY);

    for (AxisKind axis = 0; axis < N_AXES; axis++)
        for (double zoom = 1; zoom <= MANY; zoom *= 10) {
            View view = view_fit(model, axis, 1000, 400, PART_SCREEN, &sizes_picture);
            view.left = axis_length(model, axis) / 3;
            view.scale *= zoom;
            g_autoptr(Scene) scene = layout_scene(model, &view, &fixed_metrics);

            assert_true(count_spans(scene, LOOP) >= 1);
            assert_true(count_spans(scene, LOOP) <= 1000);
        }
}

/* Bursts and gaps too narrow for labels of their own, at several zooms. */
static void
a_crowded_elastic_ruler_tells_the_time(void **state)
{
    g_autoptr(Model) model = model_new();

    for (gint64 i = 0; i < 1000; i++) {
        TraceEvent run = EVENT(i * 2 * MODEL_IDLE_NS, CALLBACK_BEGIN, LOOP);

        fixture_append(model, &run);
    }
    for (double zoom = 1; zoom < 30; zoom *= 1.5) {
        View view = view_fit(model, AXIS_ELASTIC, 1000, 400, PART_RULER, &sizes_picture);
        view.scale *= zoom;
        g_autoptr(Scene) scene = layout_scene(model, &view, &fixed_metrics);
        double end = 0;
        guint n = 0;

        EACH_SHAPE(scene, shape)
        {
            if (shape->kind != SHAPE_TEXT || shape->fill != ROLE_TEXT || shape->font != FONT_SMALL)
                continue;
            assert_true(shape->x >= end);
            end = shape->x + shape->w;
            n++;
        }
        assert_true(n >= 3);
    }
}

/* Spans of one pixel: a step among callbacks stays visible. */
static void
of_merged_spans_the_most_urgent_is_seen(void **state)
{
    static const TraceEvent events[] = {
        EVENT(0, TASK_CREATED, TASK_1), EVENT(10, TASK_STEP, TASK_1),
        EVENT(20, TASK_YIELD, TASK_1),  EVENT(30, TASK_STEP, TASK_1),
        EVENT(40, TASK_YIELD, TASK_1),  EVENT(SECONDS(1), MARK, LOOP),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(events);
    View view = view_fit(model, AXIS_TIME, 1000, 400, PART_NAMES, &sizes_picture);
    g_autoptr(Scene) scene = layout_scene(model, &view, &fixed_metrics);

    EACH_SHAPE(scene, shape)
    {
        if (shape->hit == HIT_SPAN && shape->track == TASK_1) {
            assert_int_equal(shape->state, TRACE_STATE_RUNNING);
            return;
        }
    }
    fail_msg("the lane is empty");
}

static void
a_lane_that_has_not_ended_goes_on_to_the_last_event(void **state)
{
    static const TraceEvent events[] = {
        EVENT(0, TASK_CREATED, TASK_1),
        EVENT(0, TASK_STEP, TASK_1),
        EVENT(SECONDS(1), MARK, LOOP),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(events);
    View view = view_fit(model, AXIS_TIME, 1000, 400, PART_NAMES, &sizes_picture);
    g_autoptr(Scene) scene = layout_scene(model, &view, &fixed_metrics);
    double end = 0;

    EACH_SHAPE(scene, shape)
    {
        if (shape->hit == HIT_SPAN && shape->track == TASK_1)
            end = shape->x + shape->w;
    }
    assert_float_equal(end, 1000 - sizes_picture.margin_right, 2);
}

static Scene *
folded_scene(const Model *model, guint folded)
{
    View view = view_fit(model, AXIS_ELASTIC, 900, 0, PART_PAGE, &sizes_picture);

    view.folded = folded;
    return layout_scene(model, &view, &fixed_metrics);
}

static void
a_folded_group_shows_its_heading_only(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autoptr(Scene) open = folded_scene(model, 0);
    g_autoptr(Scene) folded = folded_scene(model, 1u << TRACE_TRACK_TASK);

    assert_non_null(find_text(open, "▾ Tasks"));
    assert_non_null(find_text(open, "Task-3"));
    assert_non_null(find_text(folded, "▸ Tasks"));
    assert_null(find_text(folded, "Task-3"));
    assert_float_equal(open->height - folded->height, 5 * lane_kinds[TRACE_TRACK_TASK].height,
                       0.01);
}

static void
an_arrow_whose_source_is_folded_away_is_left_out(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autoptr(Scene) open = folded_scene(model, 0);
    g_autoptr(Scene) futures = folded_scene(model, 1u << TRACE_TRACK_FUTURE);
    g_autoptr(Scene) tasks = folded_scene(model, 1u << TRACE_TRACK_TASK);

    assert_int_equal(count_kind(open, SHAPE_ARROW), 6);
    assert_int_equal(count_kind(futures, SHAPE_ARROW), 2);
    assert_int_equal(count_kind(tasks, SHAPE_ARROW), 0);
}

static void
cancel_is_said_once_for_each_who_cancels(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autoptr(Scene) scene = picture_of(model, AXIS_ELASTIC, 900, PART_SCREEN);
    guint n = 0;

    EACH_SHAPE(scene, shape)
    {
        n += g_strcmp0(shape->text, "cancel()") == 0;
    }
    assert_int_equal(n, 1);
}

static void
an_unused_group_is_folded_until_it_is_opened(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    View view = view_fit(model, AXIS_ELASTIC, 900, 0, PART_PAGE, &sizes_picture);
    g_autoptr(Scene) folded = layout_scene(model, &view, &fixed_metrics);

    view.unfolded = 1u << TRACE_TRACK_WORKER;
    g_autoptr(Scene) opened = layout_scene(model, &view, &fixed_metrics);
    assert_non_null(find_text(folded, "▸ Thread pool"));
    assert_non_null(find_text(folded, "not used in this run"));
    assert_non_null(find_text(opened, "▾ Thread pool"));
}

static void
lanes_that_are_scrolled_away_are_not_laid_out(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    View view = view_fit(model, AXIS_ELASTIC, 900, 300, PART_SCREEN, &sizes_picture);
    g_autoptr(Scene) top = layout_scene(model, &view, &fixed_metrics);

    view.scroll = 200;
    g_autoptr(Scene) below = layout_scene(model, &view, &fixed_metrics);
    assert_non_null(find_text(top, "Loop"));
    assert_null(find_text(top, "sleep(3 s)"));
    assert_null(find_text(below, "Loop"));
    assert_non_null(find_text(below, "Task-5"));
    assert_true(top->content_height > top->height);
}

static void
places_on_the_axis_and_in_the_view_lead_back_to_each_other(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    View view =
        view_range(model, AXIS_TIME, SECONDS(1), SECONDS(2), 900, 0, PART_PAGE, &sizes_picture);

    assert_float_equal(view_x(&view, 1e9), sizes_picture.names_width, 0.01);
    assert_float_equal(view_x(&view, 2e9), 900 - sizes_picture.margin_right, 0.01);
    assert_float_equal(view_unit(&view, view_x(&view, 1.25e9)), 1.25e9, 1);
}

static void
the_playhead_says_when_and_what(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autoptr(Scene) scene = picture_of(model, AXIS_ELASTIC, 900, PART_SCREEN);

    assert_non_null(find_text(scene, "1\u00a0s · event 41"));
}

static void
the_playhead_s_label_hides_no_bookmark(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();

    model_set_note(model, 40, "here");
    g_autoptr(Scene) scene = picture_of(model, AXIS_ELASTIC, 900, PART_SCREEN);
    const Shape *flag = find_text(scene, "⚑"), *label = find_text(scene, "1\u00a0s · event 41");
    assert_non_null(flag);
    assert_non_null(label);
    assert_true(label->y < flag->y + flag->h && flag->y < label->y + label->h);
    assert_true(label->x >= flag->x + flag->w || label->x + label->w <= flag->x);
}

static void
the_playhead_goes_behind_every_text(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    View view = view_fit(model, AXIS_ELASTIC, 900, 0, PART_SCREEN, &sizes_picture);

    for (view.playhead = 0; view.playhead < model_n_events(model); view.playhead++) {
        g_autoptr(Scene) scene = layout_scene(model, &view, &fixed_metrics);
        guint parts = 0;

        EACH_SHAPE(scene, line)
        {
            if (line->kind != SHAPE_LINE || line->edge != ROLE_PLAYHEAD)
                continue;
            parts++;
            EACH_SHAPE(scene, text)
            {
                double middle = text->y + text->h / 2;

                if (text->text != NULL && text->fill != ROLE_PLAYHEAD_TEXT)
                    assert_false(line->x > text->x && line->x < text->x + text->w &&
                                 line->y < middle && middle < line->y + line->h);
            }
        }
        assert_true(parts >= 1);
    }
}

static void
a_run_of_nothing_has_a_picture(void **state)
{
    g_autoptr(Model) model = model_new();

    for (AxisKind axis = 0; axis < N_AXES; axis++)
        for (double width = 0; width < 500; width += 50) {
            g_autoptr(Scene) scene = picture_of(model, axis, width, PART_SCREEN | PART_TITLE);

            assert_true(scene->height > 0);
        }
}

static void
the_frame_is_there_when_not_all_is_in_view(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    View view = view_fit(model, AXIS_ELASTIC, 900, 0, PART_SCREEN, &sizes_picture);

    for (int zoom = 1; zoom <= 2; zoom++) {
        view.scale *= zoom;
        g_autoptr(Scene) scene = layout_scene(model, &view, &fixed_metrics);
        guint frames = 0;

        EACH_SHAPE(scene, shape)
        {
            frames += shape->fill == ROLE_VIEWPORT;
        }
        assert_int_equal(frames, zoom - 1);
    }
}

/* A range that begins at a moment has all events of that moment, on either axis. */
static void
a_range_begins_before_the_events_of_its_moment(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    View view =
        view_range(model, AXIS_ELASTIC, SECONDS(1), SECONDS(2), 900, 0, PART_PAGE, &sizes_picture);
    gsize first = model_event_at_time(model, SECONDS(1) - 1) + 1;

    assert_true(model_event(model, first)->time_ns == SECONDS(1));
    assert_true(view.left <= axis_of_event(model, AXIS_ELASTIC, first));
    assert_true(view.left > axis_of_event(model, AXIS_ELASTIC, first - 1));
}

/*            0 s      1 s     2 s     3 s    4 s
 *   Task-1   made     done
 *   Task-2   made     waits ----------------- done
 *   Task-3                            made
 */
static void
a_range_has_the_lanes_of_what_lives_in_it(void **state)
{
    static const TraceEvent events[] = {
        EVENT(0, TASK_CREATED, TASK_1),          EVENT(0, TASK_CREATED, TASK_2),
        EVENT(SECONDS(1), TASK_DONE, TASK_1),    EVENT(SECONDS(1), TASK_AWAIT, TASK_2),
        EVENT(SECONDS(3), TASK_CREATED, TASK_3), EVENT(SECONDS(4), TASK_DONE, TASK_2),
    };
    static const struct {
        int from_s, to_s; /* half seconds */
        gboolean has[3];
    } rows[] = {{0, 8, {TRUE, TRUE, TRUE}},  {0, 1, {TRUE, TRUE, FALSE}},
                {2, 3, {TRUE, TRUE, FALSE}}, {3, 4, {FALSE, TRUE, FALSE}},
                {4, 6, {FALSE, TRUE, TRUE}}, {7, 20, {FALSE, TRUE, TRUE}}};
    g_autoptr(Model) model = FIXTURE_MODEL(events);

    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        View view = view_range(model, AXIS_TIME, SECONDS(rows[i].from_s) / 2,
                               SECONDS(rows[i].to_s) / 2, 900, 0, PART_PAGE, &sizes_picture);
        g_autoptr(Scene) scene = layout_scene(model, &view, &fixed_metrics);

        assert_int_equal(find_text(scene, "Task-1") != NULL, rows[i].has[0]);
        assert_int_equal(find_text(scene, "Task-2") != NULL, rows[i].has[1]);
        assert_int_equal(find_text(scene, "Task-3") != NULL, rows[i].has[2]);
        assert_int_equal(find_text(scene, "3: 2 done, 1 not done; 1 in this range") != NULL,
                         i == 3);
    }
}

/* A view that is narrower than the names of the lanes shows no lane, and nothing else happens. */
static void
a_view_narrower_than_its_names_is_empty(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    View view = view_fit(model, AXIS_ELASTIC, 50, 400, PART_SCREEN, &sizes_picture);
    g_autoptr(Scene) scene = layout_scene(model, &view, &fixed_metrics);

    assert_non_null(scene);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_range_begins_before_the_events_of_its_moment),
        cmocka_unit_test(a_range_has_the_lanes_of_what_lives_in_it),
        cmocka_unit_test(a_view_narrower_than_its_names_is_empty),
        cmocka_unit_test(the_elastic_page_is_as_it_was_blessed),
        cmocka_unit_test(the_time_page_is_as_it_was_blessed),
        cmocka_unit_test(the_ruler_of_steps_has_the_number_of_each_event),
        cmocka_unit_test(no_label_lies_on_another_at_any_width),
        cmocka_unit_test(no_label_leaves_the_picture_at_any_width),
        cmocka_unit_test(no_label_is_wider_than_its_span),
        cmocka_unit_test(spans_narrower_than_a_pixel_merge),
        cmocka_unit_test(a_crowded_elastic_ruler_tells_the_time),
        cmocka_unit_test(of_merged_spans_the_most_urgent_is_seen),
        cmocka_unit_test(a_lane_that_has_not_ended_goes_on_to_the_last_event),
        cmocka_unit_test(a_folded_group_shows_its_heading_only),
        cmocka_unit_test(an_arrow_whose_source_is_folded_away_is_left_out),
        cmocka_unit_test(cancel_is_said_once_for_each_who_cancels),
        cmocka_unit_test(an_unused_group_is_folded_until_it_is_opened),
        cmocka_unit_test(lanes_that_are_scrolled_away_are_not_laid_out),
        cmocka_unit_test(places_on_the_axis_and_in_the_view_lead_back_to_each_other),
        cmocka_unit_test(the_playhead_says_when_and_what),
        cmocka_unit_test(the_playhead_s_label_hides_no_bookmark),
        cmocka_unit_test(the_playhead_goes_behind_every_text),
        cmocka_unit_test(a_run_of_nothing_has_a_picture),
        cmocka_unit_test(the_frame_is_there_when_not_all_is_in_view),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
