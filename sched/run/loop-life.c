/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop-life.c - loops are made and closed [R7 L13]. */
#include "sched/run/loop-life.h"

#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "sched/attach/env-record.h"
#include "sched/combine/descriptors.h"
#include "sched/core/broken-pipe.h"
#include "sched/core/done.h"
#include "sched/core/forked.h"
#include "sched/core/loop-memory.h"
#include "sched/core/loop-report.h"
#include "sched/core/loop.h"
#include "sched/core/step.h"
#include "sched/pool/follow.h"
#include "sched/pool/pool-end.h"
#include "sched/run/loop-run.h"
#include "sched/value/error.h"

static void
on_alarm(uv_poll_t *poll, int status, int events)
{
    AwLoop *loop = poll->data;
    uint64_t n;

    loop->alarm_ns = AW_NEVER;
    if (read(loop->alarm_fd, &n, sizeof n) < 0)
        return; /* it was set again since, and will ring again */
}

/* Every turn looks at the inbox, so the call only has to end the poll. */
static void
on_wake(uv_async_t *async)
{
}

static void
close_handle(uv_handle_t *handle, void *data)
{
    if (!uv_is_closing(handle))
        uv_close(handle, NULL);
}

static void
leave_world(AwLoop *loop)
{
    if (loop->lent)
        uv_walk(&loop->uv, close_handle, NULL);
    uv_run(&loop->uv, UV_RUN_DEFAULT); /* handles need a turn of it to close */
    uv_loop_close(&loop->uv);
    if (loop->alarm_fd >= 0)
        close(loop->alarm_fd);
}

static bool
open_world(AwLoop *loop)
{
    if (uv_loop_init(&loop->uv))
        return false;
    loop->alarm_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    bool wakes = loop->alarm_fd >= 0 && !uv_async_init(&loop->uv, &loop->wake, on_wake);
    if (!wakes || uv_poll_init(&loop->uv, &loop->alarm, loop->alarm_fd)) {
        if (wakes)
            uv_close((uv_handle_t *) &loop->wake, NULL);
        leave_world(loop);
        return false;
    }
    loop->alarm.data = loop;
    uv_poll_start(&loop->alarm, UV_READABLE, on_alarm);
    uv_unref((uv_handle_t *) &loop->alarm);
    return true;
}

static void
close_world(AwLoop *loop)
{
    uv_close((uv_handle_t *) &loop->wake, NULL);
    uv_close((uv_handle_t *) &loop->alarm, NULL);
    leave_world(loop);
}

/* The future to return where none can be made; it keeps nothing, and can be returned any number of
 * times. */
static AwFuture *
make_no_memory(AwLoop *loop)
{
    static AwSite site = {AW_FILE, "loop_new", "no memory", __LINE__, 0, NULL};
    AwFuture *future = future_new(loop, &plain_future_class, sizeof *future, &site);

    if (!future)
        return NULL;
    future->state = FUTURE_FAILED;
    future->result = error_no_memory();
    return future;
}

/* The last reference is gone, and the loop is closed. */
static void
loop_free(void *object)
{
    sync_log_forget_all(object);
    loop_memory_give(object);
}

static const ObjectClass loop_class = {.kind = OBJECT_LOOP, .free = loop_free, .shared = true};

static bool
debug_wanted(void)
{
    const char *setting = getenv("AW_DEBUG");

    return setting && *setting && strcmp(setting, "0");
}

AwLoop *
loop_new(const Clock *clock)
{
    AwLoop *loop = loop_memory_take(sizeof *loop);

    if (!loop)
        return NULL;
    loop->object = (Object){.class = &loop_class, .refs = 1};
    misuse_set_who_runs(task_print_running);
    broken_pipe_watch();
    forked_watch();
    step_watch_exits();
    loop->clock = clock;
    loop->alarm_ns = AW_NEVER;
    if (debug_wanted())
        aw_set_debug(loop, true);
    loop->no_memory = make_no_memory(loop);
    if (!loop->no_memory || !open_world(loop)) {
        aw_unref(loop->no_memory);
        loop_memory_give(loop);
        return NULL;
    }
    return loop;
}

