/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-sentences.c - what events say: of all scenarios on the virtual clock and of recordings made
 * by hand, as golden text; of generated programs; and the tables themselves. */
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
#include "ui/model/sentence.h"
#include "ui/model/sentences.h"
#include "ui/model/text.h"

enum { PROGRAMS = 150, EARLY_PROGRAMS = 20, SENTENCE = 60, BOTH = 120 };

static GHashTable *reached; /* of const SentenceRow * */

/* ---- what every sentence keeps ---- */

static void
note_row(const Model *model, State *state, char part)
{
    Moment m = moment_at(model, state);
    const SentenceRow *row = sentence_pick(&m, part);

    if (row)
        g_hash_table_add(reached, (gpointer) row);
    moment_clear(&m);
}

static void
assert_sentence(const char *text)
{
    assert_true(g_str_has_suffix(text, ".") || g_str_has_suffix(text, ".”"));
    assert_null(strpbrk(text, "{}\n"));
    assert_null(strstr(text, "  "));
    assert_null(strstr(text, "unknown kind"));
    assert_null(strstr(text, "Loop")); /* a lane, which does nothing itself */
    assert_null(strstr(text, "something unknown"));
}

/* Both sentences of the event that the state is at. The caller frees. */
static char *
checked_line(const Model *model, State *state)
{
    Sentences sentences = sentences_at(model, state);
    char *line = g_strjoin(" ", sentences.first, sentences.second, NULL);

    note_row(model, state, '1');
    note_row(model, state, '2');
    assert_sentence(sentences.first);
    if (sentences.second)
        assert_sentence(sentences.second);
    sentences_clear(&sentences);
    return line;
}

static gboolean
same_name(const Model *model, guint32 one, guint32 other)
{
    const Track *a = model_track(model, one), *b = model_track(model, other);

    return g_strcmp0(a ? a->name : NULL, b ? b->name : NULL) == 0;
}

/* Two events in a row say the same only if they are the same in all that is recorded, but for
 * numbers that only identify. */
static gboolean
are_alike(const Model *model, const TraceEvent *one, const TraceEvent *other)
{
    gboolean is_number = one->kind == TRACE_CALLBACK_READY || one->kind == TRACE_CALLBACK_DROPPED;

    return one->kind == other->kind && same_name(model, one->subject, other->subject) &&
           same_name(model, one->object, other->object) && one->site == other->site &&
           (is_number || one->value == other->value) && g_strcmp0(one->text, other->text) == 0;
}

/* A line an event, as `awaitscope events --words` prints it. The caller frees. */
static char *
lines_of(Model *model)
{
    GString *lines = g_string_new(NULL);
    g_autoptr(State) state = state_new(model);
    g_autofree char *before = NULL;

    for (gsize i = 0; i < model_n_events(model) && state_seek(state, i); i++) {
        const TraceEvent *event = model_event(model, i);
        g_autofree char *line = checked_line(model, state), *time = text_duration(event->time_ns);
        if (before && strcmp(before, line) == 0 &&
            !are_alike(model, event, model_event(model, i - 1)))
            fail_msg("event %zu says the same as the one before: %s", i + 1, line);
        g_string_append_printf(lines, "%zu %s %s\n", i + 1, time, line);
        g_free(before);
        before = g_steal_pointer(&line);
    }
    return g_string_free(lines, FALSE);
}

static void
assert_golden_lines(const char *name, Model *model)
{
    g_autofree char *lines = lines_of(model);
    g_autofree char *file = g_strdup_printf("words/%s.words", name);

    assert_golden(file, lines);
}

/* ---- tests ---- */

static void
scenarios_say_what_they_should(void **data)
{
    for (size_t i = 0; i < scenario_n_rows; i++) {
        g_autoptr(Model) model = scenario_model(scenario_rows[i].name);
        assert_golden_lines(scenario_rows[i].name, model);
    }
}

static void
recordings_say_what_they_should(void **data)
{
    const Recording *recording;

    for (gsize i = 0; (recording = recording_at(i)); i++) {
        g_autoptr(Model) model = recording_model(recording);
        assert_golden_lines(recording->name, model);
    }
}

/* Of a whole recording, everything is known but what is nowhere recorded. */
static void
generated_programs_say_whole_sentences(void **data)
{
    for (guint64 seed = 1; seed <= PROGRAMS; seed++) {
        g_autoptr(Model) model = program_model(seed);
        g_autofree char *lines = lines_of(model);
        assert_null(strstr(lines, "why is unknown"));
        assert_null(strstr(lines, "for what is unknown"));
        assert_null(strstr(lines, "is unknown."));
    }
}

/* What is printed or returned is exempt, and so are the digits of a turn's number but one. */
static gsize
length_of(const char *text)
{
    static const char turn[] = "Turn ";
    gsize digits = g_str_has_prefix(text, turn) ? strspn(text + strlen(turn), "0123456789") : 1;

    return strstr(text, " prints ") || strstr(text, " returns ")
               ? 0
               : (gsize) g_utf8_strlen(text, -1) + 1 - digits;
}

static void
assert_fits(const Sentences *sentences)
{
    gsize first = length_of(sentences->first);
    gsize second = sentences->second ? length_of(sentences->second) : 0;

    if (first > SENTENCE || second > SENTENCE || first + second + 1 > BOTH)
        fail_msg("too long: %s %s", sentences->first, sentences->second ? sentences->second : "");
}

static void
sentences_fit_on_two_lines(void **data)
{
    for (size_t i = 0; i < scenario_n_rows; i++) {
        g_autoptr(Model) model = scenario_model(scenario_rows[i].name);
        g_autoptr(State) state = state_new(model);
        for (gsize e = 0; e < model_n_events(model) && state_seek(state, e); e++) {
            Sentences sentences = sentences_at(model, state);
            assert_fits(&sentences);
            sentences_clear(&sentences);
        }
    }
}

