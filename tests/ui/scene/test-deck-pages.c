/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-deck-pages.c - the deck of every scenario: some pages as SVG, and of every page how many
 * shapes it has and which of them are not on the page before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "scenarios/registry.h"
#include "tests/support/picture.h"
#include "tests/support/scenario.h"
#include "ui/export/export.h"
#include "ui/scene/deck-timeline.h"
#include "ui/scene/deck-title.h"

typedef struct {
    Model *model;
    State *state;
    GArray *pages, *lanes;
    Deck deck;
} Talk;

static Talk
talk_of(const char *scenario)
{
    Talk talk = {.model = scenario_model(scenario)};
    guint n_more;

    talk.state = state_new(talk.model);
    talk.pages = pages_new(talk.model, 0, model_n_events(talk.model) - 1);
    talk.lanes = deck_lanes(talk.model, 0, -1, &n_more);
    talk.deck = (Deck){.model = talk.model,
                       .title = model_meta(talk.model, "title"),
                       .outline = TRUE,
                       .lanes = talk.lanes,
                       .n_more = n_more,
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

/* Page 0 is the title. */
static Scene *
page_of(Talk *talk, guint number)
{
    if (number == 0)
        return deck_title(&talk->deck, 1, 1);
    return deck_page(&talk->deck, talk->state, &g_array_index(talk->pages, Page, number - 1),
                     number, talk->pages->len);
}

/* ---- pictures ---- */

static void
assert_page(const char *scenario, guint number, const char *theme)
{
    Talk talk = talk_of(scenario);
    g_autoptr(Scene) scene = page_of(&talk, number);
    g_autofree char *name = g_strdup_printf("deck/%s-%u-%s.svg", scenario, number, theme);
    g_autoptr(GByteArray) bytes =
        export_format("x.svg")->render(scene, theme_find(theme), talk.deck.title, NULL);

    g_byte_array_append(bytes, (const guint8 *) "", 1);
    assert_well_formed((const char *) bytes->data);
    assert_golden(name, (const char *) bytes->data);
    talk_clear(&talk);
}

static void
pages_look_as_they_should(void **state)
{
    assert_page("wait-timeout", 0, "light");
    assert_page("wait-timeout", 12, "light");
    assert_page("wait-timeout", 19, "dark");
    assert_page("thread-pool", 8, "print");
    assert_page("chain", 4, "light");
}

static gboolean
has_text(const Scene *scene, const char *text)
{
    for (guint i = 0; i < scene->shapes->len; i++)
        if (g_strcmp0(g_array_index(scene->shapes, Shape, i).text, text) == 0)
            return TRUE;
    return FALSE;
}

/* Those on the page are whole; later ones are outlines. */
static void
coroutines_within_a_task_have_rows_of_their_own(void **state)
{
    Talk talk = talk_of("chain");
    g_autoptr(Scene) title = page_of(&talk, 0), begin = page_of(&talk, 1), end = page_of(&talk, 9);

    assert_true(has_text(title, "perform_task"));
    assert_false(has_text(begin, "perform_task"));
    assert_true(has_text(end, "perform_task"));
    talk_clear(&talk);
}

/* ---- what changes ---- */

/* How often each line is there. The keys are the caller's. */
static GHashTable *
count_lines(char **lines)
{
    GHashTable *counts = g_hash_table_new(g_str_hash, g_str_equal);

    for (; *lines; lines++) {
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, *lines));
        g_hash_table_insert(counts, *lines, GUINT_TO_POINTER(n + 1));
    }
    return counts;
}

/* Appends the lines that are not among those of the page before. */
static void
append_new(GString *text, char **lines, char **before)
{
    g_autoptr(GHashTable) counts = count_lines(before);

    for (; *lines; lines++) {
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, *lines));
        if (n == 0)
            g_string_append_printf(text, "%s\n", *lines);
        else
            g_hash_table_insert(counts, *lines, GUINT_TO_POINTER(n - 1));
    }
}

static char **
lines_of_page(Talk *talk, guint number)
{
    g_autoptr(Scene) scene = page_of(talk, number);
    g_autofree char *dump = picture_dump(scene);

    return g_strsplit(dump, "\n", -1);
}

static char *
changes_of(Talk *talk)
{
    GString *text = g_string_new(NULL);
    g_auto(GStrv) before = g_new0(char *, 1);

    for (guint number = 1; number <= talk->pages->len; number++) {
        char **lines = lines_of_page(talk, number);
        g_string_append_printf(text, "page %u: %u lines\n", number, g_strv_length(lines));
        append_new(text, lines, before);
        g_strfreev(before);
        before = lines;
    }
    return g_string_free(text, FALSE);
}

static void
nothing_else_changes_from_page_to_page(void **state)
{
    for (size_t i = 0; i < scenario_n_rows; i++) {
        const char *scenario = scenario_rows[i].name;
        Talk talk = talk_of(scenario);
        g_autofree char *changes = changes_of(&talk);
        g_autofree char *name = g_strdup_printf("deck/%s.changes", scenario);
        assert_golden(name, changes);
        talk_clear(&talk);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_look_as_they_should),
        cmocka_unit_test(coroutines_within_a_task_have_rows_of_their_own),
        cmocka_unit_test(nothing_else_changes_from_page_to_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
