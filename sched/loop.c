/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop.c - turns: poll, timers that are due, then what is ready [L2 L3]. */
#include "sched/loop.h"

#include "sched/context.h"
#include "sched/interrupt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POLL_EVERY_NS = 20000 }; /* at the latest, while there is work to do */

static _Thread_local AwLoop *running;

AwLoop *
aw_running_loop(void)
{
    return running;
}

void
loop_set_running(AwLoop *loop)
{
    running = loop;
}

AwLoop *
loop_must_run(const char *what)
{
    if (!running)
        misuse("%s was called in a thread where no loop runs", what);
    return running;
}

AwTime
aw_time(void)
{
    return loop_now(loop_must_run("aw_time()"));
}

/* ---- the ready queue ---- */

static void
grow(ReadyQueue *queue)
{
    size_t size = queue->items ? (queue->mask + 1) * 2 : 64;
    Ready *items = malloc(size * sizeof *items);

    if (!items)
        misuse("no memory for the ready queue");
    for (size_t i = 0; i < queue->n; i++)
        items[i] = queue->items[(queue->head + i) & queue->mask];
    free(queue->items);
    *queue = (ReadyQueue){.items = items, .n = queue->n, .mask = size - 1};
}

void
loop_ready(AwLoop *loop, Ready ready)
{
    ReadyQueue *queue = &loop->ready;

    loop_take_inbox(loop);
    if (!queue->items || queue->n > queue->mask)
        grow(queue);
    queue->items[(queue->head + queue->n++) & queue->mask] = ready;
}

static Ready
pop(ReadyQueue *queue)
{
    queue->n--;
    return queue->items[queue->head++ & queue->mask];
}

/* ---- what is ready, kind by kind ---- */

static void
run_step(AwLoop *loop, const Ready *ready)
{
    (void) loop;
    task_step(ready->subject);
}

/* A callback runs on the loop's stack in a scope of its own. */
static void
run_done(AwLoop *loop, const Ready *ready)
{
    Holder holder = {0}, *before = holder_enter(&holder);
    AwFuture *future = ready->subject;

    (void) loop;
    trace(.kind = TRACE_CALLBACK_BEGIN, .subject = TRACE_LOOP_ID, .object = future->track);
    AwContext *outer = context_enter(aw_ref(ready->context));
    ready->fn(future, ready->data);
    aw_unref(context_enter(outer));
    trace(.kind = TRACE_CALLBACK_END, .subject = TRACE_LOOP_ID, .object = future->track);
    holder_clear(&holder);
    holder_enter(before);
}

static void
run_handle(AwLoop *loop, const Ready *ready)
{
    AwHandle *handle = ready->subject;
    TraceKind begin = handle->timer ? TRACE_TIMER_BEGIN : TRACE_CALLBACK_BEGIN;

    (void) loop;
    if (handle->state == HANDLE_CANCELLED)
        return;
    Holder holder = {0}, *before = holder_enter(&holder);
    handle->state = HANDLE_RAN;
    trace(.kind = begin, .subject = TRACE_LOOP_ID, .object = handle->track);
    AwContext *outer = context_enter(aw_ref(handle->context));
    handle->fn(handle->data);
    aw_unref(context_enter(outer));
    trace(.kind = begin + 1, .subject = TRACE_LOOP_ID, .object = handle->track);
    handle_end(handle, HANDLE_RAN);
    holder_clear(&holder);
    holder_enter(before);
}

_Static_assert(TRACE_TIMER_END == TRACE_TIMER_BEGIN + 1, "run_handle() counts on it");
_Static_assert(TRACE_CALLBACK_END == TRACE_CALLBACK_BEGIN + 1, "run_handle() counts on it");

static void (*const run_ready[])(AwLoop *loop, const Ready *ready) = {
    [READY_STEP] = run_step,
    [READY_DONE] = run_done,
    [READY_HANDLE] = run_handle,
};

static void
report_slow(AwLoop *loop, AwTime took)
{
    char message[64];

    snprintf(message, sizeof message, "a step or callback took %g ms", (double) took / AW_MS);
    loop_report(loop, &(AwReport){.kind = AW_REPORT_SLOW, .message = message, .took = took});
}

