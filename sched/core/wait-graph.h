/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* wait-graph.h - what a task waits for, what that waits for in turn, and so on. */
#pragma once
#include "sched/core/task.h"

enum { WAIT_NODES = 64 }; /* what is further away may go on */

typedef struct {
    AwFuture *future;
    bool is_stuck;     /* it will not be done unless one of the others is that it waits for */
    bool is_in_circle; /* the task that the graph begins with waits for it, and is waited for */
} WaitNode;

typedef struct {
    WaitNode nodes[WAIT_NODES]; /* the task first */
    uint32_t n;
    uint32_t visit;  /* AwFuture.visit of the first; each has the next number */
    bool is_certain; /* nobody else ends the circle, short of cancelling; or else it is likely */
} WaitGraph;

/** Fills the graph of a task that has begun to wait. True: it is in a circle, which none of those
 * in it can leave by itself. */
bool wait_graph_closes(WaitGraph *graph, Task *task);

/** Walks over what a node waits for, and is stuck as well: the first one after index *at, which is
 * 0 at first and moves on. NULL: no more. */
WaitNode *wait_graph_next(WaitGraph *graph, const WaitNode *node, size_t *at);
