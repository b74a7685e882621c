/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* wait-graph.c - follows who waits for whom: from a task to the task, lock, gather or the like that
 * it waits for, from a lock to its holder, and from a gather to its children. A semaphore's slots
 * have no owners, and so has a lock that was released by another task than its holder. Anything
 * else that a task may wait for, such as a queue or an event, any code can bring about. So all of
 * these may go on. */
#include "sched/core/wait-graph.h"

#include "sched/core/hold.h"
#include "sched/core/loop.h"

/* Those that a future waits for. */
typedef struct {
    AwFuture *only; /* NULL: many, or none */
    Awaits many;
} Edges;

static size_t
n_edges(const Edges *edges)
{
    return edges->only ? 1 : edges->many.n;
}

static AwFuture *
edge_at(const Edges *edges, size_t i)
{
    return edges->only ? edges->only : edges->many.items[i];
}

static Edges
edges_of_lock(const Holds *holds)
{
    const Hold *hold = holds->is_owned ? holds->first : NULL;

    return (Edges){.only = hold && hold->task ? &hold->task->future : NULL};
}

/* None: it is done, or may be soon whatever the others do. */
static Edges
edges_of(AwFuture *future)
{
    const FutureClass *class = future_class(future);
    const Holds *holds = class->holds ? class->holds(future) : NULL;
    const Task *task = task_of(future);

    if (future->state != FUTURE_PENDING || future->timer != FUTURE_NO_TIMER)
        return (Edges){0};
    if (task)
        return (Edges){.only = task->must_cancel ? NULL : task->waiter};
    if (holds && !holds->awaits)
        return edges_of_lock(holds);
    return (Edges){.many = holds           ? holds->awaits(holds->of)
                           : class->awaits ? class->awaits(future)
                                           : (Awaits){0}};
}

static WaitNode *
node_of(WaitGraph *graph, const AwFuture *future)
{
    uint32_t i = future->visit - graph->visit;

    return i < graph->n && graph->nodes[i].future == future ? &graph->nodes[i] : NULL;
}

static void
add(WaitGraph *graph, AwFuture *future)
{
    if (graph->n == WAIT_NODES || node_of(graph, future))
        return;
    future->visit = graph->visit + graph->n;
    graph->nodes[graph->n++] = (WaitNode){.future = future};
}

static void
add_all(WaitGraph *graph)
{
    for (uint32_t i = 0; i < graph->n; i++) {
        Edges edges = edges_of(graph->nodes[i].future);
        graph->nodes[i].is_stuck = n_edges(&edges);
        for (size_t j = 0; j < n_edges(&edges) && graph->n < WAIT_NODES; j++)
            add(graph, edge_at(&edges, j));
    }
}

WaitNode *
wait_graph_next(WaitGraph *graph, const WaitNode *node, size_t *at)
{
    Edges edges = edges_of(node->future);

    while (*at < n_edges(&edges)) {
        WaitNode *next = node_of(graph, edge_at(&edges, (*at)++));
        if (next && next->is_stuck)
            return next;
    }
    return NULL;
}

static bool
is_stuck(WaitGraph *graph, const WaitNode *node)
{
    Edges edges = edges_of(node->future);
    size_t at = 0, n = 0;

    while (wait_graph_next(graph, node, &at))
        n++;
    return edges.many.first_is_enough ? n == n_edges(&edges) : n;
}

/* At first all are taken to be stuck that wait for anything. Chains are resolved from their end. */
static void
free_those_that_can_go_on(WaitGraph *graph)
{
    bool changed = true;

    while (changed) {
        changed = false;
        for (uint32_t i = graph->n; i-- > 0;) {
            WaitNode *node = &graph->nodes[i];
            if (node->is_stuck && !is_stuck(graph, node)) {
                node->is_stuck = false;
                changed = true;
            }
        }
    }
}

/* Whether only the others that are stuck can end its wait. A lock that was not acquired by
 * AW_HOLD() may be there for others to release; a gather or a group ends when a child fails. */
static bool
is_certain(WaitGraph *graph, const WaitNode *node)
{
    const FutureClass *class = future_class(node->future);
    const Holds *holds = class->holds ? class->holds(node->future) : NULL;
    Edges edges = edges_of(node->future);

    if (holds && !holds->awaits)
        return holds->first->ends_with_block;
    for (size_t i = 0; i < n_edges(&edges); i++) {
        const AwFuture *part = edge_at(&edges, i);
        const WaitNode *at = node_of(graph, part);
        if (part->state != FUTURE_DONE && (!at || !at->is_stuck))
            return false;
    }
    return true;
}

/* From node to node. Nodes further on in the array are met later; the others again and again until
 * none is new. Returns whether the first node is met again. */
static bool
mark_circle(WaitGraph *graph)
{
    bool comes_back = false, changed = true;

    graph->nodes[0].is_in_circle = true;
    while (changed) {
        changed = false;
        for (uint32_t i = 0; i < graph->n; i++) {
            WaitNode *node = &graph->nodes[i], *next;
            for (size_t at = 0; node->is_in_circle && (next = wait_graph_next(graph, node, &at));) {
                comes_back |= next == graph->nodes;
                changed |= !next->is_in_circle;
                next->is_in_circle = true;
            }
        }
    }
    return comes_back;
}

/* Most tasks wait for what any code can bring about. */
bool
wait_graph_closes(WaitGraph *graph, Task *task)
{
    AwLoop *loop = task->future.loop;
    Edges edges = edges_of(task->waiter);

    if (!n_edges(&edges))
        return false;
    graph->n = 0;
    graph->visit = loop->visit + 1;
    loop->visit += WAIT_NODES;
    add(graph, &task->future);
    add_all(graph);
    free_those_that_can_go_on(graph);
    if (!graph->nodes[0].is_stuck || !mark_circle(graph))
        return false;
    graph->is_certain = true;
    for (uint32_t i = 0; i < graph->n; i++)
        if (graph->nodes[i].is_in_circle)
            graph->is_certain &= is_certain(graph, &graph->nodes[i]);
    return true;
}
