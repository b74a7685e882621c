/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop.c - turns: poll, timers that are due, then what is ready [L2 L3]. */
#include "sched/core/loop.h"

#include <stdio.h>

#include "sched/core/done.h"
#include "sched/core/loop-guard.h"
#include "sched/core/loop-report.h"
#include "sched/core/step.h"

enum { POLL_EVERY_NS = 20000 }; /* at the latest, while there is work */

AwLoop *
loop_ref(AwLoop *loop)
{
    return aw_ref(loop);
}

void
loop_unref(AwLoop *loop)
{
    aw_unref(loop);
}

uint32_t
loop_who(AwLoop *loop)
{
    return loop && loop->current ? future_track(&loop->current->future) : TRACE_LOOP_ID;
}

AwTime
aw_time_from(AwSite *site)
{
    return loop_now(loop_must_run("aw_time()", site));
}

/* ---- what is ready, kind by kind ---- */

static void
run_step(AwLoop *loop, void *task)
{
    task_step(task);
}

static void
run_handle(AwLoop *loop, void *subject)
{
    AwHandle *handle = subject;

    ready_release(&loop->ready);
    if (handle->state == HANDLE_CANCELLED)
        aw_unref(handle);
    else
        handle_run(handle);
}

static void
run_done(AwLoop *loop, void *done)
{
    ready_release(&loop->ready);
    done_run(loop, done);
}

static void
run_settle(AwLoop *loop, void *future)
{
    ready_release(&loop->ready);
    future_run_timer(future);
    aw_unref(future);
}

static void (*const run_ready[])(AwLoop *loop, void *subject) = {
    [READY_STEP] = run_step,
    [READY_HANDLE] = run_handle,
    [READY_DONE] = run_done,
    [READY_SETTLE] = run_settle,
};

/* Reports the step of `task`, which had been suspended at `site`, NULL for its first step; or, if
 * `task` is NULL, the callback that was scheduled at `site`, NULL for one of the library's own. */
static void
report_slow(AwLoop *loop, AwFuture *task, const AwSite *site, AwTime took)
{
    char who[256] = "a callback", message[320];

    if (task)
        snprintf(who, sizeof who, "a step of %s (%s())", aw_name(task), task->site->name);
    else if (site)
        snprintf(who, sizeof who, "callback %s (%s:%u)", site->name, site->file,
                 (unsigned) site->line);
    snprintf(message, sizeof message, "%s took %g ms", who, (double) took / AW_MS);
    AwReport report = {AW_REPORT_SLOW,
                       message,
                       .future = task,
                       .took = took,
                       .made = task ? task->site : NULL,
                       .at = task ? site : NULL};
    loop_report(loop, &report);
}

/* Where the step was suspended, or the callback scheduled. */
static const AwSite *
site_before(Ready ready)
{
    if (ready_kind(ready) == READY_STEP)
        return ((Task *) ready_subject(ready))->at;
    if (ready_kind(ready) == READY_HANDLE)
        return ((AwHandle *) ready_subject(ready))->site;
    return ready_kind(ready) == READY_DONE ? ((Done *) ready_subject(ready))->site : NULL;
}

/* The step may be the last of its task, or change the limit. */
static void
run_timed(AwLoop *loop, Ready ready)
{
    AwFuture *task = ready_kind(ready) == READY_STEP ? aw_ref(ready_subject(ready)) : NULL;
    const AwSite *site = site_before(ready);
    AwTime begin = loop_now(loop);

    run_ready[ready_kind(ready)](loop, ready_subject(ready));
    AwTime took = loop_now(loop) - begin;
    if (loop->slow_ns && took >= loop->slow_ns)
        report_slow(loop, task, site, took); /* [DB1] */
    aw_unref(task);
}

/* A step may run those that follow it as well. */
static void
run_next(AwLoop *loop)
{
    if (loop->ready.n > TASK_AHEAD)
        __builtin_prefetch(ready_subject(ready_at(&loop->ready, TASK_AHEAD)));
    Ready ready = ready_pop(&loop->ready);

    loop->left_in_turn--;
    if (__builtin_expect(loop->slow_ns != 0, 0))
        run_timed(loop, ready);
    else
        run_ready[ready_kind(ready)](loop, ready_subject(ready));
}

/* ---- turns ---- */

/* The poll may be left out for a little while as long as there is work, since no rule about order
 * depends on it. Other threads and signals set flags. On the virtual clock every turn polls. */
static bool
may_skip_poll(AwLoop *loop)
{
    if (loop->clock != &real_clock || inbox_full(&loop->inbox))
        return false;
    if (!loop->n_watched && !loop->embedded)
        return true;
    AwTime now = loop_now(loop);
    if (now - loop->last_poll_ns < POLL_EVERY_NS)
        return true;
    loop->last_poll_ns = now;
    return false;
}

/* After a poll before which `n_ready` words were ready. */
static TraceWokenBy
woken_by(AwLoop *loop, size_t n_ready, AwTime until_ns)
{
    if (loop->deadlocked)
        return TRACE_WOKEN_BY_NOTHING_EVER;
    if (interrupt_hit(loop))
        return TRACE_WOKEN_BY_SIGNAL;
    if (inbox_full(&loop->inbox))
        return TRACE_WOKEN_BY_THREAD;
    if (loop->ready.n > n_ready)
        return TRACE_WOKEN_BY_WORLD;
    return loop_now(loop) >= until_ns ? TRACE_WOKEN_BY_TIME : TRACE_WOKEN_BY_NOTHING;
}

