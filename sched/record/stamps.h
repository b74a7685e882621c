/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stamps.h - which events read the clock. What happens at once after another event has the time of
 * that one: a task that suspends, and what runs next; a future that is done, and whom it wakes. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "sched/trace/kinds.h"

#define STAMPS_BIT(kind, word) ((kind) / 64 == (word) ? UINT64_C(1) << (kind) % 64 : 0)

/* clang-format off */
/* Kinds that the thread's last reading serves: what comes before them in the same thread is never
 * the user's code, or they are ticks that no span begins or ends with. */
#define STAMPS_SHARED(word)                                                                         \
    (STAMPS_BIT(TRACE_TURN_BEGIN, word) | STAMPS_BIT(TRACE_CALLBACK_BEGIN, word) |                  \
     STAMPS_BIT(TRACE_TIMER_BEGIN, word) | STAMPS_BIT(TRACE_STOP_BEGIN, word) |                     \
     STAMPS_BIT(TRACE_TASK_STEP, word) | STAMPS_BIT(TRACE_TASK_STEP_CANCEL, word) |                 \
     STAMPS_BIT(TRACE_TASK_READY, word) | STAMPS_BIT(TRACE_TASK_EAGER, word) |                      \
     STAMPS_BIT(TRACE_FRAME_ENTER, word) | STAMPS_BIT(TRACE_FRAME_LEAVE, word) |                    \
     STAMPS_BIT(TRACE_CALLBACK_ADDED, word) | STAMPS_BIT(TRACE_TIMER_ARMED, word) |                 \
     STAMPS_BIT(TRACE_TIMER_FIRED, word) | STAMPS_BIT(TRACE_TIMER_CANCELLED, word) |                \
     STAMPS_BIT(TRACE_JOB_BEGIN, word) | STAMPS_BIT(TRACE_JOB_QUEUED, word) | STAMPS_BIT(TRACE_JOB_DROPPED, word) |                     \
     STAMPS_BIT(TRACE_GROUP_SPAWNED, word) | STAMPS_BIT(TRACE_GROUP_TASK_DONE, word) |              \
     STAMPS_BIT(TRACE_GATHER_CHILD_DONE, word) | STAMPS_BIT(TRACE_WAIT_MEMBER_DONE, word) |         \
     STAMPS_BIT(TRACE_SHIELD_CREATED, word) | STAMPS_BIT(TRACE_AWAITED_BY, word) |                  \
     STAMPS_BIT(TRACE_VAR_SET, word) | STAMPS_BIT(TRACE_TASK_UNCANCEL, word))
/* clang-format on */

/** Whether an event of this kind has a time of its own. */
static inline bool
stamps_read(unsigned kind)
{
    static const uint64_t shared[2] = {STAMPS_SHARED(0), STAMPS_SHARED(1)};

    return kind >= 128 || !(shared[kind / 64] >> kind % 64 & 1);
}
