/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-pages.c - in words, pages on which the loop runs callbacks and timers. */
#include "ui/model/page-facts.h"
#include "ui/model/ready-item.h"
#include "ui/model/run.h"
#include "ui/model/sentences.h"

/* Go to the first event of that kind on the page. */
static gboolean
go_to(Moment *m, guint kind)
{
    gsize at = page_next(m, kind, m->page->first);

    if (at == MODEL_NONE)
        return FALSE;
    moment_go(m, at);
    return TRUE;
}

/* ---- callbacks ---- */

/* The callbacks of one future that end, {n} of its {of}. */
static gboolean
are_several(Moment *m)
{
    m->n = page_count(m, TRACE_CALLBACK_BEGIN);
    if (m->n < 2 || !take_running(m) || m->item.kind != STATE_DONE)
        return FALSE;
    m->what = m->item.track;
    m->of = m->item.n;
    return TRUE;
}

static gboolean
are_some(Moment *m)
{
    return are_several(m) && m->n < m->of;
}

static gboolean
are_all_after_failure(Moment *m)
{
    return are_several(m) && outcome_of(m, m->what) == TRACE_STATE_FAILED;
}

static gboolean
are_all_after_cancellation(Moment *m)
{
    return are_several(m) && outcome_of(m, m->what) == TRACE_STATE_CANCELLED;
}

/* Let {what} be the wait() that is over by this, and {n} how many it has waited for. */
static gboolean
ends_wait_for_all(Moment *m)
{
    gint64 pending;

    if (!go_to(m, TRACE_TASK_READY) || !stand_with_wait(m, m->what))
        return FALSE;
    count_members(m, m->what, &m->n, &pending);
    return m->n > 0 && pending == 0;
}

static gboolean
wakes_task(Moment *m)
{
    return go_to(m, TRACE_TASK_READY);
}

/* It is the callback of the main task, which is done. */
static gboolean
stops_for_main(Moment *m)
{
    return take_running(m) && m->item.kind == STATE_DONE && m->item.track == run_main(m) &&
           outcome_of(m, m->item.track) != TRACE_STATE_NONE && go_to(m, TRACE_STOP_BEGIN);
}

/* The loop runs until what it is a callback of has ended. */
static gboolean
stops_for_own(Moment *m)
{
    guint32 own;

    if (!take_running(m) || m->item.kind != STATE_DONE)
        return FALSE;
    own = m->item.track;
    return go_to(m, TRACE_STOP_BEGIN) && m->event->object == own && !run_gathers(m, own);
}

static gboolean
stops_loop(Moment *m)
{
    return go_to(m, TRACE_STOP_BEGIN);
}

static gboolean
is_counted_by_wait(Moment *m)
{
    return go_to(m, TRACE_WAIT_MEMBER_DONE) && stand_with_wait(m, m->what);
}

static gboolean
is_last_for_wait(Moment *m)
{
    return is_counted_by_wait(m) && m->n == 0;
}

static gboolean
is_counted(Moment *m)
{
    return go_to(m, TRACE_WAIT_MEMBER_DONE) || go_to(m, TRACE_GATHER_CHILD_DONE);
}

static gboolean
is_last(Moment *m)
{
    return is_counted(m) && m->n == 0;
}

static gboolean
is_counted_by_group(Moment *m)
{
    return go_to(m, TRACE_GROUP_TASK_DONE);
}

static gboolean
is_last_of_group(Moment *m)
{
    return is_counted_by_group(m) && m->n == 0;
}

/* ---- results ---- */

static gboolean
brings(Moment *m, guint kind)
{
    guint32 job;

    if (!take_running(m) || !item_is_result(m))
        return FALSE;
    job = m->other;
    return go_to(m, kind) && m->what == job;
}

static gboolean
brings_nothing(Moment *m)
{
    return brings(m, TRACE_FUTURE_DONE);
}

static gboolean
brings_value(Moment *m)
{
    return brings(m, TRACE_FUTURE_DONE) && has_value(m);
}

static gboolean
brings_error(Moment *m)
{
    return brings(m, TRACE_FUTURE_FAILED);
}

/* ---- what else they do ---- */

static gboolean
does_something(Moment *m)
{
    if (m->page->deed == MODEL_NONE)
        return FALSE;
    moment_go(m, m->page->deed);
    return TRUE;
}

/* What the first of them does is not what all do. */
static gboolean
are_too_many(Moment *m)
{
    return page_count(m, TRACE_CALLBACK_BEGIN) > 1;
}

const SentenceRow page_callback_first[] = {
    SHARED("page-callback", "1.some", are_some,
           "The loop runs {n} of the {of} callbacks of {what}."),
    SHARED("page-callback", "1.failed", are_all_after_failure,
           "{what} failed, so the loop runs its {n} callbacks."),
    SHARED("page-callback", "1.cancelled", are_all_after_cancellation,
           "{what} is cancelled, so the loop runs its {n} callbacks."),
    SHARED("page-callback", "1.all", are_several,
           "{what} is done, so the loop runs its {n} callbacks."),
    END_OF_ROWS,
};