static void
poll_until(AwLoop *loop, AwTime until_ns)
{
    bool sleeps = until_ns > loop_now(loop);
    size_t n_ready = loop->ready.n;

    if (sleeps)
        trace(.kind = TRACE_POLL_BEGIN, .subject = TRACE_LOOP_ID, .type = TRACE_VALUE_DURATION,
              .value = until_ns == AW_NEVER ? AW_NEVER : until_ns - loop_now(loop));
    if (sleeps)
        stacks_trim(loop_now(loop));
    if (!loop->clock->poll(loop, until_ns))
        loop->deadlocked = loop->stopping = true;
    if (sleeps && loop->n_watched)
        loop->last_poll_ns = loop_now(loop);
    if (sleeps)
        trace(.kind = TRACE_POLL_END, .subject = TRACE_LOOP_ID, .type = TRACE_VALUE_INT,
              .value = woken_by(loop, n_ready, until_ns));
}

static void
poll_phase(AwLoop *loop, AwTime until_ns)
{
    bool work = loop->ready.n > 0 || loop->stopping || inbox_full(&loop->inbox);

    if (work && may_skip_poll(loop))
        return;
    AwTime first = timers_first(&loop->timers);
    poll_until(loop, work ? 0 : first < until_ns ? first : until_ns);
}

static void
ready_timer(AwLoop *loop, Ready what)
{
    AwFuture *future = ready_kind(what) == READY_SETTLE ? ready_subject(what) : NULL;
    AwHandle *handle = future ? NULL : ready_subject(what);

    trace(.kind = TRACE_TIMER_FIRED,
          .subject = future ? future_track(future) : handle_owner(handle),
          .object = future ? TRACE_NOBODY : handle_number(handle));
    timers_pop(&loop->timers);
    if (future)
        future->timer = FUTURE_TIME_OVER;
    else
        handle->state = HANDLE_READY;
    ready_push(&loop->ready, what);
}

static void
move_due_timers(AwLoop *loop)
{
    Ready what;

    if (!loop->timers.n)
        return;
    AwTime now = loop_now(loop);
    while ((what = timers_due(&loop->timers, now)).word)
        if (timer_cancelled(what))
            timer_drop(timers_pop(&loop->timers));
        else
            ready_timer(loop, what);
}

static void
turn_begin(AwLoop *loop, AwTime until_ns)
{
    interrupt_check(loop);
    loop_take_inbox(loop);
    poll_phase(loop, until_ns);
    loop_take_inbox(loop);
    move_due_timers(loop);
    if (loop->ready.n)
        loop_count_turn(loop);
}

AwSite *
loop_callback_site(const AwLoop *loop)
{
    void *subject = ready_subject(loop->callback);

    if (holder_now != &loop->holder)
        return NULL;
    return ready_kind(loop->callback) == READY_HANDLE ? ((AwHandle *) subject)->site
                                                      : ((Done *) subject)->site;
}

static void
turn(AwLoop *loop, AwTime until_ns)
{
    if (!loop->left_in_turn)
        turn_begin(loop, until_ns);
    while (loop->left_in_turn)
        run_next(loop);
}

void
loop_turn(AwLoop *loop, AwTime until_ns)
{
    loop_guard(loop, turn, until_ns);
}

static void
turns_until(AwLoop *loop, AwTime end)
{
    do {
        if (!loop->left_in_turn)
            turn_begin(loop, 0);
        while (loop->left_in_turn) {
            run_next(loop);
            if (loop_running != loop ||
                loop_now(loop) >= end) /* a callback may have taken the loop out */
                return;
        }
    } while (loop->ready.n && loop_now(loop) < end);
}

void
loop_turns_for(AwLoop *loop, AwTime budget_ns)
{
    loop_guard(loop, turns_until, loop_now(loop) + budget_ns);
}

AwTime
loop_next_ns(AwLoop *loop)
{
    if (loop->left_in_turn || loop->ready.n || inbox_full(&loop->inbox))
        return 0;
    return timers_first(&loop->timers);
}

static void
turns_until_stopped(AwLoop *loop, AwTime until_ns)
{
    do
        turn(loop, until_ns);
    while (!loop->stopping);
}

bool
loop_run(AwLoop *loop)
{
    loop->deadlocked = false;
    while (!loop_guard(loop, turns_until_stopped, AW_NEVER))
        ;
    loop->stopping = false;
    return !loop->deadlocked;
}

void
aw_stop_from(AwLoop *loop, AwSite *site)
{
    must_have_loop(loop, "aw_stop()", site);
    loop_check_thread(loop, "aw_stop()", site);
    if (atomic_load(&loop->closed))
        return;
    trace(.kind = TRACE_LOOP_STOP, .subject = TRACE_LOOP_ID);
    loop->stopping = true;
}

/* In parentheses, since it has a macro's name. */
void(aw_stop)(AwLoop *loop)
{
    aw_stop_from(loop, NULL);
}
