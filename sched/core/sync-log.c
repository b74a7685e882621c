/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sync-log.c - the list of logs, in the order of their first events. */
#include "sched/core/sync-log.h"

#include <string.h>

#include "sched/core/loop.h"
#include "sched/record/snapshot-due.h"

bool sync_log_kept;

/* Stands for what went through a queue last, since that may be gone. */
static const char some[] = "…";

static void
append(SyncLog *log, AwLoop *loop)
{
    if (!loop->end_of_sync_logs)
        loop->end_of_sync_logs = &loop->first_sync_log;
    log->link = loop->end_of_sync_logs;
    *log->link = log;
    loop->end_of_sync_logs = &log->next;
    log->loop = loop;
}

void
sync_log_forget(SyncLog *log)
{
    if (!log->link)
        return;
    *log->link = log->next;
    if (log->next)
        log->next->link = log->link;
    else
        log->loop->end_of_sync_logs = log->link;
    *log = (SyncLog){0};
}

void
sync_log_forget_all(AwLoop *loop)
{
    while (loop->first_sync_log)
        sync_log_forget(loop->first_sync_log);
}

void
sync_log_keep(bool kept)
{
    __atomic_store_n(&sync_log_kept, kept, __ATOMIC_RELAXED);
}

void
sync_log_note(SyncLog *log, AwLoop *loop, const Emit *event)
{
    TracePhase phase = trace_kind(event->kind)->phase;

    if (!__atomic_load_n(&sync_log_kept, __ATOMIC_RELAXED))
        return;
    if (phase == TRACE_PHASE_END)
        sync_log_forget(log);
    if (phase != TRACE_PHASE_BEGIN || loop != loop_running) /* its loop may be closed */
        return;
    if (!log->link)
        append(log, loop);
    log->track = event->subject;
    *(log->made.kind ? &log->last : &log->made) = (SyncLogEvent){.kind = (uint16_t) event->kind,
                                                                 .type = (uint16_t) event->type,
                                                                 .object = event->object,
                                                                 .site = event->site,
                                                                 .value = event->value};
}

static size_t
write_event(const SyncLogEvent *event, uint32_t track)
{
    bool has_text = event->type == TRACE_VALUE_LABEL;

    if (!event->kind)
        return 0;
    trace(.kind = event->kind, .subject = track, .object = event->object, .site = event->site,
          .type = event->type, .value = event->value, .text = has_text ? some : NULL,
          .text_size = has_text ? strlen(some) : 0);
    return 2 * SNAPSHOT_EVENT;
}

size_t
sync_log_write(const SyncLog *log)
{
    return write_event(&log->made, log->track) + write_event(&log->last, log->track);
}
