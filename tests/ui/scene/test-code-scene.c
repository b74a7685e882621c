/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-code-scene.c - the words of a line of code, which lines are shown, and the rows of them with
 * their tags. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "tests/support/picture.h"
#include "ui/scene/code-scene.h"
#include "ui/scene/fold-lines.h"
#include "ui/scene/lex.h"

/* ---- words ---- */

/* "static=k AwValue=t": each word that has a colour, with the letter of its sort. */
static void
assert_words(const char *line, gboolean is_python, LexState *state, const char *expected)
{
    static const char letters[N_LEX] = {'p', 'k', 't', 's', 'n', 'c'};
    g_autoptr(GArray) words = lex_line(line, is_python, state);
    g_autoptr(GString) text = g_string_new(NULL);
    gsize at = 0;

    for (guint i = 0; i < words->len; i++) {
        const LexWord *word = &g_array_index(words, LexWord, i);
        assert_int_equal(word->begin, at);
        at += word->size;
        if (word->sort != LEX_PLAIN)
            g_string_append_printf(text, "%s%.*s=%c", text->len ? " " : "", (int) word->size,
                                   line + word->begin, letters[word->sort]);
    }
    assert_int_equal(at, strlen(line));
    assert_string_equal(text->str, expected);
}

static void
words_of_c_have_their_sorts(void **data)
{
    LexState state = {0};

    assert_words("static AwValue", FALSE, &state, "static=k AwValue=t");
    assert_words("    return aw_text(\"a \\\" b\", 0x1f); // end", FALSE, &state,
                 "return=k \"a \\\" b\"=s 0x1f=n // end=c");
    assert_words("AW_TRY(x1); int i = 1.5;", FALSE, &state, "int=t 1.5=n");
    assert_words("a = 'x'; s = \"never closed", FALSE, &state, "'x'=s \"never closed=s");
    assert_words("int b;", FALSE, &state, "int=t");
    assert_words("", FALSE, &state, "");
}

static void
a_comment_goes_on_to_its_end(void **data)
{
    LexState state = {0};

    assert_words("int a; /* begins", FALSE, &state, "int=t /* begins=c");
    assert_words("int \"b\"", FALSE, &state, "int \"b\"=c");
    assert_words("ends */ int c;", FALSE, &state, "ends */=c int=t");
}

static void
words_of_python_have_theirs(void **data)
{
    LexState state = {0};

    assert_words("async def f(n):  # a", TRUE, &state, "async=k def=k # a=c");
    assert_words("s = \"\"\"one", TRUE, &state, "\"\"\"one=s");
    assert_words("two\"\"\" + '#'", TRUE, &state, "two\"\"\"=s '#'=s");
}

/* ---- lines ---- */

static void
assert_lines(guint n_lines, const guint *matters, guint n, guint rows, const char *expected)
{
    g_autoptr(GArray) lines = fold_lines(n_lines, matters, n, rows);
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < lines->len; i++)
        g_string_append_printf(text, "%s%u", i ? " " : "", g_array_index(lines, guint, i));
    assert_true(lines->len <= rows);
    assert_string_equal(text->str, expected);
}

static void
lines_that_matter_are_shown_with_what_is_around_them(void **data)
{
    assert_lines(5, (guint[]){3}, 1, 17, "1 2 3 4 5");
    assert_lines(50, (guint[]){10}, 1, 3, "9 10 11");
    assert_lines(50, (guint[]){10, 30}, 2, 7, "9 10 11 0 29 30 31");
    assert_lines(50, (guint[]){10, 12}, 2, 3, "10 11 12");
    assert_lines(50, (guint[]){40, 10, 20, 30}, 4, 3, "10 0 40");
    assert_lines(50, NULL, 0, 3, "1 2 3");
    assert_lines(0, NULL, 0, 3, "");
}

/* ---- rows ---- */

static const Shape *
find_text(const Scene *scene, const char *text)
{
    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);
        if (shape->kind == SHAPE_TEXT && strcmp(shape->text, text) == 0)
            return shape;
    }
    return NULL;
}

static Scene *
code_at(const Model *model, guint32 kind, guint32 track)
{
    const CodeSceneView view = {.width = 640, .rows = 17};

    return code_scene(model, fixture_find(model, 0, kind, track), &view, &fixed_metrics);
}

static void
the_line_that_runs_and_those_where_tasks_stand_have_tags(void **data)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autoptr(Scene) scene = code_at(model, TRACE_TASK_STEP, TASK_3);
    const Shape *runs = find_text(scene, "▶ T-3"), *stands = find_text(scene, "T-1");

    assert_non_null(runs);
    assert_non_null(stands);
    assert_true(runs->fill == ROLE_RUNNING_TEXT && stands->fill == ROLE_WAITING_TEXT);
    assert_true(runs->y != stands->y);
}

/* Nothing moves but the tags. */
static void
the_same_lines_stand_in_the_same_place_at_each_moment(void **data)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autoptr(Scene) early = code_at(model, TRACE_TASK_STEP, TASK_2);
    g_autoptr(Scene) late = code_at(model, TRACE_TASK_STEP_CANCEL, TASK_5);

    assert_true(early->height == late->height);
    for (guint i = 0; i < early->shapes->len; i++) {
        const Shape *shape = &g_array_index(early->shapes, Shape, i);
        if (shape->kind != SHAPE_TEXT || shape->font != FONT_MONO || strlen(shape->text) < 6)
            continue;
        const Shape *other = find_text(late, shape->text);
        assert_non_null(other);
        assert_true(shape->x == other->x && shape->y == other->y);
    }
}

static void
without_a_source_it_is_empty(void **data)
{
    static const TraceEvent events[] = {EVENT(0, TASK_STEP, TASK_1)};
    g_autoptr(Model) model = FIXTURE_MODEL(events);
    g_autoptr(Scene) scene = code_at(model, TRACE_TASK_STEP, TASK_1);

    assert_int_equal(scene->shapes->len, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_c_have_their_sorts),
        cmocka_unit_test(a_comment_goes_on_to_its_end),
        cmocka_unit_test(words_of_python_have_theirs),
        cmocka_unit_test(lines_that_matter_are_shown_with_what_is_around_them),
        cmocka_unit_test(the_line_that_runs_and_those_where_tasks_stand_have_tags),
        cmocka_unit_test(the_same_lines_stand_in_the_same_place_at_each_moment),
        cmocka_unit_test(without_a_source_it_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
