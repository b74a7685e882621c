/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* future.c - futures: states, callbacks, results [F]. */
#include "sched/future.h"

#include <stdlib.h>
#include <string.h>

#include "sched/context.h"
#include "sched/loop.h"
#include "sched/value.h"

enum { TRACED_TEXT = 64 };

static const ObjectClass future_object_class;

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
object_track(const Object *object)
{
    size_t at = object->class->track_at;

    return at ? *(const uint32_t *) ((const char *) object + at) : 0;
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
        event->value = object_track(v.u.p);
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

static void
drop_callback(const DoneCallback *callback)
{
    aw_unref(callback->keep);
    aw_unref(callback->context);
}

static void
drop_callbacks(AwFuture *future)
{
    DoneCallback *callbacks = future->callbacks;
    uint32_t n = future->n_callbacks;

    future->callbacks = NULL;
    future->n_callbacks = future->capacity = 0;
    for (uint32_t i = 0; i < n; i++)
        drop_callback(&callbacks[i]);
    free(callbacks);
}

static void
link_future(AwLoop *loop, AwFuture *future)
{
    future->older = loop->last_future;
    *(future->older ? &future->older->newer : &loop->first_future) = future;
    loop->last_future = future;
}

static void
unlink_future(AwLoop *loop, AwFuture *future)
{
    *(future->older ? &future->older->newer : &loop->first_future) = future->newer;
    *(future->newer ? &future->newer->older : &loop->last_future) = future->older;
    future->older = future->newer = NULL;
}

void
futures_orphan(AwLoop *loop)
{
    AwFuture *future;

    while ((future = aw_ref(loop->first_future))) {
        report_unseen(future);
        unlink_future(loop, future);
        future->loop = NULL;
        drop_callbacks(future);
        aw_unref(future);
    }
}

static void
future_free(void *object)
{
    AwFuture *future = object;

    report_unseen(future);
    if (future->class->clear)
        future->class->clear(future);
    drop_callbacks(future);
    if (future->loop)
        unlink_future(future->loop, future);
    aw_unref_value(future->result);
    free(future);
}

static const ObjectClass future_object_class = {
    .name = "future", .free = future_free, .track_at = offsetof(AwFuture, track)};

AwFuture *
future_new(AwLoop *loop, const FutureClass *class, size_t size, AwSite *site)
{
    AwFuture *future = object_new(&future_object_class, size);

    if (!future)
        return NULL;
    future->class = class;
    future->loop = loop;
    future->site = site;
    future->track = recorder_track();
    link_future(loop, future);
    return future;
}

uint32_t
loop_who(AwLoop *loop)
{
    return loop && loop->current ? loop->current->future.track : TRACE_LOOP_ID;
}

AwFuture *
future_make(AwLoop *loop, AwSite *site, TraceValue type, int64_t value, const char *text)
{
    AwFuture *future = future_new(loop, &plain_future_class, sizeof *future, site);

    if (future)
        trace(.kind = TRACE_FUTURE_CREATED, .subject = future->track, .object = loop_who(loop),
              .site = site, .type = type, .value = value, .text = text,
              .text_size = text ? strlen(text) : 0);
    return future;
}

/* With no memory even for this there is nothing left to return. */
AwFuture *
future_failed(AwLoop *loop, AwSite *site, AwCode code, const char *message)
{
    AwFuture *future = holder_reserve() ? future_make(loop, site, TRACE_VALUE_NONE, 0, NULL) : NULL;

    if (!future)
        misuse("no memory for a future");
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
schedule(AwFuture *future, const DoneCallback *callback)
{
    AwLoop *loop = future->loop;

    if (!loop) {
        drop_callback(callback);
        return;
    }
    if (callback->fn == task_wake) {
        aw_unref(callback->context); /* a task has its own */
        trace(.kind = TRACE_TASK_READY, .subject = ((Task *) callback->data)->future.track,
              .object = future->track);
        loop_ready(loop, (Ready){.kind = READY_STEP, .subject = callback->keep});
        return;
    }
    loop_ready(loop, (Ready){.kind = READY_DONE,
                             .fn = callback->fn,
                             .subject = aw_ref(future),
                             .data = callback->data,
                             .keep = callback->keep,
                             .context = callback->context});
}

void
future_complete(AwFuture *future, FutureState state, AwValue v)
{
    DoneCallback *callbacks = future->callbacks;
    uint32_t n = future->n_callbacks;

    if (trace_on()) {
        char buffer[TRACED_TEXT + 1];
        uint32_t who = loop_who(future->loop);
        Emit event = {.kind = future->class->done[state],
                      .subject = future->track,
                      .object = who == future->track ? TRACE_NOBODY : who};
        trace_value(&event, v, buffer, sizeof buffer);
        recorder_emit(&event);
    }
    future->state = state;
    future->unseen = state == FUTURE_FAILED;
    future->result = aw_ref_value(v);
    future->callbacks = NULL;
    future->n_callbacks = future->capacity = 0;
    for (uint32_t i = 0; i < n; i++)
        schedule(future, &callbacks[i]);
    free(callbacks);
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
    return !task_of(future) && future_settle(future, v);
}

AwValue
aw_set_result(AwFuture *future, AwValue v)
{
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
    .cancel = plain_cancel,
    .done = {[FUTURE_DONE] = TRACE_FUTURE_DONE,
             [FUTURE_FAILED] = TRACE_FUTURE_FAILED,
             [FUTURE_CANCELLED] = TRACE_FUTURE_CANCELLED},
    .cancel_looks = true,
};

bool
future_cancel(AwFuture *future, const char *message, AwSite *site)
{
    if (future->class->cancel_looks)
        future->unseen = false;
    if (future->state != FUTURE_PENDING)
        return false;
    return future->class->cancel(future, message, site);
}

bool
aw_cancel_from(AwFuture *future, const char *message, AwSite *site)
{
    return future && future_cancel(future, message, site);
}

/* ---- callbacks ---- */

bool
future_on_done(AwFuture *future, AwDoneFn fn, void *data, Object *keep, AwSite *site)
{
    DoneCallback callback = {.fn = fn,
                             .data = data,
                             .keep = aw_ref(keep),
                             .context = aw_ref(context_current()),
                             .site = site};

    if (future->state != FUTURE_PENDING) {
        schedule(future, &callback);
        return true;
    }
    if (future->n_callbacks == future->capacity) {
        uint32_t capacity = future->capacity ? future->capacity * 2 : 2;
        DoneCallback *callbacks = realloc(future->callbacks, capacity * sizeof callback);
        if (!callbacks) {
            drop_callback(&callback);
            return false;
        }
        future->callbacks = callbacks;
        future->capacity = capacity;
    }
    future->callbacks[future->n_callbacks++] = callback;
    return true;
}

void
aw_add_done_callback(AwFuture *future, AwDoneFn fn, void *data)
{
    trace(.kind = TRACE_CALLBACK_ADDED, .subject = future->track, .object = loop_who(future->loop));
    if (!future_on_done(future, fn, data, NULL, NULL))
        misuse("no memory for a done callback");
}

int
aw_remove_done_callback(AwFuture *future, AwDoneFn fn, void *data)
{
    uint32_t kept = 0, n = future->n_callbacks;

    for (uint32_t i = 0; i < n; i++) {
        DoneCallback callback = future->callbacks[i];
        if (callback.fn == fn && callback.data == data)
            drop_callback(&callback);
        else
            future->callbacks[kept++] = callback;
    }
    future->n_callbacks = kept;
    return (int) (n - kept);
}

/* ---- looking ---- */

bool
aw_done(const AwFuture *future)
{
    return future->state != FUTURE_PENDING;
}

bool
aw_cancelled(const AwFuture *future)
{
    return future->state == FUTURE_CANCELLED;
}

AwValue
future_deliver(AwFuture *future)
{
    future->unseen = false;
    if (!holder_reserve())
        return error_held(AW_NOMEM, NULL, "no memory");
    return hold_value(aw_ref_value(future->result));
}

AwValue
aw_result(AwFuture *future)
{
    if (future->state == FUTURE_PENDING)
        return error_held(AW_INVALID_STATE, NULL, "the future is not done");
    return future_deliver(future);
}

AwValue
aw_exception(AwFuture *future)
{
    AwValue v = aw_result(future);

    if (future->state == FUTURE_DONE)
        return AW_NONE;
    return future->state == FUTURE_FAILED ? aw_list_of(&v, 1) : v;
}

AwFuture *
aw_to_future(AwValue v)
{
    if (v.kind != AW_K_OBJECT || ((Object *) v.u.p)->class != &future_object_class)
        misuse("a future was expected, but this is something else");
    return v.u.p;
}
