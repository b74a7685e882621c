/* SPDX-License-Identifier: GPL-3.0-or-later */
/* now-words.c - the few words beside the boxes of the loop's picture. */
#include "ui/scene/now-words.h"

#include <string.h>

#include "ui/model/callee.h"
#include "ui/model/text.h"

enum { THREE_DIGITS = 1000 };

const char *
now_name(const Model *model, guint32 track)
{
    const Track *known = model_track(model, track);

    return known ? known->name : "something";
}

static gboolean
is_sleep(const Model *model, guint32 track)
{
    return g_str_has_prefix(now_name(model, track), "sleep(");
}

/* ---- names ---- */

static char *
name_call(const Model *model, const StateItem *item, const char *otherwise)
{
    const TraceSite *site = model_site(model, item->site);
    g_autofree char *function = site ? callee_name(site->name) : NULL;

    return function ? g_strdup_printf("%s()", function) : g_strdup(otherwise);
}

char *
now_item_name(const Model *model, const StateItem *item)
{
    static const char *const names[] = {
        [STATE_STEP] = NULL,     [STATE_DONE] = "callback", [STATE_HANDLE] = "callback",
        [STATE_LATER] = "timer", [STATE_EXPIRED] = "timer", [STATE_RESULT] = "result",
        [STATE_CALL] = "call",
    };

    if (!names[item->kind])
        return g_strdup(now_name(model, item->track));
    return name_call(model, item, names[item->kind]);
}

/* ---- what is no task's step ---- */

/* "of square(0)"; of several callbacks also which one: "1 of 2 of square(0)". */
static char *
words_of_end(const Model *model, const StateItem *item)
{
    const char *what = now_name(model, item->track);

    return item->n > 1 ? g_strdup_printf("%u of %u of %s", item->k, item->n, what)
                       : g_strdup_printf("of %s", what);
}

static char *
words_of_done(const Model *model, const State *state, const StateItem *item)
{
    g_autofree char *what = words_of_end(model, item);
    StatePool pool;

    if (item->by == TRACE_LOOP_ID)
        return g_strdup_printf("%s, ends the run", what);
    if (state_pool(state, item->by, &pool))
        return g_strdup_printf("%s, for the pool", what);
    if (model_track(model, item->by))
        return g_strdup_printf("%s, for %s", what, now_name(model, item->by));
    return g_steal_pointer(&what);
}

static char *
words_of_other(const Model *model, const State *state, const StateItem *item)
{
    const char *what = now_name(model, item->track);

    switch (item->kind) {
    case STATE_DONE:
        return words_of_done(model, state, item);
    case STATE_EXPIRED:
        return g_strdup_printf("ends %s", what);
    case STATE_LATER:
        return item->track == TRACE_NOBODY ? g_strdup("its time has come")
                                           : g_strdup_printf("deadline of %s", what);
    case STATE_RESULT:
        return g_strdup_printf("of %s", what);
    case STATE_CALL:
        return g_strdup("from another thread");
    case STATE_HANDLE:
        return g_strdup("called soon");
    case STATE_STEP:
        break;
    }
    return g_strdup("");
}

/* ---- tasks ---- */

static const TraceEvent *
cause_of(const Model *model, const StateItem *item)
{
    return item->cause == MODEL_NONE ? NULL : model_event(model, item->cause);
}

/* What a task waited for, whose end made it ready; TRACE_NOBODY if there is none. */
static guint32
woken_by(const Model *model, const StateItem *item)
{
    const TraceEvent *cause = cause_of(model, item);
    gboolean waited = cause && cause->subject == item->track && cause->kind != TRACE_TASK_CREATED &&
                      cause->kind != TRACE_TASK_YIELD;

    return waited ? cause->object : TRACE_NOBODY;
}

static gboolean
is_to_be_cancelled(const State *state, const StateItem *item)
{
    StateTask task;

    return state_task(state, item->track, &task) && task.cancel != MODEL_NONE;
}

static gboolean
is_cancelled(const Model *model, guint32 task, gsize now)
{
    const Track *track = model_track(model, task);
    const Span *span = track ? track_span_at(track, now) : NULL;

    return span && span->state == TRACE_STATE_CANCELLED;
}

char *
now_running_words(const Model *model, const State *state, const StateItem *item)
{
    const TraceEvent *cause = cause_of(model, item);

    if (item->kind != STATE_STEP)
        return words_of_other(model, state, item);
    if (is_cancelled(model, item->track, state_event(state)))
        return g_strdup("is cancelled");
    if (cause && cause->kind == TRACE_TASK_CREATED)
        return g_strdup("in its first step");
    if (cause && cause->kind == TRACE_TASK_YIELD)
        return g_strdup("after giving way");
    if (woken_by(model, item) == TRACE_NOBODY)
        return g_strdup("");
    if (is_sleep(model, cause->object))
        return g_strdup("after its sleep");
    return g_strdup_printf("after %s", now_name(model, cause->object));
}

