/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* inbox.h - what other threads have for the loop, on its way to the ready queue [L11]. Putting
 * something in takes no lock, and wakes the loop only if it sleeps. */
#pragma once
#include "sched/core/post.h"
#include <aw.h>

/* Something for the loop. */
typedef struct Arrival {
    Post post;
    /* Called in the loop's thread; must not call user code. `loop` is NULL when the loop closed in
     * the meantime. */
    void (*arrive)(AwLoop *loop, struct Arrival *arrival);
} Arrival;

typedef struct {
    PostBox box;
    _Atomic bool asleep;  /* the loop waits, or is about to: whoever clears it wakes the loop */
    _Atomic int n_waking; /* threads that may be waking it */
    bool taking;          /* `taking` and `late` are used by the loop's thread only */
    Post *late;           /* taken out, but there was no memory to schedule it; NULL */
} Inbox;

/** Puts an arrival in. False when the loop is closed. Any thread. */
bool inbox_put(AwLoop *loop, Arrival *arrival);

/** Calls fn(data) as a callback of the loop; `keep`, which may be NULL, is counted until that has
 * run or never will. AW_OK, AW_RUNTIME when the loop is closed, AW_NOMEM. Any thread. */
AwCode inbox_call(AwLoop *loop, AwCallback fn, void *data, void *keep);

/** Prepares a call that cannot fail when it is made later: an object whose reference the caller
 * owns. NULL: no memory. Any thread. */
void *inbox_prepare(AwLoop *loop, AwCallback fn, void *data);

/** Makes a prepared call; takes over the reference. AW_OK, or AW_RUNTIME when the loop is closed.
 * Any thread. */
AwCode inbox_make(void *prepared, void *keep);

/** Called as the loop is about to wait. False: it must not, since something has come. */
bool inbox_sleep(Inbox *inbox);

/** Called when the loop has waited. */
void inbox_rise(Inbox *inbox);

/** Called as the loop closes: drops what is in the inbox; nothing more gets in, and nobody wakes
 * the loop any more. */
void inbox_close(Inbox *inbox);

/** Whether there is something in it. In the loop's thread. */
static inline bool
inbox_full(Inbox *inbox)
{
    return post_waits(&inbox->box) || inbox->late;
}

/** Takes all of it into the ready queue. In the loop's thread. */
void loop_take_inbox(AwLoop *loop);
