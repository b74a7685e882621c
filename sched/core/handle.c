/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* handle.c - callbacks that will run: at once or later [L1 L5 L8]. */
#include "sched/core/context.h"
#include "sched/core/loop.h"

static void
handle_free(void *object)
{
    AwHandle *handle = object;

    if (handle->slot)
        ready_release(&handle->loop->ready);
    aw_unref(handle->keep);
    aw_unref(handle->context);
    freelist_give(handle, sizeof *handle);
}

static const ObjectClass handle_class = {
    .kind = OBJECT_HANDLE, .free = handle_free, .site_at = offsetof(AwHandle, site)};

AwHandle *
handle_new(AwLoop *loop, AwCallback fn, void *data, AwSite *site)
{
    AwHandle *handle = loop_take_record(loop, sizeof *handle);

    if (!handle)
        return NULL;
    handle->object = (Object){.class = &handle_class, .refs = 1};
    handle->slot = true;
    handle->loop = loop;
    handle->fn = fn;
    handle->data = data;
    handle->site = site;
    handle->context = context_keep();
    return handle;
}

void
handle_schedule(AwHandle *handle)
{
    AwLoop *loop = handle->loop;

    loop_admit(loop);
    trace(.kind = TRACE_CALLBACK_READY, .subject = TRACE_LOOP_ID, .object = handle->object.track,
          .site = handle->site, .type = TRACE_VALUE_INT, .value = handle_number(handle));
    handle->state = HANDLE_READY;
    handle->slot = false;
    ready_push(&loop->ready, ready_of(READY_HANDLE, aw_ref(handle)));
}

void
handle_schedule_arrived(AwHandle *handle)
{
    if (!ready_reserve(&handle->loop->ready))
        misuse("what arrives has no slot");
    handle_schedule(handle);
}

/* `in_ns`: what is recorded of how far away `when_ns` is. */
static inline bool
set_timer(AwHandle *handle, AwTime when_ns, AwTime in_ns)
{
    AwLoop *loop = handle->loop;

    handle->timer = true;
    handle->state = HANDLE_TIMER;
    trace(.kind = TRACE_TIMER_ARMED, .subject = handle_owner(handle),
          .object = handle_number(handle), .site = handle->site, .type = TRACE_VALUE_DURATION,
          .value = in_ns);
    if (!timers_push(&loop->timers, when_ns, ready_of(READY_HANDLE, handle), &handle->place))
        return false;
    handle->slot = false;
    aw_ref(handle);
    return true;
}

bool
handle_schedule_at(AwHandle *handle, AwTime when_ns)
{
    return set_timer(handle, when_ns, trace_on() ? loop_until(handle->loop, when_ns) : 0);
}

bool
handle_schedule_in(AwHandle *handle, AwTime ns)
{
    AwTime now = loop_now(handle->loop), when = time_after(now, ns, AW_NEVER);

    return set_timer(handle, when, when - now);
}

static inline TraceKind
kind_of_run(const AwHandle *handle)
{
    return handle->timer ? TRACE_TIMER_BEGIN : TRACE_CALLBACK_BEGIN;
}

static inline void
run_end(AwHandle *handle, Holder *before, AwContext *outer)
{
    aw_unref(context_enter(outer));
    trace(.kind = kind_of_run(handle) + 1, .subject = TRACE_LOOP_ID,
          .object = handle->object.track);
    handle_end(handle, HANDLE_RAN);
    holder_leave(&handle->loop->holder, before);
    aw_unref(handle);
}

/* It runs on the loop's stack, in a scope of its own. */
void
handle_run(AwHandle *handle)
{
    AwLoop *loop = handle->loop;
    Holder *before = holder_enter(&loop->holder);

    loop->callback = ready_of(READY_HANDLE, handle);
    trace(.kind = kind_of_run(handle), .subject = TRACE_LOOP_ID, .object = handle->object.track,
          .site = handle->site);
    handle->state = HANDLE_RAN;
    AwContext *outer = context_enter(aw_ref(handle->context));
    handle->fn(handle->data);
    run_end(handle, before, outer);
}

void
handle_left(AwHandle *handle, Holder *before, AwContext *outer)
{
    run_end(handle, before, outer);
}

_Static_assert(TRACE_TIMER_END == TRACE_TIMER_BEGIN + 1, "handle_run() counts on it");
_Static_assert(TRACE_CALLBACK_END == TRACE_CALLBACK_BEGIN + 1, "handle_run() counts on it");

/* The handle may be kept only by what it keeps itself. */
void
handle_end(AwHandle *handle, HandleState state)
{
    Object *keep = handle->keep;

    handle->state = state;
    handle->keep = NULL;
    aw_unref(keep);
}

void
handle_cancel(AwHandle *handle)
{
    if (!handle || handle->state == HANDLE_RAN || handle->state == HANDLE_CANCELLED)
        return;
    bool in_heap = handle->state == HANDLE_TIMER;
    if (in_heap)
        trace(.kind = TRACE_TIMER_CANCELLED, .subject = handle_owner(handle),
              .object = handle_number(handle));
    else if (handle->number) /* or it is still on its way from another thread */
        trace(.kind = TRACE_CALLBACK_DROPPED, .subject = TRACE_LOOP_ID,
              .object = handle->object.track, .type = TRACE_VALUE_INT, .value = handle->number);
    handle_end(handle, HANDLE_CANCELLED);
    if (in_heap)
        timers_cancel(&handle->loop->timers, ready_of(READY_HANDLE, handle), handle->place);
}

void
aw_handle_cancel_from(AwHandle *handle, AwSite *site)
{
    must_be_a(OBJECT_HANDLE, handle, "aw_handle_cancel()", site);
    if (handle)
        loop_check_thread(handle->loop, "aw_handle_cancel()", site);
    handle_cancel(handle);
}

static inline bool
schedule_soon(AwHandle *handle, AwTime none)
{
    handle_schedule(handle);
    return true;
}

/* Returns the scope's reference to a scheduled handle; NULL when it could not be scheduled. */
static inline __attribute__((always_inline)) AwHandle *
scheduled(const char *what, AwCallback fn, void *data, AwSite *site,
          bool (*schedule)(AwHandle *, AwTime), AwTime ns)
{
    must_have((const void *) fn, what, site);
    AwLoop *loop = loop_must_run(what, site);
    AwHandle *handle;

    if (!holder_reserve() || !(handle = handle_new(loop, fn, data, site)))
        return NULL;
    if (!schedule(handle, ns)) {
        aw_unref(handle);
        return NULL;
    }
    return hold_object(handle);
}

AwHandle *
aw_handle_keeping(AwHandle *handle, const char *function)
{
    if (!handle)
        return NULL;
    must_be_a(OBJECT_ANY, handle->data, function, handle->site);
    handle->keep = aw_ref(handle->data);
    return handle;
}

AwHandle *
aw_call_soon_from(AwCallback fn, void *data, AwSite *site)
{
    return scheduled("aw_call_soon()", fn, data, site, schedule_soon, 0);
}

AwHandle *
aw_call_later_from(AwTime delay, AwCallback fn, void *data, AwSite *site)
{
    return scheduled("aw_call_later()", fn, data, site, handle_schedule_in, delay);
}

AwHandle *
aw_call_at_from(AwTime when, AwCallback fn, void *data, AwSite *site)
{
    return scheduled("aw_call_at()", fn, data, site, handle_schedule_at, when);
}
