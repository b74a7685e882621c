/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-words.c - names, labels and sentences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/fixture.h"

static const Span *
span_of(const Model *model, guint32 track, guint i)
{
    const GArray *spans = model_track(model, track)->spans;

    assert_in_range(i, 0, spans->len - 1);
    return &g_array_index(spans, Span, i);
}

static void
assert_label(const Model *model, guint32 id, guint span, const char *expected)
{
    const Track *track = model_track(model, id);
    g_autofree char *label = model_span_label(model, track, span_of(model, id, span));

    assert_string_equal(label, expected);
}

static void
the_loop_shows_what_it_runs(void **state)
{
    static const char *const labels[] = {"T-1", "T-2",  "T-3", "T-4", "T-5", "T-2",
                                         "cb",  "zzz…", "tmr", "T-3", "cb",  "zzz…",
                                         "tmr", "tmr",  "T-1", "T-4", "T-5", "stop"};
    g_autoptr(Model) model = fixture_wait_timeout();
    const Track *loop = model_track(model, LOOP);

    assert_int_equal(loop->spans->len, G_N_ELEMENTS(labels));
    for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
        g_autofree char *label = model_span_label(model, loop, span_of(model, LOOP, i));
        assert_string_equal(label, labels[i]);
    }
}

static void
a_waiting_task_says_for_what(void **state)
{
    static const TraceEvent joins[] = {
        EVENT(0, TASK_CREATED, 2), EVENT(0, TASK_CREATED, 3),
        EVENT(0, TASK_STEP, 2),    EVENT(0, TASK_AWAIT, 2, .object = 3),
        EVENT(0, TASK_STEP, 3),    EVENT(0, TASK_AWAIT, 3, .object = 99),
    };
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autoptr(Model) other = FIXTURE_MODEL(joins);

    assert_label(model, TASK_1, 2, "await wait(4 tasks, timeout 2 s)");
    assert_label(model, TASK_3, 2, "await sleep(1 s)");
    assert_label(model, TASK_3, 1, "");
    assert_label(model, SLEEP_1, 0, "");
    assert_label(other, 2, 2, "await Task-2");
    assert_label(other, 3, 2, "");
}

static void
assert_lane(const Model *model, guint32 id, const char *name, const char *detail,
            const char *outcome)
{
    const Track *track = model_track(model, id);

    assert_string_equal(track->name, name);
    assert_string_equal(track->detail, detail);
    assert_string_equal(track->outcome_text, outcome);
}

static void
lanes_are_named_and_say_how_they_ended(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();

    assert_lane(model, LOOP, "Loop", "what it runs", "done");
    assert_lane(model, TASK_1, "Task-1", "get_items()", "done");
    assert_lane(model, TASK_3, "Task-3", "get_item(1)", "“item 1”");
    assert_lane(model, TASK_5, "Task-5", "get_item(3)", "cancelled");
    assert_lane(model, WAIT, "wait(4 tasks, timeout 2 s)", "", "done");
    assert_lane(model, SLEEP_3, "sleep(3 s)", "", "cancelled");
    assert_int_equal(model_track(model, TASK_5)->outcome, TRACE_STATE_CANCELLED);
    assert_int_equal(model_tracks(model, TRACE_TRACK_TASK)->len, 5);
    assert_int_equal(model_tracks(model, TRACE_TRACK_FUTURE)->len, 4);
    assert_int_equal(model_tracks(model, TRACE_TRACK_WORKER)->len, 0);
}

static void
a_worker_shows_its_job_and_idles_between(void **state)
{
    static const TraceSite sites[] = {{1, 5, "p.c", "main", "square"}};
    static const TraceEvent rows[] = {
        EVENT(0, FUTURE_CREATED, 2, .site = 1, INT(3)),
        EVENT(0, JOB_QUEUED, 2),
        EVENT(0, WORKER_STARTED, 3),
        EVENT(0, WORKER_STARTED, 4),
        EVENT(0, JOB_BEGIN, 4, .thread = 4, .object = 2),
        EVENT(9, JOB_END, 4, .thread = 4),
        EVENT(9, WORKER_STOPPED, 4),
    };
    g_autoptr(Model) model = FIXTURE_PROGRAM(NULL, sites, rows);

    assert_lane(model, 3, "Worker-1", "", "");
    assert_lane(model, 4, "Worker-2", "", "");
    assert_label(model, 4, 0, "");
    assert_label(model, 4, 1, "square(3)");
    assert_label(model, 4, 2, "");
    assert_int_equal(span_of(model, 4, 2)->state, TRACE_STATE_IDLE);
    assert_int_equal(span_of(model, 4, 2)->end, 6);
}

