/* SPDX-License-Identifier: GPL-3.0-or-later */
/* story.c - see story.h. */
#include "tests/support/story.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/trace/file.h"
#include "tests/support/journal.h"
#include "ui/model/sentence.h"

Model *
story_record(AwFn fn)
{
    char path[] = "/tmp/test-story-XXXXXX", why[200];
    Model *model = model_new();

    close(mkstemp(path));
    AW_IGNORE(aw_record_start(&(AwRecordOptions){.path = path}));
    AW_IGNORE(play(fn));
    AW_IGNORE(aw_record_stop());
    assert_int_equal(trace_read_file(path, model_sink(), model, why, sizeof why), TRACE_WHOLE);
    unlink(path);
    return model;
}

char *
story_sentence(Model *model, gsize event)
{
    g_autoptr(State) state = state_new(model);
    g_autoptr(GRegex) line = g_regex_new("line [0-9]+( of [a-z-]+\\.c)?", 0, 0, NULL);

    state_seek(state, event);
    Sentences sentences = sentences_at(model, state);
    char *bare = g_regex_replace_literal(line, sentences.first, -1, 0, "line N", 0, NULL);
    sentences_clear(&sentences);
    return bare;
}

/* Not that the end of the run waits for the main task. */
static bool
is_of_the_story(const TraceEvent *event)
{
    return event->kind >= TRACE_LOCK_CREATED &&
           !(event->kind == TRACE_AWAITED_BY && event->object == TRACE_LOOP_ID);
}

char *
story_of(Model *model)
{
    GString *story = g_string_new(NULL);

    for (gsize i = 0; i < model_n_events(model); i++) {
        if (!is_of_the_story(model_event(model, i)))
            continue;
        g_autofree char *sentence = story_sentence(model, i);
        g_string_append_printf(story, "%s\n", sentence);
    }
    return g_string_free(story, FALSE);
}

void
assert_story(AwFn fn, const char *expected)
{
    g_autoptr(Model) model = story_record(fn);
    g_autofree char *story = story_of(model);

    assert_string_equal(story, expected);
}

void
assert_label(const Model *model, guint32 task, TraceKind kind, const char *expected)
{
    const Track *track = g_ptr_array_index(model_tracks(model, TRACE_TRACK_TASK), task - 1);

    for (guint i = 0; i < track->spans->len; i++) {
        const Span *span = &g_array_index(track->spans, Span, i);
        if (model_event(model, span->begin)->kind != kind)
            continue;
        g_autofree char *label = model_span_label(model, track, span);
        assert_string_equal(label, expected);
        return;
    }
    fail_msg("Task-%u has no such span", task);
}