AwLoop *
aw_loop_new(void)
{
    AwLoop *loop = loop_new(&real_clock);

    if (loop)
        loop->is_recorded = env_record_start(loop, false);
    return loop;
}

/* libuv calls its timers before it sleeps, and what they made ready must not wait for its next
 * event. */
static void
stay_awake(uv_prepare_t *before_sleep)
{
    const AwLoop *loop = before_sleep->data;

    if (loop->ready.n)
        uv_stop(before_sleep->loop);
}

/* From now on the loop polls as if it watched a descriptor. */
static void
lend(AwLoop *loop)
{
    loop->n_watched++;
    loop->lent = true;
    uv_prepare_init(&loop->uv, &loop->before_sleep);
    loop->before_sleep.data = loop;
    uv_prepare_start(&loop->before_sleep, stay_awake);
    uv_unref((uv_handle_t *) &loop->before_sleep);
}

uv_loop_t *
aw_loop_uv_from(AwLoop *loop, AwSite *site)
{
    must_have_open_loop(loop, "aw_loop_uv()", site);
    if (loop->clock != &real_clock)
        return NULL;
    if (!loop->lent)
        lend(loop);
    return &loop->uv;
}

/* ---- closing ---- */

/* Steps are ignored: drop_tasks() has dropped the tasks. */
static void
drop(AwLoop *loop, Ready ready)
{
    ReadyKind kind = ready_kind(ready);
    void *subject = ready_subject(ready);

    if (kind == READY_STEP)
        return;
    ready_release(&loop->ready);
    if (kind == READY_DONE) {
        done_drop(subject);
        return;
    }
    if (kind == READY_HANDLE)
        handle_end(subject, HANDLE_CANCELLED);
    aw_unref(subject);
}

static void
drop_ready(AwLoop *loop)
{
    while (loop->ready.n)
        drop(loop, ready_pop(&loop->ready));
    free(loop->ready.items);
    loop->ready = (ReadyQueue){0};
}

/* A task that can never end is unwound as far as C allows: its stack and what its scopes hold are
 * freed. It stays pending, so the walk takes each task once. */
static void
drop_tasks(AwLoop *loop)
{
    Task *task = task_first(loop), *next;

    if (task)
        aw_ref(task);
    for (; task; task = next) {
        loop_report_about(
            loop, (AwReport){.kind = AW_REPORT_PENDING, .made = task->future.site, .at = task->at},
            "%s was still pending when its loop closed", aw_name(&task->future));
        task_abandon(task);
        next = task_next(task);
        if (next)
            aw_ref(next);
        aw_unref(task);
    }
}

AwValue
aw_loop_close_from(AwLoop *loop, AwSite *site)
{
    if (!loop)
        return AW_NONE;
    must_have_loop(loop, "aw_loop_close()", site);
    if (atomic_load(&loop->closed)) /* [R7] */
        return AW_NONE;
    if (loop->running || loop->embedded)
        return error_held(AW_RUNTIME, site, "the loop runs"); /* [R7] */
    pools_leave(loop);
    loop_take_inbox(loop);
    atomic_store(&loop->closed, true);
    inbox_close(&loop->inbox);
    followers_close(loop);
    drop_tasks(loop);
    loop_drop_spare_stack(loop);
    drop_ready(loop);
    task_give_numbers_back(loop);
    timers_clear(&loop->timers);
    aw_unref(loop->no_memory);
    futures_orphan(loop);
    descriptors_close(loop);
    close_world(loop);
    free(loop->virtual_time.events);
    if (loop->is_recorded)
        env_record_stop(loop);
    loop_unref(loop);
    stacks_unmap();
    return AW_NONE;
}
