/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* future.c - futures: states, callbacks, results [F]. */
#include "sched/future.h"

#include <stdlib.h>
#include <string.h>

#include "sched/context.h"
#include "sched/freelist.h"
#include "sched/loop.h"
#include "sched/value.h"

enum { TRACED_TEXT = 64 };

/* ---- values in events ---- */

static const TraceValue value_types[] = {
    [AW_K_NONE] = TRACE_VALUE_NONE,     [AW_K_BOOL] = TRACE_VALUE_BOOL,
    [AW_K_INT] = TRACE_VALUE_INT,       [AW_K_REAL] = TRACE_VALUE_REAL,
    [AW_K_TEXT] = TRACE_VALUE_TEXT,     [AW_K_BYTES] = TRACE_VALUE_BYTES,
    [AW_K_LIST] = TRACE_VALUE_LIST,     [AW_K_POINTER] = TRACE_VALUE_POINTER,
    [AW_K_OBJECT] = TRACE_VALUE_OBJECT, [AW_K_ERROR] = TRACE_VALUE_ERROR,
};

static bool
records_values(void)
{
    static int wanted = -1;

    if (wanted < 0) {
        const char *setting = getenv("AW_TRACE_VALUES");
        wanted = !setting || strcmp(setting, "0");
    }
    return wanted;
}

/* The track of a future, a lock ...; 0: of something that has none. */
static uint32_t
mentioned_track(Object *object)
{
    return object->class->is_future ? object_track(object) : object->track;
}

static void
trace_cell(Emit *event, AwValue v, char *buffer, size_t size)
{
    const AwCell *cell = v.u.cell;

    event->value = v.kind == AW_K_ERROR ? (int64_t) v.code : (int64_t) cell->size;
    if (v.kind == AW_K_LIST) {
        size_t length = value_write(v, buffer, size);
        event->text = buffer;
        event->text_size = length < size ? length : size - 1;
    } else {
        event->text = cell->u.text;
        event->text_size = cell->size < TRACED_TEXT ? cell->size : TRACED_TEXT;
    }
}

/* Addresses differ from run to run, so pointers are recorded as what they are, not where. */
void
trace_value(Emit *event, AwValue v, char *buffer, size_t size)
{
    event->type = value_types[v.kind];
    if (!records_values() && v.kind != AW_K_ERROR)
        event->type = TRACE_VALUE_NONE;
    else if (value_is_cell(v))
        trace_cell(event, v, buffer, size);
    else if (v.kind == AW_K_OBJECT)
        event->value = mentioned_track(v.u.p);
    else if (v.kind != AW_K_POINTER && v.kind != AW_K_NONE)
        event->value = v.kind == AW_K_BOOL ? v.u.b : v.u.i;
}

/* ---- life ---- */

static void
report_unseen(AwFuture *future)
{
    if (!future->unseen || future->quiet)
        return;
    future->unseen = false;
    Holder holder = {0}, *before = holder_enter(&holder);
    AwValue text = aw_text("%s failed and nobody looked",
                           aw_name(future)[0] ? aw_name(future) : future->site->name);
    loop_report_about(future->loop, AW_REPORT_UNRETRIEVED,
                      aw_failed(text) ? "a future failed and nobody looked" : aw_to_text(text),
                      NULL, future->result);
    holder_clear(&holder);
    holder_enter(before);
}

/* ---- whom to schedule ---- */

static Ready *
next_of(Ready waiting)
{
    void *subject = ready_subject(waiting);

    return ready_kind(waiting) == READY_STEP ? &((Task *) subject)->next_waiting
                                             : &((Done *) subject)->next;
}

Ready
future_next_waiting(const AwFuture *future, Ready before)
{
    if (!future->last_done.word || before.word == future->last_done.word)
        return (Ready){0};
    return *next_of(before.word ? before : future->last_done);
}

static void
append(AwFuture *future, Ready waiting)
{
    Ready *next = next_of(waiting);

    if (future->last_done.word) {
        Ready *last = next_of(future->last_done);
        *next = *last;
        *last = waiting;
    } else {
        *next = waiting;
    }
    future->last_done = waiting;
}

/* Takes the first off; a word of 0 when there is none. */
static Ready
take_first(AwFuture *future)
{
    if (!future->last_done.word)
        return future->last_done;
    Ready *last = next_of(future->last_done), first = *last;
    if (first.word == future->last_done.word)
        future->last_done.word = 0;
    else
        *last = *next_of(first);
    return first;
}

