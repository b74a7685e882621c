/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* inbox.c - what other threads have for the loop, on its way to the ready queue [L11]. */
#include "sched/core/inbox.h"

#include <sched.h>
#include <stdlib.h>

#include "sched/base/freelist.h"
#include "sched/core/context.h"
#include "sched/core/loop.h"

/* ---- waking ----
 *
 * The thread puts its arrival in, then checks whether the loop sleeps; the loop says that it
 * sleeps, then checks whether anything is in. All these accesses have one total order, so at least
 * one of the two sees the other. */

static void
wake(AwLoop *loop)
{
    Inbox *inbox = &loop->inbox;

    if (!atomic_load(&inbox->asleep))
        return;
    atomic_fetch_add(&inbox->n_waking, 1); /* its descriptors stay open until this is done */
    if (atomic_exchange(&inbox->asleep, false))
        uv_async_send(&loop->wake);
    atomic_fetch_sub(&inbox->n_waking, 1);
}

bool
inbox_put(AwLoop *loop, Arrival *arrival)
{
    if (!post_drop(&loop->inbox.box, &arrival->post))
        return false;
    wake(loop);
    return true;
}

bool
inbox_sleep(Inbox *inbox)
{
    atomic_store(&inbox->asleep, true);
    if (!atomic_load(&inbox->box.newest) && !inbox->late)
        return true;
    inbox_rise(inbox);
    return false;
}

void
inbox_rise(Inbox *inbox)
{
    atomic_store_explicit(&inbox->asleep, false, memory_order_relaxed);
}

/* ---- taking ---- */

/* What arrives may need one slot in the ready queue, and no more. */
static bool
has_room(AwLoop *loop)
{
    if (!ready_reserve(&loop->ready))
        return false;
    ready_release(&loop->ready);
    return true;
}

/* What is made ready here must not look into the inbox itself, or later calls would overtake it.
 * Without memory, the rest is left for the next time. */
void
loop_take_inbox(AwLoop *loop)
{
    Inbox *inbox = &loop->inbox;
    Post *post, *next;

    if (!inbox_full(inbox) || inbox->taking)
        return;
    inbox->taking = true;
    post = inbox->late ? inbox->late : post_take(&inbox->box);
    inbox->late = NULL;
    for (; post && has_room(loop); post = next) {
        Arrival *arrival = (Arrival *) post;
        next = post->next;
        recorder_arrive();
        arrival->arrive(loop, arrival);
    }
    inbox->late = post;
    inbox->taking = false;
}

void
inbox_close(Inbox *inbox)
{
    Post *post = inbox->late ? inbox->late : post_close(&inbox->box), *next;

    for (; post; post = next ? next : post_close(&inbox->box)) {
        Arrival *arrival = (Arrival *) post;
        next = post->next;
        arrival->arrive(NULL, arrival);
    }
    inbox->late = NULL;
    atomic_store(&inbox->asleep, false);
    while (atomic_load(&inbox->n_waking))
        sched_yield();
}

/* ---- calls ---- */

typedef enum { CALL_WAITS, CALL_RUNS, CALL_IS_OFF } CallFate;

/* A call from another thread, and the handle that it has in the loop. */
typedef struct {
    AwHandle handle; /* of a shared class */
    Arrival arrival;
    _Atomic CallFate fate;
    AwCallback fn;
    void *data;
} PostedCall;

static void
call_free(void *object)
{
    PostedCall *call = object;

    aw_unref(call->handle.keep);
    aw_unref(call->handle.context);
    freelist_free(call);
}

static const ObjectClass call_class = {
    .kind = OBJECT_HANDLE, .free = call_free, .site_at = offsetof(AwHandle, site), .shared = true};

static bool
decide(PostedCall *call, CallFate fate)
{
    CallFate waits = CALL_WAITS;

    return atomic_compare_exchange_strong(&call->fate, &waits, fate);
}