const SentenceRow page_callback_second[] = {
    SHARED("page-callback", "2.returned", brings_value, "It returned {text}: its future is done."),
    SHARED("page-callback", "2.ended", brings_nothing, "It returned: its future is done."),
    SHARED("page-callback", "2.failed", brings_error, "It failed with “{text}”: its future fails."),
    SHARED_MANY("page-callback", "2.waitall", ends_wait_for_all,
                "The only one is done, so the wait is over: {task} is ready.",
                "All {n} are done, so the wait is over: {task} is ready."),
    AS_EVENT("page-callback", "2.ready", wakes_task, '1'),
    SHARED("page-callback", "2.main", stops_for_main,
           "It is the main task, so the loop stops after this turn."),
    SHARED("page-callback", "2.awaited", stops_for_own,
           "The loop was to run until then, so it stops after this turn."),
    AS_EVENT("page-callback", "2.stop", stops_loop, '1'),
    SHARED("page-callback", "2.waitlast", is_last_for_wait,
           "The wait at line {line} counts it as ended: none to go."),
    SHARED("page-callback", "2.wait", is_counted_by_wait,
           "The wait at line {line} counts it as ended: {n} to go."),
    SHARED("page-callback", "2.last", is_last, "{what} counts it as ended: none to go."),
    SHARED("page-callback", "2.counted", is_counted, "{what} counts it as ended: {n} to go."),
    SHARED("page-callback", "2.grouplast", is_last_of_group,
           "{thing} counts it as ended: none is left."),
    SHARED("page-callback", "2.group", is_counted_by_group,
           "{thing} counts it as ended: {n} to go."),
    AS_EVENT("page-callback", "2.deed", does_something, '1'),
    NONE_SHARED("page-callback", "2.several", are_too_many),
    END_OF_ROWS,
};

/* ---- timers ---- */

/* It was seen to be due, and not together with the one before it. */
static gboolean
is_due(Moment *m)
{
    return take_running(m) && kind_at(m, m->item.cause) == TRACE_TIMER_FIRED;
}

/* Another timer became due at the same instant, just before it. */
static gboolean
is_due_too(Moment *m)
{
    return is_due(m) && kind_at(m, loop_before(m, m->item.cause)) == TRACE_TIMER_FIRED;
}

static gboolean
is_wait_due_too(Moment *m)
{
    return is_due_too(m) && item_is_wait_timer(m);
}

static gboolean
is_wait_due(Moment *m)
{
    return is_due(m) && item_is_wait_timer(m);
}

static gboolean
is_named_due(Moment *m)
{
    return is_due(m) && item_is_timer(m);
}

static gboolean
is_named_due_too(Moment *m)
{
    return is_due_too(m) && item_is_timer(m);
}

/* The time of a wait() is over: {n} of {of} are done. */
static gboolean
ends_wait(Moment *m)
{
    if (!take_running(m) || !item_is_wait_timer(m) || !go_to(m, TRACE_TASK_READY) ||
        !stand_with_wait(m, m->what))
        return FALSE;
    count_members(m, m->what, &m->n, &m->of);
    m->of += m->n;
    return m->of > 0;
}

static gboolean
ends_wait_for_nothing(Moment *m)
{
    return ends_wait(m) && m->n == 0;
}

static gboolean
ends_sleep(Moment *m)
{
    return go_to(m, TRACE_TASK_READY) && future_sort(m, m->what) == FUTURE_SLEEP &&
           outcome_of(m, m->what) == TRACE_STATE_DONE;
}

static gboolean
ends_block(Moment *m)
{
    return go_to(m, TRACE_TIMEOUT_EXPIRED);
}

static gboolean
ends_completions(Moment *m)
{
    return go_to(m, TRACE_COMPLETIONS_EXPIRED);
}

static gboolean
ends_future(Moment *m)
{
    return go_to(m, TRACE_FUTURE_DONE);
}

const SentenceRow page_timer_first[] = {
    SHARED("page-timer", "1.waittoo", is_wait_due_too,
           "The timer of the wait at line {line} is due, too: the loop runs it."),
    SHARED("page-timer", "1.wait", is_wait_due,
           "The timer of the wait at line {line} is due: the loop runs it."),
    SHARED("page-timer", "1.too", is_named_due_too,
           "The timer of {other} is due, too: the loop runs it."),
    SHARED("page-timer", "1", is_named_due, "The timer of {other} is due, so the loop runs it."),
    END_OF_ROWS,
};

const SentenceRow page_timer_second[] = {
    SHARED("page-timer", "2.waitnone", ends_wait_for_nothing,
           "None of {of} is done, but the time is over: {task} is ready."),
    SHARED_MANY("page-timer", "2.wait", ends_wait,
                "{n} of {of} is done, but the time is over: {task} is ready.",
                "{n} of {of} are done, but the time is over: {task} is ready."),
    SHARED("page-timer", "2.sleep", ends_sleep, "{what} is done now, so {task} is ready."),
    AS_EVENT("page-timer", "2.block", ends_block, '1'),
    AS_EVENT("page-timer", "2.completions", ends_completions, '1'),
    AS_EVENT("page-timer", "2.ready", wakes_task, '1'),
    AS_EVENT("page-timer", "2.done", ends_future, '1'),
    AS_EVENT("page-timer", "2.deed", does_something, '1'),
    END_OF_ROWS,
};
