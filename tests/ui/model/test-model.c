/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-model.c - folds a recording into tracks, lines and arrows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "ui/model/steps.h"

static const Span *
span_of(const Model *model, guint32 track, guint i)
{
    const GArray *spans = model_track(model, track)->spans;

    assert_in_range(i, 0, spans->len - 1);
    return &g_array_index(spans, Span, i);
}

static void
assert_states(const Model *model, guint32 track, const TraceState *states, guint n)
{
    assert_int_equal(model_track(model, track)->spans->len, n);
    for (guint i = 0; i < n; i++)
        assert_int_equal(span_of(model, track, i)->state, states[i]);
}

static void
a_task_is_ready_runs_waits_and_runs_again(void **state)
{
    static const TraceState states[] = {TRACE_STATE_READY, TRACE_STATE_RUNNING, TRACE_STATE_WAITING,
                                        TRACE_STATE_READY, TRACE_STATE_RUNNING};
    g_autoptr(Model) model = fixture_wait_timeout();
    const Track *task = model_track(model, TASK_3);

    assert_states(model, TASK_3, states, G_N_ELEMENTS(states));
    for (guint i = 0; i + 1 < task->spans->len; i++)
        assert_int_equal(span_of(model, TASK_3, i)->end, span_of(model, TASK_3, i + 1)->begin);
    assert_int_equal(span_of(model, TASK_3, 4)->end, task->last);
    assert_int_equal(span_of(model, TASK_3, 2)->object, SLEEP_1);
}

static void
assert_arrow(const Model *model, guint i, guint32 from, guint32 to, TraceLink link)
{
    const Arrow *arrow = &g_array_index(model_arrows(model), Arrow, i);

    assert_int_equal(arrow->from, from);
    assert_int_equal(arrow->to, to);
    assert_int_equal(arrow->link, link);
    assert_int_equal(model_event(model, arrow->event)->subject, to);
}

static void
arrows_lead_from_the_cause_to_the_task(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();

    assert_int_equal(model_arrows(model)->len, 6);
    assert_arrow(model, 0, SLEEP_1, TASK_3, TRACE_LINK_WAKE);
    assert_arrow(model, 1, WAIT, TASK_1, TRACE_LINK_WAKE);
    assert_arrow(model, 2, SLEEP_2, TASK_4, TRACE_LINK_WAKE);
    assert_arrow(model, 3, TASK_1, TASK_4, TRACE_LINK_CANCEL);
    assert_arrow(model, 4, TASK_1, TASK_5, TRACE_LINK_CANCEL);
    assert_arrow(model, 5, SLEEP_3, TASK_5, TRACE_LINK_WAKE);
}

static void
assert_line(const Model *model, guint i, gsize event, const char *text, gboolean continues)
{
    const OutputLine *line = &g_array_index(model_output(model), OutputLine, i);

    assert_string_equal(line->text, text);
    assert_int_equal(line->event, event);
    assert_int_equal(line->continues, continues);
}

static void
output_is_lines_and_pieces_know_that_they_go_on(void **state)
{
    static const TraceEvent rows[] = {
        EVENT(0, OUTPUT, LOOP, LABEL("Hello ")), EVENT(SECONDS(1), OUTPUT, LOOP, LABEL("World!\n")),
        EVENT(0, OUTPUT, LOOP, LABEL("a\n\nb")), EVENT(0, OUTPUT, LOOP, LABEL("\n")),
        EVENT(0, OUTPUT, LOOP, LABEL("")),       EVENT(0, OUTPUT, LOOP),
        EVENT(0, OUTPUT, LOOP, LABEL("\n")),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);

    assert_int_equal(model_output(model)->len, 7);
    assert_line(model, 0, 0, "Hello ", FALSE);
    assert_line(model, 1, 1, "World!", TRUE);
    assert_line(model, 2, 2, "a", FALSE);
    assert_line(model, 3, 2, "", FALSE);
    assert_line(model, 4, 2, "b", FALSE);
    assert_line(model, 5, 3, "", TRUE);
    assert_line(model, 6, 6, "", FALSE);
}