void
done_drop(Done *done)
{
    aw_unref(done->keep);
    aw_unref(done->context);
    aw_unref(done->future);
    freelist_give(done, sizeof *done);
}

/* A task that waits for what its loop leaves behind is dropped by the loop. */
static void
drop_waiting(AwFuture *future)
{
    Ready waiting;

    while ((waiting = take_first(future)).word)
        if (ready_kind(waiting) == READY_DONE) {
            if (future->loop)
                ready_release(&future->loop->ready);
            done_drop(ready_subject(waiting));
        }
}

static void
unlink_future(AwLoop *loop, AwFuture *future)
{
    *(future->older ? &future->older->newer : &loop->first_future) = future->newer;
    *(future->newer ? &future->newer->older : &loop->last_future) = future->older;
}

void
futures_orphan(AwLoop *loop)
{
    AwFuture *future;

    while ((future = aw_ref(loop->first_future))) {
        report_unseen(future);
        unlink_future(loop, future);
        future->older = future->newer = NULL;
        future->loop = NULL;
        drop_waiting(future);
        aw_unref(future);
    }
}

void
future_free(void *object)
{
    AwFuture *future = object;
    const FutureClass *class = future_class(future);

    if (future->unseen)
        report_unseen(future);
    if (class->clear)
        class->clear(future);
    if (future->last_done.word)
        drop_waiting(future);
    if (future->loop)
        unlink_future(future->loop, future);
    value_unref(future->result);
    freelist_give(future, class->size);
}

AwSite site_unknown = {"", "", "", 0, 0};

uint32_t
loop_who(AwLoop *loop)
{
    return loop && loop->current ? future_track(&loop->current->future) : TRACE_LOOP_ID;
}

AwFuture *
future_make(AwLoop *loop, AwSite *site, TraceValue type, int64_t value, const char *text)
{
    AwFuture *future = future_new(loop, &plain_future_class, sizeof *future, site);

    if (future)
        trace(.kind = TRACE_FUTURE_CREATED, .subject = future_track(future),
              .object = loop_who(loop), .site = site, .type = type, .value = value, .text = text,
              .text_size = text ? strlen(text) : 0);
    return future;
}

/* With no memory even for this there is the one that the loop keeps for it. */
AwFuture *
future_failed(AwLoop *loop, AwSite *site, AwCode code, const char *message)
{
    AwFuture *future = holder_reserve() ? future_make(loop, site, TRACE_VALUE_NONE, 0, NULL) : NULL;

    if (!future)
        return loop->no_memory;
    AwValue error = error_new(code, site, "%s", message);
    future_complete(future, FUTURE_FAILED, error);
    aw_unref_value(error);
    return hold_object(future);
}

AwFuture *
aw_future_from(AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_future()");
    AwFuture *future = holder_reserve() ? future_make(loop, site, TRACE_VALUE_NONE, 0, NULL) : NULL;

    return future ? hold_object(future) : future_failed(loop, site, AW_NOMEM, "no memory");
}

/* ---- completing ---- */

static void
schedule(AwFuture *future, Ready waiting)
{
    if (ready_kind(waiting) == READY_STEP)
        trace(.kind = TRACE_TASK_READY, .subject = future_track(ready_subject(waiting)),
              .object = future_track(future));
    else
        ((Done *) ready_subject(waiting))->future = aw_ref(future);
    loop_ready(future->loop, waiting);
}

static void
trace_complete(AwFuture *future, FutureState state, AwValue v)
{
    char buffer[TRACED_TEXT + 1];
    uint32_t who = loop_who(future->loop);
    Emit event = {.kind = future_class(future)->done[state],
                  .subject = future_track(future),
                  .object = who == future_track(future) ? TRACE_NOBODY : who};

    trace_value(&event, v, buffer, sizeof buffer);
    recorder_emit(&event);
}

void
future_complete(AwFuture *future, FutureState state, AwValue v)
{
    Ready waiting;

    if (trace_on())
        trace_complete(future, state, v);
    future->state = state;
    future->unseen = state == FUTURE_FAILED;
    future->result = value_ref(v);
    if (future->loop)
        while ((waiting = take_first(future)).word)
            schedule(future, waiting);
}

