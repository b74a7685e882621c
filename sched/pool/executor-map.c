/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* executor-map.c - one job for each item of a list [EX]. */
#include <stdlib.h>

#include "sched/base/freelist.h"
#include "sched/core/loop.h"
#include "sched/pool/pool.h"
#include "sched/value/error.h"

/* Cancels the jobs that are left. Errors of those that are done count as looked at, since the
 * caller gets the first one. */
static void
call_off(AwFuture **jobs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        aw_cancel(jobs[i]);
        jobs[i]->unseen = false;
    }
}

/* Fills `values` in the order of the jobs. Returns none, or the first error in that order. */
static AwValue
await_all(AwFuture **jobs, size_t n, AwTime end_ns, AwValue *values, AwSite *site)
{
    AwLoop *loop = loop_running;

    for (size_t i = 0; i < n; i++) {
        values[i] = end_ns == AW_NEVER ? aw_await_from(jobs[i], site)
                                       : aw_wait_for_from(jobs[i], loop_until(loop, end_ns), site);
        if (!aw_failed(values[i]))
            continue;
        call_off(jobs + i, n - i);
        return values[i];
    }
    return AW_NONE;
}

/* In the scope, so that a task that is never resumed leaks nothing. What it points to is there,
 * too. */
typedef struct {
    Object object;
    AwFuture **jobs;
    AwValue values[];
} Map;

static const ObjectClass map_class = {.kind = OBJECT_INNER, .free = freelist_free};

static Map *
map_new(size_t n)
{
    size_t values = n * sizeof(AwValue), jobs = n * sizeof(AwFuture *);
    Map *map = holder_reserve() ? object_new(&map_class, sizeof *map + values + jobs) : NULL;

    if (!map)
        return NULL;
    map->jobs = (AwFuture **) &map->values[n];
    return hold_object(map);
}

static AwValue
map_run(AwPool *pool, AwFn fn, AwValue args, AwTime end_ns, AwSite *site)
{
    size_t n = aw_len_from(args, site);
    Map *map = map_new(n);

    if (!map)
        return error_held(AW_NOMEM, site, "no memory for a map");
    for (size_t i = 0; i < n; i++)
        map->jobs[i] = aw_run_in_executor_from(pool, fn, aw_at_from(args, i, site), site);
    AwValue v = await_all(map->jobs, n, end_ns, map->values, site);
    return aw_failed(v) ? v : aw_list_of_from(map->values, n, site);
}

AwValue
aw_executor_map_from(AwPool *pool, AwFn fn, AwValue args, AwTime timeout, AwSite *site)
{
    must_have((const void *) fn, "aw_executor_map()", site);
    must_be_a(OBJECT_POOL, pool, "aw_executor_map()", site);
    pool_check_process(pool, "aw_executor_map()", site);
    AwLoop *loop = loop_must_run("aw_executor_map()", site);
    size_t mark = holder_current()->n;

    if (aw_failed(args))
        return args;
    if (!aw_is(args, AW_K_LIST))
        return error_held(AW_TYPE, site, "aw_executor_map() takes a list of arguments");
    AwTime end_ns = timeout == AW_NEVER ? AW_NEVER : loop_deadline(loop, timeout);
    return holder_return(mark, map_run(pool, fn, args, end_ns, site));
}