static void
turns_gaps_and_times_are_found(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    gsize woken = fixture_find(model, 0, TRACE_POLL_END, LOOP);
    const GArray *gaps = model_gaps(model);

    assert_int_equal(model_turn(model, 0), 0);
    assert_int_equal(model_turn(model, 2), 1);
    assert_int_equal(model_turn(model, woken), 5);
    assert_int_equal(model_turn(model, model_n_events(model) - 1), 10);
    assert_int_equal(gaps->len, 2);
    assert_int_equal(g_array_index(gaps, IdleGap, 0).after, woken - 1);
    assert_int_equal(g_array_index(gaps, IdleGap, 0).duration_ns, SECONDS(1));
    assert_int_equal(model_event_at_time(model, 0), woken - 1);
    assert_int_equal(model_event_at_time(model, SECONDS(1) - 1), woken - 1);
    assert_int_equal(model_event_at_time(model, SECONDS(9)), model_n_events(model) - 1);
    assert_int_equal(model_event_at_time(model, -1), MODEL_NONE);
    assert_int_equal(model_duration_ns(model), SECONDS(2));
}

static void
the_header_source_and_end_are_kept(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();

    assert_string_equal(model_meta(model, "title"), "Wait with a timeout");
    assert_string_equal(model_meta(model, "set"), "items=4, timeout=2");
    assert_null(model_meta(model, "colour"));
    assert_int_equal(model_files(model)->len, 1);
    assert_string_equal(g_ptr_array_index(model_files(model), 0), "wait-timeout.c");
    assert_non_null(strstr(model_source(model, "wait-timeout.c"), "aw_wait("));
    assert_null(model_source(model, "other.c"));
    assert_int_equal(model_end(model)->kind, TRACE_END_DONE);
}

static void
spans_are_found_by_event(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    const Track *task = model_track(model, TASK_2);

    assert_null(track_span_at(task, task->first - 1));
    assert_int_equal(track_span_at(task, task->first)->state, TRACE_STATE_READY);
    assert_int_equal(track_span_at(task, task->last - 1)->state, TRACE_STATE_RUNNING);
    assert_null(track_span_at(task, task->last));
}

static void
steps_go_along_a_lane_or_along_all(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autoptr(Model) empty = model_new();
    const Track *task = model_track(model, TASK_3);
    gsize n = model_n_events(model), second = g_array_index(task->events, gsize, 1);

    assert_int_equal(model_step(model, STEP_EVENT, NULL, 3, 1), 4);
    assert_int_equal(model_step(model, STEP_EVENT, NULL, 3, -1), 2);
    assert_int_equal(model_step(model, STEP_EVENT, NULL, 0, -1), MODEL_NONE);
    assert_int_equal(model_step(model, STEP_EVENT, NULL, n - 1, 1), MODEL_NONE);
    assert_int_equal(model_step(model, STEP_EVENT, NULL, n + 5, -1), n - 1);
    assert_int_equal(model_step(model, STEP_EVENT, NULL, MODEL_NONE, 1), 0);
    assert_int_equal(model_step(model, STEP_LANE, task, task->first, 1), second);
    assert_int_equal(model_step(model, STEP_LANE, task, second, -1), task->first);
    assert_int_equal(model_step(model, STEP_LANE, task, second + 1, -1), second);
    assert_int_equal(model_step(model, STEP_LANE, task, 0, 1), task->first);
    assert_int_equal(model_step(model, STEP_LANE, task, task->first, -1), MODEL_NONE);
    assert_int_equal(model_step(model, STEP_LANE, task, task->last, 1), MODEL_NONE);
    assert_int_equal(model_step(empty, STEP_EVENT, NULL, 0, 1), MODEL_NONE);
    assert_int_equal(model_step(empty, STEP_EVENT, NULL, 0, -1), MODEL_NONE);
    assert_int_equal(model_step(empty, STEP_EVENT, NULL, MODEL_NONE, -1), MODEL_NONE);
}

static void
unknown_kinds_are_ticks_on_their_lane_or_on_the_loop(void **state)
{
    static const TraceEvent rows[] = {
        EVENT(0, TASK_CREATED, 2),
        {.kind = 4000, .subject = 2},
        {.kind = 4000, .subject = 77},
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);

    assert_null(model_track(model, 77));
    assert_int_equal(model_track(model, 2)->events->len, 2);
    assert_int_equal(model_track(model, 2)->spans->len, 1);
    assert_int_equal(model_track(model, LOOP)->events->len, 1);
}

