/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* graph.h - who awaits whom [IN1]. */
#pragma once
#include <aw/future.h>

/* A future, where it waits, and who awaits it: by a plain await, a gather, a wait, a shield or a
 * group. A future that several paths lead to is in the graph once, so a graph may have cycles:
 * tasks that wait for each other. */
typedef struct AwCallGraph AwCallGraph;
struct AwCallGraph {
    AwFuture *future;
    AwSite **call_stack;      /* innermost first: where it waits, then the calls of aw_call() */
    int n_frames;             /* 0 if it is no task, or has not begun */
    AwCallGraph **awaited_by; /* in the order in which they began to */
    int n_awaited_by;
};

typedef struct {
    int depth; /* innermost frames of `future` to leave out */
    int limit; /* frames of each task; n > 0: the innermost n, n < 0: the outermost -n, 0: all */
} AwCallGraphOptions;

/** The graph above `future`, or above the running task for NULL. NULL when there is none. Belongs
 * to the scope, and shows this moment only. Semantics: asyncio.capture_call_graph() [IN1]. */
AW_API AwCallGraph *aw_capture_call_graph_from(AwFuture *future, const AwCallGraphOptions *options,
                                               AwSite *site);
#define aw_capture_call_graph(future, ...)                                                         \
    aw_capture_call_graph_from(future, __extension__ &(AwCallGraphOptions){__VA_ARGS__}, AW_HERE)
/** The same as text, with a line for each frame and each awaiter; none when there is no task [IN1].
 */
AW_API AwValue aw_format_call_graph_from(AwFuture *future, const AwCallGraphOptions *options,
                                         AwSite *site);
#define aw_format_call_graph(future, ...)                                                          \
    aw_format_call_graph_from(future, __extension__ &(AwCallGraphOptions){__VA_ARGS__}, AW_HERE)
/** Prints that text, as aw_print() does [IN1]. */
AW_API void aw_print_call_graph_from(AwFuture *future, const AwCallGraphOptions *options,
                                     AwSite *site);
#define aw_print_call_graph(future, ...)                                                           \
    aw_print_call_graph_from(future, __extension__ &(AwCallGraphOptions){__VA_ARGS__},             \
                             AW_SITE("print"))
/** For combinators of your own: notes that `waiter` awaits `future`, until `future` is done or the
 * note is taken back. Does nothing if that is noted already or `future` is done [IN1]. False: no
 * memory. */
AW_API bool aw_future_add_to_awaited_by_from(AwFuture *future, AwFuture *waiter, AwSite *site);
#define aw_future_add_to_awaited_by(future, waiter)                                                \
    aw_future_add_to_awaited_by_from(future, waiter, AW_SITE("future_add_to_awaited_by"))
/** Takes the note back [IN1]. */
AW_API void aw_future_discard_from_awaited_by_from(AwFuture *future, AwFuture *waiter,
                                                   AwSite *site);
#define aw_future_discard_from_awaited_by(future, waiter)                                          \
    aw_future_discard_from_awaited_by_from(future, waiter,                                         \
                                           AW_SITE("future_discard_from_awaited_by"))
