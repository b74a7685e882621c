/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-deck.c - the pages of a deck: what is on them, that nothing later is, and that nothing moves
 * from one to the next. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "tests/support/picture.h"
#include "ui/scene/deck-timeline.h"
#include "ui/scene/deck-title.h"

typedef struct {
    Model *model;
    State *state;
    GArray *pages, *lanes;
    Deck deck;
} Talk;

static Talk
talk_new(gboolean outline)
{
    Talk talk = {.model = fixture_wait_timeout()};

    talk.state = state_new(talk.model);
    talk.pages = pages_new(talk.model, 0, model_n_events(talk.model) - 1);
    guint n_more;
    talk.lanes = deck_lanes(talk.model, 0, -1, &n_more);
    assert_int_equal(n_more, 0);
    talk.deck = (Deck){.model = talk.model,
                       .title = "A talk",
                       .outline = outline,
                       .lanes = talk.lanes,
                       .to_ns = -1,
                       .metrics = &fixed_metrics};
    deck_plan(&talk.deck, talk.state, talk.pages);
    return talk;
}

static void
talk_clear(Talk *talk)
{
    deck_clear(&talk->deck);
    state_free(talk->state);
    g_array_unref(talk->pages);
    g_array_unref(talk->lanes);
    model_free(talk->model);
}

static Scene *
page_of(Talk *talk, guint number)
{
    return deck_page(&talk->deck, talk->state, &g_array_index(talk->pages, Page, number - 1),
                     number, talk->pages->len);
}

static const Shape *
find_text(const Scene *scene, const char *part)
{
    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);
        if (shape->kind == SHAPE_TEXT && strstr(shape->text, part))
            return shape;
    }
    return NULL;
}

static double
playhead_of(const Scene *scene)
{
    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);
        if (shape->kind == SHAPE_LINE && shape->edge == ROLE_PLAYHEAD)
            return shape->x;
    }
    return 0;
}

static void
a_page_has_all_its_parts(void **data)
{
    Talk talk = talk_new(TRUE);
    g_autoptr(Scene) scene = page_of(&talk, 4);

    assert_true(scene->width == DECK_WIDTH && scene->height == DECK_HEIGHT);
    assert_non_null(find_text(scene, "A talk"));
    assert_non_null(find_text(scene, "step 4 of 22"));
    assert_non_null(find_text(scene, "Task-2 is next, so the loop starts it."));
    assert_non_null(find_text(scene, "▶ T-2"));
    assert_non_null(find_text(scene, "loop"));
    assert_non_null(find_text(scene, "Task-5"));
    assert_non_null(find_text(scene, "not to scale"));
    talk_clear(&talk);
}

static gboolean
is_span(const Shape *shape)
{
    return shape->kind == SHAPE_RECT && shape->state != TRACE_STATE_NONE;
}

/* Spans right of the playhead have no colour, and there are none without an outline. */
static void
what_is_still_to_come_is_an_outline_or_nothing(void **data)
{
    for (int outline = 0; outline <= 1; outline++) {
        Talk talk = talk_new(outline);
        g_autoptr(Scene) scene = page_of(&talk, 6);
        double x = playhead_of(scene);
        guint n = 0;

        assert_true(x > 0);
        for (guint i = 0; i < scene->shapes->len; i++) {
            const Shape *shape = &g_array_index(scene->shapes, Shape, i);
            if (!is_span(shape) || shape->x + shape->w <= x + 1)
                continue;
            assert_true(shape->fill == ROLE_NONE && shape->dashed);
            n++;
        }
        assert_int_equal(n > 0, outline);
        assert_null(find_text(scene, "cancelled"));
        talk_clear(&talk);
    }
}

static void
spans_that_were_are_where_they_were_on_the_page_before(void **data)
{
    Talk talk = talk_new(TRUE);
    g_autoptr(Scene) before = page_of(&talk, 10), after = page_of(&talk, 11);
    const Shape *one = find_text(before, "await sleep(1 s)"),
                *other = find_text(after, "await sleep(1 s)");

    assert_non_null(one);
    assert_non_null(other);
    assert_true(one->x == other->x && one->y == other->y);
    assert_true(playhead_of(before) < playhead_of(after));
    talk_clear(&talk);
}

static double
y_of(const Scene *scene, const char *text)
{
    const Shape *shape = find_text(scene, text);

    assert_non_null(shape);
    return shape->y;
}

/* Only what is in them changes: what waits, what is done, the timers. */
static void
lists_are_where_they_were_on_the_page_before(void **data)
{
    static const char *const labels[] = {"running", "ready", "waiting", "done", "timers", "pool"};
    Talk talk = talk_new(TRUE);
    g_autoptr(Scene) first = page_of(&talk, 11);

    for (guint number = 12; number <= 16; number++) {
        g_autoptr(Scene) scene = page_of(&talk, number);
        for (gsize i = 0; i < G_N_ELEMENTS(labels); i++)
            assert_true(y_of(scene, labels[i]) == y_of(first, labels[i]));
    }
    talk_clear(&talk);
}

