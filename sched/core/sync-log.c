/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sync-log.c - a list, in the order in which they were first heard of. */
#include "sched/core/sync-log.h"

#include <string.h>

#include "sched/core/loop.h"
#include "sched/record/snapshot-due.h"

bool known_kept;

/* For what went through a queue last: it may be gone. */
static const char some[] = "…";

static void
append(Known *known, AwLoop *loop)
{
    if (!loop->known_end)
        loop->known_end = &loop->first_known;
    known->link = loop->known_end;
    *known->link = known;
    loop->known_end = &known->next;
    known->loop = loop;
}

void
known_forget(Known *known)
{
    if (!known->link)
        return;
    *known->link = known->next;
    if (known->next)
        known->next->link = known->link;
    else
        known->loop->known_end = known->link;
    *known = (Known){0};
}

void
known_forget_all(AwLoop *loop)
{
    while (loop->first_known)
        known_forget(loop->first_known);
}

void
known_keep(bool kept)
{
    __atomic_store_n(&known_kept, kept, __ATOMIC_RELAXED);
}

void
known_note(Known *known, AwLoop *loop, const Emit *event)
{
    TracePhase phase = trace_kind(event->kind)->phase;

    if (!__atomic_load_n(&known_kept, __ATOMIC_RELAXED))
        return;
    if (phase == TRACE_PHASE_END)
        known_forget(known);
    if (phase != TRACE_PHASE_BEGIN || loop != loop_running) /* it may be closed */
        return;
    if (!known->link)
        append(known, loop);
    known->track = event->subject;
    *(known->made.kind ? &known->last : &known->made) = (KnownEvent){.kind = (uint16_t) event->kind,
                                                                     .type = (uint16_t) event->type,
                                                                     .object = event->object,
                                                                     .site = event->site,
                                                                     .value = event->value};
}

static size_t
tell(const KnownEvent *event, uint32_t track)
{
    bool has_text = event->type == TRACE_VALUE_LABEL;

    if (!event->kind)
        return 0;
    trace(.kind = event->kind, .subject = track, .object = event->object, .site = event->site,
          .type = event->type, .value = event->value, .text = has_text ? some : NULL,
          .text_size = has_text ? strlen(some) : 0);
    return 2 * RECALL_EVENT;
}

size_t
known_tell(const Known *known)
{
    return tell(&known->made, known->track) + tell(&known->last, known->track);
}