static void
subjects_nobody_created_get_a_lane(void **state)
{
    static const TraceEvent rows[] = {
        EVENT(0, TASK_DONE, G_MAXUINT32, .object = G_MAXUINT32),
        EVENT(0, POLL_END, LOOP),
        EVENT(0, FUTURE_DONE, 12, .object = 12),
        EVENT(0, TASK_READY, 13, .object = 13),
        EVENT(0, TASK_STEP, NOBODY),
        EVENT(0, TASK_STEP, LOOP),
        EVENT(0, TASK_STEP, 12),
        EVENT(0, TASK_STEP, G_MAXUINT32),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);

    assert_string_equal(model_track(model, G_MAXUINT32)->name, "Task-1");
    assert_int_equal(model_track(model, G_MAXUINT32)->outcome, TRACE_STATE_DONE);
    assert_string_equal(model_track(model, 12)->name, "future");
    assert_int_equal(model_track(model, 12)->group, TRACE_TRACK_FUTURE);
    assert_int_equal(model_arrows(model)->len, 0);
    assert_null(model_track(model, NOBODY));
    assert_int_equal(model_track(model, G_MAXUINT32)->spans->len, 0);
    assert_int_equal(model_track(model, 12)->spans->len, 0);
}

static void
the_end_of_a_task_that_did_not_run_leaves_the_loop_alone(void **state)
{
    static const TraceEvent rows[] = {
        EVENT(0, TASK_STEP, 2),
        EVENT(0, TASK_CANCELLED, 3),
        EVENT(0, TASK_AWAIT, 2),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);

    assert_int_equal(span_of(model, LOOP, 0)->end, 2);
}

static void
text_and_times_are_made_safe(void **state)
{
    static const TraceEvent rows[] = {
        EVENT(-5, OUTPUT, LOOP, LABEL("a\377b\n")),
        EVENT(7, OUTPUT, LOOP, LABEL("x\0y")),
        EVENT(3, MARK, LOOP),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);

    assert_line(model, 0, 0, "a\357\277\275b", FALSE);
    assert_line(model, 1, 1, "x\357\277\275y", FALSE);
    assert_int_equal(model_event(model, 0)->time_ns, 0);
    assert_int_equal(model_event(model, 2)->time_ns, 7);
    assert_null(model_event(model, 3));
}

/* Whatever comes, the spans of a track follow each other, and their labels are valid text. */
static void
assert_sound(const Model *model, const Track *track)
{
    gsize after = 0;

    for (guint i = 0; i < track->spans->len; i++) {
        const Span *span = &g_array_index(track->spans, Span, i);
        g_autofree char *label = model_span_label(model, track, span);
        assert_true(span->begin >= after && span->end > span->begin);
        assert_true(span->end != MODEL_NONE || i + 1 == track->spans->len);
        assert_true(g_utf8_validate(label, -1, NULL));
        after = span->end;
    }
}

static void
random_events_leave_a_sound_model(void **state)
{
    g_autoptr(Model) model = model_new();
    g_autoptr(GRand) random = g_rand_new_with_seed(1);
    static const TraceSite site = {1, 3, "p.c", "main", "job"};

    model_sink()->site(model, &site);
    for (gsize i = 0; i < 20000; i++) {
        TraceEvent event = {
            .time_ns = (gint64) i * g_rand_int_range(random, -10, 1000),
            .kind = (guint32) g_rand_int_range(random, 0, 64),
            .thread = (guint32) g_rand_int_range(random, 0, 2),
            .subject = (guint32) g_rand_int_range(random, 0, 300),
            .object = (guint32) g_rand_int_range(random, 0, 300),
            .site = (guint32) g_rand_int_range(random, 0, 3),
            .value_type = (TraceValue) g_rand_int_range(random, 0, 16),
            .value = (gint64) g_rand_int(random) << g_rand_int_range(random, 0, 32),
            .text = i % 3 ? "te\nxt" : NULL,
            .text_size = 5,
        };
        fixture_append(model, &event);
        g_free(model_describe(model, i));
    }
    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++) {
        const GPtrArray *tracks = model_tracks(model, group);
        for (guint i = 0; i < tracks->len; i++)
            assert_sound(model, g_ptr_array_index(tracks, i));
    }
    g_array_unref(model_places(model, 10000));
}

