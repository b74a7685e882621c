/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-json.c - the state at an event as JSON, complete. */
#include "app/cli/state-json.h"

#include "app/cli/state-sheet.h"
#include "app/cli/state-words.h"
#include "app/say/json.h"
#include "ui/model/text.h"

/* ---- what is ready and what waits ---- */

static void
add_running(Sheet *sheet)
{
    StateItem item;

    sheet_begin_list(sheet, "running");
    for (guint depth = 0; state_running(sheet->state, depth, &item); depth++)
        sheet_item(sheet, &item);
    json_builder_end_array(sheet->json);
}

static void
add_ready(Sheet *sheet)
{
    StateItem item;

    sheet_begin_list(sheet, "ready");
    for (guint at = 0; state_next_ready(sheet->state, &at, &item);)
        sheet_item(sheet, &item);
    json_builder_end_array(sheet->json);
}

static void
add_timers(Sheet *sheet)
{
    StateTimer timer;

    sheet_begin_list(sheet, "timers");
    for (guint at = 0; state_next_timer(sheet->state, &at, &timer);) {
        json_builder_begin_object(sheet->json);
        json_add_int(sheet->json, "deadline_ns", timer.deadline_ns);
        json_add_int(sheet->json, "length_ns", timer.length_ns);
        sheet_event(sheet, "set", timer.armed);
        json_builder_set_member_name(sheet->json, "then");
        sheet_item(sheet, &timer.item);
        json_builder_end_object(sheet->json);
    }
    json_builder_end_array(sheet->json);
}

static void
add_waiting(Sheet *sheet, const char *name, guint32 track)
{
    StateItem item;

    sheet_begin_list(sheet, name);
    for (guint at = 0; state_next_waiting(sheet->state, track, &at, &item);)
        sheet_item(sheet, &item);
    json_builder_end_array(sheet->json);
}

static void
add_task(Sheet *sheet, const StateTask *task)
{
    g_autofree char *frames = state_frames(sheet->model, sheet->state, task->track);

    json_builder_begin_object(sheet->json);
    sheet_track(sheet, "task", task->track);
    json_add_text(sheet->json, "does", state_doing_word(task->doing));
    sheet_bool(sheet, "begun", task->begun);
    sheet_track(sheet, "waits_for", task->waits_for);
    sheet_site(sheet, task->site);
    sheet_event(sheet, "since", task->since);
    sheet_event(sheet, "cancel", task->cancel);
    json_add_text(sheet->json, "calls", *frames ? frames : NULL);
    add_waiting(sheet, "awaited_by", task->track);
    json_builder_end_object(sheet->json);
}

static void
add_tasks(Sheet *sheet)
{
    StateTask task;

    sheet_begin_list(sheet, "tasks");
    for (guint at = 0; state_next_task(sheet->state, &at, &task);)
        add_task(sheet, &task);
    json_builder_end_array(sheet->json);
}

static void
add_futures(Sheet *sheet)
{
    StateFuture future;

    sheet_begin_list(sheet, "futures");
    for (guint at = 0; state_next_future(sheet->state, &at, &future);) {
        json_builder_begin_object(sheet->json);
        sheet_track(sheet, "future", future.track);
        add_waiting(sheet, "waiting", future.track);
        sheet_optional(sheet, "members", future.n_members, future.n_members != 0);
        sheet_optional(sheet, "left", future.n_left, future.n_members != 0);
        sheet_track(sheet, "line_of", future.line_of);
        sheet_optional(sheet, "deadline_ns", future.deadline_ns, future.deadline_ns != G_MAXINT64);
        json_builder_end_object(sheet->json);
    }
    json_builder_end_array(sheet->json);
}

static void
add_line(Sheet *sheet, guint32 thing)
{
    StateWaiter waiter;

    sheet_begin_list(sheet, "line");
    for (guint at = 0; state_next_waiter(sheet->state, thing, &at, &waiter);) {
        json_builder_begin_object(sheet->json);
        sheet_track(sheet, "task", waiter.task);
        sheet_track(sheet, "future", waiter.future);
        json_add_text(sheet->json, "for", state_line_word(waiter.line));
        sheet_bool(sheet, "woken", waiter.woken);
        sheet_bool(sheet, "cancelled", waiter.cancelled);
        json_builder_end_object(sheet->json);
    }
    json_builder_end_array(sheet->json);
}

static void
add_things(Sheet *sheet)
{
    StateThing thing;

    sheet_begin_list(sheet, "things");
    for (guint at = 0; state_next_thing(sheet->state, &at, &thing);) {
        json_builder_begin_object(sheet->json);
        json_add_text(sheet->json, "kind", state_thing_word(thing.kind));
        sheet_track(sheet, "thing", thing.track);
        sheet_track(sheet, "holder", thing.holder);
        sheet_track(sheet, "lock", thing.lock);
        json_add_int(sheet->json, "count", thing.count);
        sheet_optional(sheet, "limit", thing.limit, thing.limit >= 0);
        sheet_optional(sheet, "unfinished", thing.unfinished, thing.unfinished >= 0);
        json_add_text(sheet->json, "state", trace_states[thing.state].word);
        sheet_optional(sheet, "deadline_ns", thing.deadline_ns, thing.deadline_ns != G_MAXINT64);
        sheet_event(sheet, "since", thing.since);
        add_line(sheet, thing.track);
        json_builder_end_object(sheet->json);
    }
    json_builder_end_array(sheet->json);
}