static void
run_call(void *data)
{
    PostedCall *call = data;

    if (decide(call, CALL_RUNS))
        call->fn(call->data);
}

/* Drops the reference that came with it. */
static void
call_arrives(AwLoop *loop, Arrival *arrival)
{
    PostedCall *call = (PostedCall *) ((char *) arrival - offsetof(PostedCall, arrival));
    bool is_off = atomic_load(&call->fate) == CALL_IS_OFF;

    if (!loop || is_off || call->handle.state == HANDLE_CANCELLED)
        handle_end(&call->handle, HANDLE_CANCELLED);
    else {
        trace(.kind = TRACE_LOOP_CALLED, .subject = TRACE_LOOP_ID);
        handle_schedule_arrived(&call->handle);
    }
    aw_unref(call);
}

static PostedCall *
call_new(AwLoop *loop, AwCallback fn, void *data, AwSite *site)
{
    PostedCall *call = object_new(&call_class, sizeof *call);

    if (!call)
        return NULL;
    call->handle.loop = loop;
    call->handle.fn = run_call;
    call->handle.data = call;
    call->handle.state = HANDLE_READY;
    call->handle.site = site;
    call->handle.context = aw_ref(context_now);
    call->arrival.arrive = call_arrives;
    call->fn = fn;
    call->data = data;
    return call;
}

/* Takes over the caller's reference. */
static bool
put_call(AwLoop *loop, PostedCall *call)
{
    bool taken = inbox_put(loop, &call->arrival);

    if (!taken)
        aw_unref(call);
    return taken;
}

void *
inbox_prepare(AwLoop *loop, AwCallback fn, void *data)
{
    return call_new(loop, fn, data, NULL);
}

AwCode
inbox_make(void *prepared, void *keep)
{
    PostedCall *call = prepared;

    call->handle.keep = aw_ref(keep);
    return put_call(call->handle.loop, call) ? AW_OK : AW_RUNTIME;
}

AwCode
inbox_call(AwLoop *loop, AwCallback fn, void *data, void *keep)
{
    void *call = inbox_prepare(loop, fn, data);

    return call ? inbox_make(call, keep) : AW_NOMEM;
}

bool
aw_call_soon_threadsafe_from(AwLoop *loop, AwCallback fn, void *data, AwSite *site)
{
    must_have_loop(loop, "aw_call_soon_threadsafe()", site);
    must_have((const void *) fn, "aw_call_soon_threadsafe()", site);
    loop_check_process(loop, "aw_call_soon_threadsafe()", site);
    PostedCall *call = call_new(loop, fn, data, site);

    return call && put_call(loop, call);
}

AwHandle *
aw_call_soon_handle_threadsafe_from(AwLoop *loop, AwCallback fn, void *data, AwSite *site)
{
    must_have_loop(loop, "aw_call_soon_handle_threadsafe()", site);
    must_have((const void *) fn, "aw_call_soon_handle_threadsafe()", site);
    loop_check_process(loop, "aw_call_soon_handle_threadsafe()", site);
    PostedCall *call = holder_reserve() ? call_new(loop, fn, data, site) : NULL;

    if (!call)
        return NULL;
    aw_ref(call);
    if (put_call(loop, call))
        return hold_object(call);
    aw_unref(call);
    return NULL;
}

bool
aw_handle_cancel_threadsafe_from(AwHandle *handle, AwSite *site)
{
    must_be_a(OBJECT_HANDLE, handle, "aw_handle_cancel_threadsafe()", site);
    PostedCall *call = (PostedCall *) handle;

    if (!handle)
        return false;
    if (handle->object.class != &call_class)
        misuse_at(
            site,
            "aw_handle_cancel_threadsafe() is for handles of aw_call_soon_handle_threadsafe()");
    return decide(call, CALL_IS_OFF) || atomic_load(&call->fate) == CALL_IS_OFF;
}
