/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-timers.c - in words, timers that are set, due and dropped. */
#include "ui/model/ready-item.h"
#include "ui/model/sentences.h"

static gboolean
is_of_callback(const Moment *m)
{
    return m->event->subject == TRACE_LOOP_ID || m->event->subject == TRACE_NOBODY;
}

static gboolean
is_of_future(Moment *m)
{
    m->what = m->event->subject;
    return !is_of_callback(m);
}

static gboolean
is_of_sleep(Moment *m)
{
    return is_of_future(m) && future_sort(m, m->what) == FUTURE_SLEEP;
}

static gboolean
is_of_wait(Moment *m)
{
    return is_of_future(m) && stand_with_wait(m, m->what);
}

static gboolean
is_of_named_by_task(Moment *m)
{
    return is_of_callback(m) && code_runs(m) && names_callback(m);
}

static gboolean
is_of_named_past(Moment *m)
{
    return is_of_callback(m) && names_callback(m) && m->event->value < 0;
}

static gboolean
is_of_named(Moment *m)
{
    return is_of_callback(m) && names_callback(m);
}

/* When it is due, it says so itself. */
static gboolean
is_due_named(Moment *m)
{
    return is_of_callback(m) && take_own(m) && item_is_named_timer(m);
}

static gboolean
is_of_task(Moment *m)
{
    return is_of_callback(m) && code_runs(m);
}

static gboolean
is_set(Moment *m)
{
    m->time_ns = m->event->time_ns + m->event->value;
    return m->event->value >= 0;
}

/* How many that were set before are due at the same time. */
static gboolean
is_set_with_others(Moment *m)
{
    m->time_ns = m->event->time_ns + m->event->value;
    guint n = state_n_timers_at(m->state, m->time_ns);
    m->n = n > 0 ? n - 1 : 0; /* without itself */
    return m->n > 0;
}

/* The only one of them is that of a wait(). */
static gboolean
is_set_after_wait(Moment *m)
{
    StateTimer timer;
    guint at = 0;

    if (!is_set_with_others(m) || m->n > 1)
        return FALSE;
    while (state_next_timer(m->state, &at, &timer))
        if (timer.deadline_ns == m->time_ns && timer.armed < m->at) {
            m->item = timer.item;
            m->has_item = TRUE;
        }
    return item_is_wait_timer(m);
}

/* The event that set the timer which an event of track `id` is about: they come up in the order in
 * which they were set, since a block that is moved sets the new one first. */
static const TraceEvent *
setting(const Moment *m, guint32 id, gsize event)
{
    const Track *track = id == TRACE_LOOP_ID ? NULL : model_track(m->model, id);
    gsize n_over = 0;

    for (guint i = 0; track && i < track->events->len; i++) {
        gsize at = g_array_index(track->events, gsize, i);
        guint kind = kind_at(m, at);
        if (at >= event)
            break;
        n_over += kind == TRACE_TIMER_FIRED || kind == TRACE_TIMER_CANCELLED;
    }
    for (guint i = 0; track && i < track->events->len; i++) {
        gsize at = g_array_index(track->events, gsize, i);
        if (kind_at(m, at) == TRACE_TIMER_ARMED && n_over-- == 0)
            return model_event(m->model, at);
    }
    return NULL;
}

static gboolean
find_deadline(const Moment *m, gsize event, gint64 *ret_ns)
{
    const TraceEvent *set = setting(m, model_event(m->model, event)->subject, event);

    if (set)
        *ret_ns = set->time_ns + set->value;
    return set != NULL;
}

/* Another timer is due at the same instant, and was before it. */
static gboolean
is_due_too(Moment *m)
{
    gsize before = loop_before(m, m->at);

    m->cause = before;
    m->other = kind_at(m, before) == TRACE_TIMER_FIRED ? model_event(m->model, before)->subject
                                                       : TRACE_NOBODY;
    return m->other != TRACE_NOBODY && is_of_future(m);
}

static gboolean
wait_is_due_too(Moment *m)
{
    return is_due_too(m) && is_of_wait(m);
}

/* Their deadlines are the same, so the one set first comes first. */
static gboolean
was_set_later(Moment *m)
{
    gint64 deadline_ns, other_ns;

    return is_due_too(m) && m->other != TRACE_LOOP_ID && find_deadline(m, m->at, &deadline_ns) &&
           find_deadline(m, m->cause, &other_ns) && deadline_ns == other_ns;
}

static gboolean
was_set_after_wait(Moment *m)
{
    return was_set_later(m) && stand_with_wait(m, m->other);
}

