/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-now-words.c - what the rows of the loop's picture say, and what of it fits. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "tests/support/picture.h"
#include "tests/support/scenario.h"
#include "ui/scene/now-rows.h"

/* As wide as the pane is in a window as it opens. */
static const NowView view = {.width = 625, .rows = NOW_ROWS};

static char *
words_at(Model *model, gsize event)
{
    g_autoptr(State) state = state_new(model);

    state_seek(state, event);
    return now_describe(model, state);
}

static void
assert_says(Model *model, gsize event, const char *part)
{
    g_autofree char *words = words_at(model, event);

    if (!strstr(words, part))
        fail_msg("no '%s' in '%s'", part, words);
}

static Scene *
scene_at(Model *model, gsize event, const NowView *how)
{
    g_autoptr(State) state = state_new(model);

    state_seek(state, event);
    return now_scene(model, state, how, &fixed_metrics);
}

static const Shape *
shape_at(const Scene *scene, guint i)
{
    return &g_array_index(scene->shapes, Shape, i);
}

static gboolean
says(const Scene *scene, const char *text)
{
    for (guint i = 0; i < scene->shapes->len; i++)
        if (!g_strcmp0(shape_at(scene, i)->text, text))
            return TRUE;
    return FALSE;
}

/* The first event of a kind at or after `from`, whatever it happens to. */
static gsize
find_kind(const Model *model, gsize from, guint32 kind)
{
    while (model_event(model, from)->kind != kind)
        from++;
    return from;
}

static guint32
task_number(const Model *model, guint n)
{
    return ((const Track *) model_tracks(model, TRACE_TRACK_TASK)->pdata[n - 1])->id;
}

/* ---- words ---- */

/* Task-1 cancels Task-4, which is ready since its sleep is over, and Task-5, which sleeps. */
static void
what_is_to_be_cancelled_says_so_first(void **state)
{
    g_autoptr(Model) model = scenario_model("wait-timeout");
    gsize asked = fixture_find(model, 0, TRACE_TASK_CANCEL, task_number(model, 5));
    gsize over = fixture_find(model, asked, TRACE_TASK_READY, task_number(model, 5));

    assert_says(model, asked, "ready: Task-4 to be cancelled;");
    assert_says(model, asked, "waiting: Task-5 to be cancelled, for sleep(3 s);");
    assert_says(model, over, "ready: Task-4 to be cancelled, Task-5 to be cancelled;");
}

static void
callbacks_say_whom_they_are_for(void **state)
{
    g_autoptr(Model) model = scenario_model("thread-pool");

    for (gsize event = 0; event < model_n_events(model); event++) {
        g_autofree char *words = words_at(model, event);
        assert_null(strstr(words, "something"));
    }
    assert_says(model, find_kind(model, 0, TRACE_CALLBACK_BEGIN),
                "running: result of square(0); ready:");
    assert_says(model, find_kind(model, 0, TRACE_FUTURE_DONE),
                "callback 1 of 2 of square(0), for the pool, "
                "callback 2 of 2 of square(0), for wait(6 futures)");
}

static void
a_task_is_in_its_first_step_for_all_of_it(void **state)
{
    g_autoptr(Model) model = scenario_model("wait-timeout");
    gsize created = fixture_find(model, 0, TRACE_TASK_CREATED, task_number(model, 5));

    assert_says(model, created, "running: Task-1 in its first step;");
}

/* Fewer words do not say that a task runs after the one that made it. */
static void
what_made_a_task_is_no_reason(void **state)
{
    g_autoptr(Model) model = scenario_model("gather");
    const NowView small = {.width = 340, .rows = NOW_ROWS};

    for (gsize event = 0; event < model_n_events(model); event++) {
        g_autoptr(Scene) scene = scene_at(model, event, &small);
        assert_false(says(scene, "after Task-1"));
    }
}

/* Even when Task-1 has been told that it is over. */
static void
a_timer_of_a_wait_is_its_end(void **state)
{
    g_autoptr(Model) model = scenario_model("wait-timeout");

    for (gsize event = 0; event < model_n_events(model); event++) {
        g_autofree char *words = words_at(model, event);
        assert_null(strstr(words, "2\u00a0s wait("));
    }
}

/* ---- lists ---- */

static guint
count(const char *words, const char *part)
{
    guint n = 0;

    for (; (words = strstr(words, part)); words++)
        n++;
    return n;
}

static void
a_result_stands_in_one_list(void **state)
{
    g_autoptr(Model) model = scenario_model("thread-pool");
    guint most = 0;

    for (gsize event = 0; event < model_n_events(model); event++) {
        g_autofree char *words = words_at(model, event);
        most = MAX(most, count(words, "result of square(2)"));
    }
    assert_int_equal(most, 1);
}

static void
what_is_left_out_of_a_pool_is_told_by_sort(void **state)
{
    g_autoptr(Model) model = scenario_model("thread-pool");
    gsize ended = find_kind(model, 0, TRACE_JOB_END);
    g_autoptr(Scene) scene = scene_at(model, ended, &view);
    NowView opened = view;
    g_autoptr(Scene) open = NULL;

    opened.opened = 1u << NOW_POOL;
    open = scene_at(model, ended, &opened);
    assert_true(says(scene, "1 result, 3 queued"));
    assert_true(says(open, "fewer"));
}

