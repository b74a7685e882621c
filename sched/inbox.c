/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* inbox.c - calls from other threads, on their way to the ready queue [L11]. */
#include "sched/inbox.h"

#include <stdlib.h>

#include "sched/context.h"
#include "sched/loop.h"

void
inbox_init(Inbox *inbox)
{
    *inbox = (Inbox){.end = &inbox->first};
    pthread_mutex_init(&inbox->lock, NULL);
}

/* ---- in any thread ---- */

static bool
put(Inbox *inbox, Call *call)
{
    pthread_mutex_lock(&inbox->lock);
    bool taken = !inbox->closed;
    if (taken) {
        *inbox->end = call;
        inbox->end = &call->next;
        atomic_store(&inbox->full, true);
    }
    pthread_mutex_unlock(&inbox->lock);
    return taken;
}

bool
aw_call_soon_threadsafe(AwLoop *loop, AwCallback fn, void *data)
{
    Call *call = malloc(sizeof *call);

    if (!call)
        return false;
    *call = (Call){.fn = fn, .data = data, .context = aw_ref(context_current())};
    if (put(&loop->inbox, call)) {
        uv_async_send(&loop->wake);
        return true;
    }
    aw_unref(call->context);
    free(call);
    return false;
}

/* ---- in the loop's ---- */

static Call *
take_all(Inbox *inbox)
{
    pthread_mutex_lock(&inbox->lock);
    Call *first = inbox->first;
    inbox->first = NULL;
    inbox->end = &inbox->first;
    atomic_store(&inbox->full, false);
    pthread_mutex_unlock(&inbox->lock);
    return first;
}

static void
take(AwLoop *loop, Call *call)
{
    AwHandle *handle = handle_new(loop, call->fn, call->data);

    if (!handle)
        misuse("no memory for a call from another thread");
    aw_unref(handle->context);
    handle->context = call->context;
    handle_schedule(handle);
    aw_unref(handle);
    free(call);
}

void
loop_take_inbox(AwLoop *loop)
{
    if (!inbox_full(&loop->inbox))
        return;
    for (Call *call = take_all(&loop->inbox), *next; call; call = next) {
        next = call->next;
        take(loop, call);
    }
}

void
inbox_close(Inbox *inbox)
{
    pthread_mutex_lock(&inbox->lock);
    inbox->closed = true;
    pthread_mutex_unlock(&inbox->lock);
}

void
inbox_clear(Inbox *inbox)
{
    for (Call *call = take_all(inbox), *next; call; call = next) {
        next = call->next;
        aw_unref(call->context);
        free(call);
    }
    pthread_mutex_destroy(&inbox->lock);
}