bool
future_settle(AwFuture *future, AwValue v)
{
    if (future->state != FUTURE_PENDING)
        return false;
    future_complete(future, aw_failed(v) ? FUTURE_FAILED : FUTURE_DONE, v);
    return true;
}

bool
aw_set_result_if_pending(AwFuture *future, AwValue v)
{
    must_have(future, "aw_set_result_if_pending()");
    loop_check_thread(future->loop, "aw_set_result_if_pending()");
    return !task_of(future) && future_settle(future, v);
}

AwValue
aw_set_result(AwFuture *future, AwValue v)
{
    must_have(future, "aw_set_result()");
    loop_check_thread(future->loop, "aw_set_result()");
    if (task_of(future))
        return error_held(AW_RUNTIME, NULL, "a task sets its result itself");
    if (!future_settle(future, v))
        return error_held(AW_INVALID_STATE, NULL, "the future is done already");
    return AW_NONE;
}

static bool
plain_cancel(AwFuture *future, const char *message, AwSite *site)
{
    AwValue error = error_new(AW_CANCELLED, site, "%s", message);

    future_complete(future, FUTURE_CANCELLED, error);
    aw_unref_value(error);
    return true;
}

const FutureClass plain_future_class = {
    .object = FUTURE_OBJECT,
    .size = sizeof(AwFuture),
    .cancel = plain_cancel,
    .done = {[FUTURE_DONE] = TRACE_FUTURE_DONE,
             [FUTURE_FAILED] = TRACE_FUTURE_FAILED,
             [FUTURE_CANCELLED] = TRACE_FUTURE_CANCELLED},
    .cancel_looks = true,
};

bool
future_cancel(AwFuture *future, const char *message, AwSite *site)
{
    if (future_class(future)->cancel_looks)
        future->unseen = false;
    if (future->state != FUTURE_PENDING)
        return false;
    return future_class(future)->cancel(future, message, site);
}

bool
aw_cancel_from(AwFuture *future, const char *message, AwSite *site)
{
    if (!future)
        return false;
    loop_check_thread(future->loop, "aw_cancel()");
    return future_cancel(future, message ? message : "", site);
}

/* ---- callbacks ---- */

static Done *
done_new(AwFuture *future, AwDoneFn fn, void *data, Object *keep)
{
    Done *done = freelist_take(sizeof *done);

    if (!done || (future->loop && !ready_reserve(&future->loop->ready))) {
        if (done)
            freelist_give(done, sizeof *done);
        return NULL;
    }
    done->fn = fn;
    done->data = data;
    done->keep = aw_ref(keep);
    done->context = aw_ref(context_current());
    return done;
}

bool
future_on_done(AwFuture *future, AwDoneFn fn, void *data, Object *keep, AwSite *site)
{
    Done *done = done_new(future, fn, data, keep);

    (void) site;
    if (!done)
        return false;
    if (future->state == FUTURE_PENDING)
        append(future, ready_of(READY_DONE, done));
    else if (future->loop)
        schedule(future, ready_of(READY_DONE, done));
    else
        done_drop(done);
    return true;
}

void
future_await(AwFuture *future, Task *task)
{
    append(future, ready_of(READY_STEP, task));
}

void
future_forget(AwFuture *future, Task *task)
{
    Ready end = future->last_done, waiting = {0};

    while (waiting.word != end.word) {
        waiting = take_first(future);
        if (waiting.word != ready_of(READY_STEP, task).word)
            append(future, waiting);
    }
}

/* A callback runs on the loop's stack in a scope of its own. */
void
done_run(Done *done)
{
    Holder holder = {0}, *before = holder_enter(&holder);
    AwFuture *future = done->future;

    trace(.kind = TRACE_CALLBACK_BEGIN, .subject = TRACE_LOOP_ID, .object = future_track(future));
    AwContext *outer = context_enter(aw_ref(done->context));
    done->fn(future, done->data);
    aw_unref(context_enter(outer));
    trace(.kind = TRACE_CALLBACK_END, .subject = TRACE_LOOP_ID, .object = future_track(future));
    holder_clear(&holder);
    holder_enter(before);
    done_drop(done);
}

bool
aw_add_done_callback(AwFuture *future, AwDoneFn fn, void *data)
{
    must_have(future, "aw_add_done_callback()");
    loop_check_thread(future->loop, "aw_add_done_callback()");
    must_have((const void *) fn, "aw_add_done_callback()");
    trace(.kind = TRACE_CALLBACK_ADDED, .subject = future_track(future),
          .object = loop_who(future->loop));
    return future_on_done(future, fn, data, NULL, NULL);
}

