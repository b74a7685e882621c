/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop-thread.c - which loops run, and the sentences for who calls one from elsewhere. */
#include "sched/core/loop-thread.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "sched/base/fork-lock.h"
#include "sched/core/forked.h"
#include "sched/core/loop.h"

_Thread_local AwLoop *loop_running;

/* The loops that run, in all threads, so that a loop can be asked for of which perhaps only the
 * address is left: a handle or a lock does not keep its loop. */
static struct {
    pthread_mutex_t lock;
    AwLoop *first;
} runs_now = {.lock = PTHREAD_MUTEX_INITIALIZER};

FORK_LOCK(&runs_now.lock)

AwLoop *
aw_running_loop(void)
{
    return loop_running;
}

void
loop_set_running(AwLoop *loop)
{
    loop_running = loop;
}

/* ---- sentences ---- */

static const struct {
    const char *what, *instead;
} instead_of[] = {
    {"aw_spawn()", "; aw_spawn_on() makes a task on a loop that does not run yet, "
                   "aw_run_coroutine_threadsafe() on one of another thread"},
    {"aw_future()", "; aw_future_on() makes one on a loop that does not run yet"},
    {"aw_call_soon()", "; aw_call_soon_threadsafe() calls from another thread"},
    {"aw_call_later()", "; aw_call_soon_threadsafe() calls from another thread"},
    {"aw_call_at()", "; aw_call_soon_threadsafe() calls from another thread"},
};

void
loop_missing(const char *what, const AwSite *site)
{
    const char *instead = "";

    for (size_t i = 0; i < sizeof instead_of / sizeof *instead_of; i++)
        if (!strcmp(instead_of[i].what, what))
            instead = instead_of[i].instead;
    misuse_at(site, "%s was called in a %s where no loop runs%s", what,
              forked_in_run ? "process made by fork()," : "thread",
              forked_in_run ? ": the loop is the parent's" : instead);
}

void
loop_elsewhere(const AwLoop *loop, const char *what, const AwSite *site)
{
    if (loop->is_parents)
        misuse_at(site, "%s was called in a process made by fork(); the loop is the parent's",
                  what);
    misuse_at(
        site,
        "%s was called in another thread than the loop's; aw_call_soon_threadsafe() goes there",
        what);
}

/* ---- the loops that run ---- */

void
loop_set_runs(AwLoop *loop, bool runs)
{
    AwLoop **at = &runs_now.first;

    pthread_mutex_lock(&runs_now.lock);
    while (!runs && *at != loop)
        at = &(*at)->next_runs;
    if (runs)
        loop->next_runs = *at;
    *at = runs ? loop : loop->next_runs;
    loop->running = runs;
    pthread_mutex_unlock(&runs_now.lock);
}

static bool
runs(const AwLoop *loop)
{
    const AwLoop *other;

    pthread_mutex_lock(&runs_now.lock);
    for (other = runs_now.first; other && other != loop;)
        other = other->next_runs;
    pthread_mutex_unlock(&runs_now.lock);
    return other;
}

void
loops_leave_to_parent(void)
{
    for (AwLoop *loop = runs_now.first; loop; loop = loop->next_runs)
        loop->is_parents = true;
}

void
loop_check_other(const AwLoop *loop, const char *what, const AwSite *site)
{
    if (runs(loop))
        loop_elsewhere(loop, what, site);
}
