/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page-facts.c - looks through the events of a page; the table at the end says which of the things
 * that a task does is told first. */
#include "ui/model/page-facts.h"

static const guint deeds[];
static const guint n_deeds;

/* Lower is more telling; n_deeds: not at all. */
static guint
rank_of(const TraceEvent *event, guint32 task)
{
    guint rank = 0;

    while (rank < n_deeds && deeds[rank] != event->kind)
        rank++;
    /* a request that is passed on comes from the task it was made to */
    return event->kind == TRACE_TASK_CANCEL && event->object != task ? n_deeds : rank;
}

/* Whose step or output the page begins with. */
static guint32
task_of(const Model *model, const TraceEvent *first)
{
    const TraceKindInfo *kind = trace_kind(first->kind);
    const Track *track = model_track(model, first->subject);
    gboolean runs = kind && kind->track == TRACE_TRACK_TASK && first->thread == 0;

    return runs && track && track->group == TRACE_TRACK_TASK ? first->subject : TRACE_NOBODY;
}

static gboolean
stops_task(const TraceEvent *event, guint32 task)
{
    const TraceKindInfo *kind = trace_kind(event->kind);

    return event->subject == task && kind && kind->track == TRACE_TRACK_TASK &&
           kind->on_loop == TRACE_LOOP_FREE;
}

static void
note_deed(const Model *model, PageFacts *facts, gsize at)
{
    const TraceEvent *event = model_event(model, at);
    guint rank = rank_of(event, facts->task);
    guint known =
        facts->deed == MODEL_NONE ? n_deeds : rank_of(model_event(model, facts->deed), facts->task);

    if (rank < known) {
        facts->deed = at;
        facts->n_deeds = 0;
    }
    if (rank <= known && rank < n_deeds) {
        facts->last_deed = at;
        facts->n_deeds++;
    }
}

PageFacts
page_facts(const Model *model, const Page *page)
{
    const TraceEvent *first = model_event(model, page->first);
    PageFacts facts = {
        .first = page->first, .last = page->last, .shown = page->shown, .thread = first->thread};

    facts.end = facts.deed = facts.last_deed = MODEL_NONE;
    facts.task = task_of(model, first);
    for (gsize at = page->first + 1; at <= page->last && facts.end == MODEL_NONE; at++) {
        const TraceEvent *event = model_event(model, at);
        if (event->thread != facts.thread)
            continue;
        if (facts.task != TRACE_NOBODY && stops_task(event, facts.task))
            facts.end = facts.last = at;
        else
            note_deed(model, &facts, at);
    }
    return facts;
}

gsize
page_next(const Moment *m, guint kind, gsize from)
{
    for (gsize at = from + 1; at <= m->page->last; at++)
        if (kind_at(m, at) == kind && model_event(m->model, at)->thread == m->page->thread)
            return at;
    return MODEL_NONE;
}

guint
page_count(const Moment *m, guint kind)
{
    guint n = kind_at(m, m->page->first) == kind;

    for (gsize at = m->page->first; (at = page_next(m, kind, at)) != MODEL_NONE;)
        n++;
    return n;
}

/* ---- the table ---- */

static const guint deeds[] = {
    TRACE_TASK_CANCEL,
    TRACE_TASK_CREATED,
    TRACE_JOB_QUEUED,
    TRACE_EVENT_SET,
    TRACE_CONDITION_NOTIFIED,
    TRACE_QUEUE_SHUT_DOWN,
    TRACE_QUEUE_PUT,
    TRACE_QUEUE_EMPTIED,
    TRACE_QUEUE_GET,
    TRACE_BARRIER_BROKEN,
    TRACE_BARRIER_RESET,
    TRACE_BARRIER_OPENED,
    TRACE_GROUP_ABORTED,
    TRACE_GROUP_FAILED,
    TRACE_GROUP_LEFT,
    TRACE_TIMEOUT_RAISED,
    TRACE_TIMEOUT_LEFT,
    TRACE_COMPLETIONS_NEXT,
    TRACE_LOCK_RELEASED,
    TRACE_SEMAPHORE_RELEASED,
    TRACE_SEMAPHORE_FREE,
    TRACE_LOCK_ACQUIRED,
    TRACE_SEMAPHORE_ACQUIRED,
    TRACE_QUEUE_TASK_DONE,
    TRACE_TIMEOUT_ENTERED,
    TRACE_GROUP_ENTERED,
    TRACE_TIMEOUT_RESCHEDULED,
    TRACE_POOL_SHUT_DOWN,
    TRACE_LOOP_STOP,
    TRACE_FUTURE_DONE,
    TRACE_FUTURE_FAILED,
    TRACE_FUTURE_CANCELLED,
    TRACE_OUTPUT,
    TRACE_MARK,
    TRACE_EVENT_CLEARED,
    TRACE_CALLBACK_ADDED,
    TRACE_CALLBACK_READY,
    TRACE_FRAME_LEAVE,
    TRACE_FRAME_ENTER,
    TRACE_QUEUE_CREATED,
    TRACE_LOCK_CREATED,
    TRACE_SEMAPHORE_CREATED,
    TRACE_EVENT_CREATED,
    TRACE_CONDITION_CREATED,
    TRACE_BARRIER_CREATED,
    TRACE_POOL_CREATED,
    TRACE_VAR_SET,
};

static const guint n_deeds = G_N_ELEMENTS(deeds);
