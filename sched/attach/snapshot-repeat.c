/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* snapshot-repeat.c - whoever has recorded a third of what is kept asks the loop to tell. A telling
 * takes a quarter at the most: so one of them is always kept whole, and most of the rest are
 * events. A loop that is busy for long tells later; one that sleeps is woken, for its threads may
 * record. */
#include "sched/attach/snapshot-repeat.h"

#include "sched/attach/snapshot-write.h"
#include "sched/core/sync-log.h"
#include "sched/record/snapshot-due.h"

enum { TOLD_EACH = 3, TELLING_MOST = 4 }; /* parts of what is kept */

static struct {
    Arrival arrival;
    pthread_mutex_t lock;
    AwLoop *loop; /* NULL: none */
    size_t most_bytes;
} retelling = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* Comes from the inbox, in mid-step perhaps. */
static void
arrive(AwLoop *loop, Arrival *arrival)
{
    (void) arrival;
    if (loop && trace_on()) {
        tell_all(loop, TRACE_TELLING_BEGIN, retelling.most_bytes);
        trace(.kind = TRACE_TELLING_END, .subject = TRACE_LOOP_ID);
    }
    recall_done();
}

/* In any thread that records. */
static void
ask(void)
{
    pthread_mutex_lock(&retelling.lock);
    if (retelling.loop)
        inbox_put(retelling.loop, &retelling.arrival);
    pthread_mutex_unlock(&retelling.lock);
}

void
retell_open(AwLoop *loop, size_t kept_bytes)
{
    if (retelling.loop)
        return; /* a run in another thread */
    retelling.arrival.arrive = arrive;
    retelling.most_bytes = kept_bytes / TELLING_MOST;
    retelling.loop = loop_ref(loop);
    known_keep(true);
    recall_begin(kept_bytes / TOLD_EACH, ask);
}

void
retell_close(AwLoop *loop)
{
    if (retelling.loop != loop)
        return;
    recall_end();
    known_keep(false);
    pthread_mutex_lock(&retelling.lock);
    loop_unref(retelling.loop);
    retelling.loop = NULL;
    pthread_mutex_unlock(&retelling.lock);
}

void
retell_forget(void)
{
    recall_end();
    known_keep(false);
    retelling.lock = (pthread_mutex_t) PTHREAD_MUTEX_INITIALIZER;
    retelling.loop = NULL;
}
