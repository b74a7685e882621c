/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-misuses.c - in words, that something tasks meet at is used as something that it is not.
 */
#include "ui/model/ready-item.h"
#include "ui/model/sentences.h"

#define USED_AS(name, thing)                                                                       \
    static gboolean used_as_##name(Moment *m)                                                      \
    {                                                                                              \
        return is_by_code(m) && thing_of_kind(m->event->kind) == STATE_##thing;                    \
    }

/* clang-format off */
USED_AS(lock, LOCK)
USED_AS(semaphore, SEMAPHORE)
USED_AS(event, EVENT)
USED_AS(condition, CONDITION)
USED_AS(barrier, BARRIER)
USED_AS(queue, QUEUE)
USED_AS(completions, COMPLETIONS)
USED_AS(timeout, TIMEOUT)
USED_AS(group, GROUP)
/* clang-format on */

const SentenceRow sentences_of_misuses[] = {
    SHARED("misuse", "lock", used_as_lock, "{by} uses {thing} as a lock, which it is not."),
    SHARED("misuse", "semaphore", used_as_semaphore,
           "{by} uses {thing} as a semaphore, which it is not."),
    SHARED("misuse", "event", used_as_event, "{by} uses {thing} as an event, which it is not."),
    SHARED("misuse", "condition", used_as_condition,
           "{by} uses {thing} as a condition, which it is not."),
    SHARED("misuse", "barrier", used_as_barrier,
           "{by} uses {thing} as a barrier, which it is not."),
    SHARED("misuse", "queue", used_as_queue, "{by} uses {thing} as a queue, which it is not."),
    SHARED("misuse", "completions", used_as_completions,
           "{by} uses {thing} as an as_completed(), which it is not."),
    SHARED("misuse", "timeout", used_as_timeout,
           "{by} uses {thing} as a timeout, which it is not."),
    SHARED("misuse", "group", used_as_group, "{by} uses {thing} as a group, which it is not."),
    SHARED("misuse", "passive", NULL, "{thing} is used as something that it is not."),
    END_OF_ROWS,
};
