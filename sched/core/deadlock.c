/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* deadlock.c - follows who waits for whom: from a task to the lock or task that it waits for, and
 * from a lock to its holder. A semaphore is stuck only if all of its holders are. Anything else
 * that a task may wait for, such as a queue or an event, any code can bring about, so it is never
 * part of a circle. Nor is it a deadlock if a deadline will end it. */
#include "sched/core/deadlock.h"

#include "sched/core/done.h"
#include "sched/core/hold.h"
#include "sched/core/loop-report.h"
#include "sched/core/wait-words.h"

enum { TODO_MAX = 64, TASKS_SAID = 8, TEXT_MAX = 1500 };

/* ---- the circle ---- */

/* A walk from future to future, each of which it meets once. */
typedef struct {
    const AwFuture *start; /* NULL: nobody is waited for */
    AwFuture **todo;       /* TODO_MAX */
    int n_todo;
    uint32_t visit;  /* future.visit of those that it has met */
    bool comes_back; /* it has met the start again */
} Walk;

/* False: there are too many to go on. */
static bool
meet(Walk *walk, AwFuture *future)
{
    walk->comes_back |= future == walk->start;
    if (future->visit == walk->visit)
        return true;
    if (walk->n_todo == TODO_MAX)
        return false;
    future->visit = walk->visit;
    walk->todo[walk->n_todo++] = future;
    return true;
}

static bool
meet_holders(Walk *walk, const Holds *holds)
{
    if (!holds || !holds->n || holds->n != holds->all)
        return false;
    for (const Hold *hold = holds->first; hold; hold = hold->next_of)
        if (!hold->task || !meet(walk, &hold->task->future))
            return false;
    return true;
}

/* False: the task can go on, or might, whatever the others do. */
static bool
meet_what_it_waits_for(Walk *walk, const Task *task)
{
    Task *other = task_of(task->waiter);

    if (!task->waiter || task->waiter->state != FUTURE_PENDING || task->must_cancel)
        return false;
    return other ? meet(walk, &other->future) : meet_holders(walk, holds_waited_for(task));
}

/* True if the walk leads only to tasks that cannot go on by themselves, and back to the start. Says
 * what they wait for, unless `words` is NULL. */
static bool
is_circle(Task *start, WaitWords *words)
{
    AwFuture *todo[TODO_MAX];
    Walk walk = {.todo = todo, .visit = ++start->future.loop->visit};

    meet(&walk, &start->future);
    walk.start = &start->future;
    while (walk.n_todo) {
        Task *task = (Task *) walk.todo[--walk.n_todo];
        if (words && words->n_tasks < TASKS_SAID)
            wait_words_add(words, task);
        if (!meet_what_it_waits_for(&walk, task))
            return false;
    }
    return walk.comes_back;
}

/* ---- deadlines ---- */

static bool
has_deadline(AwFuture *future)
{
    const Task *task = task_of(future);
    const Hold *hold = task ? task->holds : NULL;

    while (hold && hold->of)
        hold = hold->next;
    return hold;
}

/* Goes from a future to those whose cancellation would be passed on to it. True: one of them, or it
 * itself, has a deadline; or they are too many to tell. */
static bool
may_be_cancelled(Walk *walk, AwFuture *future)
{
    if (has_deadline(future))
        return true;
    for (meet(walk, future); walk->n_todo;) {
        future = walk->todo[--walk->n_todo];
        for (Ready at = {0}; (at = future_next_waiting(future, at)).word;) {
            AwFuture *by = waiting_canceller(at);
            if (by && (has_deadline(by) || (by->last_waiting.word && !meet(walk, by))))
                return true;
        }
    }
    return false;
}

/* Whether a deadline can end the circle that was found last. A request to cancel ends at a task
 * that waits for a lock; without any, the tasks await each other and none can take it. */
static bool
may_time_out(AwLoop *loop)
{
    uint32_t found = loop->visit;
    AwFuture *todo[TODO_MAX];
    Walk walk = {.todo = todo, .visit = ++loop->visit};

    for (Task *task = task_first(loop); task; task = task_next(task))
        if (task->future.visit == found && holds_waited_for(task) &&
            may_be_cancelled(&walk, &task->future))
            return true;
    return false;
}

static __attribute__((cold)) void
report(Task *task)
{
    char text[TEXT_MAX];
    WaitWords words = {.text = text, .size = sizeof text};

    wait_words_say(&words, "deadlock: ");
    is_circle(task, &words);
    loop_report(task->future.loop,
                &(AwReport){.kind = AW_REPORT_DEADLOCK, .message = text, .future = &task->future});
}

/* Most tasks that begin to wait hold nothing, and nobody waits for them yet, or they wait for a
 * task that waits for nothing: no circle can lead through them. */
void
deadlock_look(Task *task)
{
    const Task *other = task_of(task->waiter);

    if ((!task->holds && !task->future.last_waiting.word) || (other && !other->waiter))
        return;
    if (is_circle(task, NULL) && !may_time_out(task->future.loop))
        report(task);
}
