/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-task-pages.c - in words, pages on which a task runs or prints: what it does there, and
 * how it stops. */
#include "ui/model/callee.h"
#include "ui/model/page-facts.h"
#include "ui/model/ready-item.h"
#include "ui/model/sentences.h"

static guint
deed_kind(const Moment *m)
{
    return kind_at(m, m->page->deed);
}

static guint
stop_kind(const Moment *m)
{
    return kind_at(m, m->page->end);
}

/* ---- all of it in one sentence ---- */

/* Tasks {n} that it requests the cancellation of, one request each. */
static gboolean
cancels_several(Moment *m)
{
    m->n = m->page->n_deeds;
    return deed_kind(m) == TRACE_TASK_CANCEL && m->n > 1;
}

static gboolean
cancels_and_returns(Moment *m)
{
    guint stop = stop_kind(m);
    const TraceEvent *event = stop ? model_event(m->model, m->page->end) : NULL;

    return cancels_several(m) && stop == TRACE_TASK_DONE && event->value_type == TRACE_VALUE_NONE;
}

/* It was resumed at a line that is known, where it waited or gave way. */
static gboolean
goes_on(Moment *m)
{
    const SentenceRow *row = m->event->kind == TRACE_TASK_STEP ? sentence_pick(m, '2') : NULL;

    return row && g_strcmp0(row->context, SENTENCE_CONTEXT("TASK_STEP", "2.after")) == 0;
}

/* And returns, with nothing else to tell. {line} is that after which it goes on. */
static gboolean
goes_on_and_returns(Moment *m)
{
    if (deed_kind(m) || stop_kind(m) != TRACE_TASK_DONE || !goes_on(m))
        return FALSE;
    m->event = model_event(m->model, m->page->end); /* whose value it returns */
    return TRUE;
}

static gboolean
goes_on_and_returns_value(Moment *m)
{
    return goes_on_and_returns(m) && has_value(m);
}

/* ---- the most telling thing ---- */

/* {what} and {other} are the first and the last of several. */
static gboolean
does_several(Moment *m, guint kind)
{
    m->n = m->page->n_deeds;
    if (deed_kind(m) != kind || m->n < 2)
        return FALSE;
    m->task = m->page->task;
    m->what = model_event(m->model, m->page->deed)->subject;
    m->other = model_event(m->model, m->page->last_deed)->subject;
    return TRUE;
}

static gboolean
makes_tasks(Moment *m)
{
    return does_several(m, TRACE_TASK_CREATED);
}

/* One that begins at once is never in the ready queue. */
static gboolean
makes_ready_tasks(Moment *m)
{
    return makes_tasks(m) && page_count(m, TRACE_TASK_EAGER) == 0;
}

static gboolean
makes_two_ready_tasks(Moment *m)
{
    return makes_ready_tasks(m) && m->n == 2;
}

static gboolean
makes_two_tasks(Moment *m)
{
    return makes_tasks(m) && m->n == 2;
}

static gboolean
gives_jobs(Moment *m)
{
    return does_several(m, TRACE_JOB_QUEUED);
}

static gboolean
gives_two_jobs(Moment *m)
{
    return gives_jobs(m) && m->n == 2;
}

/* All of them into one queue. */
static gboolean
puts_items(Moment *m)
{
    gsize at = m->page->deed;

    if (!does_several(m, TRACE_QUEUE_PUT))
        return FALSE;
    for (; at != MODEL_NONE; at = page_next(m, TRACE_QUEUE_PUT, at))
        if (model_event(m->model, at)->subject != m->what)
            return FALSE;
    m->thing = m->what;
    return TRUE;
}

static gboolean
stops_too(Moment *m)
{
    return stop_kind(m) != 0;
}

/* ---- calls ---- */

static gboolean
call_ends_well(const Moment *m, gsize at)
{
    return model_event(m->model, at)->value_type != TRACE_VALUE_ERROR;
}

static char *
function_at(const Moment *m, gsize at)
{
    const TraceSite *site = model_site(m->model, model_event(m->model, at)->site);
    g_autofree char *name = site ? callee_name(site->name) : NULL;

    return name ? g_strconcat(name, "()", NULL) : NULL;
}

