/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-tasks.c - what tasks do, in words: they are made, call, print. */

#include "ui/model/ready-item.h"
#include "ui/model/run.h"
#include "ui/model/sentences.h"
#include "ui/model/text-value.h"

static gboolean
is_main(Moment *m)
{
    return m->by == TRACE_LOOP_ID && run_main(m) == m->task && moment_call_site(m, m->event->site);
}

static gboolean
is_nameless_main(Moment *m)
{
    return m->by == TRACE_LOOP_ID && run_main(m) == m->task && m->line > 0;
}

static gboolean
is_made_from_call(Moment *m)
{
    return is_by_code(m) && has_call(m);
}

static gboolean
is_made_by_task(Moment *m)
{
    return is_by_code(m);
}

static gboolean
is_made_in_callback(Moment *m)
{
    return take_running(m) && has_call(m);
}

static gboolean
has_line(Moment *m)
{
    return m->line > 0;
}

static gboolean
becomes_first(Moment *m)
{
    return take_before(m) && item_is_none(m);
}

static gboolean
comes_behind_task(Moment *m)
{
    return take_before(m) && item_is_step(m);
}

static gboolean
comes_last(Moment *m)
{
    return take_before(m);
}

static gboolean
is_in_task(Moment *m)
{
    return is_task(m, m->task);
}

static gboolean
names_function(Moment *m)
{
    return is_task(m, m->task) && moment_call_site(m, m->event->site);
}

/* The frames that the task is in now; {name} is the function of the innermost. */
static guint
count_frames(Moment *m)
{
    const Track *track = track_of(m, m->task, TRACE_TRACK_TASK);
    guint n = 0;

    for (guint i = 0; track && i < track_n_frames(track); i++) {
        const Span *span = track_span_at(track_frames(track, i), m->at);
        const TraceSite *site =
            span ? model_site(m->model, model_event(m->model, span->begin)->site) : NULL;
        if (!site)
            break;
        moment_call_site(m, site->id);
        n++;
    }
    return n;
}

static gboolean
is_first_call(Moment *m)
{
    return count_frames(m) == 1;
}

static gboolean
is_deep_call(Moment *m)
{
    m->n = count_frames(m);
    return m->n > 1;
}

static gboolean
is_back_in_call(Moment *m)
{
    return count_frames(m) > 0;
}

static gboolean
is_back_in_first(Moment *m)
{
    return count_frames(m) == 0 && is_task(m, m->task) && has_call(m);
}

static gboolean
returns_value(Moment *m)
{
    return names_function(m) && has_value(m);
}

static gboolean
returns_error(Moment *m)
{
    return names_function(m) && m->event->value_type == TRACE_VALUE_ERROR;
}

static gboolean
returns_cancellation(Moment *m)
{
    enum { CANCELLED = 1 };

    return returns_error(m) && m->event->value == CANCELLED;
}

enum { PRINTED = 80 };

static gboolean
say_printed(Moment *m)
{
    g_autofree char *value = g_strndup(m->event->text ? m->event->text : "", m->event->text_size);
    TraceEvent line = *m->event;

    line.value_type = TRACE_VALUE_LABEL;
    line.text_size -= g_str_has_suffix(value, "\n") ? 1 : 0;
    moment_say(m, text_value(&line));
    return m->text[0] != '\0';
}

/* Longer texts are cut. */
static gboolean
prints_long(Moment *m)
{
    if (!say_printed(m) || g_utf8_strlen(m->text, -1) <= PRINTED)
        return FALSE;
    moment_say(m, g_utf8_substring(m->text, 0, PRINTED - 1));
    return TRUE;
}

static gboolean
is_printed_by_code(Moment *m)
{
    return is_task(m, m->task) || callback_runs(m);
}

static gboolean
task_prints_long(Moment *m)
{
    return is_printed_by_code(m) && prints_long(m);
}

static gboolean
task_prints(Moment *m)
{
    return is_printed_by_code(m) && say_printed(m);
}

static gboolean
task_prints_nothing(Moment *m)
{
    return is_printed_by_code(m);
}

/* The job that the worker has whose thread it is. */
static gboolean
in_job(Moment *m)
{
    const Track *worker = track_of(m, m->event->thread, TRACE_TRACK_WORKER);
    const Span *span = worker ? track_span_at(worker, m->at) : NULL;

    m->worker = m->event->thread;
    m->what = span ? span->object : TRACE_NOBODY;
    return m->what != TRACE_NOBODY;
}

static gboolean
job_prints_long(Moment *m)
{
    return in_job(m) && prints_long(m);
}

static gboolean
job_prints(Moment *m)
{
    return in_job(m) && say_printed(m);
}

static gboolean
job_prints_nothing(Moment *m)
{
    return in_job(m);
}

static gboolean
marks(Moment *m)
{
    say_printed(m);
    return TRUE;
}

static gboolean
task_marks(Moment *m)
{
    return is_printed_by_code(m) && marks(m);
}

static gboolean
job_marks(Moment *m)
{
    return in_job(m) && marks(m);
}

