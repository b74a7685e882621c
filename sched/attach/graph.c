/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* graph.c - who awaits whom [IN1]. Edges are not stored: whatever awaits a future has left a
 * callback with it, and the callback tells who that is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sched/base/freelist.h"
#include "sched/core/done.h"
#include "sched/value/error.h"
#include "sched/value/value.h"

/* A node of the graph, as its users see it and as it is built. */
typedef struct Node {
    AwCallGraph shown;
    struct Node *next;
    bool is_written; /* in the text already: from now on only its name is */
} Node;

typedef struct {
    Object object;
    Node *first, *last;
    uint32_t visit; /* marks the futures that are in it */
    AwCallGraphOptions options;
    AwSite *here; /* where the graph was asked for */
    bool failed;  /* no memory */
} Graph;

static void
graph_free(void *object)
{
    Graph *graph = object;

    for (Node *node = graph->first, *next; node; node = next) {
        next = node->next;
        aw_unref(node->shown.future);
        free(node->shown.call_stack);
        free(node->shown.awaited_by);
        free(node);
    }
    freelist_free(graph);
}

static const ObjectClass graph_class = {.kind = OBJECT_INNER, .free = graph_free};

/* ---- edges ---- */

/* Its address marks an edge that the program declared; the callback's data is the future that
 * waits. */
static void
said_edge(AwFuture *future, void *waiter)
{
}

/* The next future that awaits `future`, by its callbacks after `*at`, which moves on. NULL: no
 * more. */
static AwFuture *
next_awaiter(AwFuture *future, Ready *at)
{
    while ((*at = future_next_waiting(future, *at)).word) {
        AwFuture *awaiter = waiting_awaiter(*at);
        if (awaiter && awaiter != future)
            return awaiter;
    }
    return NULL;
}

static bool
is_said(AwFuture *future, const AwFuture *waiter)
{
    for (Ready at = {0}; (at = future_next_waiting(future, at)).word;) {
        const Done *done = ready_subject(at);
        if (ready_kind(at) == READY_DONE && done->fn == said_edge && done->data == waiter)
            return true;
    }
    return false;
}

bool
aw_future_add_to_awaited_by_from(AwFuture *future, AwFuture *waiter, AwSite *site)
{
    must_have_a(OBJECT_FUTURE, future, "aw_future_add_to_awaited_by()", site);
    must_have_a(OBJECT_FUTURE, waiter, "aw_future_add_to_awaited_by()", site);
    loop_check_thread(future->loop, "aw_future_add_to_awaited_by()", site);
    if (future->state != FUTURE_PENDING || is_said(future, waiter))
        return true;
    trace(.kind = TRACE_AWAITED_BY, .subject = future_track(future),
          .object = future_track(waiter));
    return future_on_done(future, said_edge, waiter, &waiter->object);
}

void
aw_future_discard_from_awaited_by_from(AwFuture *future, AwFuture *waiter, AwSite *site)
{
    must_have_a(OBJECT_FUTURE, future, "aw_future_discard_from_awaited_by()", site);
    loop_check_thread(future->loop, "aw_future_discard_from_awaited_by()", site);
    aw_remove_done_callback_from(future, said_edge, waiter, site);
}

/* ---- frames ---- */

/* Fills `frames` if it is not NULL; returns how many there are. */
static int
walk_frames(const Graph *graph, AwFuture *future, AwSite **frames)
{
    const Task *task = task_of(future);
    int n = 0;

    if (!task || !future->loop || future->state != FUTURE_PENDING)
        return 0;
    AwSite *at = task == future->loop->current ? graph->here : task->at;
    if (at && frames)
        frames[n] = at;
    n += at != NULL;
    for (const CallFrame *frame = task->frame; frame; frame = frame->outer, n++)
        if (frames)
            frames[n] = frame->site;
    return n;
}

static void
keep_some(AwCallGraph *shown, int from, int n)
{
    from = from < shown->n_frames ? from : shown->n_frames;
    n = n < shown->n_frames - from ? n : shown->n_frames - from;
    memmove(shown->call_stack, shown->call_stack + from, (size_t) n * sizeof(AwSite *));
    shown->n_frames = n;
}

static void
take_frames(Graph *graph, AwCallGraph *shown, int depth)
{
    int n = walk_frames(graph, shown->future, NULL), limit = graph->options.limit;

    if (!n)
        return;
    if (!(shown->call_stack = calloc((size_t) n, sizeof(AwSite *)))) {
        graph->failed = true;
        return;
    }
    shown->n_frames = walk_frames(graph, shown->future, shown->call_stack);
    keep_some(shown, depth > 0 ? depth : 0, n);
    if (limit > 0)
        keep_some(shown, 0, limit);
    else if (limit < 0 && shown->n_frames + limit > 0)
        keep_some(shown, shown->n_frames + limit, -limit);
}

/* ---- the graph ---- */

static Node *
node_of(Graph *graph, AwFuture *future)
{
    Node *node = graph->first;

    while (future->visit == graph->visit && node && node->shown.future != future)
        node = node->next;
    if (future->visit == graph->visit && node)
        return node;
    if (!(node = calloc(1, sizeof *node))) {
        graph->failed = true;
        return NULL;
    }
    future->visit = graph->visit;
    node->shown.future = aw_ref(future);
    take_frames(graph, &node->shown, graph->last ? 0 : graph->options.depth);
    *(graph->last ? &graph->last->next : &graph->first) = node;
    graph->last = node;
    return node;
}

