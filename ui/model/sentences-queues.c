/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-queues.c - queues and as_completed() in words. */
#include "ui/model/line.h"
#include "ui/model/sentences.h"

static gboolean
has_limit(Moment *m)
{
    return m->event->value_type == TRACE_VALUE_INT && m->event->value > 0;
}

static gboolean
has_order(Moment *m, const char *order)
{
    return g_strcmp0(m->event->text, order) == 0;
}

static gboolean
is_lifo(Moment *m)
{
    return has_order(m, "lifo");
}

static gboolean
has_priorities(Moment *m)
{
    return has_order(m, "priority");
}

static gboolean
told_with_limit(Moment *m)
{
    return has_limit(m) && moment_is_told(m);
}

static gboolean
first_wants_item(Moment *m)
{
    return line_has_first_in(m, STATE_GETTERS);
}

static gboolean
first_wants_room(Moment *m)
{
    return line_has_first_in(m, STATE_PUTTERS);
}

static gboolean
is_full(Moment *m)
{
    StateThing queue;

    return state_thing(m->state, m->thing, &queue) && queue.limit > 0 && m->n >= queue.limit;
}

static gboolean
some_are_left(Moment *m)
{
    return m->n > 0;
}

static gboolean
has_item(Moment *m)
{
    return m->event->text && m->event->text_size;
}

/* One that fails at once: it stands for a future that is too late. */
static gboolean
is_late(Moment *m)
{
    const TraceEvent *birth = birth_of(m, m->what);

    return future_sort(m, m->what) == FUTURE_PLAIN && birth &&
           outcome_of(m, m->what) == TRACE_STATE_FAILED &&
           state_of(m, m->thing, event_before(model_track(m->model, m->thing), m->at)) ==
               TRACE_STATE_CANCELLED;
}