/* {name} and then {text} return. */
static gboolean
two_calls_return(Moment *m)
{
    if (deed_kind(m) != TRACE_FRAME_LEAVE || m->page->n_deeds != 2 || stops_too(m) ||
        !call_ends_well(m, m->page->deed) || !call_ends_well(m, m->page->last_deed))
        return FALSE;
    moment_call(m, function_at(m, m->page->deed));
    moment_say(m, function_at(m, m->page->last_deed));
    return m->name && m->text;
}

/* {name}, and {n} more in which it was called. */
static gboolean
several_calls_return(Moment *m)
{
    m->n = m->page->n_deeds - 1;
    if (deed_kind(m) != TRACE_FRAME_LEAVE || m->n < 2 || stops_too(m) ||
        page_count(m, TRACE_FRAME_ENTER))
        return FALSE;
    moment_call(m, function_at(m, m->page->deed));
    return m->name != NULL;
}

/* It is told by what it does after them. */
static gboolean
calls_return_and_it_stops(Moment *m)
{
    return deed_kind(m) == TRACE_FRAME_LEAVE && stops_too(m);
}

static gboolean
goes_deeper(Moment *m)
{
    m->n = m->page->n_deeds;
    m->task = m->page->task;
    return deed_kind(m) == TRACE_FRAME_ENTER && m->n > 1 &&
           moment_call_site(m, model_event(m->model, m->page->last_deed)->site);
}

/* The first one of its step; what it does there follows on the next page. */
static gboolean
calls_and_runs_on(Moment *m)
{
    gsize at = m->page->deed;

    if (deed_kind(m) != TRACE_FRAME_ENTER || stops_too(m) || m->event->kind != TRACE_TASK_STEP)
        return FALSE;
    moment_go(m, at);
    return moment_call_site(m, m->event->site);
}

static gboolean
does_one_thing(Moment *m)
{
    if (!deed_kind(m))
        return FALSE;
    moment_go(m, m->page->deed);
    return TRUE;
}

static gboolean
stops(Moment *m)
{
    if (!stop_kind(m))
        return FALSE;
    moment_go(m, m->page->end);
    return TRUE;
}

const SentenceRow page_of_task[] = {
    SHARED("page-task", "2.cancels", cancels_and_returns,
           "It requests the cancellation of {n} tasks, and returns."),
    SHARED("page-task", "2.value", goes_on_and_returns_value,
           "It goes on after line {line} and returns {text}."),
    SHARED("page-task", "2.returns", goes_on_and_returns,
           "It goes on after line {line} and returns."),
    END_OF_ROWS,
};

const SentenceRow page_deed[] = {
    SHARED("page-task", "2.canceltasks", cancels_several,
           "{task} requests the cancellation of {n} tasks."),
    SHARED("page-task", "2.tworeadytasks", makes_two_ready_tasks,
           "{task} makes 2 tasks, both ready: {what} and {other}."),
    SHARED("page-task", "2.readytasks", makes_ready_tasks,
           "{task} makes {n} tasks, all ready: {what} to {other}."),
    SHARED("page-task", "2.twotasks", makes_two_tasks, "{task} makes 2 tasks: {what} and {other}."),
    SHARED("page-task", "2.tasks", makes_tasks, "{task} makes {n} tasks: {what} to {other}."),
    SHARED("page-task", "2.twojobs", gives_two_jobs,
           "{task} gives the pool 2 jobs: {what} and {other}."),
    SHARED("page-task", "2.jobs", gives_jobs, "{task} gives the pool {n} jobs: {what} to {other}."),
    SHARED("page-task", "2.puts", puts_items, "{task} puts {n} items into {thing}."),
    NONE_SHARED("page-task", "2.left", calls_return_and_it_stops),
    SHARED("page-task", "2.twoleft", two_calls_return, "{name} and then {text} return."),
    SHARED("page-task", "2.allleft", several_calls_return,
           "{name} and the {n} calls around it return."),
    SHARED("page-task", "2.deeper", goes_deeper, "{task} goes {n} calls deeper, into {name}."),
    SHARED("page-task", "2.calls", calls_and_runs_on,
           "{task} calls {name} at line {line}: the same task runs on."),
    AS_EVENT("page-task", "2.deed", does_one_thing, '1'),
    END_OF_ROWS,
};

const SentenceRow page_stop[] = {
    AS_EVENT("page-task", "2.stop", stops, '1'),
    END_OF_ROWS,
};