static void
a_title_page_says_how_much_happens(void **data)
{
    Talk talk = talk_new(TRUE);
    talk.deck.series = "Three runs";
    g_autoptr(Scene) scene = deck_title(&talk.deck, 2, 3);

    assert_non_null(find_text(scene, "Three runs  ·  chapter 2 of 3"));
    assert_non_null(find_text(scene, "A talk"));
    assert_non_null(find_text(scene, "turns of the loop"));
    assert_non_null(find_text(scene, "“item 0”"));   /* at the end of its lane */
    assert_non_null(find_text(scene, "cancelling")); /* in the legend */
    assert_null(find_text(scene, "loop asleep"));
    assert_true(playhead_of(scene) == 0);
    talk_clear(&talk);
}

static void
only_the_lanes_asked_for_are_there(void **data)
{
    Talk talk = talk_new(TRUE);
    guint32 task = TASK_3;

    g_array_set_size(talk.lanes, 0);
    g_array_append_val(talk.lanes, task);
    g_autoptr(Scene) timeline = deck_timeline_whole(&talk.deck, 800);
    assert_non_null(find_text(timeline, "Task-3"));
    assert_null(find_text(timeline, "Task-2"));
    assert_null(find_text(timeline, "Loop"));
    talk_clear(&talk);
}

/* As many as can be read, those with most events. */
static void
many_lanes_are_not_all_there(void **data)
{
    TraceEvent events[40];
    guint n_more;

    for (guint i = 0; i < 20; i++) {
        events[i] = (TraceEvent) EVENT(0, TASK_CREATED, TASK_1 + i);
        events[20 + i] = (TraceEvent) EVENT(1, TASK_STEP, TASK_1 + 13 + i / 10);
    }
    g_autoptr(Model) model = fixture_model(events, G_N_ELEMENTS(events));
    g_autoptr(GArray) lanes = deck_lanes(model, 0, -1, &n_more);
    Deck deck = {
        .model = model, .lanes = lanes, .n_more = n_more, .to_ns = -1, .metrics = &fixed_metrics};
    g_autoptr(Scene) timeline = deck_timeline_whole(&deck, 800);

    assert_int_equal(lanes->len + n_more, 20);
    assert_int_equal(g_array_index(lanes, guint32, 0), TASK_1 + 13);
    assert_int_equal(g_array_index(lanes, guint32, 1), TASK_1 + 14);
    assert_non_null(find_text(timeline, "13 more lanes"));
}

static gboolean
is_cut(const Shape *shape)
{
    return shape->kind == SHAPE_TEXT && g_str_has_suffix(shape->text, "…") &&
           strcmp(shape->text, "…") != 0;
}

static void
a_text_that_is_cut_has_the_whole_as_its_tip(void **data)
{
    Talk talk = talk_new(TRUE);
    guint n = 0;

    for (guint number = 1; number <= talk.pages->len; number++) {
        g_autoptr(Scene) scene = page_of(&talk, number);
        for (guint i = 0; i < scene->shapes->len; i++) {
            const Shape *shape = &g_array_index(scene->shapes, Shape, i);
            if (!is_cut(shape))
                continue;
            assert_non_null(shape->tip);
            assert_true(strncmp(shape->tip, shape->text, strlen(shape->text) - strlen("…")) == 0);
            n++;
        }
    }
    assert_true(n > 0);
    talk_clear(&talk);
}

/* Time passes between its page and the next one, and only then do bars grow over it. */
static void
a_sleep_is_still_to_come_on_its_page(void **data)
{
    static const double apart = 40; /* px; events of one burst are closer together */
    Talk talk = talk_new(TRUE);
    guint n = 0;

    for (guint number = 1; number < talk.pages->len; number++) {
        g_autoptr(Scene) scene = page_of(&talk, number), next = page_of(&talk, number + 1);
        if (!find_text(scene, "so the loop sleeps"))
            continue;
        assert_true(playhead_of(next) > playhead_of(scene) + apart);
        n++;
    }
    assert_true(n > 0);
    talk_clear(&talk);
}

static void
a_cover_lists_the_chapters_it_has_room_for(void **data)
{
    DeckContent chapters[12];

    for (guint i = 0; i < G_N_ELEMENTS(chapters); i++)
        chapters[i] = (DeckContent){i == 7 ? "Eighth" : i == 8 ? "Ninth" : "A chapter", 1 + i};
    g_autoptr(Scene) some = deck_cover("All", chapters, 9, &fixed_metrics);
    g_autoptr(Scene) many = deck_cover("All", chapters, 12, &fixed_metrics);
    assert_non_null(find_text(some, "All"));
    assert_non_null(find_text(some, "1 step"));
    assert_non_null(find_text(some, "Ninth"));
    assert_null(find_text(some, "more"));
    assert_non_null(find_text(many, "Eighth"));
    assert_null(find_text(many, "Ninth"));
    assert_non_null(find_text(many, "4 more chapters"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_has_all_its_parts),
        cmocka_unit_test(what_is_still_to_come_is_an_outline_or_nothing),
        cmocka_unit_test(spans_that_were_are_where_they_were_on_the_page_before),
        cmocka_unit_test(lists_are_where_they_were_on_the_page_before),
        cmocka_unit_test(a_title_page_says_how_much_happens),
        cmocka_unit_test(only_the_lanes_asked_for_are_there),
        cmocka_unit_test(many_lanes_are_not_all_there),
        cmocka_unit_test(a_text_that_is_cut_has_the_whole_as_its_tip),
        cmocka_unit_test(a_sleep_is_still_to_come_on_its_page),
        cmocka_unit_test(a_cover_lists_the_chapters_it_has_room_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
