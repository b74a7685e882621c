/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ready-item.c - what stands in the ready queue, and how to name it. */
#include "ui/model/ready-item.h"

#include "ui/model/callee.h"
#include "ui/model/future-facts.h"

gboolean
moment_call_site(Moment *m, guint32 id)
{
    const TraceSite *site = model_site(m->model, id);
    g_autofree char *name = site ? callee_name(site->name) : NULL;

    if (!name)
        return FALSE;
    moment_call(m, g_strconcat(name, "()", NULL));
    return TRUE;
}

/* ---- of what sort it is ---- */

static gboolean
is_of(const Moment *m, StateKind kind)
{
    return m->has_item && m->item.kind == kind;
}

static gboolean
name_other(Moment *m, gboolean is_so)
{
    if (is_so)
        m->other = m->item.track;
    return is_so;
}

/* Not one that just any code has scheduled. */
static gboolean
has_owner(const Moment *m)
{
    return m->item.track != TRACE_NOBODY && m->item.track != TRACE_LOOP_ID &&
           model_track(m->model, m->item.track);
}

gboolean
item_is_step(Moment *m)
{
    return name_other(m, is_of(m, STATE_STEP));
}

gboolean
item_is_owned(Moment *m)
{
    gboolean is_so = is_of(m, STATE_DONE) || is_of(m, STATE_HANDLE);

    return name_other(m, is_so && has_owner(m));
}

gboolean
item_is_one_of_several(Moment *m)
{
    m->k = m->item.k;
    m->of = m->item.n;
    return is_of(m, STATE_DONE) && m->of > 1 && item_is_owned(m);
}

gboolean
item_is_named(Moment *m)
{
    return is_of(m, STATE_HANDLE) && moment_call_site(m, m->item.site);
}

gboolean
item_is_wait_timer(Moment *m)
{
    return is_of(m, STATE_EXPIRED) && stand_with_wait(m, m->item.track);
}

gboolean
item_is_timer(Moment *m)
{
    gboolean is_so = is_of(m, STATE_EXPIRED) || is_of(m, STATE_LATER);

    return name_other(m, is_so && has_owner(m));
}

gboolean
item_is_named_timer(Moment *m)
{
    return is_of(m, STATE_LATER) && moment_call_site(m, m->item.site);
}

gboolean
item_is_plain_timer(Moment *m)
{
    return is_of(m, STATE_LATER) || is_of(m, STATE_EXPIRED);
}

gboolean
item_is_result(Moment *m)
{
    return name_other(m, is_of(m, STATE_RESULT) && has_owner(m));
}

gboolean
item_is_call(Moment *m)
{
    return is_of(m, STATE_CALL) || is_of(m, STATE_RESULT);
}

/* ---- which one ---- */

gboolean
take_next(Moment *m)
{
    guint at = 0;

    m->has_item = !state_ready_unknown(m->state) && state_next_ready(m->state, &at, &m->item);
    return TRUE;
}

static gboolean
find_own(Moment *m, guint *ret_at)
{
    guint at = 0;

    while (state_last_ready(m->state, &at, &m->item))
        if (m->item.cause == m->at) {
            *ret_at = at;
            return TRUE;
        }
    return FALSE;
}

gboolean
take_own(Moment *m)
{
    guint at;

    return m->has_item = find_own(m, &at);
}

gboolean
take_before(Moment *m)
{
    guint at;
    gboolean found = find_own(m, &at);

    m->has_item = found && state_last_ready(m->state, &at, &m->item);
    return found && !state_ready_unknown(m->state);
}

gboolean
take_running(Moment *m)
{
    return m->has_item = state_running(m->state, 0, &m->item);
}

/* Other threads do not run in the loop. */
char *
callback_name(const Moment *m)
{
    Moment runs = {.model = m->model, .state = m->state};
    gboolean is_named = m->event && m->event->thread == 0 && take_running(&runs) &&
                        (item_is_named(&runs) || item_is_named_timer(&runs));
    char *name = is_named ? g_strdup(runs.name) : NULL;

    moment_clear(&runs);
    return name;
}

gboolean
callback_runs(const Moment *m)
{
    g_autofree char *name = callback_name(m);

    return name != NULL;
}

gboolean
code_runs(Moment *m)
{
    return task_runs(m) || callback_runs(m);
}

gboolean
is_by_code(Moment *m)
{
    return is_task(m, m->event->object) || callback_runs(m);
}

gboolean
owned_runs(Moment *m)
{
    return take_running(m) && item_is_owned(m);
}

gboolean
task_runs(Moment *m)
{
    m->task = take_running(m) && m->item.kind == STATE_STEP ? m->item.track : TRACE_NOBODY;
    return m->task != TRACE_NOBODY;
}

gboolean
outer_goes_on(Moment *m)
{
    m->other = take_running(m) && m->item.kind == STATE_STEP ? m->item.track : TRACE_NOBODY;
    return m->other != TRACE_NOBODY;
}

gboolean
names_callback(Moment *m)
{
    return moment_call_site(m, m->event->site);
}

/* The handle that an event of callbacks is about; 0: none. */
static gint64
handle_of(const TraceEvent *event)
{
    gboolean is_timer = event->kind == TRACE_TIMER_ARMED || event->kind == TRACE_TIMER_CANCELLED;

    if (is_timer)
        return event->object;
    return event->kind == TRACE_CALLBACK_READY || event->kind == TRACE_CALLBACK_DROPPED
               ? event->value
               : 0;
}

gboolean
names_cancelled(Moment *m)
{
    enum { LOOKED_AT = 4096 };
    const Track *loop = model_track(m->model, TRACE_LOOP_ID);
    gsize at = event_before(loop, m->at);

    for (guint i = 0; handle_of(m->event) && at != MODEL_NONE && i < LOOKED_AT; i++) {
        const TraceEvent *event = model_event(m->model, at);
        if (handle_of(event) == handle_of(m->event))
            return moment_call_site(m, event->site);
        at = event_before(loop, at);
    }
    return FALSE;
}

gboolean
take_ended(Moment *m)
{
    return m->has_item = state_ended(m->state, &m->item);
}

/* ---- the queue ---- */

/* If the recording does not have all, some futures may have callbacks that are not known. */
gboolean
queue_is_empty(Moment *m)
{
    return !moment_is_unsure(m) && state_n_ready(m->state) == 0;
}

gboolean
queue_has_one(Moment *m)
{
    return !state_ready_unknown(m->state) && state_n_ready(m->state) == 1;
}

gboolean
item_is_none(Moment *m)
{
    return !m->has_item;
}

gboolean
item_is_any(Moment *m)
{
    return m->has_item;
}

/* Only the last turn has the event in it. */
gboolean
loop_is_stopping(Moment *m)
{
    const Track *loop = model_track(m->model, TRACE_LOOP_ID);

    for (gsize at = m->at; at != MODEL_NONE; at = event_before(loop, at)) {
        guint kind = kind_at(m, at);
        if (kind == TRACE_TURN_BEGIN)
            return FALSE;
        if (kind == TRACE_STOP_BEGIN || kind == TRACE_LOOP_STOP)
            return TRUE;
    }
    return FALSE;
}