static void
names_given_by_the_user_are_kept_and_not_counted(void **state)
{
    static const TraceSite sites[] = {{1, 5, "p.c", "main", "fetch"}};
    static const TraceEvent rows[] = {
        EVENT(0, TASK_CREATED, 2, .site = 1, LABEL("the fetcher")),
        EVENT(0, TASK_CREATED, 3, .site = 1, TEXT("a")),
        EVENT(0, TASK_STEP, 2),
        EVENT(0, TASK_FAILED, 2, ERROR("no route")),
        EVENT(0, FUTURE_CREATED, 4),
    };
    g_autoptr(Model) model = FIXTURE_PROGRAM(NULL, sites, rows);

    assert_lane(model, 2, "the fetcher", "fetch", "no route");
    assert_lane(model, 3, "Task-1", "fetch(“a”)", "");
    assert_lane(model, 4, "future", "", "");
    assert_label(model, LOOP, 0, "the fetcher");
}

/* Line 2 fills an array; line 4 does not store what it makes. */
static void
locks_are_called_as_the_variable_that_holds_them(void **state)
{
    static const char source[] = "AwLock *printer = aw_lock();\n"
                                 "    forks[i % 5] = aw_lock ();\n"
                                 "table->jobs = aw_queue(.maxsize = 2);\n"
                                 "serve(aw_queue());\n";
    static const TraceSite sites[] = {{1, 1, "p.c", "main", "lock"},
                                      {2, 2, "p.c", "main", "lock"},
                                      {3, 3, "p.c", "main", "queue"},
                                      {4, 4, "p.c", "main", "queue"},
                                      {5, 9, "p.c", "main", "lock"}};
    static const TraceEvent rows[] = {
        EVENT(0, LOCK_CREATED, 2, .site = 1),  EVENT(0, LOCK_CREATED, 3, .site = 2),
        EVENT(0, LOCK_CREATED, 4, .site = 2),  EVENT(0, QUEUE_CREATED, 5, .site = 3, INT(2)),
        EVENT(0, QUEUE_CREATED, 6, .site = 4), EVENT(0, LOCK_CREATED, 7, .site = 1),
        EVENT(0, LOCK_CREATED, 8, .site = 5),  EVENT(0, LOCK_ACQUIRED, 9),
    };
    g_autoptr(Model) model = FIXTURE_PROGRAM(source, sites, rows);

    assert_lane(model, 2, "printer", "lock", "");
    assert_lane(model, 3, "forks-1", "lock", "");
    assert_lane(model, 4, "forks-2", "lock", "");
    assert_lane(model, 5, "jobs", "queue(2)", "");
    assert_lane(model, 6, "Queue-1", "queue", "");
    assert_lane(model, 7, "printer-2", "lock", "");
    assert_lane(model, 8, "Lock-1", "lock", "");
    assert_lane(model, 9, "Lock-2", "lock", "");
}

/* Each call has a site of its own; they are numbered from left to right. */
static void
locks_made_in_one_line_have_their_names(void **state)
{
    static const char source[] =
        "AwLock *prices = aw_lock(), *till = aw_lock(); shop.safe = aw_lock();\n";
    static const TraceSite sites[] = {{1, 1, "p.c", "main", "lock"},
                                      {2, 1, "p.c", "main", "lock"},
                                      {3, 1, "p.c", "main", "lock"},
                                      {4, 1, "p.c", "main", "lock"}};
    static const TraceEvent rows[] = {
        EVENT(0, LOCK_CREATED, 2, .site = 1), EVENT(0, LOCK_CREATED, 3, .site = 2),
        EVENT(0, LOCK_CREATED, 4, .site = 3), EVENT(0, LOCK_CREATED, 5, .site = 2),
        EVENT(0, LOCK_CREATED, 6, .site = 4),
    };
    g_autoptr(Model) model = FIXTURE_PROGRAM(source, sites, rows);

    assert_lane(model, 2, "prices", "lock", "");
    assert_lane(model, 3, "till", "lock", "");
    assert_lane(model, 4, "safe", "lock", "");
    assert_lane(model, 5, "till-2", "lock", "");
    assert_lane(model, 6, "Lock-1", "lock", "");
}