static gboolean
is_late(Moment *m)
{
    enum { LATE_NS = 1000000 };
    gint64 deadline_ns;

    if (!find_deadline(m, m->at, &deadline_ns))
        return FALSE;
    m->duration_ns = m->event->time_ns - deadline_ns;
    return m->duration_ns > LATE_NS;
}

/* It has another one. */
static gboolean
is_replaced(Moment *m)
{
    StateTimer timer;

    return is_of_future(m) && state_timer_of(m->state, m->what, &timer);
}

static gboolean
sleep_was_cancelled(Moment *m)
{
    return is_of_sleep(m) && outcome_of(m, m->what) == TRACE_STATE_CANCELLED;
}

static gboolean
cancels_named(Moment *m)
{
    return code_runs(m) && names_cancelled(m);
}

static gboolean
had_time_left(Moment *m)
{
    gint64 deadline_ns;

    if (!find_deadline(m, m->at, &deadline_ns))
        return FALSE;
    m->duration_ns = deadline_ns - m->event->time_ns;
    return m->duration_ns > 0;
}

const SentenceRow sentences_of_timers[] = {
    ROW(TIMER_ARMED, "1.wait", is_of_wait, "A timer is set for the wait at line {line}."),
    ROW(TIMER_ARMED, "1", is_of_future, "A timer is set for {what}."),
    ROW(TIMER_ARMED, "1.past", is_of_named_past,
        "A timer is set for {name}: its time is over already."),
    ROW(TIMER_ARMED, "1.named", is_of_named_by_task,
        "{task} sets a timer of {duration} for {name}."),
    ROW(TIMER_ARMED, "1.namedcallback", is_of_named, "A timer of {duration} is set for {name}."),
    ROW(TIMER_ARMED, "1.plain", is_of_task, "{task} sets a timer of {duration} for a callback."),
    ROW(TIMER_ARMED, "1.callback", NULL, "A timer of {duration} is set for a callback."),
    ROW(TIMER_ARMED, "2.samewait", is_set_after_wait,
        "It is due at {time}, too, after that of the wait, set first."),
    MANY(TIMER_ARMED, "2.same", is_set_with_others,
         "It is due at {time}, too, after {n} timer that was set first.",
         "It is due at {time}, too, after {n} timers that were set first."),
    ROW(TIMER_ARMED, "2", is_set, "It is due at {time}."),

    ROW(TIMER_FIRED, "1.waittoo", wait_is_due_too,
        "The timer of the wait at line {line} is due, too."),
    ROW(TIMER_FIRED, "1.too", is_due_too, "The timer of {what} is due, too."),
    ROW(TIMER_FIRED, "1.wait", is_of_wait, "The timer of the wait at line {line} is due."),
    ROW(TIMER_FIRED, "1", is_of_future, "The timer of {what} is due."),
    ROW(TIMER_FIRED, "1.named", is_due_named, "The timer of {name} is due."),
    ROW(TIMER_FIRED, "1.plain", NULL, "The timer of a callback is due."),
    ROW(TIMER_FIRED, "2.laterwait", was_set_after_wait,
        "It was set after that of the wait, and comes after it."),
    ROW(TIMER_FIRED, "2.later", was_set_later,
        "It was set after that of {other}, and comes after it."),
    ROW(TIMER_FIRED, "2.late", is_late, "It is {duration} late."),
    SEE(TIMER_FIRED, "2", take_before, sentences_place),

    ROW(TIMER_CANCELLED, "1.wait", is_of_wait,
        "The wait at line {line} is over, so its timer is dropped."),
    ROW(TIMER_CANCELLED, "1.sleep", sleep_was_cancelled,
        "{what} was cancelled, so its timer is dropped."),
    ROW(TIMER_CANCELLED, "1.old", is_replaced, "The timer that {what} had before is dropped."),
    ROW(TIMER_CANCELLED, "1.block", is_of_future,
        "{what} needs its timer no more, so it is dropped."),
    ROW(TIMER_CANCELLED, "1.named", cancels_named, "{task} cancels the timer of {name}."),
    ROW(TIMER_CANCELLED, "1.passive", names_cancelled,
        "The timer of {name} is dropped: it was cancelled."),
    ROW(TIMER_CANCELLED, "1.task", code_runs, "{task} cancels the timer of a callback."),
    ROW(TIMER_CANCELLED, "1.plain", NULL, "The timer of a callback is dropped: it was cancelled."),
    ROW(TIMER_CANCELLED, "2", had_time_left, "It had {duration} left."),
    END_OF_ROWS,
};
