/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sync-log.h - locks, queues, blocks: how each was made and what happened last, for whoever tells
 * it again in a recording that keeps the last part only, or to somebody who comes later. */
#pragma once
#include "sched/record/recorder.h"

struct AwLoop;

/* An event without its text. */
typedef struct {
    uint16_t kind; /* 0: none */
    uint16_t type;
    uint32_t object;
    AwSite *site;
    int64_t value;
} SyncLogEvent;

/* One of a loop's. All zeros: nothing was heard of it. */
typedef struct SyncLog {
    struct SyncLog *next, **link; /* link: what points here; NULL: it is in no list */
    struct AwLoop *loop;
    uint32_t track;
    SyncLogEvent made, last; /* that began a span */
} SyncLog;

/* Whether any of it may have to be told. */
extern bool sync_log_kept __attribute__((visibility("hidden")));

/** Whether an event of such a thing is of use: for sync_log_note(), or since somebody records. */
static inline bool
sync_log_wanted(void)
{
    return trace_on() || __builtin_expect(__atomic_load_n(&sync_log_kept, __ATOMIC_RELAXED), 0);
}

/** From now on, or not any more, things are kept in mind. */
void sync_log_keep(bool kept);

/** Keeps an event of one in mind, recorded or not, if it may have to be told. */
void sync_log_note(SyncLog *log, struct AwLoop *loop, const Emit *event);

/** It ends. */
void sync_log_forget(SyncLog *log);

/** The loop ends before them. */
void sync_log_forget_all(struct AwLoop *loop);

/** Records it again. Returns roughly how many bytes that took. */
size_t sync_log_write(const SyncLog *log);
