/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-state-cursor.c - a state is the same however it is reached, of any events, and of a run that
 * goes on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "ui/model/state.h"

/* ---- a state as text ---- */

static void
write_item(GString *text, const StateItem *item)
{
    g_string_append_printf(text, " %d/%u/%u/%u/%" G_GUINT64_FORMAT "/%u/%u/%zd/%u", item->kind,
                           item->track, item->by, item->site, item->number, item->k, item->n,
                           (gssize) item->cause, item->turn);
}

static void
write_queues(GString *text, State *state)
{
    StateItem item;
    StateTimer timer;

    for (guint i = 0; state_running(state, i, &item); i++)
        write_item(text, &item);
    g_string_append(text, "\nready");
    for (guint at = 0; state_next_ready(state, &at, &item);)
        write_item(text, &item);
    g_string_append(text, "\ntimers");
    for (guint at = 0; state_next_timer(state, &at, &timer);) {
        g_string_append_printf(text, " %" G_GINT64_FORMAT, timer.deadline_ns);
        write_item(text, &timer.item);
    }
}

static void
write_waiting(GString *text, State *state, guint32 track)
{
    StateItem item;

    for (guint at = 0; state_next_waiting(state, track, &at, &item);)
        write_item(text, &item);
}

static void
write_tasks(GString *text, State *state)
{
    StateTask task;
    StateFuture future;

    for (guint at = 0; state_next_task(state, &at, &task);) {
        g_string_append_printf(text, "\ntask %u %d %d %u %u %zd %zd", task.track, task.doing,
                               task.begun, task.waits_for, task.site, (gssize) task.since,
                               (gssize) task.cancel);
        write_waiting(text, state, task.track);
    }
    for (guint at = 0; state_next_future(state, &at, &future);) {
        g_string_append_printf(text, "\nfuture %u %u %u %u", future.track, future.n_members,
                               future.n_left, future.line_of);
        write_waiting(text, state, future.track);
    }
}

static void
write_things(GString *text, State *state)
{
    StateThing thing;
    StateWaiter waiter;

    for (guint at = 0; state_next_thing(state, &at, &thing);) {
        g_string_append_printf(text, "\nthing %u %d %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                               thing.track, thing.kind, thing.holder, thing.count, thing.limit);
        for (guint i = 0; state_next_waiter(state, thing.track, &i, &waiter);)
            g_string_append_printf(text, " %u/%u/%d/%d/%d", waiter.future, waiter.task, waiter.line,
                                   waiter.woken, waiter.cancelled);
    }
}

static void
write_pools(GString *text, State *state)
{
    StatePool pool;
    StateJob job;
    StateWorker worker;
    StateWatch watch;

    for (guint at = 0; state_next_pool(state, &at, &pool);)
        for (guint i = 0; state_next_queued(state, pool.track, &i, &job);)
            g_string_append_printf(text, "\nqueued %u %u", pool.track, job.track);
    for (guint at = 0; state_next_job(state, &at, &job);)
        g_string_append_printf(text, "\njob %u %u %d", job.track, job.worker, job.ended);
    for (guint at = 0; state_next_worker(state, &at, &worker);)
        g_string_append_printf(text, "\nworker %u %u", worker.track, worker.job);
    for (guint at = 0; state_next_watch(state, &at, &watch);)
        g_string_append_printf(text, "\nwatch %u %u", watch.future, watch.task);
}

/* All that a state says. The caller frees. */
static char *
text_of(State *state)
{
    GString *text = g_string_new(NULL);
    const Track *task;
    StateItem item;

    g_string_append_printf(text, "%zd %u %zd %zd %d %u %u %u", (gssize) state_event(state),
                           state_turn(state), (gssize) state_asleep(state),
                           (gssize) state_gap(state), state_ready_unknown(state),
                           state_n_ready(state), state_n_timers(state), state_n_tasks(state));
    if (state_ended(state, &item))
        write_item(text, &item);
    write_queues(text, state);
    write_tasks(text, state);
    write_things(text, state);
    write_pools(text, state);
    for (guint at = 0; state_next_done(state, &at, &task);)
        g_string_append_printf(text, "\nended %u", task->id);
    return g_string_free(text, FALSE);
}

/* ---- however it is reached ---- */

enum { N_RANDOM = 150000, N_TRACKS = 40, EVERY = 997 };

/* Kinds by how they are folded, so that much happens; any of them at any time. */
static TraceEvent
random_event(GRand *random, guint64 number)
{
    static const guint32 kinds[] = {
        TRACE_TASK_CREATED,   TRACE_TASK_STEP,       TRACE_TASK_AWAIT,     TRACE_TASK_READY,
        TRACE_TASK_DONE,      TRACE_FUTURE_CREATED,  TRACE_FUTURE_DONE,    TRACE_TIMER_ARMED,
        TRACE_TIMER_FIRED,    TRACE_TIMER_BEGIN,     TRACE_TIMER_END,      TRACE_CALLBACK_READY,
        TRACE_CALLBACK_BEGIN, TRACE_CALLBACK_END,    TRACE_CALLBACK_ADDED, TRACE_DONE_REMOVED,
        TRACE_AWAITED_BY,     TRACE_LOCK_CREATED,    TRACE_QUEUE_CREATED,  TRACE_QUEUE_PUT,
        TRACE_GROUP_ENTERED,  TRACE_GROUP_SPAWNED,   TRACE_GROUP_LEFT,     TRACE_JOB_QUEUED,
        TRACE_JOB_BEGIN,      TRACE_JOB_END,         TRACE_WORKER_STARTED, TRACE_WORKER_STOPPED,
        TRACE_TASK_EAGER,     TRACE_TIMER_CANCELLED, TRACE_TURN_BEGIN,
    };
    gboolean any = g_rand_int_range(random, 0, 20) == 0;
    gboolean label = g_rand_int_range(random, 0, 3) == 0;

    return (TraceEvent){
        .number = number,
        .time_ns = (gint64) number * 10,
        .kind = any ? (guint32) g_rand_int_range(random, 0, 140)
                    : kinds[g_rand_int_range(random, 0, G_N_ELEMENTS(kinds))],
        .subject = (guint32) g_rand_int_range(random, 0, N_TRACKS),
        .object = (guint32) g_rand_int_range(random, 0, N_TRACKS),
        .site = (guint32) g_rand_int_range(random, 0, 3),
        .value_type = label ? TRACE_VALUE_LABEL : TRACE_VALUE_OBJECT,
        .value = g_rand_int_range(random, -1, N_TRACKS),
        .text = label ? "wait(2 tasks)" : NULL,
        .text_size = label ? 13 : 0,
    };
}

/* Any event at any time, as a damaged recording may have them. */
static Model *
random_model(guint32 seed, gsize n)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    Model *model = model_new();

    for (gsize i = 1; i <= n; i++) {
        TraceEvent event = random_event(random, i);
        model_sink()->event(model, &event);
    }
    return model;
}

