/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* inbox.h - what other threads have for the loop, on its way to the ready queue [L11]. Putting
 * something in takes no lock, and wakes the loop only if it sleeps. */
#pragma once
#include "sched/core/post.h"
#include <aw.h>

/* Something for the loop. */
typedef struct Arrival {
    Post post;
    /* In the loop's thread: calls nothing of the user's. When the loop closed in the meantime
     * `loop` is NULL. */
    void (*arrive)(AwLoop *loop, struct Arrival *arrival);
} Arrival;

typedef struct {
    PostBox box;
    _Atomic bool asleep;  /* the loop waits, or is about to: whoever clears it wakes the loop */
    _Atomic int n_waking; /* threads that may be at it */
    bool taking;          /* this and the next: by the loop's thread alone */
    Post *late;           /* taken out, but there was no memory to schedule it; NULL */
} Inbox;

/** Puts it in. False when the loop is closed. Any thread. */
bool inbox_put(AwLoop *loop, Arrival *arrival);

/** fn(data) as a callback of the loop; `keep`, which may be NULL, is counted until it has run or
 * never will. AW_OK, AW_RUNTIME when the loop is closed, AW_NOMEM. Any thread. */
AwCode inbox_call(AwLoop *loop, AwCallback fn, void *data, void *keep);

/** A call that can be made later, without fail; an object, the caller's reference. NULL: no memory.
 * Any thread. */
void *inbox_prepare(AwLoop *loop, AwCallback fn, void *data);

/** Makes it; takes over the reference. AW_OK, or AW_RUNTIME when the loop is closed. Any thread. */
AwCode inbox_make(void *prepared, void *keep);

/** The loop is going to wait. False: it must not, something has come. */
bool inbox_sleep(Inbox *inbox);

/** It has waited. */
void inbox_rise(Inbox *inbox);

/** The loop closes: drops what is in it; nothing more comes, and nobody wakes the loop any more. */
void inbox_close(Inbox *inbox);

/** Whether there is something in it. In the loop's thread. */
static inline bool
inbox_full(Inbox *inbox)
{
    return post_waits(&inbox->box) || inbox->late;
}

/** Takes all of it into the ready queue. In the loop's thread. */
void loop_take_inbox(AwLoop *loop);
