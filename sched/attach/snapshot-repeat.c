/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* snapshot-repeat.c - each time a third of what is kept has been recorded, the thread that notices
 * asks the loops for a snapshot. All of them together take a quarter at most, so that one is always
 * kept whole, and most of the rest are events. A busy loop writes its own later; one that sleeps is
 * woken, since other threads may be recording. */
#include "sched/attach/snapshot-repeat.h"

#include "sched/attach/snapshot-write.h"
#include "sched/attach/tellers.h"
#include "sched/core/sync-log.h"
#include "sched/record/snapshot-due.h"

enum { SNAPSHOT_EACH = 3, SNAPSHOT_MOST = 4 }; /* parts of what is kept */

static void tell(AwLoop *loop);

static struct {
    Tellers tellers;
    pthread_mutex_t
        one_at_a_time; /* since readers take all events between two marks for one telling */
    size_t most_bytes; /* that the tellings of all loops may take together */
} repeat = {.tellers = TELLERS(tell), .one_at_a_time = PTHREAD_MUTEX_INITIALIZER};

static void
tell(AwLoop *loop)
{
    size_t n = (size_t) tellers_count(&repeat.tellers);

    pthread_mutex_lock(&repeat.one_at_a_time);
    recorder_arrive();
    if (trace_on()) {
        snapshot_write(loop, TRACE_TELLING_BEGIN, repeat.most_bytes / (n ? n : 1));
        trace(.kind = TRACE_TELLING_END, .subject = TRACE_LOOP_ID);
    }
    pthread_mutex_unlock(&repeat.one_at_a_time);
    snapshot_due_reset();
}

/* In any thread that records. */
static void
ask(void)
{
    tellers_ask(&repeat.tellers);
}

void
snapshot_repeat_open(AwLoop *loop, size_t kept_bytes)
{
    tellers_add(&repeat.tellers, loop);
    if (tellers_count(&repeat.tellers) > 1)
        return; /* it was begun for a loop in another thread */
    repeat.most_bytes = kept_bytes / SNAPSHOT_MOST;
    sync_log_keep(true);
    snapshot_due_begin(kept_bytes / SNAPSHOT_EACH, ask);
}

void
snapshot_repeat_close(AwLoop *loop)
{
    tellers_remove(&repeat.tellers, loop);
    if (tellers_count(&repeat.tellers))
        return;
    snapshot_due_end();
    sync_log_keep(false);
}

void
snapshot_repeat_forget(void)
{
    snapshot_due_end();
    sync_log_keep(false);
    repeat.one_at_a_time = (pthread_mutex_t) PTHREAD_MUTEX_INITIALIZER;
    tellers_forget(&repeat.tellers);
}