/* Appending never moves what is there: an event's address stays, so nothing is copied twice. */
static void
a_million_events_are_appended_without_moving_one(void **state)
{
    enum { N = 1000000 };
    static const TraceEvent rows[] = {EVENT(0, TASK_STEP, 2), EVENT(0, TASK_YIELD, 2)};
    g_autoptr(Model) model = model_new();
    g_autofree const TraceEvent **at = g_new(const TraceEvent *, N);

    for (gsize i = 0; i < N; i++) {
        fixture_append(model, &rows[i % 2]);
        at[i] = model_event(model, i);
    }
    assert_int_equal(model_n_events(model), N);
    for (gsize i = 0; i < N; i++)
        assert_true(model_event(model, i) == at[i] && at[i]->number == i + 1);
    assert_int_equal(model_track(model, 2)->spans->len, N);
    assert_int_equal(model_track(model, LOOP)->spans->len, N / 2);
    assert_int_equal(track_span_at(model_track(model, 2), N / 2)->begin, N / 2);
}

static void
events_behind_the_last_that_is_kept_are_counted(void **state)
{
    g_autoptr(Model) model = model_new();
    const TraceEvent event = {.kind = TRACE_TURN_BEGIN, .subject = TRACE_LOOP_ID};

    model_set_max(model, 3);
    for (int i = 0; i < 5; i++)
        model_sink()->event(model, &event);
    assert_int_equal(model_n_events(model), 3);
    assert_int_equal(model_n_left_out(model), 2);
    g_autofree char *two = losses_too_long(2), *one = losses_too_long(1);
    assert_string_equal(two, "too long: 2 events at its end are left out");
    assert_string_equal(one, "too long: 1 event at its end is left out");
    assert_null(losses_too_long(0));
}

/* ---- what is told again ---- */

enum { TICK = TASK_1, HOLDER = TASK_2, STUCK = TASK_3, THE_LOCK = SLEEP_1, LINE = SLEEP_2 };

/* clang-format off */
#define TELLING                                                                                    \
    EVENT(3, TELLING_BEGIN, LOOP, INT(7)),                                                         \
    EVENT(3, LOCK_CREATED, THE_LOCK, .object = NOBODY),                                            \
    EVENT(3, LOCK_ACQUIRED, THE_LOCK, .object = HOLDER),                                           \
    EVENT(3, TASK_FOUND, TICK, LABEL("tick")),                                                     \
    EVENT(3, TASK_FOUND, HOLDER, LABEL("holder")),                                                 \
    EVENT(3, TASK_FOUND, STUCK, LABEL("stuck")),                                                   \
    EVENT(3, FUTURE_FOUND, LINE),                                                                  \
    EVENT(3, TASK_STEP, TICK),                                                                     \
    EVENT(3, TASK_AWAIT, STUCK, .object = LINE),                                                   \
    EVENT(3, TIMER_ARMED, LOOP, DURATION(5)), EVENT(3, CALLBACK_READY, LOOP, INT(9)),              \
    EVENT(3, TELLING_END, LOOP)
/* clang-format on */

static void
assert_is_told(const Model *model)
{
    static const TraceState stuck[] = {TRACE_STATE_WAITING};
    static const TraceState lock[] = {TRACE_STATE_IDLE, TRACE_STATE_HELD};

    assert_int_equal(model_tracks(model, TRACE_TRACK_TASK)->len, 3);
    assert_string_equal(model_track(model, TICK)->name, "tick");
    assert_string_equal(model_track(model, STUCK)->name, "stuck");
    assert_states(model, STUCK, stuck, 1);
    assert_int_equal(span_of(model, STUCK, 0)->object, LINE);
    assert_states(model, THE_LOCK, lock, 2);
    assert_int_equal(span_of(model, THE_LOCK, 1)->object, HOLDER);
}

/* A task has run before the telling says who it is. */
static void
a_telling_says_who_is_there(void **state)
{
    static const TraceState states[] = {TRACE_STATE_RUNNING};
    static const TraceEvent events[] = {EVENT(1, TASK_STEP, TICK), TELLING,
                                        EVENT(4, TASK_CREATED, TASK_4)};
    g_autoptr(Model) model = FIXTURE_MODEL(events);

    assert_int_equal(model_tracks(model, TRACE_TRACK_TASK)->len, 4);
    assert_string_equal(model_track(model, TICK)->name, "tick");
    assert_states(model, TICK, states, 1);
    assert_int_equal(model_track(model, LOOP)->events->len, 2); /* it begins, and it ends */
    assert_string_equal(model_track(model, TASK_4)->name, "Task-8");
}

