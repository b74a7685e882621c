/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* shield.c - a future that can be cancelled without cancelling the one it stands for [SH]. */
#include <stdlib.h>

#include "sched/base/freelist.h"
#include "sched/core/done.h"
#include "sched/core/loop-report.h"
#include "sched/core/loop.h"

/* Outer and inner know each other until one of them is done. */
typedef struct {
    Object object;
    AwFuture *outer, *inner; /* counted */
} Shield;

/* As a future. */
typedef struct {
    AwFuture future;
    AwFuture *inner; /* while this is pending */
} Outer;

static void
shield_free(void *object)
{
    Shield *shield = object;

    aw_unref(shield->outer);
    aw_unref(shield->inner);
    freelist_free(shield);
}

static void *
shield_awaiter(void *object)
{
    return ((Shield *) object)->outer;
}

static const ObjectClass shield_class = {
    .kind = OBJECT_INNER, .free = shield_free, .awaiter = shield_awaiter};

static Awaits
outer_awaits(const AwFuture *future)
{
    return (Awaits){.items = &((const Outer *) future)->inner, .n = 1};
}

static const FutureClass outer_class = {
    .object = FUTURE_OBJECT,
    .size = sizeof(Outer),
    .cancel = future_cancel_plainly,
    .awaits = outer_awaits,
    .done = FUTURE_EVENTS,
    .cancel_looks = true,
};

static void
inner_done(AwFuture *inner, void *data)
{
    AwFuture *outer = ((Shield *) data)->outer;

    if (outer->state != FUTURE_PENDING)
        return;
    inner->unseen = false;
    if (inner->state == FUTURE_CANCELLED)
        future_cancel(outer, aw_message(inner->result), NULL); /* [SH3] */
    else
        future_complete(outer, inner->state, inner->result);
}

/* Nobody else will look at the error, since only the shield watched the future [SH6]. */
static void
report_failure(AwFuture *inner, void *data)
{
    if (inner->state != FUTURE_FAILED)
        return;
    inner->unseen = false;
    loop_report_about(
        inner->loop,
        (AwReport){
            .kind = AW_REPORT_SHIELD, .error = inner->result, .future = inner, .made = inner->site},
        "a shielded future failed");
}

static void
outer_done(AwFuture *outer, void *data)
{
    Shield *shield = data;
    AwFuture *inner = shield->inner;

    if (inner->state != FUTURE_PENDING)
        return;
    aw_remove_done_callback(inner, report_failure, NULL);
    future_replace_done(inner, inner_done, shield, report_failure);
}

/* False: no memory. */
static bool
link_both(AwFuture *outer, AwFuture *inner)
{
    Shield *shield = object_new(&shield_class, sizeof *shield);

    if (!shield)
        return false;
    shield->outer = aw_ref(outer);
    shield->inner = aw_ref(inner);
    bool linked = future_on_done(inner, inner_done, shield, &shield->object) &&
                  future_on_done(outer, outer_done, shield, &shield->object);
    if (!linked)
        aw_remove_done_callback(inner, inner_done, shield);
    aw_unref(shield);
    return linked;
}

static AwFuture *
outer_new(AwLoop *loop, AwFuture *inner, AwSite *site)
{
    AwFuture *outer = !holder_reserve()
                          ? NULL
                          : future_make_of(&outer_class, loop, site, TRACE_VALUE_OBJECT,
                                           future_track(inner), NULL);

    if (!outer)
        return NULL;
    ((Outer *) outer)->inner = inner;
    return hold_object(outer);
}

AwFuture *
aw_shield_from(AwFuture *future, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_shield()", site);
    if (!future)
        return future_failed(loop, site, AW_TYPE, "there is nothing to shield");
    must_be_a(OBJECT_AWAITED, future, "aw_shield()", site);
    AwFuture *inner = aw_ensure_future_from(future, site);
    if (inner->state != FUTURE_PENDING) /* [SH4] */
        return inner;
    if (inner->loop != loop)
        return future_failed(loop, site, AW_VALUE, "the future belongs to another loop");
    AwFuture *outer = outer_new(loop, inner, site);
    if (outer)
        trace(.kind = TRACE_SHIELD_CREATED, .subject = future_track(outer),
              .object = future_track(inner));
    if (!outer || !link_both(outer, inner))
        return future_failed(loop, site, AW_NOMEM, "no memory for a shield");
    return outer;
}
