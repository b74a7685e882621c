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
#include "ui/model/pages.h"
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

static const CodeSize small = {FONT_CODE_12, 17};

static Scene *
code_at(const Model *model, guint32 kind, guint32 track)
{
    gsize event = fixture_find(model, 0, kind, track);
    g_autoptr(GPtrArray) pages = code_places_new(model, &event, 1);
    g_autoptr(CodeFolds) folds = code_folds_new(model, pages, 17);
    const CodeSceneView view = {640, 301, &small, code_folds_at(folds, 0)};

    return code_scene(model, event, &view, &fixed_metrics);
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

static void
without_a_source_it_says_whose_is_missing(void **data)
{
    static const TraceEvent events[] = {EVENT(0, TASK_STEP, TASK_1)};
    g_autoptr(Model) model = FIXTURE_MODEL(events);
    const CodeSceneView unknown = {640, 301, &small, {NULL, NULL}},
                        missing = {640, 301, &small, {"/a/b.c", NULL}};
    g_autoptr(Scene) nowhere = code_scene(model, 0, &unknown, &fixed_metrics);
    g_autoptr(Scene) somewhere = code_scene(model, 0, &missing, &fixed_metrics);

    assert_non_null(find_text(nowhere, "Nothing says at which lines this happens."));
    assert_non_null(find_text(somewhere, "The recording does not have the source of b.c."));
}

/* ---- folds ---- */

typedef struct {
    Model *model;
    GArray *pages;
    CodeFolds *folds;
} Talk;

/* What the pages of the run show. */
static GPtrArray *
places_of(const Model *model, const GArray *pages)
{
    g_autofree gsize *events = g_new(gsize, pages->len);

    for (guint i = 0; i < pages->len; i++)
        events[i] = g_array_index(pages, Page, i).shown;
    return code_places_new(model, events, pages->len);
}

static Talk
talk_new(guint rows)
{
    Talk talk = {.model = fixture_wait_timeout()};

    talk.pages = pages_new(talk.model, 0, model_n_events(talk.model) - 1);
    g_autoptr(GPtrArray) places = places_of(talk.model, talk.pages);
    talk.folds = code_folds_new(talk.model, places, rows);
    return talk;
}

static void
talk_clear(Talk *talk)
{
    code_folds_free(talk->folds);
    g_array_unref(talk->pages);
    model_free(talk->model);
}

static gboolean
has_line(const GArray *lines, guint line)
{
    for (guint i = 0; i < lines->len; i++)
        if (g_array_index(lines, guint, i) == line)
            return TRUE;
    return FALSE;
}

/* How many pages show other lines than the page before. */
static guint
count_changes(const Talk *talk)
{
    guint n = 0;

    for (guint i = 1; i < talk->pages->len; i++)
        n += code_folds_at(talk->folds, i).lines != code_folds_at(talk->folds, i - 1).lines;
    return n;
}

/* `all`: else those where something runs. */
static void
assert_places_are_seen(const Talk *talk, gboolean all)
{
    for (guint i = 0; i < talk->pages->len; i++) {
        g_autoptr(GArray) places =
            model_places(talk->model, g_array_index(talk->pages, Page, i).shown);
        for (guint k = 0; k < places->len; k++) {
            const Place *place = &g_array_index(places, Place, k);
            if (all || place->running)
                assert_true(has_line(code_folds_at(talk->folds, i).lines, place->line));
        }
    }
}

static void
lines_that_have_room_together_are_seen_on_all_pages(void **data)
{
    Talk talk = talk_new(17);

    assert_int_equal(count_changes(&talk), 0);
    assert_int_equal(code_folds_at(talk.folds, 0).lines->len, 17);
    assert_places_are_seen(&talk, TRUE);
    talk_clear(&talk);
}

static void
with_less_room_they_change_as_rarely_as_can_be(void **data)
{
    Talk talk = talk_new(6);

    assert_places_are_seen(&talk, TRUE);
    assert_in_range(count_changes(&talk), 1, 4);
    talk_clear(&talk);
}

/* A page may have more lines than there is room for. */
static void
where_something_runs_is_seen_in_any_case(void **data)
{
    Talk talk = talk_new(1);

    assert_places_are_seen(&talk, FALSE);
    talk_clear(&talk);
}

/* ---- sizes ---- */

static Font
font_for(double width, double height)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autoptr(GArray) pages = pages_new(model, 0, model_n_events(model) - 1);
    g_autoptr(GPtrArray) places = places_of(model, pages);

    return code_size_choose(model, places, width, height, &fixed_metrics)->font;
}

/* The longest line where a task stands has 67 columns. */
static void
code_is_as_large_as_there_is_room_for_what_matters(void **data)
{
    assert_int_equal(font_for(900, 500), FONT_CODE_17);
    assert_int_equal(font_for(630, 500), FONT_CODE_13);
    assert_int_equal(font_for(576, 500), FONT_CODE_12);
    assert_int_equal(font_for(900, 12 * 16 + 2 * CODE_MARGIN), FONT_CODE_12);
}

/* Only lines where nothing is give way to larger letters. */
static void
rather_fewer_lines_are_seen_than_smaller_ones(void **data)
{
    assert_int_equal(font_for(900, 14 * 22 + 2 * CODE_MARGIN), FONT_CODE_17);
}

/* What is cut in any size has no say. */
static void
a_line_that_is_too_long_for_any_size_does_not_make_all_small(void **data)
{
    assert_int_equal(font_for(160, 500), FONT_CODE_17);
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
        cmocka_unit_test(without_a_source_it_says_whose_is_missing),
        cmocka_unit_test(lines_that_have_room_together_are_seen_on_all_pages),
        cmocka_unit_test(with_less_room_they_change_as_rarely_as_can_be),
        cmocka_unit_test(where_something_runs_is_seen_in_any_case),
        cmocka_unit_test(code_is_as_large_as_there_is_room_for_what_matters),
        cmocka_unit_test(rather_fewer_lines_are_seen_than_smaller_ones),
        cmocka_unit_test(a_line_that_is_too_long_for_any_size_does_not_make_all_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
