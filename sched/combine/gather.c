/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* gather.c - one future for many [G]. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sched/core/done.h"
#include "sched/core/loop.h"
#include "sched/core/task-cancel.h"
#include "sched/value/error.h"
#include "sched/value/repr.h"
#include "sched/value/value.h"

typedef struct {
    AwFuture future;
    bool return_exceptions;
    size_t n_left;     /* children not done; one that is listed twice counts once [G8] */
    CancelPath cancel; /* its parts are the children: counted, in argument order */
} Gather;

/* The children's callbacks hold the gather, so it lets go of the children as soon as it is done. */
static void
let_go(AwFuture *future)
{
    Gather *gather = (Gather *) future;
    AwFuture **children = gather->cancel.parts;

    gather->cancel.parts = NULL;
    for (size_t i = 0; children && i < gather->cancel.n; i++)
        aw_unref(children[i]);
    free(children);
}

/* Children that are done count as looked at [F6]. The request is taken if any child takes it; the
 * gather itself is not done yet [G6 G15]. */
static CancelPath *
gather_cancel_path(AwFuture *future)
{
    return &((Gather *) future)->cancel;
}

static Awaits
gather_awaits(const AwFuture *future)
{
    const Gather *gather = (const Gather *) future;

    return (Awaits){.items = gather->cancel.parts, .n = gather->cancel.n};
}

static const FutureClass gather_class = {
    .object = FUTURE_OBJECT,
    .size = sizeof(Gather),
    .cancel = cancel_pass_on,
    .cancel_path = gather_cancel_path,
    .awaits = gather_awaits,
    .clear = let_go,
    .done = FUTURE_EVENTS,
};

static void
fail(Gather *gather, AwCode code, const char *message)
{
    AwValue error = error_new(code, gather->future.site, "%s", message);

    future_complete(&gather->future, FUTURE_FAILED, error);
    value_unref(error);
}

static void
succeed(Gather *gather)
{
    AwValue *results = malloc(gather->cancel.n * sizeof *results + 1);

    if (!results) {
        fail(gather, AW_NOMEM, "no memory");
        return;
    }
    for (size_t i = 0; i < gather->cancel.n; i++)
        results[i] = gather->cancel.parts[i]->result;
    AwValue list = list_new(results, gather->cancel.n, NULL);
    future_settle(&gather->future, list);
    value_unref(list);
    free(results);
}

/* As in CPython, the message of the last child; a task that ignored a request still has the message
 * of that. */
static const char *
last_message(const Gather *gather)
{
    AwFuture *last = gather->cancel.parts[gather->cancel.n - 1];
    const Task *task = task_of(last);

    if (last->state == FUTURE_CANCELLED)
        return aw_message(last->result);
    return task && aw_failed(task->cancel_error) ? aw_message(task->cancel_error) : "";
}

/* With return_exceptions, all errors count as looked at only now. */
static void
finish(Gather *gather)
{
    for (size_t i = 0; i < gather->cancel.n; i++)
        gather->cancel.parts[i]->unseen = false;
    if (gather->cancel.was_taken)
        fail(gather, AW_CANCELLED, last_message(gather)); /* [G7] */
    else
        succeed(gather);
}

static void
count_in(Gather *gather, AwFuture *child)
{
    AwFuture *future = &gather->future;

    gather->n_left--;
    if (future->state == FUTURE_PENDING && !gather->return_exceptions &&
        child->state != FUTURE_DONE)
        future_complete(future, FUTURE_FAILED, child->result); /* [G3 G5] */
    else if (future->state == FUTURE_PENDING && gather->n_left == 0)
        finish(gather);
    if (future->state != FUTURE_PENDING || !gather->return_exceptions)
        child->unseen = false; /* also if the gather was done before [G12] */
}

static void
child_done(AwFuture *child, void *data)
{
    Gather *gather = data;

    trace(.kind = TRACE_GATHER_CHILD_DONE, .subject = future_track(&gather->future),
          .object = future_track(child), .type = TRACE_VALUE_INT,
          .value = (int64_t) gather->n_left - 1);
    count_in(gather, child);
    if (gather->future.state != FUTURE_PENDING)
        let_go(&gather->future);
}