static gboolean
has_row_of(Model *model, State *state, NowList list, guint n, guint32 track)
{
    NowRows rows = now_rows(model, state, list, n);
    gboolean found = FALSE;

    assert_true(rows.rows->len <= n);
    for (guint i = 0; i < rows.rows->len; i++)
        found |= g_array_index(rows.rows, NowRow, i).track == track;
    now_rows_clear(&rows);
    return found;
}

static void
what_the_event_is_about_is_among_the_first_rows(void **unused)
{
    g_autoptr(Model) model = scenario_model("thread-pool");
    g_autoptr(State) state = state_new(model);

    for (gsize event = 0; event < model_n_events(model); event++) {
        guint32 subject = model_event(model, event)->subject;
        state_seek(state, event);
        for (NowList list = 0; list < N_NOW_LISTS; list++)
            if (subject != TRACE_NOBODY && has_row_of(model, state, list, NOW_MOST_ROWS, subject))
                assert_true(has_row_of(model, state, list, 2, subject));
    }
}

/* All jobs are queued, and not all of them have a place. */
static void
what_the_event_is_about_is_drawn(void **state)
{
    g_autoptr(Model) model = scenario_model("thread-pool");

    for (gsize event = 0; event < model_n_events(model); event++) {
        g_autoptr(Scene) scene = NULL;
        gboolean found = FALSE;

        if (model_event(model, event)->kind != TRACE_JOB_QUEUED)
            continue;
        scene = scene_at(model, event, &view);
        for (guint i = 0; i < scene->shapes->len; i++)
            found |= shape_at(scene, i)->hit == HIT_BOX &&
                     shape_at(scene, i)->track == model_event(model, event)->subject;
        assert_true(found);
    }
}

/* ---- room ---- */

static void
no_words_are_cut(void **state)
{
    static const char *const names[] = {"wait-timeout", "thread-pool", "gather", "chain"};

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(Model) model = scenario_model(names[i]);
        for (gsize event = 0; event < model_n_events(model); event++) {
            g_autoptr(Scene) scene = scene_at(model, event, &view);
            for (guint k = 0; k < scene->shapes->len; k++)
                if (shape_at(scene, k)->text && g_str_has_suffix(shape_at(scene, k)->text, "…"))
                    fail_msg("%s at event %zu: %s", names[i], event, shape_at(scene, k)->tip);
        }
    }
}

/* Where the words in the left column begin, of a box at `box`. */
static double
words_beside(const Scene *scene, const Shape *box)
{
    double x = G_MAXDOUBLE;

    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = shape_at(scene, i);
        if (shape->kind == SHAPE_TEXT && shape->x >= box->x + box->w &&
            fabs(shape->y + shape->h / 2 - box->y - box->h / 2) < NOW_ROWS)
            x = MIN(x, shape->x);
    }
    return x;
}

/* When Task-1 is done, its callback is ready behind two tasks. */
static void
words_of_a_list_stand_in_line(void **state)
{
    g_autoptr(Model) model = scenario_model("wait-timeout");
    gsize done = fixture_find(model, 0, TRACE_TASK_DONE, task_number(model, 1));
    g_autoptr(Scene) scene = scene_at(model, done, &view);
    const Shape *first = NULL;
    guint n = 0;

    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = shape_at(scene, i);
        if (shape->hit != HIT_BOX || shape->x > view.width / 2)
            continue;
        first = first ? first : shape;
        assert_float_equal(shape->w, first->w, 0);
        assert_float_equal(words_beside(scene, shape), words_beside(scene, first), 0);
        n++;
    }
    assert_int_equal(n, 3);
}

static void
all_timers_of_a_list_say_left_or_none(void **state)
{
    g_autoptr(Model) model = scenario_model("wait-timeout");

    for (double width = 540; width < 800; width += 20)
        for (gsize event = 0; event < model_n_events(model); event++) {
            NowView how = {.width = width, .rows = NOW_ROWS};
            g_autoptr(Scene) scene = scene_at(model, event, &how);
            guint n = 0, n_left = 0;

            for (guint i = 0; i < scene->shapes->len; i++) {
                const Shape *shape = shape_at(scene, i);
                gboolean is_time =
                    shape->text && shape->align == ALIGN_RIGHT && strcmp(shape->text, "due");
                n += is_time;
                n_left += is_time && g_str_has_suffix(shape->text, " left");
            }
            assert_true(n_left == 0 || n_left == n);
        }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_to_be_cancelled_says_so_first),
        cmocka_unit_test(callbacks_say_whom_they_are_for),
        cmocka_unit_test(a_task_is_in_its_first_step_for_all_of_it),
        cmocka_unit_test(what_made_a_task_is_no_reason),
        cmocka_unit_test(a_timer_of_a_wait_is_its_end),
        cmocka_unit_test(a_result_stands_in_one_list),
        cmocka_unit_test(what_is_left_out_of_a_pool_is_told_by_sort),
        cmocka_unit_test(what_the_event_is_about_is_among_the_first_rows),
        cmocka_unit_test(what_the_event_is_about_is_drawn),
        cmocka_unit_test(no_words_are_cut),
        cmocka_unit_test(words_of_a_list_stand_in_line),
        cmocka_unit_test(all_timers_of_a_list_say_left_or_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
