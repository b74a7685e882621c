/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* deadlock.c - tasks that wait for each other are reported, unless a deadline will end that. */
#include "sched/core/deadlock.h"

#include "sched/core/done.h"
#include "sched/core/hold.h"
#include "sched/core/loop-report.h"
#include "sched/core/wait-graph.h"
#include "sched/core/wait-words.h"

enum { TODO_MAX = 64, TASKS_SAID = 8, PARTS_SAID = 4, TEXT_MAX = 1500 };

/* ---- deadlines ---- */

/* A walk from future to future, each of which it meets once. */
typedef struct {
    AwFuture **todo; /* TODO_MAX */
    int n_todo;
    uint32_t visit; /* future.visit of those that it has met */
} Walk;

/* False: there are too many to go on. */
static bool
meet(Walk *walk, AwFuture *future)
{
    if (future->visit == walk->visit)
        return true;
    if (walk->n_todo == TODO_MAX)
        return false;
    future->visit = walk->visit;
    walk->todo[walk->n_todo++] = future;
    return true;
}

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

/* A request to cancel is passed on by a task that waits for another, or for a gather. */
static bool
takes_request(AwFuture *future)
{
    const Task *task = task_of(future);

    return task && !task_of(task->waiter) && !future_class(task->waiter)->cancel_path;
}

/* Whether a deadline can end the circle: if all requests are passed on in it, none can take one. */
static bool
may_time_out(const WaitGraph *graph, AwLoop *loop)
{
    AwFuture *todo[TODO_MAX];
    Walk walk = {.todo = todo, .visit = ++loop->visit};

    for (uint32_t i = 0; i < graph->n; i++) {
        const WaitNode *node = &graph->nodes[i];
        if (node->is_in_circle && takes_request(node->future) &&
            may_be_cancelled(&walk, node->future))
            return true;
    }
    return false;
}

/* ---- the report ---- */

/* What is in the circle of a gather's children, a group's tasks and so on: " (tb, tc)". */
static void
say_parts(WaitWords *words, WaitGraph *graph, const WaitNode *node)
{
    size_t at = 0;
    int n = 0;

    for (const WaitNode *part; n < PARTS_SAID && (part = wait_graph_next(graph, node, &at)); n++) {
        wait_words_say(words, "%s", n ? ", " : " (");
        wait_words_name(words, part->future);
    }
    wait_words_say(words, "%s", n ? ")" : "");
}

static void
say_circle(WaitWords *words, WaitGraph *graph)
{
    for (uint32_t i = 0; i < graph->n && words->n_tasks < TASKS_SAID; i++) {
        const WaitNode *node = &graph->nodes[i];
        const Task *task = task_of(node->future);
        size_t at = 0;
        if (!task || !node->is_in_circle)
            continue;
        wait_words_add(words, task);
        if (!task_of(task->waiter) && !holds_waited_for(task))
            say_parts(words, graph, wait_graph_next(graph, node, &at));
    }
}

/* The words come first: a walk for deadlines leaves other marks than those of the graph. */
static __attribute__((cold)) void
report_unless_timed(WaitGraph *graph, Task *task)
{
    AwLoop *loop = task->future.loop;
    char text[TEXT_MAX];
    WaitWords words = {.text = text, .size = sizeof text};

    wait_words_say(&words, "%s: ", graph->is_certain ? "deadlock" : "may be a deadlock");
    say_circle(&words, graph);
    if (!may_time_out(graph, loop))
        loop_report(
            loop,
            &(AwReport){.kind = AW_REPORT_DEADLOCK, .message = text, .future = &task->future});
}

/* Most tasks that begin to wait hold nothing, and nobody waits for them yet, or they wait for a
 * task that waits for nothing: no circle can lead through them. */
void
deadlock_look(Task *task)
{
    const Task *other = task_of(task->waiter);
    WaitGraph graph;

    if ((!task->holds && !task->future.last_waiting.word) || (other && !other->waiter))
        return;
    if (wait_graph_closes(&graph, task))
        report_unless_timed(&graph, task);
}