/* A task's function may be out of a table. */
static void
functions_out_of_tables_read_well(void **state)
{
    static const TraceSite sites[] = {
        {1, 5, "p.c", "main", "table[i].fn"}, {2, 6, "p.c", "main", "(AwFn) app->handlers[n % 4]"},
        {3, 7, "p.c", "main", "&fetch"},      {4, 8, "p.c", "main", "chosen(a, b)"},
        {5, 9, "p.c", "main", "queue.get"},   {6, 9, "p.c", "main", "c > 1 ? oops : fetch"},
        {7, 9, "p.c", "main", "(&fetch)"}};
    static const TraceEvent rows[] = {
        EVENT(0, TASK_CREATED, 2, .site = 1, INT(3)),
        EVENT(0, TASK_CREATED, 3, .site = 2, LABEL("its own name")),
        EVENT(0, TASK_CREATED, 4, .site = 3),
        EVENT(0, TASK_CREATED, 5, .site = 4),
        EVENT(0, FUTURE_CREATED, 6, .site = 2, INT(3)),
        EVENT(0, FUTURE_CREATED, 7, .site = 5),
        EVENT(0, TASK_STEP, 2),
        EVENT(0, TASK_DONE, 2, .value_type = TRACE_VALUE_OBJECT, .value = 4),
        EVENT(0, TASK_CREATED, 8, .site = 6),
        EVENT(0, FUTURE_CREATED, 9, .site = 6, INT(3)),
        EVENT(0, TASK_CREATED, 10, .site = 7),
    };
    g_autoptr(Model) model = FIXTURE_PROGRAM(NULL, sites, rows);

    assert_lane(model, 2, "Task-1", "fn(3)", "Task-2");
    assert_lane(model, 3, "its own name", "handlers", "");
    assert_lane(model, 4, "Task-2", "fetch()", "");
    assert_lane(model, 5, "Task-3", "", "");
    assert_lane(model, 6, "handlers(3)", "", "");
    assert_lane(model, 7, "queue.get", "", "");
    assert_lane(model, 8, "Task-4", "", "");
    assert_lane(model, 9, "future", "", "");
    assert_lane(model, 10, "Task-5", "fetch()", "");
}

static void
assert_words(char *words, const char *expected)
{
    assert_string_equal(words, expected);
    g_free(words);
}

static char *
span_words(const Model *model, guint32 id, gsize event)
{
    const Track *track = model_track(model, id);

    return model_describe_span(model, track, track_span_at(track, event));
}

/* On the virtual clock steps take no time. */
static void
spans_are_described_with_their_end(void **state)
{
    static const TraceEvent events[] = {
        EVENT(0, TASK_CREATED, TASK_1, LABEL("janitor")),
        EVENT(SECONDS(1), TASK_STEP, TASK_1),
        EVENT(SECONDS(3), MARK, LOOP),
    };
    g_autoptr(Model) model = fixture_wait_timeout(), brief = FIXTURE_MODEL(events);
    gsize awaits = fixture_find(model, 0, TRACE_TASK_AWAIT, TASK_3);
    gsize step = fixture_find(model, 0, TRACE_TASK_STEP, TASK_3);

    assert_words(span_words(model, TASK_3, awaits),
                 "event 20, 0\u00a0s: Task-3 waits at line 9 for sleep(1 s). This lasts for "
                 "1\u00a0s, until 1\u00a0s.");
    assert_words(span_words(model, TASK_3, step),
                 "event 17, 0\u00a0s: Task-3 is next, so the loop starts it. The task runs from "
                 "line 7 to line 9.");
    assert_words(span_words(model, LOOP, step), "event 17, 0\u00a0s: Task-3 is next, so the loop "
                                                "starts it. The task runs from line 7 to line 9.");
    assert_words(span_words(brief, TASK_1, 0),
                 "event 1, 0\u00a0s: janitor is made. This lasts for 1\u00a0s, until 1\u00a0s.");
    assert_words(span_words(brief, TASK_1, 1), "event 2, 1\u00a0s: janitor is next, so the loop "
                                               "starts it. This has lasted for 2\u00a0s so far.");
}

