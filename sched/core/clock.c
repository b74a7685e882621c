/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* clock.c - the two clocks. */
#include "sched/core/clock.h"

#include <sys/timerfd.h>
#include <time.h>

#include "sched/base/array.h"
#include "sched/core/loop.h"

/* ---- real: libuv waits, a timerfd wakes it to the nanosecond ---- */

static AwTime
real_now(AwLoop *loop)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * AW_SECOND + now.tv_nsec;
}

static void
set_alarm(AwLoop *loop, AwTime when_ns)
{
    struct itimerspec at = {
        .it_value = {.tv_sec = when_ns / AW_SECOND, .tv_nsec = when_ns % AW_SECOND}};

    if (loop->alarm_ns == when_ns)
        return;
    loop->alarm_ns = when_ns;
    if (when_ns == AW_NEVER)
        at.it_value = (struct timespec){0};
    timerfd_settime(loop->alarm_fd, TFD_TIMER_ABSTIME, &at, NULL);
}

/* Whether anything but the loop's own handles can make libuv call back. */
static bool
world_is_alive(AwLoop *loop)
{
    uv_unref((uv_handle_t *) &loop->wake);
    bool alive = uv_loop_alive(&loop->uv);
    uv_ref((uv_handle_t *) &loop->wake);
    return alive || loop->waits_for_threads || loop->embedded || loop->n_stopping > 0 ||
           loop->n_jobs + atomic_load(&loop->n_jobs_sent) > 0 || inbox_full(&loop->inbox);
}

/* A wake-up takes at least this long. A loop that woke for each of a thousand close deadlines would
 * do nothing else, so they are handled together, a little late. */
enum { SHORTEST_SLEEP_NS = 20000 };

/* A thread or worker process often answers before this thread could fall asleep. */
static bool
job_comes_at_once(AwLoop *loop, AwTime until_ns)
{
    while (spin_wait_again(&loop->spin) && real_now(loop) < until_ns) {
        if (loop->world)
            uv_run(&loop->uv, UV_RUN_NOWAIT);
        if (inbox_full(&loop->inbox) || loop->ready.n)
            return true;
    }
    return false;
}

static void
wait_for_world(AwLoop *loop, AwTime until_ns, AwTime now)
{
    bool waits = until_ns > now && inbox_sleep(&loop->inbox);

    if (waits)
        set_alarm(loop, until_ns - now < SHORTEST_SLEEP_NS ? now + SHORTEST_SLEEP_NS : until_ns);
    uv_run(&loop->uv, waits ? UV_RUN_ONCE : UV_RUN_NOWAIT);
    inbox_rise(&loop->inbox);
}

/* While jobs are out. */
static void
wait_for_job(AwLoop *loop, AwTime until_ns, AwTime now)
{
    spin_wait_begin(&loop->spin);
    if (!job_comes_at_once(loop, until_ns))
        wait_for_world(loop, until_ns, now);
    spin_wait_end(&loop->spin);
}

static bool
real_poll(AwLoop *loop, AwTime until_ns)
{
    AwTime now = real_now(loop);

    if (until_ns == AW_NEVER && !world_is_alive(loop))
        return false;
    if (until_ns > now && loop->n_jobs > 0)
        wait_for_job(loop, until_ns, now);
    else
        wait_for_world(loop, until_ns, now);
    return true;
}

static void
real_busy(AwLoop *loop, AwTime ns)
{
    struct timespec left = {.tv_sec = ns / AW_SECOND, .tv_nsec = ns % AW_SECOND};

    while (ns > 0 && nanosleep(&left, &left))
        ;
}

const Clock real_clock = {.now = real_now, .poll = real_poll, .busy = real_busy};

/* ---- virtual: a step takes no time, and an idle loop jumps to what comes next ---- */

static AwTime
virtual_now(AwLoop *loop)
{
    return loop->virtual_time.now_ns;
}

bool
virtual_reserve(AwLoop *loop)
{
    VirtualTime *time = &loop->virtual_time;

    if (time->n_places == time->capacity) {
        Outside *events = array_grow(time->events, &time->capacity, 16, sizeof *events);
        if (!events)
            return false;
        time->events = events;
    }
    time->n_places++;
    return true;
}

void
virtual_release(AwLoop *loop)
{
    loop->virtual_time.n_places--;
}

void
virtual_at(AwLoop *loop, AwTime due_ns, void (*fn)(void *), void *data)
{
    VirtualTime *time = &loop->virtual_time;
    size_t at = time->n++;

    for (; at > 0 && time->events[at - 1].due_ns <= due_ns; at--)
        time->events[at] = time->events[at - 1];
    time->events[at] = (Outside){.due_ns = due_ns, .fn = fn, .data = data};
}

static AwTime
first_outside(const VirtualTime *time)
{
    return time->n ? time->events[time->n - 1].due_ns : AW_NEVER;
}

static void
next_event(AwLoop *loop)
{
    VirtualTime *time = &loop->virtual_time;
    Outside event = time->events[--time->n];

    if (event.due_ns > time->now_ns)
        time->now_ns = event.due_ns;
    event.fn(event.data);
}

void
virtual_until(AwLoop *loop, AwTime until_ns, bool (*is_over)(void *data), void *data)
{
    VirtualTime *time = &loop->virtual_time;

    while (first_outside(time) <= until_ns && time->n && !is_over(data))
        next_event(loop);
    if (!is_over(data) && until_ns != AW_NEVER && until_ns > time->now_ns)
        time->now_ns = until_ns;
}

/* Moves the clock to `to_ns`; what is due on the way happens at its own time. */
static void
advance(AwLoop *loop, AwTime to_ns)
{
    VirtualTime *time = &loop->virtual_time;

    while (first_outside(time) <= to_ns && time->n)
        next_event(loop);
    if (to_ns > time->now_ns)
        time->now_ns = to_ns;
}

static bool
virtual_poll(AwLoop *loop, AwTime until_ns)
{
    VirtualTime *time = &loop->virtual_time;

    advance(loop, time->now_ns);
    if (until_ns <= time->now_ns || loop->ready.n || inbox_full(&loop->inbox))
        return true;
    AwTime outside = first_outside(time), to = outside < until_ns ? outside : until_ns;
    if (to == AW_NEVER)
        return false;
    advance(loop, to);
    return true;
}

static void
virtual_busy(AwLoop *loop, AwTime ns)
{
    advance(loop, time_after(loop->virtual_time.now_ns, ns, TIME_LAST));
}

const Clock virtual_clock = {.now = virtual_now, .poll = virtual_poll, .busy = virtual_busy};

void
aw_busy_from(AwTime ns, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_busy()", site);

    loop->clock->busy(loop, ns > 0 ? ns : 0); /* also what others do at this very time happens */
}
