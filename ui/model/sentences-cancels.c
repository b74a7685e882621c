/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-cancels.c - requests to cancel tasks, in words. */
#include <signal.h>

#include "ui/model/cancel.h"
#include "ui/model/ready-item.h"
#include "ui/model/run.h"
#include "ui/model/sentence-text.h"

static gboolean
is_asked_by_timeout(Moment *m)
{
    m->cause = m->at;
    return cancel_by_timeout(m);
}

static gboolean
is_asked_by_group(Moment *m)
{
    m->cause = m->at;
    return cancel_by_group(m);
}

static gboolean
is_asked_on(Moment *m)
{
    m->cause = m->at;
    return cancel_passed_on(m);
}

static gboolean
is_asked_by_task(Moment *m)
{
    m->cause = m->at;
    return cancel_by_task(m) || (m->event->site && callback_runs(m));
}

static gboolean
is_asked_with_message(Moment *m)
{
    if (!is_asked_by_task(m) || !m->event->text_size)
        return FALSE;
    moment_say(m, g_strdup(m->event->text));
    return TRUE;
}

/* One that awaits it, and had the request before. */
static gboolean
is_asked_by_waiter(Moment *m)
{
    return is_task(m, m->by) && !m->event->site && waiter_of(m, m->task) == m->by;
}

static gboolean
is_asked_by_itself(Moment *m)
{
    m->cause = m->at;
    return cancel_by_self(m);
}

static gboolean
is_asked_by_future(Moment *m)
{
    m->cause = m->at;
    return cancel_by_future(m);
}

static gboolean
is_asked_by_signal(Moment *m)
{
    gsize before = loop_before(m, m->at);

    m->n = before == MODEL_NONE ? 0 : model_event(m->model, before)->value;
    return kind_at(m, before) == TRACE_LOOP_SIGNAL;
}

static gboolean
is_asked_by_interrupt(Moment *m)
{
    return is_asked_by_signal(m) && m->n == SIGINT;
}

static gboolean
is_asked_by_any_task(Moment *m)
{
    return m->by != m->task && is_by_code(m);
}

static gboolean
is_asked_by_stuck_run(Moment *m)
{
    return run_acts(m) && run_gets_stuck(m);
}

static gboolean
is_asked_from_outside(Moment *m)
{
    return !take_running(m) && m->line > 0;
}

static gboolean
has_not_begun(Moment *m)
{
    StateTask task;

    return state_task(m->state, m->task, &task) && task.doing == STATE_READY && !task.begun;
}

static gboolean
does(Moment *m, StateDoing doing)
{
    StateTask task;

    if (!state_task(m->state, m->task, &task) || task.doing != doing)
        return FALSE;
    m->what = task.waits_for;
    return TRUE;
}

static gboolean
is_ready(Moment *m)
{
    return does(m, STATE_READY);
}

/* And has not had that cancellation yet. */
static gboolean
was_asked_before(Moment *m)
{
    const Track *track = model_track(m->model, m->task);
    gsize at = event_before(track, m->at);

    while (kind_at(m, at) == TRACE_TASK_READY)
        at = event_before(track, at);
    return is_ready(m) && kind_at(m, at) == TRACE_TASK_CANCEL;
}

static gboolean
is_running(Moment *m)
{
    return does(m, STATE_RUNNING) || does(m, STATE_OUTER);
}

static gboolean
waits_for(Moment *m, FutureSort sort)
{
    return does(m, STATE_WAITING) && future_sort(m, m->what) == sort;
}

static gboolean
waits_for_task(Moment *m)
{
    m->other = waits_for(m, FUTURE_TASK) ? m->what : TRACE_NOBODY;
    return m->other != TRACE_NOBODY;
}

static gboolean
waits_for_gather(Moment *m)
{
    return waits_for(m, FUTURE_GATHER);
}

static gboolean
waits_for_wait(Moment *m)
{
    return waits_for(m, FUTURE_WAIT) && stand_with_wait(m, m->what);
}

static gboolean
waits_for_group(Moment *m)
{
    m->thing = waits_for(m, FUTURE_PLACE) ? future_thing(m, m->what) : TRACE_NOBODY;
    return thing_kind(m, m->thing) == STATE_GROUP;
}

static gboolean
waits_for_future(Moment *m)
{
    return does(m, STATE_WAITING) && m->what != TRACE_NOBODY && model_track(m->model, m->what);
}

/* {name} is what it made itself. */
static gboolean
waits_for_own(Moment *m)
{
    guint32 maker;

    if (!waits_for_future(m) || !sentence_names_maker(m, m->what, &maker) || maker != m->task)
        return FALSE;
    moment_call(m, g_strdup(model_track(m->model, m->what)->name));
    return TRUE;
}

