/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* completions.c - futures one by one, in the order they complete [AC]. */
#include <stdlib.h>

#include "sched/sync.h"
#include "sched/value.h"

struct AwCompletions {
    Object object;
    AwFuture **todo; /* not completed; counted */
    size_t n_todo, n_left;
    AwQueue *done;   /* futures; a none stands for the timeout. Counted */
    AwHandle *timer; /* counted; NULL */
};

static void
completions_free(void *object)
{
    AwCompletions *completions = object;

    aw_handle_cancel(completions->timer);
    aw_unref(completions->timer);
    for (size_t i = 0; i < completions->n_todo; i++)
        aw_unref(completions->todo[i]);
    free(completions->todo);
    aw_unref(completions->done);
    free(completions);
}

static const ObjectClass completions_class = {.name = "as_completed", .free = completions_free};

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
    static AwSite site = {AW_FILE, "as_completed", "put", __LINE__, 0};

    AW_IGNORE(aw_queue_put_nowait_from(completions->done, v, &site));
}

static void
member_done(AwFuture *future, void *data)
{
    AwCompletions *completions = data;

    aw_ref(future);
    if (take_off(completions, future)) { /* else the timeout was here first */
        put(completions, (AwValue){.kind = AW_K_OBJECT, .u.p = future});
        if (completions->n_todo == 0)
            aw_handle_cancel(completions->timer);
    }
    aw_unref(future);
}

/* Each that is left is a timeout; nothing is cancelled [AC2]. */
static void
timed_out(void *data)
{
    AwCompletions *completions = aw_ref(data); /* the last callback may be its last holder */

    while (completions->n_todo) {
        AwFuture *future = completions->todo[--completions->n_todo];
        put(completions, AW_NONE);
        aw_remove_done_callback(future, member_done, completions);
        aw_unref(future);
    }
    aw_unref(completions);
}

static bool
add(AwCompletions *completions, AwFuture *future, AwSite *site)
{
    for (size_t i = 0; i < completions->n_todo; i++)
        if (completions->todo[i] == future)
            return true; /* [AC4] */
    completions->todo[completions->n_todo++] = aw_ref(future);
    return future_on_done(future, member_done, completions, &completions->object, site);
}

AwCompletions *
aw_as_completed_from(AwFuture *const *futures, size_t n, const AwWaitOptions *options, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_as_completed()");
    AwCompletions *completions = sync_new(&completions_class, sizeof *completions, "as_completed");
    AwTime now = loop_now(loop), timeout = options->timeout;

    completions->done = aw_ref(aw_queue_from(&(AwQueueOptions){0}));
    if (!(completions->todo = calloc(n + 1, sizeof(AwFuture *))))
        misuse("no memory for as_completed");
    for (size_t i = 0; i < n; i++)
        if (!add(completions, aw_ensure_future_from(futures[i], futures[i]->site), site))
            misuse("no memory for as_completed");
    completions->n_left = completions->n_todo;
    if (completions->n_todo && timeout != AW_NEVER) {
        completions->timer = handle_new(loop, timed_out, completions);
        if (!completions->timer ||
            !handle_schedule_at(completions->timer,
                                timeout > AW_NEVER - now ? AW_NEVER : now + timeout))
            misuse("no memory for as_completed");
    }
    return completions;
}

AwFuture *
aw_next_from(AwCompletions *completions, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_next()");

    if (completions->n_left == 0)
        return NULL;
    completions->n_left--;
    AwValue v = aw_queue_get_from(completions->done, site);
    if (v.kind == AW_K_OBJECT)
        return v.u.p;
    if (aw_failed(v))
        return future_failed(loop, site, aw_code(v), aw_message(v));
    return future_failed(loop, site, AW_TIMEOUT, "the timeout is over");
}
