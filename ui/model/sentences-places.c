/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-places.c - in words, futures that are places in the line of a lock, a queue ... */
#include <string.h>

#include "ui/model/sentences.h"

static gboolean
stands(Moment *m, StateThingKind kind)
{
    m->thing = is_task(m, m->by) ? future_thing(m, m->what) : TRACE_NOBODY;
    return thing_kind(m, m->thing) == kind;
}

static gboolean
stands_for_lock(Moment *m)
{
    return stands(m, STATE_LOCK);
}

static gboolean
stands_for_taken_lock(Moment *m)
{
    StateThing lock;

    return stands_for_lock(m) && state_thing(m->state, m->thing, &lock) &&
           lock.holder != TRACE_NOBODY;
}

static gboolean
stands_for_slot(Moment *m)
{
    return stands(m, STATE_SEMAPHORE);
}

static gboolean
stands_for_event(Moment *m)
{
    return stands(m, STATE_EVENT);
}

static gboolean
stands_for_condition(Moment *m)
{
    return stands(m, STATE_CONDITION);
}

static gboolean
stands_for_own_lock(Moment *m)
{
    return stands_for_condition(m) && future_wants_lock(m, m->what);
}

static gboolean
stands_at_barrier(Moment *m)
{
    return stands(m, STATE_BARRIER);
}

static gboolean
stands_for_completion(Moment *m)
{
    return stands(m, STATE_COMPLETIONS);
}

static gboolean
stands_for_group(Moment *m)
{
    return stands(m, STATE_GROUP);
}

static gboolean
stands_in_queue(Moment *m, const char *call)
{
    return stands(m, STATE_QUEUE) && strcmp(future_call(m, m->what), call) == 0;
}

static gboolean
stands_for_item(Moment *m)
{
    return stands_in_queue(m, "queue.get");
}

static gboolean
stands_for_room(Moment *m)
{
    return stands_in_queue(m, "queue.put");
}

static gboolean
stands_for_join(Moment *m)
{
    return stands_in_queue(m, "queue.join");
}

/* How many stand before it, in the same one of the lines. Who was woken has left. */
static gboolean
count_before(Moment *m)
{
    StateWaiter waiter;
    StateFuture place;
    guint at = 0;
    guint lines[STATE_RELOCK + 1] = {0};

    m->thing = future_thing(m, m->what);
    if (moment_is_unsure(m) || !state_future(m->state, m->what, &place))
        return FALSE;
    while (state_next_waiter(m->state, m->thing, &at, &waiter)) {
        if (waiter.future == m->what) {
            m->n = lines[waiter.line];
            return TRUE;
        }
        lines[waiter.line] += !waiter.woken && !waiter.cancelled;
    }
    return FALSE;
}

/* Of others, all are woken together. */
static gboolean
line_counts(Moment *m)
{
    return stands_for_lock(m) || stands_for_slot(m) || stands_for_condition(m) ||
           stands_for_item(m) || stands_for_room(m);
}

static gboolean
others_are_before(Moment *m)
{
    return line_counts(m) && count_before(m) && m->n > 0;
}

static gboolean
nobody_is_before(Moment *m)
{
    return line_counts(m) && count_before(m) && m->n == 0;
}

const SentenceRow sentences_of_places[] = {
    ROW(FUTURE_CREATED, "1.lock", stands_for_taken_lock,
        "{thing} is taken, so {by} gets in line for it."),
    ROW(FUTURE_CREATED, "1.handover", stands_for_lock,
        "{thing} is meant for another, so {by} gets in line for it."),
    ROW(FUTURE_CREATED, "1.slot", stands_for_slot,
        "{thing} has no free slot, so {by} gets in line for one."),
    ROW(FUTURE_CREATED, "1.event", stands_for_event,
        "{thing} is not set, so {by} gets in line for it."),
    ROW(FUTURE_CREATED, "1.get", stands_for_item,
        "{thing} is empty, so {by} gets in line for an item."),
    ROW(FUTURE_CREATED, "1.put", stands_for_room,
        "{thing} is full, so {by} gets in line for room."),
    ROW(FUTURE_CREATED, "1.join", stands_for_join,
        "Not all items of {thing} are done, so {by} gets in line."),
    ROW(FUTURE_CREATED, "1.ownlock", stands_for_own_lock,
        "The lock of {thing} is taken, so {by} gets in line for it."),
    ROW(FUTURE_CREATED, "1.condition", stands_for_condition,
        "{by} gets in line for a notice of {thing}."),
    ROW(FUTURE_CREATED, "1.barrier", stands_at_barrier,
        "{by} gets in line at {thing}, to wait for the others."),
    ROW(FUTURE_CREATED, "1.group", stands_for_group,
        "{thing} has tasks left, so {by} must wait for them."),
    ROW(FUTURE_CREATED, "1.next", stands_for_completion,
        "No other is done, so {by} gets in line at {thing}."),
    MANY(FUTURE_CREATED, "2.line", others_are_before, "{n} task is before it.",
         "{n} tasks are before it."),
    ROW(FUTURE_CREATED, "2.first", nobody_is_before, "It is first in line."),
    NONE(FUTURE_CREATED, "2.place", is_place),
    END_OF_ROWS,
};
