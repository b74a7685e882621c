/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-page-sentences.c - what the pages of decks say: of all scenarios on the virtual clock and of
 * recordings made by hand, as golden text; of generated programs; and their tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "scenarios/registry.h"
#include "tests/sentences/recordings.h"
#include "tests/sentences/runs.h"
#include "tests/support/fixture.h"
#include "tests/support/picture.h"
#include "tests/support/scenario.h"
#include "ui/model/page-sentence.h"
#include "ui/model/sentences.h"
#include "ui/model/text.h"

enum { PROGRAMS = 150, EARLY_PROGRAMS = 10, FIRST = 64, SECOND = 120 };

static GHashTable *said; /* of const SentenceRow * */

static void
assert_sentence(const char *text)
{
    assert_true(g_str_has_suffix(text, ".") || g_str_has_suffix(text, ".”"));
    assert_null(strpbrk(text, "{}\n"));
    assert_null(strstr(text, "  "));
    assert_null(strstr(text, " It "));
    assert_null(strstr(text, "Loop"));
    assert_null(strstr(text, "something unknown"));
}

/* Each sentence of a text is one: " It" only begins one. */
static void
assert_sentences(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, ". ", -1);

    for (guint i = 0; parts[i]; i++) {
        g_autofree char *part =
            g_strconcat(parts[i], g_str_has_suffix(parts[i], ".") ? "" : ".", NULL);
        if (!strstr(text, " prints ") && !strstr(text, "”"))
            assert_sentence(part);
    }
}

/* The caller frees. */
static char *
page_line(const Model *model, State *state, const Page *page)
{
    Sentences sentences = page_sentences_from(model, state, page, said);
    char *line = g_strjoin(" ", sentences.first, sentences.second, NULL);

    assert_true(state_event(state) == page->shown);
    assert_sentences(sentences.first);
    if (sentences.second)
        assert_sentences(sentences.second);
    sentences_clear(&sentences);
    return line;
}

/* "5 event 24, 1 s: ...", a line a page. The caller frees. */
static char *
lines_of(const Model *model)
{
    g_autoptr(GArray) pages = pages_new(model, 0, G_MAXSIZE - 1);
    g_autoptr(State) state = state_new(model);
    GString *lines = g_string_new(NULL);

    for (guint i = 0; i < pages->len; i++) {
        const Page *page = &g_array_index(pages, Page, i);
        g_autofree char *line = page_line(model, state, page);
        g_autofree char *time = text_duration(model_event(model, page->first)->time_ns);
        g_string_append_printf(lines, "%u event %zu, %s: %s\n", i + 1, page->first + 1, time, line);
    }
    return g_string_free(lines, FALSE);
}

static void
assert_golden_lines(const char *name, const Model *model)
{
    g_autofree char *lines = lines_of(model);
    g_autofree char *file = g_strdup_printf("pages/%s.pages", name);

    assert_golden(file, lines);
}

/* ---- tests ---- */

static void
pages_of_scenarios_say_what_they_should(void **data)
{
    for (size_t i = 0; i < scenario_n_rows; i++) {
        g_autoptr(Model) model = scenario_model(scenario_rows[i].name);
        assert_golden_lines(scenario_rows[i].name, model);
    }
}

static void
pages_of_recordings_say_what_they_should(void **data)
{
    const Recording *recording;

    for (gsize i = 0; (recording = recording_at(i)); i++) {
        g_autoptr(Model) model = recording_model(recording);
        assert_golden_lines(recording->name, model);
    }
    for (recording = page_recordings; recording->name; recording++) {
        g_autoptr(Model) model = recording_model(recording);
        assert_golden_lines(recording->name, model);
    }
}

static void
pages_of_generated_programs_say_whole_sentences(void **data)
{
    for (guint64 seed = 1; seed <= PROGRAMS; seed++) {
        g_autoptr(Model) model = program_model(seed);
        g_autofree char *lines = lines_of(model);
        assert_null(strstr(lines, "unknown"));
    }
}

/* What is printed or returned is exempt. */
static void
assert_fits(const char *text, gsize most)
{
    if (!strstr(text, "“") && (gsize) g_utf8_strlen(text, -1) > most)
        fail_msg("too long: %s", text);
}

static void
pages_fit_on_two_lines(void **data)
{
    for (size_t i = 0; i < scenario_n_rows; i++) {
        g_autoptr(Model) model = scenario_model(scenario_rows[i].name);
        g_autoptr(State) state = state_new(model);
        g_autoptr(GArray) pages = pages_new(model, 0, G_MAXSIZE - 1);
        for (guint k = 0; k < pages->len; k++) {
            Sentences sentences = page_sentences(model, state, &g_array_index(pages, Page, k));
            assert_fits(sentences.first, FIRST);
            if (sentences.second)
                assert_fits(sentences.second, SECOND);
            sentences_clear(&sentences);
        }
    }
}