static void
events_are_described_in_words(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();

    assert_words(model_describe(model, 0), "event 1, 0\u00a0s: A run begins.");
    assert_words(model_describe(model, 4),
                 "event 5, 0\u00a0s: Task-1 prints “getting items” at line 18.");
    assert_words(model_describe(model, 5),
                 "event 6, 0\u00a0s: Task-1 makes Task-2 from get_item(0) at line 20. It is ready, "
                 "first in the queue, and has not begun.");
    assert_words(model_describe(model, fixture_find(model, 0, TRACE_TASK_AWAIT, TASK_3)),
                 "event 20, 0\u00a0s: Task-3 waits at line 9 for sleep(1 s). Next in the ready "
                 "queue is Task-4.");
    assert_words(model_describe(model, fixture_find(model, 0, TRACE_TASK_READY, TASK_3)),
                 "event 41, 1\u00a0s: sleep(1 s) is done, so Task-3 is ready. It is first in the "
                 "ready queue.");
    assert_words(
        model_describe(model, fixture_find(model, 0, TRACE_TASK_DONE, TASK_3)),
        "event 45, 1\u00a0s: Task-3 returns “item 1” and is done. The ready queue is empty now.");
    assert_words(model_describe(model, fixture_find(model, 0, TRACE_TASK_CANCEL, TASK_5)),
                 "event 67, 2\u00a0s: Task-1 requests the cancellation of Task-5 at line 27. "
                 "Task-5 waits for sleep(3 s), which is cancelled first.");
    assert_words(model_describe(model, MODEL_NONE), "");
}

static void
groups_are_summed_up(void **state)
{
    static const TraceEvent rows[] = {EVENT(0, TASK_CREATED, 2), EVENT(0, TASK_CREATED, 3),
                                      EVENT(0, TASK_FAILED, 3, ERROR("x"))};
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autoptr(Model) live = FIXTURE_MODEL(rows);

    assert_words(model_group_summary(model, TRACE_TRACK_LOOP),
                 "10 turns, busy 0\u00a0s on the exact clock");
    assert_words(model_group_summary(model, TRACE_TRACK_TASK), "5: 3 done, 2 cancelled");
    assert_words(model_group_summary(model, TRACE_TRACK_FUTURE), "4");
    assert_words(model_group_summary(model, TRACE_TRACK_WORKER), "not used in this run");
    assert_words(model_group_summary(live, TRACE_TRACK_TASK), "2: 1 failed, 1 not done");
    assert_words(model_group_summary(live, TRACE_TRACK_WORKER), "none yet");
}

static void
the_loop_is_busy_when_it_does_not_sleep(void **state)
{
    static const TraceEvent rows[] = {
        EVENT(0, TURN_BEGIN, LOOP),        EVENT(0, TASK_STEP, 2),
        EVENT(1500000, TASK_AWAIT, 2),     EVENT(1500000, POLL_BEGIN, LOOP),
        EVENT(SECONDS(1), POLL_END, LOOP),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);

    assert_words(model_group_summary(model, TRACE_TRACK_LOOP), "1 turn, busy 1.5\u00a0ms");
}

static void
an_event_of_an_unknown_kind_says_so(void **state)
{
    static const TraceEvent rows[] = {EVENT(0, TASK_CREATED, 2), {.kind = 4000, .subject = 2}};
    g_autoptr(Model) model = FIXTURE_MODEL(rows);

    assert_words(model_describe(model, 1), "event 2, 0\u00a0s: An event of the unknown kind 4000.");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_loop_shows_what_it_runs),
        cmocka_unit_test(a_waiting_task_says_for_what),
        cmocka_unit_test(lanes_are_named_and_say_how_they_ended),
        cmocka_unit_test(a_worker_shows_its_job_and_idles_between),
        cmocka_unit_test(names_given_by_the_user_are_kept_and_not_counted),
        cmocka_unit_test(locks_are_called_as_the_variable_that_holds_them),
        cmocka_unit_test(locks_made_in_one_line_have_their_names),
        cmocka_unit_test(functions_out_of_tables_read_well),
        cmocka_unit_test(events_are_described_in_words),
        cmocka_unit_test(spans_are_described_with_their_end),
        cmocka_unit_test(groups_are_summed_up),
        cmocka_unit_test(the_loop_is_busy_when_it_does_not_sleep),
        cmocka_unit_test(an_event_of_an_unknown_kind_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
