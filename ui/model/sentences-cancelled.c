/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-cancelled.c - in words, how tasks get their cancellation. */
#include "ui/model/cancel.h"
#include "ui/model/sentences.h"
#include "ui/model/wake.h"

/* Whether it ran before. */
static gboolean
had_step(const Moment *m)
{
    const Track *track = model_track(m->model, m->task);

    for (gsize at = event_before(track, m->at); at != MODEL_NONE; at = event_before(track, at)) {
        guint kind = kind_at(m, at);
        if (kind == TRACE_TASK_CREATED)
            return FALSE;
        if (kind == TRACE_TASK_STEP || kind == TRACE_TASK_STEP_CANCEL)
            return TRUE;
    }
    return TRUE;
}

static gboolean
has_not_begun(Moment *m)
{
    return !had_step(m);
}

/* Let m->cause be the request that it is resumed with. */
static gboolean
was_asked(Moment *m)
{
    StateTask task;

    if (!state_task(m->state, m->task, &task) || task.cancel == MODEL_NONE)
        return FALSE;
    m->cause = task.cancel;
    return TRUE;
}

static gboolean
was_asked_by_timeout(Moment *m)
{
    return was_asked(m) && cancel_by_timeout(m);
}

static gboolean
was_asked_by_group(Moment *m)
{
    return was_asked(m) && cancel_by_group(m);
}

static gboolean
waited_for_cancelled(Moment *m)
{
    return take_wake(m) && outcome_of(m, m->what) == TRACE_STATE_CANCELLED;
}

static gboolean
has_line(Moment *m)
{
    return moment_stand_with(m, m->task);
}

const SentenceRow sentences_of_cancelled[] = {
    ROW(TASK_STEP_CANCEL, "1.notbegun", has_not_begun, "{task} was cancelled before it began."),
    ROW(TASK_STEP_CANCEL, "1.timeout", was_asked_by_timeout,
        "{thing} cancels {task}, so the loop resumes it."),
    ROW(TASK_STEP_CANCEL, "1.group", was_asked_by_group,
        "{thing} cancels {task}, so the loop resumes it."),
    ROW(TASK_STEP_CANCEL, "1.asked", was_asked,
        "The loop resumes {task} to cancel it, as requested."),
    ROW(TASK_STEP_CANCEL, "1.inner", waited_for_cancelled,
        "{what} was cancelled, so the loop resumes {task}."),
    ROW(TASK_STEP_CANCEL, "1.unknown", NULL, "The loop resumes {task} with a cancellation."),
    ROW(TASK_STEP_CANCEL, "2.notbegun", has_not_begun, "Nothing of it runs."),
    ROW(TASK_STEP_CANCEL, "2.after", has_line,
        "Its call at line {line} ends with the cancellation."),
    END_OF_ROWS,
};
