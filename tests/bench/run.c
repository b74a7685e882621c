/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run.c - see run.h. */
#include "tests/bench/run.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FIRST_TASK = TRACE_LOOP_ID + 1, STEP_NS = 2000, SITE = 1 };

static guint
run_random(Run *run, guint limit)
{
    run->random = run->random * G_GUINT64_CONSTANT(6364136223846793005) +
                  G_GUINT64_CONSTANT(1442695040888963407);
    return (guint) ((run->random >> 33) % limit);
}

/* Queues an event of a step; events are given out one by one, and each takes a moment. */
static void
tell(Run *run, guint kind, guint32 subject, guint32 object)
{
    run->now_ns += 1 + run_random(run, STEP_NS / 3);
    run->told[run->sequel++] = (TraceEvent){
        .time_ns = run->now_ns,
        .kind = kind,
        .subject = subject,
        .object = object,
        .site = kind == TRACE_TASK_AWAIT ? SITE : 0,
    };
}

static gboolean
is_due(const Run *run, guint every)
{
    return every > 0 && run->n_steps % every == every - 1;
}

static void
tell_sleep(Run *run)
{
    tell(run, TRACE_POLL_BEGIN, TRACE_LOOP_ID, TRACE_NOBODY);
    run->now_ns += MODEL_IDLE_NS * (1 + run_random(run, 20));
    tell(run, TRACE_POLL_END, TRACE_LOOP_ID, TRACE_NOBODY);
}

/* A step: a task is ready, runs and waits. Three events, and one span on the loop. */
static void
tell_step(Run *run)
{
    guint32 task = FIRST_TASK + run_random(run, run->n_tasks);
    guint32 other = FIRST_TASK + run_random(run, run->n_tasks);
    guint32 object = TRACE_NOBODY;

    if (run->long_first > 0)
        task = run->n_steps < run->long_first ? FIRST_TASK : MAX(task, FIRST_TASK + 1);
    tell(run, TRACE_TASK_READY, task, other);
    if (is_due(run, run->cancel))
        tell(run, TRACE_TASK_CANCEL, task, other);
    tell(run, is_due(run, run->cancel) ? TRACE_TASK_STEP_CANCEL : TRACE_TASK_STEP, task, 0);
    if (is_due(run, run->future)) {
        object = run->next_track++;
        tell(run, TRACE_FUTURE_CREATED, object, task);
        tell(run, TRACE_FUTURE_DONE, object, task);
    }
    tell(run, TRACE_TASK_AWAIT, task, object);
}

static void
run_tell(Run *run)
{
    run->sequel = 0;
    if (run->next_track == 0)
        run->next_track = FIRST_TASK;
    if (run->next_track < FIRST_TASK + run->n_tasks) {
        tell(run, TRACE_TASK_CREATED, run->next_track++, TRACE_LOOP_ID);
        return;
    }
    if (is_due(run, run->sleep))
        tell_sleep(run);
    tell_step(run);
    run->n_steps++;
}

gboolean
run_next(Run *run, TraceEvent *ret_event)
{
    if (run->n_told >= run->n_events)
        return FALSE;
    if (run->sequel == 0)
        run_tell(run);
    *ret_event = run->told[0];
    ret_event->number = ++run->n_told;
    memmove(run->told, run->told + 1, --run->sequel * sizeof(TraceEvent));
    return TRUE;
}

Model *
run_model(const Run *run)
{
    static const TraceSite site = {SITE, 9, "bench.c", "work", "sleep"};
    Model *model = model_new();
    Run copy = *run;
    TraceEvent event;

    model_sink()->site(model, &site);
    while (run_next(&copy, &event))
        model_sink()->event(model, &event);
    return model;
}

gint64
run_clock_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * G_GINT64_CONSTANT(1000000000) + now.tv_nsec;
}

static int
compare_doubles(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;

    return (x > y) - (x < y);
}

double
run_quantile(double *values, gsize n, double part)
{
    qsort(values, n, sizeof(double), compare_doubles);
    return values[MIN((gsize) (part * (double) n), n - 1)];
}
