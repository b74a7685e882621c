/* SPDX-License-Identifier: GPL-3.0-or-later */
/* programs-sync.c - locks and the like, and queues. */
#include "tests/support/programs.h"

#include <string.h>

static bool held; /* set by the task that holds a program's lock */

/* Tasks that need each other. Their owner waits for all of them to end, since they use what it
 * owns. */
static struct {
    AwFuture *tasks[8];
    size_t n;
    AwValue (*fn)(void *shared);
    void *shared;
} crowd;

static void
send_home(void)
{
    for (size_t i = 0; i < crowd.n; i++)
        aw_cancel(crowd.tasks[i]);
}

/* A task that fails cancels the others, which would otherwise wait for ever. */
static AwValue
member(AwValue fn)
{
    AwValue v = crowd.fn(crowd.shared);

    if (aw_failed(v))
        send_home();
    return v;
}

/* Starts `n` tasks that run fn(shared). */
static void
gather_crowd(size_t n, AwValue (*fn)(void *shared), void *shared)
{
    held = false;
    crowd.n = 0;
    crowd.fn = fn;
    crowd.shared = shared;
    for (bool failed = false; crowd.n < n && !failed; crowd.n++) {
        crowd.tasks[crowd.n] = aw_spawn(member, AW_NONE);
        failed = aw_done(crowd.tasks[crowd.n]);
        if (failed)
            send_home();
    }
}

/* Waits for the tasks. Returns none, or the error that caused the others. */
static AwValue
see_off(void)
{
    AwValue worst = AW_NONE;

    for (size_t i = 0; i < crowd.n; i++) {
        AwValue v = aw_await(crowd.tasks[i]);
        if (aw_failed(v) && (!aw_failed(worst) || aw_code(worst) == AW_CANCELLED))
            worst = v;
    }
    return worst;
}

static AwValue
is_alone(void)
{
    if (held)
        return aw_error(AW_ERROR, "two hold one lock");
    held = true;
    AwValue v = aw_sleep(AW_MS);
    held = false;
    return v;
}

static AwValue
holds(void *lock)
{
    AW_HOLD(lock);
    return is_alone();
}

static AwValue
locks(AwValue none)
{
    AwLock *lock = aw_lock();

    gather_crowd(6, holds, lock);
    AwValue v = see_off();
    return done_if(!aw_locked(lock), v);
}

static AwValue
takes_slot(void *semaphore)
{
    AW_HOLD(semaphore);
    return aw_sleep(AW_MS);
}

static AwValue
semaphores(AwValue none)
{
    AwSemaphore *semaphore = aw_bounded_semaphore(2);

    gather_crowd(6, takes_slot, semaphore);
    AwValue v = see_off();
    return done_if(!aw_locked(semaphore), v);
}

static AwValue
waits_for_event(void *event)
{
    return aw_event_wait((AwEvent *) event);
}

static AwValue
events(AwValue none)
{
    AwEvent *event = aw_event();

    gather_crowd(6, waits_for_event, event);
    AwValue v = aw_sleep(AW_MS);
    aw_event_set(event);
    AwValue all = see_off();
    return done_if(aw_event_is_set(event), aw_failed(v) ? v : all);
}

static AwValue
waits_for_notice(void *condition)
{
    AW_HOLD(condition);
    AW_TRY(aw_condition_wait((AwCondition *) condition));
    return is_alone();
}

static AwValue
notifies(AwCondition *condition)
{
    AW_TRY(aw_sleep(AW_MS));
    AW_HOLD(condition);
    return aw_notify_all(condition);
}

static AwValue
conditions(AwValue none)
{
    AwCondition *condition = aw_condition(NULL);

    gather_crowd(4, waits_for_notice, condition);
    AwValue v = notifies(condition);
    if (aw_failed(v))
        send_home();
    AwValue all = see_off();
    return done_if(!aw_locked(condition), aw_failed(v) ? v : all);
}

static AwValue
meets_twice(void *barrier)
{
    AW_TRY(aw_barrier_wait((AwBarrier *) barrier));
    return aw_barrier_wait((AwBarrier *) barrier);
}

static AwValue
barriers(AwValue none)
{
    AwBarrier *barrier = aw_barrier(4);

    gather_crowd(4, meets_twice, barrier);
    AwValue v = see_off();
    return done_if(aw_barrier_waiting(barrier) == 0, v);
}

/* ---- queues ---- */

static AwValue
produce(AwQueue *queue)
{
    for (int i = 0; i < 12; i++)
        AW_TRY(aw_queue_put(queue, AW_TRY(aw_text("item %d", i))));
    return AW_NONE;
}

static AwValue
consume(AwQueue *queue)
{
    for (int i = 0; i < 12; i++) {
        AW_SCOPE();
        AwValue item = AW_TRY(aw_queue_get(queue));
        if (strncmp(aw_to_text(item), "item", 4))
            AW_RETURN(aw_error(AW_ERROR, "what is this: %s", aw_to_text(item)));
        AW_TRY(aw_queue_task_done(queue));
    }
    return AW_NONE;
}

/* The first of two consumes, the second produces. */
static AwValue
works_on_queue(void *queue)
{
    if (held)
        return produce(queue);
    held = true;
    return consume(queue);
}

static AwValue
queues(AwValue none)
{
    AwQueue *queue = aw_queue(.maxsize = 2), *sorted = aw_queue(.order = AW_PRIORITY);

    gather_crowd(2, works_on_queue, queue);
    AW_TRY(see_off());
    AW_TRY(aw_queue_join(queue));
    for (int i = 20; i > 0; i--)
        AW_TRY(aw_queue_put_nowait(sorted, i));
    return done_if(aw_to_int(AW_TRY(aw_queue_get_nowait(sorted))) == 1, none);
}

const Program sync_programs[] = {
    {.name = "locks", .main = locks},
    {.name = "semaphores", .main = semaphores},
    {.name = "events", .main = events},
    {.name = "conditions", .main = conditions},
    {.name = "barriers", .main = barriers},
    {.name = "queues", .main = queues},
    {.name = NULL},
};
