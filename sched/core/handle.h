/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* handle.h - a callback that will run, from the inside. */
#pragma once
#include "sched/record/recorder.h"
#include "sched/value/object.h"
#include "sched/value/scope.h"
#include <aw.h>

typedef enum { HANDLE_TIMER, HANDLE_READY, HANDLE_RAN, HANDLE_CANCELLED } HandleState;

struct AwHandle {
    Object object;
    AwLoop *loop;
    AwCallback fn;
    void *data;
    Object *keep;       /* counted until it has run or is gone; NULL */
    AwContext *context; /* of whoever scheduled it [CX2]; counted; NULL */
    uint32_t number;    /* its own in the recording, see handle_number(); 0: none yet */
    bool timer;         /* it came from the timers' heap */
    bool slot;          /* has a reserved slot in the queue, not yet passed on */
    HandleState state : 8;
    size_t place; /* in the heap, when it was put in */
    AwSite *site; /* the call that scheduled it, which names fn; NULL: the library's own */
};

/** A new handle on `loop`, not scheduled; the caller's reference. NULL: no memory. */
AwHandle *handle_new(AwLoop *loop, AwCallback fn, void *data, AwSite *site);

/** Schedules a handle: at once, at a time of the loop's clock, or in a while. Counts it. False: no
 * memory. */
void handle_schedule(AwHandle *handle);
bool handle_schedule_at(AwHandle *handle, AwTime when_ns);
bool handle_schedule_in(AwHandle *handle, AwTime ns);

/** The same for one that came from another thread; loop_take_inbox() reserved its slot. */
void handle_schedule_arrived(AwHandle *handle);

/** Ends a handle that ran or never will: lets go of what it keeps. The caller holds the handle. */
void handle_end(AwHandle *handle, HandleState state);

/** Calls it off, unless it has run. NULL does nothing. */
void handle_cancel(AwHandle *handle);

/** Runs the callback. Takes over the ready queue's reference. */
void handle_run(AwHandle *handle);

/** Ends a run whose callback did not return; `before` and `outer` were current before it. */
void handle_left(AwHandle *handle, Holder *before, AwContext *outer);

/** The track of the timeout that it works for, kept as its own; without one, the loop's. */
static inline uint32_t
handle_owner(const AwHandle *handle)
{
    return handle->object.track ? handle->object.track : TRACE_LOOP_ID;
}

/** Its own number in the recording, among those of tracks, though it has no lane. */
static inline uint32_t
handle_number(AwHandle *handle)
{
    if (!handle->number)
        handle->number = recorder_track();
    return handle->number;
}