/* It leaves a block that had requested its cancellation: the one it entered last of these. */
static gboolean
leaves_block(Moment *m)
{
    StateThing thing;
    guint at = 0;

    m->thing = TRACE_NOBODY;
    while (!m->event->site && state_next_thing(m->state, &at, &thing)) {
        gboolean block = thing.kind == STATE_TIMEOUT || thing.kind == STATE_GROUP;
        if (block && thing.holder == m->task && thing.state == TRACE_STATE_CANCELLED)
            m->thing = thing.track;
    }
    return m->thing != TRACE_NOBODY;
}

static gboolean
requests_are_left(Moment *m)
{
    return m->event->value > 0;
}

const SentenceRow sentences_of_cancels[] = {
    ROW(TASK_CANCEL, "1.on", is_asked_on, "{other} awaits {task}, so the request goes on to it."),
    ROW(TASK_CANCEL, "1.timeout", is_asked_by_timeout,
        "{thing} requests the cancellation of {task}."),
    ROW(TASK_CANCEL, "1.group", is_asked_by_group, "{thing} requests the cancellation of {task}."),
    ROW(TASK_CANCEL, "1.interrupt", is_asked_by_interrupt,
        "Ctrl+C requests the cancellation of {task}, the main task."),
    ROW(TASK_CANCEL, "1.signal", is_asked_by_signal,
        "Signal {n} requests the cancellation of {task}, the main task."),
    ROW(TASK_CANCEL, "1.future", is_asked_by_future,
        "{what} passes the request for its cancellation on to {task}."),
    ROW(TASK_CANCEL, "1.message", is_asked_with_message,
        "{by} requests the cancellation of {task} at line {line}: “{text}”."),
    ROW(TASK_CANCEL, "1.asked", is_asked_by_waiter,
        "{by} is to be cancelled, so the request goes on to {task}."),
    ROW(TASK_CANCEL, "1", is_asked_by_task,
        "{by} requests the cancellation of {task} at line {line}."),
    ROW(TASK_CANCEL, "1.self", is_asked_by_itself,
        "{task} requests its own cancellation at line {line}."),
    ROW(TASK_CANCEL, "1.by", is_asked_by_any_task, "{by} requests the cancellation of {task}."),
    ROW(TASK_CANCEL, "1.owned", owned_runs,
        "A callback of {other} requests the cancellation of {task}."),
    ROW(TASK_CANCEL, "1.callback", take_running, "A callback requests the cancellation of {task}."),
    ROW(TASK_CANCEL, "1.stuck", is_asked_by_stuck_run,
        "Nothing can wake {task}, so the run cancels it."),
    ROW(TASK_CANCEL, "1.run", run_acts,
        "The run is ending, so it requests the cancellation of {task}."),
    ROW(TASK_CANCEL, "1.outside", is_asked_from_outside,
        "The cancellation of {task} is requested at line {line}, outside of the loop."),
    ROW(TASK_CANCEL, "1.unknown", NULL, "The cancellation of {task} is requested."),
    ROW(TASK_CANCEL, "2.again", was_asked_before,
        "There was a request before: both come as one cancellation."),
    ROW(TASK_CANCEL, "2.notbegun", has_not_begun, "{task} has not begun, and will not."),
    ROW(TASK_CANCEL, "2.ready", is_ready,
        "{task} is ready: it will be resumed with the cancellation."),
    ROW(TASK_CANCEL, "2.passes", waits_for_task,
        "{task} awaits {other}, which gets the request next."),
    ROW(TASK_CANCEL, "2.gather", waits_for_gather,
        "{task} waits for {what}, which gets the request next."),
    ROW(TASK_CANCEL, "2.wait", waits_for_wait,
        "{task} is in the wait at line {line}, which is cancelled first."),
    ROW(TASK_CANCEL, "2.group", waits_for_group,
        "{task} waits for the tasks of {thing}: this wait ends first."),
    ROW(TASK_CANCEL, "2.own", waits_for_own,
        "{task} waits for its {name}, which is cancelled first."),
    ROW(TASK_CANCEL, "2.waits", waits_for_future,
        "{task} waits for {what}, which is cancelled first."),
    ROW(TASK_CANCEL, "2.runs", is_running, "The next call in which {task} waits will end with it."),

    ROW(TASK_UNCANCEL, "1.block", leaves_block, "{thing} takes back its request to cancel {task}."),
    ROW(TASK_UNCANCEL, "1", NULL, "{task} takes back one request to cancel it."),
    MANY(TASK_UNCANCEL, "2", requests_are_left, "{n} request is left.", "{n} requests are left."),
    ROW(TASK_UNCANCEL, "2.noneblock", leaves_block, "No other request is left."),
    ROW(TASK_UNCANCEL, "2.none", NULL, "None is left, so {task} goes on as if never asked."),

    ROW(CANCEL_PUT_BACK, "1", NULL, "{task} ignored its cancellation, so the request is put back."),
    ROW(CANCEL_PUT_BACK, "2", NULL, "The next call in which {task} waits will end with it."),
    END_OF_ROWS,
};
