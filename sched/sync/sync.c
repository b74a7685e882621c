/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sync.c - what locks, conditions, queues and the like share: they are made in a scope, and record
 * what happens to them. */
#include "sched/sync/sync.h"

#include <stdio.h>

#include "sched/core/loop-report.h"
#include "sched/record/trace-value.h"
#include "sched/value/error.h"

enum { ITEM_TEXT = 65 }; /* bytes that an item may take in a recording */

void *
sync_alloc(const ObjectClass *class)
{
    Object *object = holder_reserve() ? freelist_take(class->size) : NULL;

    if (!object)
        return NULL;
    *object = (Object){.class = class, .refs = 1};
    return hold_object(object);
}

void
sync_give(void *object)
{
    freelist_give(object, ((Object *) object)->class->size);
}

void
sync_free(Sync *sync)
{
    sync_log_forget(&sync->log);
    sync_give(sync);
}

AwValue
sync_missing(const char *what, AwSite *site)
{
    return error_held(AW_NOMEM, site, "there was no memory for the %s", what);
}

AwValue
sync_misused(const Sync *sync, AwValue error, const char *function)
{
    AwReport report = {.kind = AW_REPORT_MISUSE, .error = error, .made = sync->site};

    loop_report_about(loop_running, report, "%s failed", function);
    return error;
}

void *
sync_new(const ObjectClass *class, Sync *owner, const char *what, AwSite *site)
{
    AwLoop *loop = loop_must_run(what, site);
    Sync *sync = sync_alloc(class);

    if (!sync)
        return NULL;
    sync->loop = loop;
    sync->object.track = owner ? object_track(&owner->object) : 0;
    sync->is_part = owner;
    return sync;
}

void
sync_emit(Sync *sync, Emit event)
{
    if (sync->is_part)
        return;
    event.subject = object_track(&sync->object);
    if (event.object == TRACE_NOBODY)
        event.object = loop_who(sync->loop);
    if (trace_on())
        recorder_emit(&event);
    sync_log_note(&sync->log, sync->loop, &event);
}

void
sync_trace_item(Sync *sync, TraceKind kind, AwValue item, size_t n, AwSite *site)
{
    char text[ITEM_TEXT];

    if (!sync_log_wanted() || sync->is_part)
        return;
    size_t size = trace_on() ? trace_item_text(text, sizeof text, NULL, item) : 0;
    sync_emit(sync, (Emit){.kind = kind,
                           .site = site,
                           .type = TRACE_VALUE_LABEL,
                           .value = (int64_t) n,
                           .text = text,
                           .text_size = size});
}
