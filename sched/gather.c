/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* gather.c - one future for many [G]. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sched/loop.h"
#include "sched/value.h"

typedef struct {
    AwFuture future;
    bool return_exceptions, cancel_asked;
    size_t n, n_done;
    AwFuture **children; /* counted; the same one may stand there twice [G8] */
} Gather;

static void
gather_clear(AwFuture *future)
{
    Gather *gather = (Gather *) future;

    for (size_t i = 0; i < gather->n; i++)
        aw_unref(gather->children[i]);
    free(gather->children);
}

/* True if any child took it; the gather itself is not done yet [G6 G15]. */
static bool
gather_cancel(AwFuture *future, const char *message, AwSite *site)
{
    Gather *gather = (Gather *) future;
    bool taken = false;

    for (size_t i = 0; i < gather->n; i++)
        if (gather->children[i]->state == FUTURE_PENDING)
            taken |= future_cancel(gather->children[i], message, site);
    gather->cancel_asked |= taken;
    return taken;
}

static const FutureClass gather_class = {
    .cancel = gather_cancel,
    .clear = gather_clear,
    .done = {[FUTURE_DONE] = TRACE_FUTURE_DONE,
             [FUTURE_FAILED] = TRACE_FUTURE_FAILED,
             [FUTURE_CANCELLED] = TRACE_FUTURE_CANCELLED},
};

static void
fail(Gather *gather, AwCode code, const char *message)
{
    AwValue error = error_new(code, gather->future.site, "%s", message);

    future_complete(&gather->future, FUTURE_FAILED, error);
    aw_unref_value(error);
}

static void
succeed(Gather *gather)
{
    AwValue *results = malloc(gather->n * sizeof *results + 1);

    if (!results) {
        fail(gather, AW_NOMEM, "no memory");
        return;
    }
    for (size_t i = 0; i < gather->n; i++) {
        gather->children[i]->unseen = false;
        results[i] = gather->children[i]->result;
    }
    AwValue list = list_new(results, gather->n);
    future_settle(&gather->future, list);
    aw_unref_value(list);
    free(results);
}

static void
child_done(AwFuture *child, void *data)
{
    Gather *gather = data;
    AwFuture *future = &gather->future;

    gather->n_done++;
    if (future->state != FUTURE_PENDING) {
        child->unseen = false; /* [G12] */
        return;
    }
    if (!gather->return_exceptions && child->state != FUTURE_DONE) { /* [G3 G5] */
        child->unseen = false;
        future_complete(future, FUTURE_FAILED, child->result);
    } else if (gather->n_done == gather->n) {
        if (gather->cancel_asked) /* [G7] */
            fail(gather, AW_CANCELLED, "");
        else
            succeed(gather);
    }
}

static AwFuture *
trace_gather(AwFuture *future)
{
    Gather *gather = (Gather *) future;
    char text[40];
    int size = snprintf(text, sizeof text, "gather(%zu)", gather->n);

    trace(.kind = TRACE_FUTURE_CREATED, .subject = future->track, .object = loop_who(future->loop),
          .site = future->site, .type = TRACE_VALUE_LABEL, .text = text, .text_size = size);
    return future;
}

/* Children that are done already are accounted for at once [G14]; duplicates once each place. */
static void
watch(Gather *gather)
{
    for (size_t i = 0; i < gather->n; i++) {
        AwFuture *child = gather->children[i];
        if (child->state != FUTURE_PENDING)
            continue;
        if (!future_on_done(child, child_done, gather, &gather->future.object, gather->future.site))
            misuse("no memory for a gather");
    }
    for (size_t i = 0; i < gather->n; i++)
        if (gather->children[i]->state != FUTURE_PENDING)
            child_done(gather->children[i], gather);
}

static bool
take_children(Gather *gather, AwFuture *const *futures, size_t n)
{
    if (!(gather->children = calloc(n + 1, sizeof *gather->children)))
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t same = 0;
        while (same < i && futures[same] != futures[i])
            same++;
        AwFuture *child =
            same < i ? gather->children[same] : aw_ensure_future_from(futures[i], futures[i]->site);
        gather->children[gather->n++] = aw_ref(child);
    }
    return true;
}

AwFuture *
aw_gather_from(AwFuture *const *futures, size_t n, const AwGatherOptions *options, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_gather()");
    Gather *gather = NULL;

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