static AwFuture *
trace_gather(AwFuture *future)
{
    Gather *gather = (Gather *) future;
    char text[40] = "gather(";
    size_t size = strlen(text);

    size += value_write(aw_int((int64_t) gather->cancel.n), text + size, sizeof text - size - 1);
    text[size++] = ')';
    trace(.kind = TRACE_FUTURE_CREATED, .subject = future_track(future),
          .object = loop_who(future->loop), .site = future->site, .type = TRACE_VALUE_LABEL,
          .value = gather->return_exceptions, .text = text, .text_size = size);
    return future;
}

/* Says whether this walk over an array meets `future` for the first time. */
static bool
is_new(AwFuture *future, uint32_t visit)
{
    bool met = future->visit == visit;

    future->visit = visit;
    return !met;
}

/* False: no memory; then it listens to no child. */
static bool
subscribe(Gather *gather)
{
    uint32_t visit = ++gather->future.loop->visit;
    Object *self = &gather->future.object;

    for (size_t i = 0; i < gather->cancel.n; i++) {
        AwFuture *child = gather->cancel.parts[i];
        if (!is_new(child, visit))
            continue;
        gather->n_left++;
        trace(.kind = TRACE_AWAITED_BY, .subject = future_track(child),
              .object = future_track(&gather->future));
        if (child->state == FUTURE_PENDING && !future_on_done(child, child_done, gather, self)) {
            while (i-- > 0)
                aw_remove_done_callback(gather->cancel.parts[i], child_done, gather);
            return false;
        }
    }
    return true;
}

/* Children that are done already are accounted for at once [G14]. */
static void
watch(Gather *gather)
{
    if (!subscribe(gather)) {
        fail(gather, AW_NOMEM, "no memory for a gather");
        let_go(&gather->future);
        return;
    }
    uint32_t visit = ++gather->future.loop->visit;
    for (size_t i = 0; i < gather->cancel.n; i++)
        if (is_new(gather->cancel.parts[i], visit) &&
            gather->cancel.parts[i]->state != FUTURE_PENDING)
            count_in(gather, gather->cancel.parts[i]);
    if (gather->future.state != FUTURE_PENDING)
        let_go(&gather->future);
}

/* The first index at which the array has the same future, or coroutine object. */
static size_t
first_place(AwFuture *const *futures, size_t i)
{
    size_t same = 0;

    while (futures[same] != futures[i])
        same++;
    return same;
}

static bool
take_children(Gather *gather, AwFuture *const *futures, size_t n)
{
    uint32_t visit = ++gather->future.loop->visit;

    if (!(gather->cancel.parts = calloc(n + 1, sizeof *gather->cancel.parts)))
        return false;
    for (size_t i = 0; i < n; i++) {
        AwFuture *child = is_new(futures[i], visit)
                              ? aw_ensure_future_from(futures[i], futures[i]->site)
                              : gather->cancel.parts[first_place(futures, i)];
        gather->cancel.parts[gather->cancel.n++] = aw_ref(child);
    }
    return true;
}

/* Why they cannot be gathered; NULL: they can. */
static const char *
refusal(const AwLoop *loop, AwFuture *const *futures, size_t n, AwSite *site, AwCode *ret_code)
{
    *ret_code = AW_TYPE;
    if (n && !futures)
        return "there are no futures to gather";
    for (size_t i = 0; i < n; i++) {
        *ret_code = futures[i] ? AW_VALUE : AW_TYPE;
        if (!futures[i])
            return "there is nothing to gather in one place";
        must_be_a(OBJECT_AWAITED, futures[i], "aw_gather()", site);
        if (futures[i]->loop != loop && futures[i]->state == FUTURE_PENDING)
            return "a future belongs to another loop";
    }
    return NULL;
}

AwFuture *
aw_gather_from(AwFuture *const *futures, size_t n, const AwGatherOptions *options, AwSite *site)
{
    must_have(options, "aw_gather()", site);
    must_count(n, "aw_gather()", site);
    AwLoop *loop = loop_must_run("aw_gather()", site);
    Gather *gather = NULL;
    AwCode code;
    const char *why = refusal(loop, futures, n, site, &code);

    if (why)
        return future_failed(loop, site, code, why);
    if (holder_reserve())
        gather = (Gather *) future_new(loop, &gather_class, sizeof *gather, site);
    if (!gather || !hold_object(gather) || !take_children(gather, futures, n))
        return future_failed(loop, site, AW_NOMEM, "no memory for a gather");
    gather->return_exceptions = options->return_exceptions;
    if (trace_on())
        trace_gather(&gather->future);
    if (n == 0)
        succeed(gather); /* [G9] */
    watch(gather);
    return &gather->future;
}