/* Takes what matches off; each is taken from the ring and, unless it matches, put back behind. The
 * first of a list by their `next`. */
static Done *
take_matching(AwFuture *future, AwDoneFn fn, const void *data)
{
    Ready end = future->last_done, waiting = {0};
    Done *taken = NULL;

    while (waiting.word != end.word) {
        waiting = take_first(future);
        Done *done = ready_kind(waiting) == READY_DONE ? ready_subject(waiting) : NULL;
        if (done && done->fn == fn && done->data == data) {
            done->next = ready_of(READY_DONE, taken);
            taken = done;
        } else {
            append(future, waiting);
        }
    }
    return taken;
}

/* What goes with a callback may run code, so they go when the ring is whole again. */
int
aw_remove_done_callback(AwFuture *future, AwDoneFn fn, void *data)
{
    must_have(future, "aw_remove_done_callback()");
    loop_check_thread(future->loop, "aw_remove_done_callback()");
    Done *taken = take_matching(future, fn, data), *next;
    int n = 0;

    for (; taken; taken = next, n++) {
        next = ready_subject(taken->next);
        if (future->loop)
            ready_release(&future->loop->ready);
        done_drop(taken);
    }
    return n;
}

/* ---- timers that settle ---- */

bool
future_arm(AwFuture *future, AwTime ns)
{
    AwLoop *loop = future->loop;
    AwTime now = loop_now(loop), when = ns > AW_NEVER - 1 - now ? AW_NEVER - 1 : now + ns;
    size_t place; /* not kept: few sleeps are called off */

    if (!ready_reserve(&loop->ready))
        return false;
    if (!timers_push(&loop->timers, when, ready_of(READY_SETTLE, aw_ref(future)), &place)) {
        ready_release(&loop->ready);
        aw_unref(future);
        return false;
    }
    future->timer = FUTURE_TIMER;
    trace(.kind = TRACE_TIMER_ARMED, .subject = future_track(future), .type = TRACE_VALUE_DURATION,
          .value = when - now);
    return true;
}

void
future_disarm(AwFuture *future)
{
    bool in_heap = future->timer == FUTURE_TIMER;

    future->timer = FUTURE_NO_TIMER;
    if (!in_heap)
        return;
    trace(.kind = TRACE_TIMER_CANCELLED, .subject = future_track(future));
    timers_cancel(&future->loop->timers, ready_of(READY_SETTLE, future), SIZE_MAX);
}

void
future_run_timer(AwFuture *future)
{
    if (future->timer == FUTURE_NO_TIMER)
        return;
    future->timer = FUTURE_NO_TIMER;
    trace(.kind = TRACE_TIMER_BEGIN, .subject = TRACE_LOOP_ID, .object = future_track(future));
    future_settle(future, AW_NONE);
    trace(.kind = TRACE_TIMER_END, .subject = TRACE_LOOP_ID, .object = future_track(future));
}

/* ---- looking ---- */

bool
aw_done(const AwFuture *future)
{
    must_have(future, "aw_done()");
    return future->state != FUTURE_PENDING;
}

bool
aw_cancelled(const AwFuture *future)
{
    must_have(future, "aw_cancelled()");
    return future->state == FUTURE_CANCELLED;
}

AwValue
future_hold_result(AwFuture *future)
{
    if (!holder_reserve())
        return error_held(AW_NOMEM, NULL, "no memory");
    return hold_value(aw_ref_value(future->result));
}

AwValue
aw_result(AwFuture *future)
{
    must_have(future, "aw_result()");
    if (future->state == FUTURE_PENDING)
        return error_held(AW_INVALID_STATE, NULL, "the future is not done");
    return future_deliver(future);
}

AwValue
aw_exception(AwFuture *future)
{
    must_have(future, "aw_exception()");
    AwValue v = aw_result(future);
    if (future->state == FUTURE_DONE)
        return AW_NONE;
    return future->state == FUTURE_FAILED ? aw_list_of(&v, 1) : v;
}

AwFuture *
aw_to_future(AwValue v)
{
    if (v.kind != AW_K_OBJECT || !((Object *) v.u.p)->class->is_future)
        misuse("a future was expected, but this is something else");
    return v.u.p;
}