static void
run_next(AwLoop *loop)
{
    Ready ready = pop(&loop->ready);
    AwTime begin = loop->slow_ns ? loop_now(loop) : 0;

    run_ready[ready.kind](loop, &ready);
    if (loop->slow_ns && loop_now(loop) - begin >= loop->slow_ns)
        report_slow(loop, loop_now(loop) - begin); /* [DB1] */
    aw_unref(ready.keep);
    aw_unref(ready.context);
    aw_unref(ready.subject);
}

/* ---- handles ---- */

static void
handle_free(void *object)
{
    AwHandle *handle = object;

    aw_unref(handle->keep);
    aw_unref(handle->context);
    free(handle);
}

static const ObjectClass handle_class = {.name = "handle", .free = handle_free};

AwHandle *
handle_new(AwLoop *loop, AwCallback fn, void *data)
{
    AwHandle *handle = object_new(&handle_class, sizeof *handle);

    if (!handle)
        return NULL;
    handle->loop = loop;
    handle->fn = fn;
    handle->data = data;
    handle->context = aw_ref(context_current());
    return handle;
}

void
handle_schedule(AwHandle *handle)
{
    AwLoop *loop = handle->loop;

    handle->state = HANDLE_READY;
    loop_ready(loop, (Ready){.kind = READY_HANDLE, .subject = aw_ref(handle)});
}

bool
handle_schedule_at(AwHandle *handle, AwTime when_ns)
{
    handle->timer = true;
    handle->state = HANDLE_TIMER;
    trace(.kind = TRACE_TIMER_ARMED, .subject = handle->track ? handle->track : TRACE_LOOP_ID,
          .type = TRACE_VALUE_DURATION, .value = when_ns - loop_now(handle->loop));
    return timers_push(&handle->loop->timers, when_ns, handle);
}

/* Who keeps the handle may be what it keeps. */
void
handle_end(AwHandle *handle, HandleState state)
{
    Object *keep = handle->keep;

    handle->state = state;
    handle->keep = NULL;
    aw_unref(keep);
}

void
aw_handle_cancel(AwHandle *handle)
{
    if (!handle || handle->state == HANDLE_RAN || handle->state == HANDLE_CANCELLED)
        return;
    bool in_heap = handle->state == HANDLE_TIMER;
    if (in_heap)
        trace(.kind = TRACE_TIMER_CANCELLED,
              .subject = handle->track ? handle->track : TRACE_LOOP_ID);
    handle_end(handle, HANDLE_CANCELLED);
    if (in_heap)
        timers_note_cancelled(&handle->loop->timers);
}

/* The scope's reference to a handle that is scheduled; NULL when it could not be. */
static AwHandle *
scheduled(AwCallback fn, void *data, bool later, AwTime when_ns)
{
    AwHandle *handle;

    if (!running || !holder_reserve() || !(handle = handle_new(running, fn, data)))
        return NULL;
    if (!later) {
        handle_schedule(handle);
    } else if (!handle_schedule_at(handle, when_ns)) {
        aw_unref(handle);
        return NULL;
    }
    return hold_object(handle);
}

AwHandle *
aw_call_soon(AwCallback fn, void *data)
{
    return scheduled(fn, data, false, 0);
}

AwHandle *
aw_call_later(AwTime delay, AwCallback fn, void *data)
{
    AwTime now = running ? loop_now(running) : 0;

    return scheduled(fn, data, true, delay > AW_NEVER - now ? AW_NEVER : now + delay);
}

AwHandle *
aw_call_at(AwTime when, AwCallback fn, void *data)
{
    return scheduled(fn, data, true, when);
}

/* ---- turns ---- */

/* The poll may be left out for a little while as long as there is work: nothing that a rule orders
 * depends on it. On the virtual clock every turn polls. */
static bool
may_skip_poll(AwLoop *loop)
{
    if (loop->clock != &real_clock || inbox_full(&loop->inbox))
        return false;
    AwTime now = loop_now(loop);
    if (now - loop->last_poll_ns < POLL_EVERY_NS)
        return true;
    loop->last_poll_ns = now;
    return false;
}

