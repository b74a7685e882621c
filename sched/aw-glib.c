/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* aw-glib.c - a loop as a GSource over libuv's descriptor. When its budget is spent, a turn stops
 * in the middle, and what is left of it still counts as that turn [L2]. */
#include "sched/aw-glib.h"

#include "sched/core/loop.h"
#include "sched/stack/overflow.h"

enum { BUDGET_NS = 1000000 };

typedef struct {
    GSource source;
    AwLoop *loop;
    gpointer tag;
    OverflowFn before; /* who told, before it was attached, what runs in the thread */
} Embedded;

/* libuv applies changes to its watchers only when it polls, and its timeout is 0 until it has. */
static AwTime
wait_ns(AwLoop *loop)
{
    AwTime next = loop_next_ns(loop);

    uv_update_time(&loop->uv);
    int uv_ms = uv_backend_timeout(&loop->uv);
    AwTime left = next == AW_NEVER ? next : next - loop_now(loop);
    AwTime of_uv = uv_ms < 0 ? AW_NEVER : uv_ms * AW_MS;
    return next == 0 ? 0 : MIN(of_uv, MAX(left, 0));
}

static gboolean
prepare(GSource *source, int *timeout_ms)
{
    AwLoop *loop = ((Embedded *) source)->loop;
    AwTime wait = wait_ns(loop);

    if (wait != 0 && !inbox_sleep(&loop->inbox))
        wait = 0;
    *timeout_ms = wait == AW_NEVER ? -1 : (int) MIN((wait + AW_MS - 1) / AW_MS, G_MAXINT);
    return wait == 0;
}

static gboolean
check(GSource *source)
{
    Embedded *embedded = (Embedded *) source;

    return g_source_query_unix_fd(source, embedded->tag) || wait_ns(embedded->loop) == 0;
}

static gboolean
dispatch(GSource *source, GSourceFunc callback, gpointer data)
{
    AwLoop *loop = ((Embedded *) source)->loop;

    inbox_rise(&loop->inbox);
    loop_set_runs(loop, true);
    loop->last_poll_ns = 0; /* look at the descriptors at once */
    loop_turns_for(loop, BUDGET_NS);
    loop_set_runs(loop, false);
    return G_SOURCE_CONTINUE;
}

static GSourceFuncs functions = {.prepare = prepare, .check = check, .dispatch = dispatch};

GSource *
aw_glib_attach_from(AwLoop *loop, GMainContext *context, int priority, AwSite *site)
{
    must_have_loop(loop, "aw_glib_attach()", site);
    if (loop->running || loop->embedded || aw_running_loop())
        return NULL;
    GSource *source = g_source_new(&functions, sizeof(Embedded));
    Embedded *embedded = (Embedded *) source;

    embedded->loop = loop;
    embedded->tag = g_source_add_unix_fd(source, uv_backend_fd(&loop->uv), G_IO_IN);
    g_source_set_priority(source, priority);
    g_source_set_static_name(source, "aw");
    g_source_attach(source, context);
    loop->embedded = loop->each_step_returns = true;
    coroutine_adopt(&loop->base);
    embedded->before = overflow_watch(task_running);
    loop_set_running(loop);
    return source;
}

void
aw_glib_detach(GSource *source)
{
    Embedded *embedded = (Embedded *) source;

    embedded->loop->embedded = false;
    embedded->loop->each_step_returns = embedded->loop->slow_ns > 0;
    loop_set_running(NULL);
    overflow_unwatch(embedded->before);
    g_source_destroy(source);
    g_source_unref(source);
}