/* Whether the event is a task that starts eagerly, which only the next event says, or what the end
 * of the recording explains. */
static gboolean
is_explained_later(const Model *model, gsize event)
{
    const TraceEvent *next = model_event(model, event + 1);

    return !next || next->kind == TRACE_TASK_EAGER;
}

static void
assert_never_looks_ahead(Model *whole)
{
    g_autoptr(State) state = state_new(whole);

    for (gsize n = 1; n < model_n_events(whole); n++) {
        g_autoptr(Model) model = beginning_of(whole, n);
        g_autoptr(State) live = state_new(model);
        state_seek(live, n - 1);
        state_seek(state, n - 1);
        g_autofree char *early = sentences_line(model, live), *late = sentences_line(whole, state);
        if (!is_explained_later(whole, n - 1))
            assert_string_equal(early, late);
    }
}

/* The words of an event do not change when later ones come. */
static void
nothing_looks_ahead(void **data)
{
    g_autoptr(Model) scenario = scenario_model("wait-timeout");

    assert_never_looks_ahead(scenario);
    for (guint64 seed = 1; seed <= EARLY_PROGRAMS; seed++) {
        g_autoptr(Model) model = program_model(seed);
        assert_never_looks_ahead(model);
    }
}

/* ---- the tables ---- */

static gboolean
has_first(guint kind)
{
    for (guint i = 0; sentence_row(sentence_tables, i); i++)
        if (sentence_row(sentence_tables, i)->kind == kind &&
            strrchr(sentence_row(sentence_tables, i)->context, ':')[1] == '1')
            return TRUE;
    return FALSE;
}

static void
every_kind_has_a_first_sentence(void **data)
{
    for (guint kind = 1; kind < TRACE_KIND_LIMIT; kind++)
        if (trace_kind(kind) && !has_first(kind))
            fail_msg("%s has no sentence", trace_kind(kind)->name);
}

/* Whatever a damaged recording has. */
static void
every_kind_says_something_of_itself_alone(void **data)
{
    for (guint kind = 1; kind < TRACE_KIND_LIMIT; kind++) {
        const TraceEvent events[] = {{.kind = kind, .subject = 3},
                                     {.kind = kind, .subject = 3, .object = 2, INT(5)}};
        if (!trace_kind(kind))
            continue;
        g_autoptr(Model) model = FIXTURE_MODEL(events);
        g_autoptr(State) state = state_new(model);
        for (gsize i = 0; state_seek(state, i) && i < G_N_ELEMENTS(events); i++) {
            g_autofree char *line = sentences_line(model, state);
            assert_null(strpbrk(line, "{}"));
            assert_null(strstr(line, "of the unknown kind"));
        }
    }
}

static void
an_unknown_kind_says_so(void **data)
{
    static const TraceEvent events[] = {{.kind = 4000, .subject = 3}};
    g_autoptr(Model) model = FIXTURE_MODEL(events);
    g_autoptr(State) state = state_new(model);

    state_seek(state, 0);
    g_autofree char *line = sentences_line(model, state);
    assert_string_equal(line, "An event of the unknown kind 4000.");
}

static void
contexts_are_unique(void **data)
{
    g_autoptr(GHashTable) contexts = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; sentence_row(sentence_tables, i); i++)
        if (!g_hash_table_add(contexts, (gpointer) sentence_row(sentence_tables, i)->context))
            fail_msg("%s is there twice", sentence_row(sentence_tables, i)->context);
}

static void
texts_keep_to_the_words(void **data)
{
    static const char *const never[] = {
        " you ", " we ",    "handle", "enqueue",        "dispatch", " poll",
        " tick", "suspend", "yield",  "deadline",       "expire",   "invoke",
        " fire", " kill",   "zombie", "in line {line}", "!"};

    for (guint i = 0; sentence_row(sentence_tables, i); i++)
        for (guint n = 0; n < G_N_ELEMENTS(never); n++)
            if (sentence_row(sentence_tables, i)->one &&
                strstr(sentence_row(sentence_tables, i)->one, never[n]))
                fail_msg("%s: \"%s\"", sentence_row(sentence_tables, i)->context, never[n]);
}

/* Runs last, when the others have been there. */
static void
every_row_is_reached(void **data)
{
    guint n_missed = 0;

    for (guint i = 0; sentence_row(sentence_tables, i); i++) {
        const SentenceRow *row = sentence_row(sentence_tables, i);
        if (row->table || g_hash_table_contains(reached, row))
            continue;
        print_message("no event says %s: %s\n", row->context, row->one);
        n_missed++;
    }
    assert_int_equal(n_missed, 0);
}

static int
begin(void **data)
{
    reached = g_hash_table_new(NULL, NULL);
    return 0;
}

static int
end(void **data)
{
    g_hash_table_unref(reached);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_a_first_sentence),
        cmocka_unit_test(every_kind_says_something_of_itself_alone),
        cmocka_unit_test(an_unknown_kind_says_so),
        cmocka_unit_test(contexts_are_unique),
        cmocka_unit_test(texts_keep_to_the_words),
        cmocka_unit_test(nothing_looks_ahead),
        cmocka_unit_test(scenarios_say_what_they_should),
        cmocka_unit_test(sentences_fit_on_two_lines),
        cmocka_unit_test(recordings_say_what_they_should),
        cmocka_unit_test(generated_programs_say_whole_sentences),
        cmocka_unit_test(every_row_is_reached),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