static void
poll_phase(AwLoop *loop, AwTime until_ns)
{
    AwTime first = timers_first(&loop->timers);
    bool work = loop->ready.n > 0 || loop->stopping || inbox_full(&loop->inbox);

    if (work && may_skip_poll(loop))
        return;
    AwTime until = work ? 0 : first < until_ns ? first : until_ns;
    bool sleeps = until > loop_now(loop);
    if (sleeps)
        trace(.kind = TRACE_POLL_BEGIN, .subject = TRACE_LOOP_ID, .type = TRACE_VALUE_DURATION,
              .value = until == AW_NEVER ? AW_NEVER : until - loop_now(loop));
    if (!loop->clock->poll(loop, until))
        loop->deadlocked = loop->stopping = true;
    if (sleeps)
        trace(.kind = TRACE_POLL_END, .subject = TRACE_LOOP_ID);
}

static void
move_due_timers(AwLoop *loop)
{
    AwHandle *handle;

    if (!loop->timers.n)
        return;
    AwTime now = loop_now(loop);
    while ((handle = timers_pop_due(&loop->timers, now))) {
        if (handle->state == HANDLE_TIMER) {
            trace(.kind = TRACE_TIMER_FIRED,
                  .subject = handle->track ? handle->track : TRACE_LOOP_ID);
            handle_schedule(handle);
        }
        aw_unref(handle);
    }
}

static void
turn_begin(AwLoop *loop, AwTime until_ns)
{
    interrupt_check(loop);
    loop_take_inbox(loop);
    poll_phase(loop, until_ns);
    loop_take_inbox(loop);
    move_due_timers(loop);
    if (!loop->ready.n)
        return;
    loop->turn++;
    trace(.kind = TRACE_TURN_BEGIN, .subject = TRACE_LOOP_ID, .type = TRACE_VALUE_INT,
          .value = (int64_t) loop->turn);
}

void
loop_turn(AwLoop *loop, AwTime until_ns)
{
    turn_begin(loop, until_ns);
    for (size_t n = loop->ready.n; n > 0; n--)
        run_next(loop);
}

void
loop_turns_for(AwLoop *loop, AwTime budget_ns)
{
    AwTime end = loop_now(loop) + budget_ns;

    do {
        if (!loop->left_in_turn) {
            turn_begin(loop, 0);
            loop->left_in_turn = loop->ready.n;
        }
        while (loop->left_in_turn > 0) {
            loop->left_in_turn--;
            run_next(loop);
            if (running != loop || loop_now(loop) >= end) /* it may have been taken out */
                return;
        }
    } while (loop->ready.n && loop_now(loop) < end);
}

AwTime
loop_next_ns(AwLoop *loop)
{
    if (loop->left_in_turn || loop->ready.n || inbox_full(&loop->inbox))
        return 0;
    return timers_first(&loop->timers);
}

bool
loop_run(AwLoop *loop)
{
    loop->deadlocked = false;
    do
        loop_turn(loop, AW_NEVER);
    while (!loop->stopping);
    loop->stopping = false;
    return !loop->deadlocked;
}

void
aw_stop(AwLoop *loop)
{
    trace(.kind = TRACE_LOOP_STOP, .subject = TRACE_LOOP_ID);
    loop->stopping = true;
}

/* ---- reports ---- */

static void
print_report(const AwReport *report)
{
    if (report->error.kind == AW_K_ERROR)
        fprintf(stderr, "aw: %s: %s\n", report->message, aw_message(report->error));
    else
        fprintf(stderr, "aw: %s\n", report->message);
}

void
loop_report(AwLoop *loop, const AwReport *report)
{
    trace(.kind = TRACE_EXCEPTION, .subject = TRACE_LOOP_ID, .type = TRACE_VALUE_LABEL,
          .text = report->message, .text_size = strlen(report->message));
    if (loop && loop->on_error)
        loop->on_error(report, loop->on_error_data);
    else
        print_report(report);
}

void
loop_report_about(AwLoop *loop, AwReportKind kind, const char *message, AwFuture *future,
                  AwValue error)
{
    loop_report(loop,
                &(AwReport){.kind = kind, .message = message, .future = future, .error = error});
}

void
aw_set_exception_handler(AwLoop *loop, AwErrorFn fn, void *data)
{
    loop->on_error = fn;
    loop->on_error_data = data;
}

void
aw_unhandled(AwValue error)
{
    AwLoop *loop = loop_must_run("aw_unhandled()");

    if (aw_failed(error))
        loop_report_about(loop, AW_REPORT_CALLBACK, "a callback failed", NULL, error);
}

void
aw_set_slow_callback_duration(AwLoop *loop, AwTime ns)
{
    loop->slow_ns = ns;
}
