/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-ready.c - the ready queue in words, for events of all kinds. */
#include "ui/model/ready-item.h"
#include "ui/model/sentences.h"

/* Nothing of this turn is left, and no other one will come. */
static gboolean
is_last_of_all(Moment *m)
{
    if (state_ready_unknown(m->state) || (m->has_item && m->item.turn <= state_turn(m->state)))
        return FALSE;
    return loop_is_stopping(m);
}

/* After take_next(). */
const SentenceRow sentences_next[] = {
    SHARED("next", "last", is_last_of_all, "Nothing is left to run in turn {turn}, the last."),
    SHARED("next", "none", queue_is_empty, "The ready queue is empty now."),
    SHARED("next", "task", item_is_step, "Next in the ready queue is {other}."),
    SHARED("next", "result", item_is_result, "Next in the ready queue is the result of {other}."),
    SHARED("next", "named", item_is_named, "Next in the ready queue is the callback {name}."),
    SHARED("next", "several", item_is_one_of_several,
           "Next in the ready queue is callback {k} of {of} of {other}."),
    SHARED("next", "callback", item_is_owned, "Next in the ready queue is a callback of {other}."),
    SHARED("next", "wait", item_is_wait_timer,
           "Next in the ready queue is the timer of the wait at line {line}."),
    SHARED("next", "timer", item_is_timer, "Next in the ready queue is the timer of {other}."),
    SHARED("next", "named-timer", item_is_named_timer,
           "Next in the ready queue is the timer of {name}."),
    SHARED("next", "plain-timer", item_is_plain_timer,
           "Next in the ready queue is the timer of a callback."),
    SHARED("next", "call", item_is_call, "Next in the ready queue is a call from another thread."),
    SHARED("next", "plain", item_is_any, "Next in the ready queue is a callback."),
    END_OF_ROWS,
};

/* After take_before(). */
const SentenceRow sentences_place[] = {
    SHARED("place", "first", item_is_none, "It is first in the ready queue."),
    SHARED("place", "task", item_is_step, "It is in the ready queue, behind {other}."),
    SHARED("place", "result", item_is_result,
           "It is in the ready queue, behind the result of {other}."),
    SHARED("place", "named", item_is_named, "It is in the ready queue, behind {name}."),
    SHARED("place", "callback", item_is_owned,
           "It is in the ready queue, behind a callback of {other}."),
    SHARED("place", "wait", item_is_wait_timer,
           "It is in the ready queue, behind the timer of the wait at line {line}."),
    SHARED("place", "timer", item_is_timer,
           "It is in the ready queue, behind the timer of {other}."),
    SHARED("place", "named-timer", item_is_named_timer,
           "It is in the ready queue, behind the timer of {name}."),
    SHARED("place", "plain-timer", item_is_plain_timer,
           "It is in the ready queue, behind the timer of a callback."),
    SHARED("place", "call", item_is_call,
           "It is in the ready queue, behind a call from another thread."),
    SHARED("place", "plain", item_is_any, "It is in the ready queue, behind a callback."),
    END_OF_ROWS,
};

/* One thing is ready as a turn begins; after take_next(). */
const SentenceRow sentences_alone[] = {
    SHARED("alone", "task", item_is_step, "Turn {turn} begins with one thing ready: {other}."),
    SHARED("alone", "result", item_is_result,
           "Turn {turn} begins with one thing ready: the result of {other}."),
    SHARED("alone", "named", item_is_named,
           "Turn {turn} begins with one thing ready: the callback {name}."),
    SHARED("alone", "callback", item_is_owned,
           "Turn {turn} begins with one thing ready: a callback of {other}."),
    SHARED("alone", "wait", item_is_wait_timer,
           "Turn {turn} begins with one thing ready: the timer of the wait at line {line}."),
    SHARED("alone", "timer", item_is_timer,
           "Turn {turn} begins with one thing ready: the timer of {other}."),
    SHARED("alone", "named-timer", item_is_named_timer,
           "Turn {turn} begins with one thing ready: the timer of {name}."),
    SHARED("alone", "plain-timer", item_is_plain_timer,
           "Turn {turn} begins with one thing ready: the timer of a callback."),
    SHARED("alone", "call", item_is_call,
           "Turn {turn} begins with one thing ready: a call from another thread."),
    SHARED("alone", "plain", item_is_any, "Turn {turn} begins with one thing ready: a callback."),
    END_OF_ROWS,
};

/* The first of several things that are ready as a turn begins; after take_next(). */
const SentenceRow sentences_head[] = {
    SHARED("head", "task", item_is_step, "First comes {other}."),
    SHARED("head", "result", item_is_result, "First comes the result of {other}."),
    SHARED("head", "named", item_is_named, "First comes the callback {name}."),
    SHARED("head", "several", item_is_one_of_several,
           "First comes callback {k} of {of} of {other}."),
    SHARED("head", "callback", item_is_owned, "First comes a callback of {other}."),
    SHARED("head", "wait", item_is_wait_timer, "First comes the timer of the wait at line {line}."),
    SHARED("head", "timer", item_is_timer, "First comes the timer of {other}."),
    SHARED("head", "named-timer", item_is_named_timer, "First comes the timer of {name}."),
    SHARED("head", "plain-timer", item_is_plain_timer, "First comes the timer of a callback."),
    SHARED("head", "call", item_is_call, "First comes a call from another thread."),
    SHARED("head", "plain", item_is_any, "First comes a callback."),
    END_OF_ROWS,
};