char *
now_ready_words(const Model *model, const State *state, const StateItem *item)
{
    const TraceEvent *cause = cause_of(model, item);

    if (item->kind != STATE_STEP)
        return words_of_other(model, state, item);
    if (is_to_be_cancelled(state, item))
        return g_strdup("to be cancelled");
    if (cause && cause->kind == TRACE_TASK_CREATED)
        return g_strdup("to begin");
    if (cause && cause->kind == TRACE_TASK_YIELD)
        return g_strdup("gave way");
    if (woken_by(model, item) == TRACE_NOBODY)
        return g_strdup("");
    if (is_sleep(model, cause->object))
        return g_strdup("its sleep is over");
    return g_strdup_printf("%s is over", now_name(model, cause->object));
}

/* "4 tasks"; a gather() has no word for what it waits for. */
static char *
name_members(const Model *model, const StateFuture *future)
{
    const char *name = now_name(model, future->track);

    if (strstr(name, " task"))
        return text_count(future->n_members, "task", "tasks");
    if (strstr(name, " future"))
        return text_count(future->n_members, "future", "futures");
    return g_strdup(name);
}

static char *
waits_for(const Model *model, const State *state, guint32 track)
{
    StateFuture future;

    if (!state_future(state, track, &future))
        return g_strdup_printf("for %s", now_name(model, track));
    if (future.n_members > 0) {
        g_autofree char *members = name_members(model, &future);
        return g_strdup_printf("for %s: %u done, %u to go", members,
                               future.n_members - future.n_left, future.n_left);
    }
    if (future.line_of != TRACE_NOBODY)
        return g_strdup_printf("for %s", now_name(model, future.line_of));
    return g_strdup_printf("for %s", now_name(model, track));
}

char *
now_waiting_words(const Model *model, const State *state, const StateTask *task)
{
    g_autofree char *what = NULL;

    if (task->doing == STATE_UNKNOWN)
        return g_strdup("what it does is unknown");
    what = task->waits_for == TRACE_NOBODY ? g_strdup("for something that is unknown")
                                           : waits_for(model, state, task->waits_for);
    return task->cancel == MODEL_NONE ? g_steal_pointer(&what)
                                      : g_strdup_printf("to be cancelled, %s", what);
}

char *
now_waiting_brief(const State *state, const StateTask *task)
{
    StateFuture future;

    if (task->cancel != MODEL_NONE)
        return g_strdup("to be cancelled");
    if (!state_future(state, task->waits_for, &future) || future.n_members == 0)
        return NULL;
    return g_strdup_printf("%u of %u to go", future.n_left, future.n_members);
}

/* ---- fewer words ---- */

/* "wait()" of "wait(4 tasks, timeout 2 s)". */
static char *
brief_name(const Model *model, guint32 track)
{
    const char *name = now_name(model, track), *open = strchr(name, '(');

    return open ? g_strdup_printf("%.*s()", (int) (open - name), name) : g_strdup(name);
}

/* Of several callbacks, which one says more than whose it is. */
static char *
brief_of_done(const Model *model, const StateItem *item)
{
    g_autofree char *by = brief_name(model, item->by);

    if (item->by == TRACE_LOOP_ID)
        return g_strdup("ends the run");
    if (item->n > 1 || !model_track(model, item->by))
        return words_of_end(model, item);
    return g_strdup_printf("of %s, %s", now_name(model, item->track), by);
}

/* Not of a task that is cancelled: that is told in any case, and is short. */
static char *
brief_of_step(const Model *model, const State *state, const StateItem *item)
{
    guint32 woken = woken_by(model, item);
    g_autofree char *what = brief_name(model, woken);

    if (woken == TRACE_NOBODY || is_to_be_cancelled(state, item) ||
        is_cancelled(model, item->track, state_event(state)))
        return NULL;
    return g_strdup_printf("after %s", what);
}

char *
now_item_brief(const Model *model, const State *state, const StateItem *item)
{
    g_autofree char *what = brief_name(model, item->track);

    if (item->kind == STATE_STEP)
        return brief_of_step(model, state, item);
    if (item->kind == STATE_DONE)
        return brief_of_done(model, item);
    return item->kind == STATE_EXPIRED ? g_strdup_printf("ends %s", what) : NULL;
}

/* ---- timers ---- */

char *
now_time_words(gint64 ns)
{
    gint64 step = 1;

    while (ns / step >= THREE_DIGITS)
        step *= 10;
    return text_duration((ns + step / 2) / step * step);
}

/* The first task that waits for a future; TRACE_NOBODY if none does. */
static guint32
sleeper_of(const State *state, guint32 future)
{
    StateItem item;

    for (guint at = 0; state_next_waiting(state, future, &at, &item);)
        if (item.kind == STATE_STEP)
            return item.track;
    return TRACE_NOBODY;
}

char *
now_timer_words(const Model *model, const State *state, const StateTimer *timer)
{
    guint32 track = timer->item.track, sleeper = sleeper_of(state, track);

    if (timer->item.kind == STATE_LATER && track != TRACE_NOBODY)
        return g_strdup_printf("end of %s", now_name(model, track));
    if (timer->item.kind != STATE_EXPIRED)
        return name_call(model, &timer->item, "callback");
    if (g_str_has_prefix(now_name(model, track), "wait("))
        return g_strdup("end of the wait");
    if (sleeper != TRACE_NOBODY && is_sleep(model, track))
        return g_strdup_printf("%s sleeps", now_name(model, sleeper));
    return g_strdup(now_name(model, track));
}
