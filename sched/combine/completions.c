/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* completions.c - futures one by one, in the order they complete [AC]. */
#include <stdlib.h>

#include "sched/core/done.h"
#include "sched/sync/queue.h"

struct AwCompletions {
    Sync sync;
    bool failed;     /* it could not be made: it hands out an error only */
    AwFuture **todo; /* not completed yet; counted */
    size_t n_todo, n_left;
    AwQueue *done;   /* futures, or AW_NONE for a timeout. Counted */
    AwHandle *timer; /* counted; may be NULL */
    Holds holds;     /* says that it awaits them */
};

static void
completions_free(void *object)
{
    AwCompletions *completions = object;

    handle_cancel(completions->timer);
    aw_unref(completions->timer);
    for (size_t i = 0; i < completions->n_todo; i++)
        aw_unref(completions->todo[i]);
    free(completions->todo);
    aw_unref(completions->done);
    sync_free(&completions->sync);
}

static const ObjectClass completions_class = {
    .kind = OBJECT_COMPLETIONS, .free = completions_free, SYNC_OBJECT(AwCompletions)};

static bool
take_off(AwCompletions *completions, AwFuture *future)
{
    for (size_t i = 0; i < completions->n_todo; i++)
        if (completions->todo[i] == future) {
            completions->todo[i] = completions->todo[--completions->n_todo];
            aw_unref(future);
            return true;
        }
    return false;
}

static void
put(AwCompletions *completions, AwValue v)
{
    static AwSite site = {AW_FILE, "as_completed", "put", __LINE__, 0, NULL};

    AW_IGNORE(aw_queue_put_nowait_from(completions->done, v, &site));
}

static void
member_done(AwFuture *future, void *data)
{
    AwCompletions *completions = data;

    aw_ref(future);
    if (take_off(completions, future)) { /* otherwise the timeout came first */
        put(completions, (AwValue){.kind = AW_K_OBJECT, .u.p = future});
        if (completions->n_todo == 0)
            handle_cancel(completions->timer);
    }
    aw_unref(future);
}

static void
forget_all(AwCompletions *completions)
{
    while (completions->n_todo) {
        AwFuture *future = completions->todo[--completions->n_todo];
        aw_remove_done_callback(future, member_done, completions);
        aw_unref(future);
    }
}

/* Each future that is left yields a timeout; none is cancelled [AC2]. */
static void
timed_out(void *data)
{
    AwCompletions *completions = aw_ref(data); /* the callbacks may hold the last references */

    sync_trace(&completions->sync, .kind = TRACE_COMPLETIONS_EXPIRED,
               SYNC_COUNT(completions->n_todo));
    for (size_t i = 0; i < completions->n_todo; i++)
        put(completions, AW_NONE);
    forget_all(completions);
    aw_unref(completions);
}

static void
add(AwCompletions *completions, AwFuture *future, AwSite *site)
{
    must_have_a(OBJECT_AWAITED, future, "aw_as_completed()", site);
    future = aw_ensure_future_from(future, future->site);
    for (size_t i = 0; i < completions->n_todo; i++)
        if (completions->todo[i] == future)
            return; /* [AC4] */
    completions->todo[completions->n_todo++] = aw_ref(future);
}

static bool
watch(AwCompletions *completions, AwFuture *future)
{
    future_admit(future);
    trace(.kind = TRACE_AWAITED_BY, .subject = future_track(future),
          .object = object_track(&completions->sync.object));
    return future_on_done(future, member_done, completions, &completions->sync.object);
}

/* The timeout may end it, too. */
static Awaits
completions_await(const void *self)
{
    const AwCompletions *completions = self;

    return (Awaits){.items = completions->todo,
                    .n = completions->timer ? 0 : completions->n_todo,
                    .first_is_enough = true};
}