static void
add_job(Sheet *sheet, const StateJob *job)
{
    json_builder_begin_object(sheet->json);
    sheet_track(sheet, "job", job->track);
    sheet_optional(sheet, "pool", job->pool, job->pool != TRACE_NOBODY);
    sheet_track(sheet, "worker", job->worker);
    sheet_bool(sheet, "ended", job->ended);
    sheet_event(sheet, "since", job->since);
    json_builder_end_object(sheet->json);
}

static void
add_jobs(Sheet *sheet)
{
    StatePool pool;
    StateJob job;

    sheet_begin_list(sheet, "jobs");
    for (guint at = 0; state_next_pool(sheet->state, &at, &pool);)
        for (guint i = 0; state_next_queued(sheet->state, pool.track, &i, &job);)
            add_job(sheet, &job);
    for (guint at = 0; state_next_job(sheet->state, &at, &job);)
        add_job(sheet, &job);
    json_builder_end_array(sheet->json);
}

static void
add_workers(Sheet *sheet)
{
    StateWorker worker;

    sheet_begin_list(sheet, "workers");
    for (guint at = 0; state_next_worker(sheet->state, &at, &worker);) {
        json_builder_begin_object(sheet->json);
        sheet_track(sheet, "worker", worker.track);
        sheet_track(sheet, "job", worker.job);
        sheet_optional(sheet, "pool", worker.pool, worker.pool != TRACE_NOBODY);
        sheet_optional(sheet, "pid", worker.pid, worker.pid != 0);
        sheet_event(sheet, "since", worker.since);
        json_builder_end_object(sheet->json);
    }
    json_builder_end_array(sheet->json);
}

static void
add_watches(Sheet *sheet)
{
    StateWatch watch;

    sheet_begin_list(sheet, "watched");
    for (guint at = 0; state_next_watch(sheet->state, &at, &watch);) {
        json_builder_begin_object(sheet->json);
        json_add_int(sheet->json, "descriptor", watch.fd);
        json_add_text(sheet->json, "until", watch.writes ? "writable" : "readable");
        sheet_track(sheet, "future", watch.future);
        sheet_track(sheet, "task", watch.task);
        json_builder_end_object(sheet->json);
    }
    json_builder_end_array(sheet->json);
}

static void
add_ended(Sheet *sheet)
{
    const Track *task;

    json_add_int(sheet->json, "n_ended", state_n_done(sheet->state));
    sheet_begin_list(sheet, "ended");
    for (guint at = 0; state_next_done(sheet->state, &at, &task);) {
        json_builder_begin_object(sheet->json);
        sheet_track(sheet, "task", task->id);
        json_add_text(sheet->json, "outcome", text_outcome(task->outcome));
        json_add_text(sheet->json, "result", task->outcome_text);
        json_builder_end_object(sheet->json);
    }
    json_builder_end_array(sheet->json);
}

static void
add_output(Sheet *sheet)
{
    const GArray *output = model_output(sheet->model);

    sheet_begin_list(sheet, "output");
    for (guint i = 0; i < output->len; i++) {
        const OutputLine *line = &g_array_index(output, OutputLine, i);
        if (line->event > state_event(sheet->state))
            break;
        json_builder_add_string_value(sheet->json, line->text);
    }
    json_builder_end_array(sheet->json);
}

static void
add_moment(Sheet *sheet)
{
    const TraceEvent *event = model_event(sheet->model, state_event(sheet->state));

    json_add_int(sheet->json, "event", (gint64) event->number);
    json_add_int(sheet->json, "time_ns", event->time_ns);
    sheet_bool(sheet, "has_loop", state_has_loop(sheet->state));
    json_add_int(sheet->json, "turn", state_turn(sheet->state));
    sheet_event(sheet, "asleep_since", state_asleep(sheet->state));
    sheet_event(sheet, "unknown_before", state_gap(sheet->state));
    sheet_bool(sheet, "ready_unknown", state_ready_unknown(sheet->state));
}

char *
state_json(Model *model, State *state)
{
    static void (*const parts[])(Sheet *) = {
        add_moment, add_running, add_ready,   add_timers,  add_tasks, add_futures,
        add_things, add_jobs,    add_workers, add_watches, add_ended, add_output,
    };
    g_autoptr(JsonBuilder) json = json_builder_new();
    Sheet sheet = {model, state, json};

    json_builder_begin_object(json);
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
        parts[i](&sheet);
    json_builder_end_object(json);
    return json_text(json, FALSE);
}
