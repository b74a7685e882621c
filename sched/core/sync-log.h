/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sync-log.h - locks, queues, blocks: how each was made and what happened to it last, to be
 * recorded again in a recording that keeps only its last part, or that begins later. */
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

/* The log of one such thing in a loop. All zeros: nothing has happened to it. */
typedef struct SyncLog {
    struct SyncLog *next, **link; /* link: what points here; NULL: it is in no list */
    struct AwLoop *loop;
    uint32_t track;
    SyncLogEvent made, last; /* that began a span */
} SyncLog;

/* Whether any log may have to be recorded. */
extern bool sync_log_kept __attribute__((visibility("hidden")));

/** Whether an event of such a thing is needed: by sync_log_note(), or by a recording. */
static inline bool
sync_log_wanted(void)
{
    return trace_on() || __builtin_expect(__atomic_load_n(&sync_log_kept, __ATOMIC_RELAXED), 0);
}

/** Turns the keeping of logs on or off. */
void sync_log_keep(bool kept);

/** Keeps an event in its log, recorded or not, if it may have to be recorded again. */
void sync_log_note(SyncLog *log, struct AwLoop *loop, const Emit *event);

/** Drops the log of a thing that ends. */
void sync_log_forget(SyncLog *log);

/** Drops all logs of a loop that ends before the things do. */
void sync_log_forget_all(struct AwLoop *loop);

/** Records the logged events again. Returns roughly how many bytes that took. */
size_t sync_log_write(const SyncLog *log);