/* Their numbers are known once the recording says how many tasks there were before. */
static void
tasks_of_a_last_part_have_their_own_numbers(void **state)
{
    static const TraceEvent events[] = {
        EVENT(1, TASK_STEP, TASK_1),
        EVENT(1, TASK_CREATED, TASK_2),
        EVENT(1, TASK_CREATED, TASK_3, LABEL("own")),
        EVENT(1, TASK_CREATED, TASK_4),
        EVENT(2, TELLING_BEGIN, LOOP, INT(500)),
        EVENT(2, TELLING_END, LOOP),
        EVENT(3, TASK_CREATED, TASK_5),
    };
    g_autoptr(Model) model = model_new();

    for (gsize i = 0; i < G_N_ELEMENTS(events); i++) {
        TraceEvent event = events[i];
        event.number = 1000 + i;
        model_sink()->event(model, &event);
    }
    assert_string_equal(model_track(model, TASK_2)->name, "Task-499");
    assert_string_equal(model_track(model, TASK_3)->name, "own");
    assert_string_equal(model_track(model, TASK_4)->name, "Task-500");
    assert_string_equal(model_track(model, TASK_5)->name, "Task-501");
}

static void
what_is_told_again_is_nothing_new(void **state)
{
    static const TraceEvent once[] = {EVENT(1, TASK_STEP, TICK), TELLING};
    static const TraceEvent events[] = {EVENT(1, TASK_STEP, TICK), TELLING, TELLING, TELLING};
    g_autoptr(Model) first = FIXTURE_MODEL(once), model = FIXTURE_MODEL(events);
    static const guint32 ids[] = {TICK, HOLDER, STUCK, THE_LOCK, LINE};

    assert_is_told(model);
    for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
        assert_int_equal(model_track(model, ids[i])->events->len,
                         model_track(first, ids[i])->events->len);
        assert_int_equal(model_track(model, ids[i])->spans->len,
                         model_track(first, ids[i])->spans->len);
    }
    assert_int_equal(model_track(model, LOOP)->spans->len, model_track(first, LOOP)->spans->len);
}

/* Its end was lost, but the events after it are new all the same. */
static void
a_telling_that_lost_events_is_over(void **state)
{
    static const TraceState states[] = {TRACE_STATE_WAITING, TRACE_STATE_READY};
    static const TraceEvent events[] = {
        EVENT(1, TASK_FOUND, STUCK),           EVENT(2, TASK_AWAIT, STUCK, .object = LINE),
        EVENT(3, TELLING_BEGIN, LOOP, INT(1)), EVENT(3, DROPPED, LOOP, INT(5)),
        EVENT(4, TASK_READY, STUCK),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(events);

    assert_states(model, STUCK, states, G_N_ELEMENTS(states));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_behind_the_last_that_is_kept_are_counted),
        cmocka_unit_test(a_task_is_ready_runs_waits_and_runs_again),
        cmocka_unit_test(arrows_lead_from_the_cause_to_the_task),
        cmocka_unit_test(output_is_lines_and_pieces_know_that_they_go_on),
        cmocka_unit_test(turns_gaps_and_times_are_found),
        cmocka_unit_test(the_header_source_and_end_are_kept),
        cmocka_unit_test(spans_are_found_by_event),
        cmocka_unit_test(steps_go_along_a_lane_or_along_all),
        cmocka_unit_test(unknown_kinds_are_ticks_on_their_lane_or_on_the_loop),
        cmocka_unit_test(subjects_nobody_created_get_a_lane),
        cmocka_unit_test(the_end_of_a_task_that_did_not_run_leaves_the_loop_alone),
        cmocka_unit_test(text_and_times_are_made_safe),
        cmocka_unit_test(random_events_leave_a_sound_model),
        cmocka_unit_test(a_million_events_are_appended_without_moving_one),
        cmocka_unit_test(a_telling_says_who_is_there),
        cmocka_unit_test(tasks_of_a_last_part_have_their_own_numbers),
        cmocka_unit_test(what_is_told_again_is_nothing_new),
        cmocka_unit_test(a_telling_that_lost_events_is_over),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
