/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* inbox.h - calls from other threads, on their way to the ready queue [L11]. */
#pragma once
#include <pthread.h>
#include <stdatomic.h>

#include <aw.h>

/* A call from another thread. */
typedef struct Call {
    struct Call *next;
    AwCallback fn;
    void *data;
    AwContext *context; /* of who called [CX2]; counted; NULL */
} Call;

typedef struct {
    pthread_mutex_t lock;
    Call *first, **end; /* under lock */
    bool closed;        /* under lock */
    _Atomic bool full;  /* there may be something in it */
} Inbox;

/** An empty one. */
void inbox_init(Inbox *inbox);

/** From now on it takes nothing. */
void inbox_close(Inbox *inbox);

/** Drops what is in it, unrun. */
void inbox_clear(Inbox *inbox);

/** Whether there may be something in it. */
static inline bool
inbox_full(Inbox *inbox)
{
    return atomic_load(&inbox->full);
}

/** Takes calls from other threads into the ready queue. In the loop's thread. */
void loop_take_inbox(AwLoop *loop);