const SentenceRow sentences_of_queues[] = {
    ROW(QUEUE_CREATED, "1.again", moment_is_listed, "{thing} is there."),
    MANY(QUEUE_CREATED, "1.toldlimit", told_with_limit,
         "The queue {thing}, for {n} item, was there when recording began.",
         "The queue {thing}, for {n} items, was there when recording began."),
    ROW(QUEUE_CREATED, "1.told", moment_is_told,
        "The queue {thing} was there when recording began."),
    ROW(QUEUE_CREATED, "1.passive", is_by_nobody, "The queue {thing} is made at line {line}."),
    MANY(QUEUE_CREATED, "1.limit", has_limit,
         "{task} makes the queue {thing} at line {line}, for {n} item.",
         "{task} makes the queue {thing} at line {line}, for {n} items."),
    ROW(QUEUE_CREATED, "1", NULL, "{task} makes the queue {thing} at line {line}."),
    NONE(QUEUE_CREATED, "2.told", moment_is_told),
    ROW(QUEUE_CREATED, "2.lifo", is_lifo, "It is empty; the last item put in comes out first."),
    ROW(QUEUE_CREATED, "2.priority", has_priorities,
        "It is empty; the smallest item comes out first."),
    ROW(QUEUE_CREATED, "2", NULL, "It is empty."),

    MANY(QUEUE_PUT, "1.told", moment_is_told, "{thing} has {n} item in it.",
         "{thing} has {n} items in it."),
    ROW(QUEUE_PUT, "1.passive", is_by_nobody, "An item is put into {thing} at line {line}."),
    ROW(QUEUE_PUT, "1", has_item, "{task} puts {text} into {thing} at line {line}."),
    ROW(QUEUE_PUT, "1.plain", NULL, "{task} puts an item into {thing} at line {line}."),
    NONE(QUEUE_PUT, "2.told", moment_is_told),
    ROW(QUEUE_PUT, "2.getter", first_wants_item, "{other} is first in line for an item."),
    MANY(QUEUE_PUT, "2.full", is_full, "It is full now, with {n} item.",
         "It is full now, with {n} items."),
    MANY(QUEUE_PUT, "2", NULL, "{n} item is in it now.", "{n} items are in it now."),

    MANY(QUEUE_GET, "1.told", moment_is_told, "{thing} has {n} item in it.",
         "{thing} has {n} items in it."),
    ROW(QUEUE_GET, "1.passive", is_by_nobody, "An item is taken from {thing}."),
    ROW(QUEUE_GET, "1", has_item, "{task} takes {text} from {thing}."),
    ROW(QUEUE_GET, "1.plain", NULL, "{task} takes an item from {thing}."),
    NONE(QUEUE_GET, "2.told", moment_is_told),
    ROW(QUEUE_GET, "2.putter", first_wants_room, "{other} is first in line for room."),
    MANY(QUEUE_GET, "2", NULL, "{n} item is left in it.", "{n} items are left in it."),

    ROW(QUEUE_EMPTIED, "1.told", moment_is_told, "{thing} is empty."),
    ROW(QUEUE_EMPTIED, "1.passive", is_by_nobody, "The last item is taken from {thing}."),
    ROW(QUEUE_EMPTIED, "1", has_item, "{task} takes {text}, the last in {thing}."),
    ROW(QUEUE_EMPTIED, "1.plain", NULL, "{task} takes the last item of {thing}."),
    NONE(QUEUE_EMPTIED, "2.told", moment_is_told),
    ROW(QUEUE_EMPTIED, "2.putter", first_wants_room, "{other} is first in line for room."),

    ROW(QUEUE_TASK_DONE, "1.passive", is_by_nobody, "One item of {thing} is marked as done."),
    ROW(QUEUE_TASK_DONE, "1", NULL, "{task} marks one item of {thing} as done."),
    MANY(QUEUE_TASK_DONE, "2", some_are_left, "{n} item is not done yet.",
         "{n} items are not done yet."),
    ROW(QUEUE_TASK_DONE, "2.none", NULL, "All are done, so join() can return."),

    ROW(QUEUE_SHUT_DOWN, "1.told", moment_is_told, "{thing} is shut down."),
    ROW(QUEUE_SHUT_DOWN, "1.passive", is_by_nobody, "{thing} is shut down at line {line}."),
    ROW(QUEUE_SHUT_DOWN, "1", NULL, "{task} shuts {thing} down at line {line}."),
    NONE(QUEUE_SHUT_DOWN, "2.told", moment_is_told),
    MANY(QUEUE_SHUT_DOWN, "2.left", some_are_left,
         "{n} item left may still be taken; none may be put in.",
         "{n} items left may still be taken; none may be put in."),
    ROW(QUEUE_SHUT_DOWN, "2", NULL, "Every get and put on it fails from now on."),

    ROW(COMPLETIONS_CREATED, "1.again", moment_is_listed, "{thing} is there."),
    MANY(COMPLETIONS_CREATED, "1.told", moment_is_told,
         "{thing}, of {n} future, was there when recording began.",
         "{thing}, of {n} futures, was there when recording began."),
    MANY(COMPLETIONS_CREATED, "1.passive", is_by_nobody,
         "At line {line}, {n} future is asked for, when it is done.",
         "At line {line}, {n} futures are asked for, as they are done."),
    MANY(COMPLETIONS_CREATED, "1", NULL,
         "{task} asks for {n} future at line {line}, when it is done.",
         "{task} asks for {n} futures at line {line}, as they are done."),
    NONE(COMPLETIONS_CREATED, "2.told", moment_is_told),
    ROW(COMPLETIONS_CREATED, "2", NULL, "{thing} hands them out, the first done first."),

    ROW(COMPLETIONS_NEXT, "1.late", is_late,
        "{thing} hands out a timeout in place of one too late."),
    ROW(COMPLETIONS_NEXT, "1", NULL, "{thing} hands out {what}, the next that is done."),
    MANY(COMPLETIONS_NEXT, "2", some_are_left, "There is {n} more to come.",
         "There are {n} more to come."),

    ROW(COMPLETIONS_EXPIRED, "1", NULL, "The time of {thing} is over."),
    MANY(COMPLETIONS_EXPIRED, "2", some_are_left,
         "That is too late for {n}, which goes on, uncancelled.",
         "That is too late for {n}, which go on, uncancelled."),

    ROW(COMPLETIONS_DONE, "1", NULL, "{thing} has handed out all that it had."),
    END_OF_ROWS,
};