/* Page `k` says the same when nothing is known but what has happened on it and before. */
static void
assert_page_looks_no_further(Model *whole, const Page *page)
{
    g_autoptr(State) state = state_new(whole);
    g_autoptr(Model) begun = beginning_of(whole, page->last + 1);
    g_autoptr(State) early = state_new(begun);
    g_autofree char *late_line = page_line(whole, state, page),
                    *early_line = page_line(begun, early, page);

    assert_string_equal(early_line, late_line);
}

/* A task that will start eagerly is one that only the next event explains. */
static gboolean
is_explained_later(const Model *model, gsize event)
{
    const TraceEvent *next = model_event(model, event + 1);

    return !next || next->kind == TRACE_TASK_EAGER;
}

static void
pages_look_no_further(void **data)
{
    for (guint64 seed = 1; seed <= EARLY_PROGRAMS; seed++) {
        g_autoptr(Model) model = program_model(seed);
        g_autoptr(GArray) pages = pages_new(model, 0, G_MAXSIZE - 1);
        for (guint i = 0; i < pages->len; i++) {
            const Page *page = &g_array_index(pages, Page, i);
            if (!is_explained_later(model, page->last))
                assert_page_looks_no_further(model, page);
        }
    }
}

/* As `events` says it. */
static void
a_page_that_is_an_event_says_what_that_says(void **data)
{
    g_autoptr(Model) model = scenario_model("thread-pool");
    g_autoptr(State) state = state_new(model);
    g_autoptr(GArray) pages = pages_new_by_step(model, STEP_EVENT, 0, G_MAXSIZE - 1);

    for (guint i = 0; i < pages->len; i++) {
        g_autofree char *line = page_line(model, state, &g_array_index(pages, Page, i));
        g_autofree char *own = sentences_line(model, state);
        assert_string_equal(line, own);
    }
}

/* Whatever a damaged recording has. */
static void
random_events_do_no_harm(void **data)
{
    static const TraceSite site = {1, 3, "p.c", "main", "job"};
    g_autoptr(GRand) random = g_rand_new_with_seed(1);
    g_autoptr(Model) model = model_new();

    model_sink()->site(model, &site);
    for (gsize i = 0; i < 20000; i++)
        fixture_append(model, &(TraceEvent){.time_ns = (gint64) i * 1000,
                                            .kind = (guint32) g_rand_int_range(random, 0, 145),
                                            .thread = (guint32) g_rand_int_range(random, 0, 2),
                                            .subject = (guint32) g_rand_int_range(random, 0, 50),
                                            .object = (guint32) g_rand_int_range(random, 0, 50),
                                            .site = (guint32) g_rand_int_range(random, 0, 3),
                                            .value = g_rand_int_range(random, 0, 50)});
    g_autoptr(GArray) pages = pages_new(model, 0, G_MAXSIZE - 1);
    g_autoptr(State) state = state_new(model);
    for (guint i = 0; i < pages->len; i++) {
        const Page *page = &g_array_index(pages, Page, i);
        g_autofree char *line = page_sentences_line(model, state, page);
        assert_null(strpbrk(line, "{}"));
    }
}

static void
texts_of_pages_keep_to_the_words(void **data)
{
    static const char *const never[] = {" you ", " we ", "handle", "suspend", "yield", "!"};
    g_autoptr(GHashTable) contexts = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; sentence_row(page_tables, i); i++) {
        const SentenceRow *row = sentence_row(page_tables, i);
        assert_true(g_hash_table_add(contexts, (gpointer) row->context));
        for (guint n = 0; n < G_N_ELEMENTS(never); n++)
            assert_false(row->one && strstr(row->one, never[n]));
    }
}

/* Runs last, when the others have been there. */
static void
every_row_of_pages_is_reached(void **data)
{
    guint n_missed = 0;

    for (guint i = 0; sentence_row(page_tables, i); i++) {
        const SentenceRow *row = sentence_row(page_tables, i);
        if (g_hash_table_contains(said, row))
            continue;
        print_message("no page says %s: %s\n", row->context, row->one ? row->one : "as its event");
        n_missed++;
    }
    assert_int_equal(n_missed, 0);
}

static int
begin(void **data)
{
    said = g_hash_table_new(NULL, NULL);
    return 0;
}

static int
end(void **data)
{
    g_hash_table_unref(said);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_of_scenarios_say_what_they_should),
        cmocka_unit_test(pages_of_recordings_say_what_they_should),
        cmocka_unit_test(pages_of_generated_programs_say_whole_sentences),
        cmocka_unit_test(pages_fit_on_two_lines),
        cmocka_unit_test(pages_look_no_further),
        cmocka_unit_test(a_page_that_is_an_event_says_what_that_says),
        cmocka_unit_test(random_events_do_no_harm),
        cmocka_unit_test(texts_of_pages_keep_to_the_words),
        cmocka_unit_test(every_row_of_pages_is_reached),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
