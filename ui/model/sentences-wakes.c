/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-wakes.c - in words, what makes tasks ready again. */

#include "ui/model/ready-item.h"
#include "ui/model/sentences.h"
#include "ui/model/wake.h"

static gboolean
wakes(Moment *m)
{
    return wake_is_done(m);
}

static gboolean
was_cancelled(Moment *m)
{
    return take_wake(m) && outcome_of(m, m->what) == TRACE_STATE_CANCELLED;
}

static gboolean
wait_was_cancelled(Moment *m)
{
    return was_cancelled(m) && wake_of_wait(m);
}

static gboolean
group_wait_was_cancelled(Moment *m)
{
    return was_cancelled(m) && wake_of_group(m);
}

static gboolean
failed(Moment *m)
{
    return take_wake(m) && outcome_of(m, m->what) == TRACE_STATE_FAILED;
}

static gboolean
thing_is(Moment *m, TraceState state)
{
    return state_of(m, m->thing, m->at) == state;
}

static gboolean
by_lock(Moment *m)
{
    return wakes(m) && wake_of_lock(m);
}

static gboolean
by_slot(Moment *m)
{
    return wakes(m) && wake_of_slot(m);
}

static gboolean
by_event(Moment *m)
{
    return wakes(m) && wake_of_event(m);
}

static gboolean
by_condition(Moment *m)
{
    return wakes(m) && wake_of_condition(m);
}

static gboolean
by_own_lock(Moment *m)
{
    return wakes(m) && wake_of_own_lock(m);
}

static gboolean
by_shutdown(Moment *m)
{
    return wake_in_line(m, STATE_QUEUE) && !wake_of_join(m) && thing_is(m, TRACE_STATE_CANCELLED);
}

static gboolean
by_item(Moment *m)
{
    return wakes(m) && wake_of_item(m);
}

static gboolean
by_room(Moment *m)
{
    return wakes(m) && wake_of_room(m);
}

static gboolean
by_join(Moment *m)
{
    return wakes(m) && wake_of_join(m);
}

static gboolean
by_barrier(Moment *m)
{
    return wakes(m) && wake_of_barrier(m) && thing_is(m, TRACE_STATE_DONE);
}

static gboolean
by_broken_barrier(Moment *m)
{
    return wake_of_barrier(m) &&
           (thing_is(m, TRACE_STATE_CANCELLED) || thing_is(m, TRACE_STATE_FAILED));
}

static gboolean
by_completion(Moment *m)
{
    return wakes(m) && wake_of_completions(m) && !thing_is(m, TRACE_STATE_CANCELLED);
}

static gboolean
by_expiry(Moment *m)
{
    return wake_of_completions(m) && thing_is(m, TRACE_STATE_CANCELLED);
}

static gboolean
by_group(Moment *m)
{
    return wakes(m) && wake_of_group(m);
}

static gboolean
by_task(Moment *m)
{
    return wakes(m) && wake_of_task(m);
}

static gboolean
by_wait(Moment *m)
{
    return wakes(m) && wake_of_wait(m);
}

const SentenceRow sentences_of_wakes[] = {
    ROW(TASK_READY, "1.waitcancelled", wait_was_cancelled,
        "The wait at line {line} is cancelled, so {task} is ready."),
    ROW(TASK_READY, "1.groupcancelled", group_wait_was_cancelled,
        "The wait for {thing} is cancelled, so {task} is ready."),
    ROW(TASK_READY, "1.cancelled", was_cancelled, "{what} is cancelled, so {task} is ready."),
    ROW(TASK_READY, "1.failed", failed, "{what} failed, so {task} is ready."),
    ROW(TASK_READY, "1.wait", by_wait, "The wait at line {line} is over, so {task} is ready."),
    ROW(TASK_READY, "1.lock", by_lock, "{thing} is free, so {task}, first in line, is ready."),
    ROW(TASK_READY, "1.slot", by_slot,
        "{thing} has a free slot, so {task}, first in line, is ready."),
    ROW(TASK_READY, "1.event", by_event, "{thing} is set, so {task} is ready."),
    ROW(TASK_READY, "1.ownlock", by_own_lock,
        "The lock of {thing} is free, so {task}, first in line, is ready."),
    ROW(TASK_READY, "1.notified", by_condition, "{thing} is notified, so {task} is ready."),
    ROW(TASK_READY, "1.shut", by_shutdown, "{thing} is shut down, so {task} is ready."),
    ROW(TASK_READY, "1.item", by_item, "{thing} has an item, so {task}, first in line, is ready."),
    ROW(TASK_READY, "1.room", by_room, "{thing} has room, so {task}, first in line, is ready."),
    ROW(TASK_READY, "1.join", by_join, "All items of {thing} are done, so {task} is ready."),
    ROW(TASK_READY, "1.barrier", by_barrier, "{thing} is open, so {task} is ready."),
    ROW(TASK_READY, "1.broken", by_broken_barrier, "{thing} is broken, so {task} is ready."),
    ROW(TASK_READY, "1.next", by_completion, "Another of {thing} is done, so {task} is ready."),
    ROW(TASK_READY, "1.expired", by_expiry, "The time of {thing} is over, so {task} is ready."),
    ROW(TASK_READY, "1.group", by_group, "All tasks of {thing} have ended, so {task} is ready."),
    ROW(TASK_READY, "1.task", by_task, "{other} has ended, so {task}, which awaits it, is ready."),
    ROW(TASK_READY, "1.read", wake_of_read, "Descriptor {fd} can be read, so {task} is ready."),
    ROW(TASK_READY, "1.written", wake_of_write,
        "Descriptor {fd} can be written to, so {task} is ready."),
    ROW(TASK_READY, "1", wakes, "{what} is done, so {task} is ready."),
    ROW(TASK_READY, "1.unknown", NULL, "{task} is ready; why is unknown."),
    SEE(TASK_READY, "2", take_before, sentences_place),
    END_OF_ROWS,
};
