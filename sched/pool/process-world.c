/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* process-world.c - what a run needs so that its pools can have processes: the fork server, made
 * before anything else, and news of processes that ended [EX10]. */
#include "sched/pool/process-world.h"

#include <stdio.h>
#include <stdlib.h>

#include "sched/core/loop.h"
#include "sched/pool/fork-server.h"
#include "sched/pool/pool.h"
#include "sched/pool/process-pool.h"

void
processes_open(AwLoop *loop, ProcessWorld *world)
{
    world->missing = fork_server_start(&world->server);
    loop->world = world;
}

static void
on_news(uv_poll_t *poll, int status, int events)
{
    AwLoop *loop = poll->data;

    (void) status; /* the read that follows finds any error */
    (void) events;
    inbox_rise(&loop->inbox);
    processes_hear(loop);
}

bool
processes_watch(AwLoop *loop)
{
    ProcessWorld *world = loop->world;

    if (world->is_watched)
        return true;
    if (uv_poll_init(&loop->uv, &world->poll, world->server.fd))
        return false;
    world->is_watched = true;
    world->poll.data = loop;
    loop->n_watched++;
    uv_unref((uv_handle_t *) &world->poll);
    uv_poll_start(&world->poll, UV_READABLE | UV_DISCONNECT, on_news);
    return true;
}

void
processes_unwatch(AwLoop *loop)
{
    if (!loop->world || !loop->world->is_watched)
        return;
    loop->world->is_watched = false;
    loop->n_watched--;
    uv_close((uv_handle_t *) &loop->world->poll, NULL);
}

void
processes_close_loop(AwLoop *loop)
{
    processes_unwatch(loop);
    loop->world = NULL;
}

void
processes_close(ProcessWorld *world)
{
    if (world->server.pid > 0)
        fork_server_stop(&world->server);
}

/* ---- pools ---- */

/* Why a loop can have no worker processes; NULL: it can. */
static const char *
why_none(const AwLoop *loop)
{
    if (loop->clock == &virtual_clock)
        return "worker processes have no place on the virtual clock";
    return loop->world ? loop->world->missing : "worker processes need aw_run(.processes = true)";
}

static bool
have_processes(AwPool *pool, int workers)
{
    struct ProcessPool *processes = calloc(1, sizeof *processes);
    const char *why = why_none(pool->loop);

    if (!processes)
        return false;
    processes->pool = pool;
    processes->max_processes = workers;
    if (why)
        snprintf(processes->broken, sizeof processes->broken, "%s", why);
    pool->processes = processes;
    pool->is_virtual = false; /* on the virtual clock all its jobs fail */
    return true;
}

AwPool *
aw_process_pool_from(int workers, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_process_pool()", site);

    if (workers < 1 || workers > MAX_PROCESSES)
        misuse_at(site, "a pool has 1 to %d worker processes, not %d", MAX_PROCESSES, workers);
    AwPool *pool = holder_reserve() ? pool_new(loop, 0, site) : NULL;
    if (pool && !have_processes(pool, workers)) {
        aw_unref(pool);
        pool = NULL;
    }
    if (!pool)
        return NULL;
    pool_trace_created(pool, workers, site);
    return hold_object(pool);
}