/* Room for all of them is reserved in the queue, so completing cannot fail. */
static bool
take_all(AwCompletions *completions, AwFuture *const *futures, size_t n, AwSite *site)
{
    completions->done = aw_ref(queue_new(&(AwQueueOptions){0}, &completions->sync, site));
    completions->todo = calloc(n + 1, sizeof(AwFuture *));
    if (!completions->todo || !queue_reserve(completions->done, n))
        return false;
    completions->holds = (Holds){.of = completions, .awaits = completions_await};
    queue_is_filled_by(completions->done, &completions->holds);
    if (n)
        must_have(futures, "aw_as_completed()", site);
    for (size_t i = 0; i < n; i++)
        add(completions, futures[i], site);
    completions->n_left = completions->n_todo;
    sync_made(&completions->sync, site, .kind = TRACE_COMPLETIONS_CREATED,
              SYNC_COUNT(completions->n_left));
    for (size_t i = 0; i < completions->n_todo; i++)
        if (!watch(completions, completions->todo[i]))
            return false;
    return true;
}

static bool
limit(AwCompletions *completions, AwLoop *loop, AwTime timeout)
{
    if (!completions->n_todo || timeout == AW_NEVER)
        return true;
    AwHandle *timer = handle_new(loop, timed_out, completions, NULL);
    if (timer)
        timer->object.track = object_track(&completions->sync.object);
    if (timer && handle_schedule_in(timer, timeout)) {
        completions->timer = timer;
        return true;
    }
    aw_unref(timer);
    return false;
}

AwCompletions *
aw_as_completed_from(AwFuture *const *futures, size_t n, const AwWaitOptions *options, AwSite *site)
{
    must_have(options, "aw_as_completed()", site);
    must_count(n, "aw_as_completed()", site);
    if (options->return_when != AW_ALL_COMPLETED)
        misuse_at(site, "aw_as_completed() takes no .return_when");
    static _Thread_local AwCompletions none = {
        .sync.object = {.class = &completions_class, .refs = 1u << 30}};
    AwLoop *loop = loop_must_run("aw_as_completed()", site);
    AwCompletions *completions = sync_new(&completions_class, NULL, "aw_as_completed()", site);
    bool complete = completions && take_all(completions, futures, n, site) &&
                    limit(completions, loop, options->timeout);

    if (complete)
        return completions;
    if (completions)
        forget_all(completions);
    else
        completions = &none;
    completions->failed = true;
    completions->n_left = 1;
    return completions;
}

static AwFuture *
hand_out(AwCompletions *completions, AwFuture *future, AwSite *site)
{
    sync_trace(&completions->sync, .kind = TRACE_COMPLETIONS_NEXT, .object = future_track(future),
               .site = site, SYNC_COUNT(completions->n_left));
    if (completions->n_left == 0)
        sync_trace(&completions->sync, .kind = TRACE_COMPLETIONS_DONE);
    return future;
}

static AwFuture *
wait_for_next(AwCompletions *completions, AwLoop *loop, AwSite *site)
{
    AwValue v = aw_queue_get_from(completions->done, site);

    if (v.kind == AW_K_OBJECT)
        return hand_out(completions, v.u.p, site);
    if (aw_failed(v))
        return future_failed(loop, site, aw_code(v), aw_message(v));
    return hand_out(completions, future_failed(loop, site, AW_TIMEOUT, "the timeout is over"),
                    site);
}

AwFuture *
aw_next_from(AwCompletions *completions, AwSite *site)
{
    must_have_a(OBJECT_COMPLETIONS, completions, "aw_next()", site);
    AwLoop *loop = loop_must_run("aw_next()", site);
    size_t mark = holder_current()->n;

    if (completions->n_left == 0)
        return NULL;
    completions->n_left--;
    if (completions->failed || !sync_keep(&completions->sync))
        return future_failed(loop, site, AW_NOMEM, "no memory for as_completed");
    AwFuture *next = wait_for_next(completions, loop, site);
    AwValue v = holder_return(mark, (AwValue){.kind = AW_K_OBJECT, .u.p = next});
    return v.u.p;
}