static gboolean
has_name_and_value(Moment *m)
{
    g_auto(GStrv) parts = g_strsplit(m->event->text ? m->event->text : "", " = ", 2);

    if (g_strv_length(parts) < 2)
        return FALSE;
    moment_call(m, g_strdup(parts[0]));
    moment_say(m, g_strdup(parts[1]));
    return TRUE;
}

const SentenceRow sentences_of_tasks[] = {
    ROW(TASK_CREATED, "1.main", is_main, "{name} becomes {task}, the main task."),
    ROW(TASK_CREATED, "1.mainplain", is_nameless_main,
        "{task}, the main task, is made at line {line}."),
    ROW(TASK_CREATED, "1", is_made_from_call, "{by} makes {task} from {call} at line {line}."),
    ROW(TASK_CREATED, "1.plain", is_made_by_task, "{by} makes {task} at line {line}."),
    ROW(TASK_CREATED, "1.callback", is_made_in_callback,
        "A callback makes {task} from {call} at line {line}."),
    ROW(TASK_CREATED, "1.outside", has_call, "{task} is made from {call} at line {line}."),
    ROW(TASK_CREATED, "1.unknown", has_line, "{task} is made at line {line}."),
    ROW(TASK_CREATED, "1.bare", NULL, "{task} is made."),
    ROW(TASK_CREATED, "2.first", becomes_first,
        "It is ready, first in the queue, and has not begun."),
    ROW(TASK_CREATED, "2.behind", comes_behind_task,
        "It is ready, behind {other}, and has not begun."),
    ROW(TASK_CREATED, "2.last", comes_last, "It is ready, last in the queue, and has not begun."),

    ROW(FRAME_ENTER, "1", names_function, "{task} calls {name} at line {line}."),
    ROW(FRAME_ENTER, "1.nameless", is_in_task, "{task} calls a coroutine at line {line}."),
    ROW(FRAME_ENTER, "1.plain", NULL, "A coroutine is called at line {line}."),
    ROW(FRAME_ENTER, "2.first", is_first_call, "A call takes no new task and no turn of the loop."),
    MANY(FRAME_ENTER, "2.deep", is_deep_call, "{task} is now {n} call deep.",
         "{task} is now {n} calls deep."),

    ROW(FRAME_LEAVE, "1.cancelled", returns_cancellation,
        "{name} ends with the cancellation; {task} goes on at line {line}."),
    ROW(FRAME_LEAVE, "1.error", returns_error,
        "{name} fails with “{text}”; {task} goes on at line {line}."),
    ROW(FRAME_LEAVE, "1.value", returns_value, "{name} returns {text} to line {line}."),
    ROW(FRAME_LEAVE, "1", names_function, "{name} returns, and {task} goes on at line {line}."),
    ROW(FRAME_LEAVE, "1.plain", NULL, "The call at line {line} returns."),
    ROW(FRAME_LEAVE, "2.same", is_back_in_call, "That line is in {name}."),
    ROW(FRAME_LEAVE, "2.none", is_back_in_first, "{task} is back in {call}, its first function."),

    ROW(OUTPUT, "1.jobcut", job_prints_long,
        "{what} prints “{text}…” at line {line}, in {worker}."),
    ROW(OUTPUT, "1.job", job_prints, "{what} prints “{text}” at line {line}, in {worker}."),
    ROW(OUTPUT, "1.jobblank", job_prints_nothing,
        "{what} prints an empty line at line {line}, in {worker}."),
    ROW(OUTPUT, "1.cut", task_prints_long, "{task} prints “{text}…” at line {line}."),
    ROW(OUTPUT, "1", task_prints, "{task} prints “{text}” at line {line}."),
    ROW(OUTPUT, "1.blank", task_prints_nothing, "{task} prints an empty line at line {line}."),
    ROW(OUTPUT, "1.callbackcut", prints_long, "A callback prints “{text}…” at line {line}."),
    ROW(OUTPUT, "1.callback", say_printed, "A callback prints “{text}” at line {line}."),
    ROW(OUTPUT, "1.callbackblank", NULL, "A callback prints an empty line at line {line}."),

    ROW(MARK, "1.job", job_marks, "{what} sets a mark at line {line}: “{text}”."),
    ROW(MARK, "1", task_marks, "{task} sets a mark at line {line}: “{text}”."),
    ROW(MARK, "1.callback", marks, "A callback sets a mark at line {line}: “{text}”."),

    ROW(VAR_SET, "1", has_name_and_value, "{task} sets the variable {name} to {text}."),
    ROW(VAR_SET, "1.plain", NULL, "{task} sets the variable {text}."),
    ROW(VAR_SET, "2", NULL, "Tasks that it makes from now on inherit it."),

    ROW(TASK_EAGER, "1", NULL, "{task} is eager: it starts at once, inside {by}."),
    ROW(TASK_EAGER, "2", NULL, "Until it first waits, it takes no turn of the loop."),

    ROW(TASK_NAMED, "1", NULL, "{task} gets its name here."),
    END_OF_ROWS,
};
