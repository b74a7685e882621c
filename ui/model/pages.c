/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pages.c - where a page begins, by the kind of event and what the page before began with; the
 * table at the end has the kinds. */
#include "ui/model/pages.h"

static const gint64 moment_ns = 1000000; /* what follows as soon as this seems to come at once */

/* Whether `event` begins a page, `first` being what the page before began with, or NULL. */
typedef gboolean (*PageBegins)(const TraceEvent *event, const TraceEvent *first);

static gboolean
always(const TraceEvent *event, const TraceEvent *first)
{
    return TRUE;
}

static gboolean
of_another_future(const TraceEvent *event, const TraceEvent *first)
{
    return !first || first->kind != event->kind || first->object != event->object ||
           event->object == TRACE_NOBODY;
}

static gboolean
not_at_once(const TraceEvent *event, const TraceEvent *first)
{
    gboolean freed = first && (first->kind == TRACE_JOB_END || first->kind == TRACE_WORKER_STARTED);

    return !freed || first->subject != event->subject ||
           event->time_ns - first->time_ns > moment_ns;
}

static gboolean
is_first_of_kind(const TraceEvent *event, const TraceEvent *first)
{
    return !first || first->kind != event->kind;
}

static const PageBegins begins[];
static const gsize n_begins;

static gboolean
begins_page(const TraceEvent *event, const TraceEvent *first)
{
    PageBegins fn = event->kind < n_begins ? begins[event->kind] : NULL;

    return fn && fn(event, first);
}

static gboolean
leads_on(const TraceEvent *event)
{
    return event->kind == TRACE_POLL_END || event->kind == TRACE_TURN_BEGIN ||
           event->kind == TRACE_TIMER_FIRED;
}

/* Whether `event` is told with `first`, with which its page begins. */
static gboolean
is_told_with(const TraceEvent *event, const TraceEvent *first)
{
    gboolean freed = first->kind == TRACE_JOB_END || first->kind == TRACE_WORKER_STARTED;

    if (first->kind == TRACE_WORKER_STOPPED)
        return event->kind == TRACE_WORKER_STOPPED;
    return freed && event->kind == TRACE_JOB_BEGIN && event->subject == first->subject;
}

static gsize
shown_of(const Model *model, const Page *page)
{
    gsize shown = page->last;

    while (shown > page->first &&
           !is_told_with(model_event(model, shown), model_event(model, page->first)))
        shown--;
    return shown;
}

/* Ends the last page before `end`. */
static void
end_page(const Model *model, GArray *pages, gsize end)
{
    if (pages->len == 0)
        return;
    Page *page = &g_array_index(pages, Page, pages->len - 1);
    page->last = end - 1;
    while (page->last > page->first && leads_on(model_event(model, page->last)))
        page->last--;
    page->shown = shown_of(model, page);
}

static void
begin_page(const Model *model, GArray *pages, gsize event, gboolean is_event)
{
    Page page = {.first = event, .shown = event, .last = event, .is_event = is_event};

    end_page(model, pages, event);
    g_array_append_val(pages, page);
}

GArray *
pages_new(const Model *model, gsize from, gsize to)
{
    GArray *pages = g_array_new(FALSE, FALSE, sizeof(Page));
    const TraceEvent *first = NULL;

    for (gsize i = from; i <= to && i < model_n_events(model); i++) {
        const TraceEvent *event = model_event(model, i);
        if (!begins_page(event, first))
            continue;
        begin_page(model, pages, i, FALSE);
        first = event;
    }
    end_page(model, pages, MIN(to + 1, model_n_events(model)));
    return pages;
}

GArray *
pages_new_by_step(const Model *model, StepMode mode, gsize from, gsize to)
{
    GArray *pages = g_array_new(FALSE, FALSE, sizeof(Page));
    gsize i = from > 0 ? from - 1 : MODEL_NONE;

    while ((i = model_step(model, mode, NULL, i, 1)) != MODEL_NONE && i <= to)
        begin_page(model, pages, i, mode != STEP_RESUME);
    end_page(model, pages, MIN(to + 1, model_n_events(model)));
    return pages;
}

/* ---- the table ---- */

static const PageBegins begins[] = {
    [TRACE_RUN_END] = always,
    [TRACE_POLL_BEGIN] = always,
    [TRACE_CALLBACK_BEGIN] = of_another_future,
    [TRACE_TIMER_BEGIN] = always,
    [TRACE_EXCEPTION] = always,
    [TRACE_DROPPED] = always,
    [TRACE_TASK_STEP] = always,
    [TRACE_TASK_STEP_CANCEL] = always,
    [TRACE_WORKER_STARTED] = always,
    [TRACE_WORKER_STOPPED] = is_first_of_kind,
    [TRACE_JOB_BEGIN] = not_at_once,
    [TRACE_JOB_END] = always,
    [TRACE_OUTPUT] = always,
    [TRACE_MARK] = always,
    [TRACE_RUN_JOINED] = always,
};

static const gsize n_begins = G_N_ELEMENTS(begins);
