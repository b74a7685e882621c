/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* snapshot-repeat.c - each time a third of what is kept has been recorded, the thread that notices
 * asks the loop for a snapshot. A snapshot takes a quarter at most, so one of them is always kept
 * whole, and most of the rest are events. A busy loop writes it later; one that sleeps is woken,
 * since other threads may be recording. */
#include "sched/attach/snapshot-repeat.h"

#include "sched/attach/snapshot-write.h"
#include "sched/core/sync-log.h"
#include "sched/record/snapshot-due.h"

enum { SNAPSHOT_EACH = 3, SNAPSHOT_MOST = 4 }; /* parts of what is kept */

static struct {
    Arrival arrival;
    pthread_mutex_t lock;
    AwLoop *loop; /* NULL: none */
    size_t most_bytes;
} repeat = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* Called from the inbox, perhaps in the middle of a step. */
static void
arrive(AwLoop *loop, Arrival *arrival)
{
    (void) arrival;
    if (loop && trace_on()) {
        snapshot_write(loop, TRACE_TELLING_BEGIN, repeat.most_bytes);
        trace(.kind = TRACE_TELLING_END, .subject = TRACE_LOOP_ID);
    }
    snapshot_due_reset();
}

/* In any thread that records. */
static void
ask(void)
{
    pthread_mutex_lock(&repeat.lock);
    if (repeat.loop)
        inbox_put(repeat.loop, &repeat.arrival);
    pthread_mutex_unlock(&repeat.lock);
}

void
snapshot_repeat_open(AwLoop *loop, size_t kept_bytes)
{
    if (repeat.loop)
        return; /* it is done for a run in another thread */
    repeat.arrival.arrive = arrive;
    repeat.most_bytes = kept_bytes / SNAPSHOT_MOST;
    repeat.loop = loop_ref(loop);
    sync_log_keep(true);
    snapshot_due_begin(kept_bytes / SNAPSHOT_EACH, ask);
}

void
snapshot_repeat_close(AwLoop *loop)
{
    if (repeat.loop != loop)
        return;
    snapshot_due_end();
    sync_log_keep(false);
    pthread_mutex_lock(&repeat.lock);
    loop_unref(repeat.loop);
    repeat.loop = NULL;
    pthread_mutex_unlock(&repeat.lock);
}

void
snapshot_repeat_forget(void)
{
    snapshot_due_end();
    sync_log_keep(false);
    repeat.lock = (pthread_mutex_t) PTHREAD_MUTEX_INITIALIZER;
    repeat.loop = NULL;
}