static void
take_awaiters(Graph *graph, AwCallGraph *shown)
{
    AwFuture *awaiter;
    Node *node;
    int n = 0;

    for (Ready at = {0}; next_awaiter(shown->future, &at);)
        n++;
    if (n && !(shown->awaited_by = calloc((size_t) n, sizeof(AwCallGraph *))))
        graph->failed = true;
    for (Ready at = {0}; !graph->failed && (awaiter = next_awaiter(shown->future, &at));)
        if ((node = node_of(graph, awaiter)))
            shown->awaited_by[shown->n_awaited_by++] = &node->shown;
}

/* Nodes are appended while the walk goes on, until all that can be reached are there. */
static Graph *
capture(AwFuture *future, const AwCallGraphOptions *options, const char *function, AwSite *site)
{
    must_have(options, function, site);
    must_be_a(OBJECT_FUTURE, future, function, site);
    AwLoop *loop = loop_must_run(function, site);
    Graph *graph;

    future = future ? future : aw_current_task();
    if (!future || !holder_reserve() || !(graph = object_new(&graph_class, sizeof *graph)))
        return NULL;
    hold_object(graph);
    graph->visit = ++loop->visit;
    graph->options = *options;
    graph->here = site;
    node_of(graph, future);
    for (Node *node = graph->first; node && !graph->failed; node = node->next)
        take_awaiters(graph, &node->shown);
    return graph->failed ? NULL : graph;
}

AwCallGraph *
aw_capture_call_graph_from(AwFuture *future, const AwCallGraphOptions *options, AwSite *site)
{
    Graph *graph = capture(future, options, "aw_capture_call_graph()", site);

    return graph ? &graph->first->shown : NULL;
}

/* ---- as text ---- */

static void
write_frames(FILE *out, const AwCallGraph *shown, int indent)
{
    if (shown->n_frames)
        fprintf(out, "%*s+ Call stack:\n", indent, "");
    for (int i = 0; i < shown->n_frames; i++)
        fprintf(out, "%*s|   File '%s', line %u, in %s()\n", indent, "", shown->call_stack[i]->file,
                shown->call_stack[i]->line, shown->call_stack[i]->function);
}

/* A chain of awaiters is as deep as the program makes it, so writing does not recurse: `path` has
 * the nodes on the way down, and how many of their awaiters are written. */
typedef struct {
    Node *node;
    int n_written;
} Level;

static void
write_node(FILE *out, Node *node, int depth)
{
    AwFuture *future = node->shown.future;
    bool is_task = task_of(future);

    fprintf(out, "%*s* %s(name='%s')%s\n", depth * 4, "", is_task ? "Task" : "Future",
            is_task ? aw_name(future) : future->site->name, node->is_written ? ", as above" : "");
    if (node->is_written)
        return;
    write_frames(out, &node->shown, depth * 4 + 2);
    if (node->shown.n_awaited_by)
        fprintf(out, "%*s+ Awaited by:\n", depth * 4 + 2, "");
}

static bool
write_graph(FILE *out, const Graph *graph)
{
    size_t n_nodes = 0;
    int depth = 0;

    for (const Node *node = graph->first; node; node = node->next)
        n_nodes++;
    Level *path = calloc(n_nodes + 1, sizeof *path);
    if (!path)
        return false;
    path[0].node = graph->first;
    write_node(out, graph->first, 0);
    graph->first->is_written = true;
    while (depth >= 0) {
        Level *level = &path[depth];
        if (level->n_written == level->node->shown.n_awaited_by) {
            depth--;
            continue;
        }
        Node *next = (Node *) level->node->shown.awaited_by[level->n_written++];
        write_node(out, next, depth + 1);
        if (!next->is_written)
            path[++depth] = (Level){.node = next};
        next->is_written = true;
    }
    free(path);
    return true;
}

static AwValue
format(AwFuture *future, const AwCallGraphOptions *options, const char *function, AwSite *site)
{
    Graph *graph = capture(future, options, function, site);
    char *text = NULL;
    size_t size;
    FILE *out;

    if (!graph)
        return future || aw_current_task() ? error_held(AW_NOMEM, site, "no memory") : AW_NONE;
    if (!(out = open_memstream(&text, &size)))
        return error_held(AW_NOMEM, site, "no memory");
    bool written = write_graph(out, graph);
    written &= fclose(out) == 0;
    AwValue v = written ? aw_str(text) : error_held(AW_NOMEM, site, "no memory");
    free(text);
    return v;
}

AwValue
aw_format_call_graph_from(AwFuture *future, const AwCallGraphOptions *options, AwSite *site)
{
    return format(future, options, "aw_format_call_graph()", site);
}

void
aw_print_call_graph_from(AwFuture *future, const AwCallGraphOptions *options, AwSite *site)
{
    AwScope scope = aw_scope_open(NULL);
    AwValue v = format(future, options, "aw_print_call_graph()", site);

    if (aw_is(v, AW_K_TEXT))
        aw_print_from(site, "%.*s", (int) aw_len(v) - 1, aw_to_text(v)); /* which ends the line */
    aw_scope_close(&scope);
}

/* ---- all tasks ---- */

AwValue
aw_all_tasks_from(AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_all_tasks()", site);
    size_t n = 0;

    for (Task *task = task_first(loop); task; task = task_next(task))
        n++;
    AwValue *tasks = malloc(n * sizeof *tasks + 1);
    if (!tasks || !holder_reserve()) {
        free(tasks);
        return error_held(AW_NOMEM, site, "no memory");
    }
    n = 0;
    for (Task *task = task_first(loop); task; task = task_next(task))
        tasks[n++] = (AwValue){.kind = AW_K_OBJECT, .u.p = task};
    AwValue list = list_new(tasks, n, site);
    free(tasks);
    return hold_value(list);
}
