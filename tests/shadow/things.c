/* SPDX-License-Identifier: GPL-3.0-or-later */
/* things.c - locks, queues, blocks and the like, as fields of a line of the shadow. They are found
 * by their logs. LINE stands for those in line, "12/13d/14c": their futures, with d for one that
 * was woken and c for one that was cancelled, and whose task has not run yet. HOLDER is a task, or
 * 0 for a callback or a task that has ended.
 *
 *   L5:LOCKED:HOLDER:LINE                      a lock; LOCKED is 0 or 1
 *   M5:VALUE:HOLDER/HOLDER:LINE                a semaphore; newest holder first
 *   E5:SET:LINE                                an event; SET is 0 or 1
 *   C5:LOCK:LOCKED:HOLDER:LINE:LINE            a condition: its lock, the line for that, its own
 * line; LOCK is 5 itself if it made the lock B5:STATE:COUNT:LINE:LINE                   a barrier:
 * filling, draining, resetting, broken; how many are there; the lines of its condition, as above
 *   Q5:N:UNFINISHED:SHUT:LINE:LINE:LINE        a queue: getters, putters, joiners
 *   A5:PENDING:LEFT:N:LINE                     as_completed: futures not done, futures not handed
 * out, futures done that nobody took yet, who waits for one G5:ABORTS:TASK/TASK a group and its
 * tasks, as long as its block is open O5:EXPIRED                                 a timeout, as long
 * as its block is open */
#include "tests/shadow/things.h"

#include "sched/combine/block.h"
#include "sched/core/sync-log.h"
#include "sched/sync/lock.h"
#include "sched/sync/sync.h"

void
things_write_line(FILE *out, const Waiters *line)
{
    static const char *const marks[] = {[FUTURE_PENDING] = "",
                                        [FUTURE_DONE] = "d",
                                        [FUTURE_FAILED] = "f",
                                        [FUTURE_CANCELLED] = "c"};

    for (size_t i = 0; i < line->n; i++) {
        const AwFuture *future = line->items[line->head + i];
        fprintf(out, "%s%u%s", i ? "/" : "", future->object.track, marks[future->state]);
    }
}

void
things_lock(FILE *out, const void *self)
{
    const AwLock *lock = self;

    fprintf(out, "%d:%u:", lock->locked,
            lock->locked && lock->hold.task ? lock->hold.task->future.object.track : 0);
    things_write_line(out, &lock->waiters);
}

typedef struct {
    ObjectKind kind;
    char letter;
    void (*write)(FILE *out, const void *thing);
} Row;

static const Row rows[9];

/* A log is a part of a block if it began with one of these, else of a lock, queue or the like. */
static const Object *
thing_of(const SyncLog *log)
{
    const char *at = (const char *) log;
    bool is_block =
        log->made.kind == TRACE_TIMEOUT_ENTERED || log->made.kind == TRACE_GROUP_ENTERED;

    return (const Object *) (is_block ? at - offsetof(AwBlock, log) : at - offsetof(Sync, log));
}

void
things_write(FILE *out, const AwLoop *loop)
{
    for (const SyncLog *log = loop->first_sync_log; log; log = log->next) {
        const Object *thing = thing_of(log);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            if (object_is(thing, rows[i].kind)) {
                fprintf(out, " %c%u:", rows[i].letter, thing->track);
                rows[i].write(out, thing);
            }
    }
}

static const Row rows[] = {
    {OBJECT_LOCK, 'L', things_lock},
    {OBJECT_SEMAPHORE, 'M', things_semaphore},
    {OBJECT_EVENT, 'E', things_event},
    {OBJECT_CONDITION, 'C', things_condition},
    {OBJECT_BARRIER, 'B', things_barrier},
    {OBJECT_QUEUE, 'Q', things_queue},
    {OBJECT_COMPLETIONS, 'A', things_completions},
    {OBJECT_GROUP, 'G', things_group},
    {OBJECT_TIMEOUT, 'O', things_timeout},
};