/* Each moment is reached by going on, in random order by copies, and backwards. */
static void
a_state_is_the_same_however_it_is_reached(void **data)
{
    g_autoptr(Model) model = random_model(1, N_RANDOM);
    g_autoptr(State) on = state_new(model), there = state_new(model), back = state_new(model);
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GRand) random = g_rand_new_with_seed(2);
    guint n = N_RANDOM / EVERY;

    for (guint i = 0; i < n; i++) {
        assert_true(state_seek(on, (gsize) i * EVERY));
        g_ptr_array_add(texts, text_of(on));
    }
    assert_false(state_read_ahead(there, N_RANDOM));
    for (guint i = 0; i < n; i++) {
        guint place = (guint) g_rand_int_range(random, 0, (gint32) n);
        assert_true(state_seek(there, (gsize) place * EVERY));
        g_autofree char *text = text_of(there);
        assert_string_equal(text, g_ptr_array_index(texts, place));
    }
    for (guint i = n; i-- > 0;) {
        assert_true(state_seek(back, (gsize) i * EVERY));
        g_autofree char *text = text_of(back);
        assert_string_equal(text, g_ptr_array_index(texts, i));
    }
    assert_true(state_memory(there) > 0);
    assert_true(state_memory(back) <= (gsize) N_RANDOM * 6);
}

/* All events come one by one, any of them at any time, and all lists are read. */
static void
nothing_that_comes_live_breaks_it(void **data)
{
    enum { SEEDS = 10, EVENTS = 1500 };

    for (guint32 seed = 3; seed < 3 + SEEDS; seed++) {
        g_autoptr(Model) whole = random_model(seed, EVENTS);
        g_autoptr(Model) live = model_new();
        g_autoptr(State) follows = state_new(live);

        for (gsize i = 0; i < EVENTS; i++) {
            model_sink()->event(live, model_event(whole, i));
            assert_true(state_seek(follows, MODEL_NONE));
            assert_int_equal(state_event(follows), i);
            g_autofree char *text = text_of(follows);
        }
    }
}

/* Whoever follows it sees each event before the next one, which may say more of it, as TASK_EAGER
 * does of TASK_CREATED. */
static void
a_live_run_is_told_as_its_recording_is(void **data)
{
    g_autoptr(Model) whole = fixture_wait_timeout();
    g_autoptr(Model) live = model_new();
    g_autoptr(State) follows = state_new(live), there = state_new(whole);
    gsize n = fixture_find(whole, 0, TRACE_POLL_BEGIN, LOOP);

    for (gsize i = 0; i <= n; i++) {
        model_sink()->event(live, model_event(whole, i));
        assert_true(state_seek(follows, MODEL_NONE));
    }
    assert_true(state_seek(there, n));
    g_autofree char *one = text_of(follows), *two = text_of(there);
    assert_string_equal(one, two);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_state_is_the_same_however_it_is_reached),
        cmocka_unit_test(nothing_that_comes_live_breaks_it),
        cmocka_unit_test(a_live_run_is_told_as_its_recording_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
