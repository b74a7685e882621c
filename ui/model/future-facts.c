/* SPDX-License-Identifier: GPL-3.0-or-later */
/* future-facts.c - what futures are for, and who waits for them. */
#include "ui/model/future-facts.h"

#include <string.h>

static const char *
called_at(const Moment *m, const TraceEvent *event)
{
    const TraceSite *site = model_site(m->model, event->site);

    return site ? site->name : "";
}

/* Of one that was found, only the name of the call is known. */
static FutureSort
sort_by_name(const char *name)
{
    static const struct {
        const char *name;
        FutureSort sort;
    } rows[] = {{"sleep", FUTURE_SLEEP},    {"wait", FUTURE_WAIT},       {"gather", FUTURE_GATHER},
                {"readable", FUTURE_READS}, {"writable", FUTURE_WRITES}, {"shield", FUTURE_SHIELD}};

    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        if (strcmp(name, rows[i].name) == 0)
            return rows[i].sort;
    return FUTURE_PLAIN;
}

/* "gather(3)"; the run makes one without a call of gather(). */
static FutureSort
sort_by_label(const char *label)
{
    g_autofree char *name = g_strndup(label ? label : "", strcspn(label ? label : "", "("));

    return sort_by_name(name);
}

static FutureSort
sort_of_object(const Moment *m, guint32 id)
{
    return track_of(m, id, TRACE_TRACK_SYNC) ? FUTURE_PLACE : FUTURE_SHIELD;
}

const char *
future_call(const Moment *m, guint32 id)
{
    const TraceEvent *birth = birth_of(m, id);

    return birth ? called_at(m, birth) : "";
}

FutureSort
future_sort(const Moment *m, guint32 id)
{
    const TraceEvent *birth = birth_of(m, id);

    if (is_task(m, id))
        return FUTURE_TASK;
    if (!birth || !track_of(m, id, TRACE_TRACK_FUTURE))
        return FUTURE_PLAIN;
    FutureSort sort = sort_by_name(called_at(m, birth));
    gboolean watches = sort == FUTURE_READS || sort == FUTURE_WRITES;
    if (birth->value_type == TRACE_VALUE_OBJECT)
        return sort_of_object(m, (guint32) birth->value);
    if (birth->value_type == TRACE_VALUE_DURATION)
        return FUTURE_SLEEP;
    if (birth->value_type == TRACE_VALUE_LABEL)
        return sort_by_label(birth->text);
    if (birth->value_type == TRACE_VALUE_NONE || watches)
        return sort;
    return FUTURE_CALL;
}

guint32
future_thing(const Moment *m, guint32 id)
{
    return future_sort(m, id) == FUTURE_PLACE ? (guint32) birth_of(m, id)->value : TRACE_NOBODY;
}

/* Who waits for a notice releases the lock just before, which may wake another task. */
gboolean
future_wants_lock(const Moment *m, guint32 id)
{
    guint32 thing = future_thing(m, id);
    gsize at = thing_kind(m, thing) == STATE_CONDITION ? model_track(m->model, id)->first : 0;

    do
        at = at ? loop_before(m, at) : MODEL_NONE;
    while (kind_at(m, at) == TRACE_FUTURE_DONE || kind_at(m, at) == TRACE_TASK_READY);
    return at != MODEL_NONE &&
           !(kind_at(m, at) == TRACE_LOCK_RELEASED && model_event(m->model, at)->subject == thing);
}

guint32
pool_of(const Moment *m, guint32 job)
{
    const Track *track = track_of(m, job, TRACE_TRACK_FUTURE);

    for (guint i = 0; track && i < track->events->len; i++) {
        const TraceEvent *event = model_event(m->model, g_array_index(track->events, gsize, i));
        if (event->kind == TRACE_JOB_QUEUED)
            return event->object;
    }
    return TRACE_NOBODY;
}

/* Of its name, "wait(4 tasks, timeout 2 s)". */
gboolean
name_wait(Moment *m, guint sort)
{
    static const char open[] = "wait(", timeout[] = ", timeout ";
    const Track *track = track_of(m, m->what, TRACE_TRACK_FUTURE);
    const char *name =
        track && g_str_has_prefix(track->name, open) ? track->name + strlen(open) : "";
    const char *until = strstr(name, timeout);
    guint is = (strstr(name, " task") ? WAIT_FOR_TASKS : 0) | (until ? WAIT_WITH_TIMEOUT : 0);

    if (!*name || is != sort)
        return FALSE;
    m->n = (gint64) g_ascii_strtoull(name, NULL, 10);
    if (until)
        m->duration_ns = (gint64) (g_ascii_strtod(until + strlen(timeout), NULL) * 1e9 + 0.5);
    return TRUE;
}

gboolean
wait_is_for_tasks(Moment *m)
{
    return name_wait(m, WAIT_FOR_TASKS) || name_wait(m, WAIT_FOR_TASKS | WAIT_WITH_TIMEOUT);
}

gboolean
stand_with_wait(Moment *m, guint32 id)
{
    return future_sort(m, id) == FUTURE_WAIT && moment_stand(m, birth_of(m, id)->site);
}

guint32
waiter_of(const Moment *m, guint32 id)
{
    StateItem waiting;
    guint at = 0;

    while (state_next_waiting(m->state, id, &at, &waiting))
        if (waiting.kind == STATE_STEP)
            return waiting.track;
    return TRACE_NOBODY;
}

/* The events that say who waits for them follow the one that made the wait(). */
void
count_members(const Moment *m, guint32 wait, gint64 *ret_done, gint64 *ret_pending)
{
    const Track *track = model_track(m->model, wait);
    guint32 task = birth_of(m, wait)->object;

    *ret_done = *ret_pending = 0;
    for (gsize at = track->first + 1; at < m->at; at++) {
        const TraceEvent *event = model_event(m->model, at);
        if (event->kind == TRACE_TASK_AWAIT && event->subject == task)
            return;
        if (event->kind != TRACE_AWAITED_BY || event->object != task)
            continue;
        if (outcome_of(m, event->subject) != TRACE_STATE_NONE)
            ++*ret_done;
        else
            ++*ret_pending;
    }
}

gboolean
is_place(Moment *m)
{
    return future_sort(m, m->what) == FUTURE_PLACE;
}
