/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* attach.c - somebody attaches: the recording begins in the loop's thread, first with what the loop
 * has at that moment. A loop that stays busy is not waited for, and records that later. */
#include "sched/attach/attach.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "sched/attach/snapshot-write.h"
#include "sched/core/sync-log.h"
#include "sched/record/session.h"
#include "sched/record/write-wait.h"
#include "sched/trace/socket-path.h"

enum { PATIENCE_S = 1 }; /* with a loop that is busy */

static struct {
    Arrival arrival;
    AwLoop *loop; /* NULL: the run is over, or there was none */
    const AwRecordMeta *meta;
    pthread_mutex_t lock;
    pthread_cond_t begun;
    int fd;        /* to record into; -1: none */
    bool arriving; /* the arrival is in the loop's inbox */
    bool records;
} attached = {.lock = PTHREAD_MUTEX_INITIALIZER, .begun = PTHREAD_COND_INITIALIZER, .fd = -1};

/* ---- the beginning ---- */

/* Under the lock, in any thread. */
static void
begin_recording(void)
{
    Holder holder = {0}, *before = holder_enter(&holder);
    const AwRecordOptions options = {.fd = attached.fd, .meta = attached.meta};

    attached.fd = -1;
    attached.records = !aw_failed(aw_record_start(&options));
    if (attached.records)
        session_set_end(TRACE_END_DETACHED, 0, "");
    holder_clear(&holder);
    holder_enter(before);
    pthread_cond_signal(&attached.begun);
}

/* Called from the inbox, perhaps in the middle of a step. */
static void
arrive(AwLoop *loop, Arrival *arrival)
{
    (void) arrival;
    pthread_mutex_lock(&attached.lock);
    attached.arriving = false;
    if (loop && attached.fd >= 0)
        begin_recording();
    if (loop && attached.records)
        snapshot_write(loop, TRACE_RUN_JOINED, SIZE_MAX);
    pthread_mutex_unlock(&attached.lock);
}

/* Waits until the loop has begun the recording; if that takes too long, begins it without the loop.
 * Under the lock. */
static void
await_loop(void)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_S;
    while (attached.fd >= 0 && attached.loop)
        if (pthread_cond_timedwait(&attached.begun, &attached.lock, &until) == ETIMEDOUT)
            break;
    if (attached.fd >= 0 && attached.loop)
        begin_recording();
    if (attached.fd >= 0)
        close(attached.fd);
    attached.fd = -1;
}

static bool
on_begin(void *data, int fd)
{
    (void) data;
    pthread_mutex_lock(&attached.lock);
    attached.fd = fd;
    if (attached.loop && !attached.arriving)
        attached.arriving = inbox_put(attached.loop, &attached.arrival);
    await_loop();
    bool records = attached.records;
    pthread_mutex_unlock(&attached.lock);
    return records;
}

/* ---- the end ---- */

/* Under the lock. A program that is attached and reads nothing does not hold this one up. */
static void
end_recording(void)
{
    Holder holder = {0}, *before = holder_enter(&holder);

    if (attached.records) {
        write_wait_end();
        AW_IGNORE(aw_record_stop());
    }
    attached.records = false;
    holder_clear(&holder);
    holder_enter(before);
}

static void
on_end(void *data)
{
    (void) data;
    pthread_mutex_lock(&attached.lock);
    end_recording();
    pthread_mutex_unlock(&attached.lock);
}

bool
attach_open(AwLoop *loop, const AwRecordMeta *meta, const char *title)
{
    char where[LISTEN_WHERE];
    const ListenOwner owner = {.title = title, .begin = on_begin, .end = on_end};

    if (attached.loop)
        return false; /* another loop of this process is recorded */
    attached.arrival.arrive = arrive;
    attached.loop = loop_ref(loop);
    attached.meta = meta;
    sync_log_keep(true);
    int error = listen_start(&owner, where);
    if (error) {
        loop_unref(attached.loop);
        attached.loop = NULL;
        sync_log_keep(false);
        fprintf(stderr, "aw: %s: %s\n", where, socket_path_trouble(error));
    }
    return error == 0;
}

void
attach_close(void)
{
    pthread_mutex_lock(&attached.lock);
    loop_unref(attached.loop);
    attached.loop = NULL;
    sync_log_keep(false);
    pthread_cond_signal(&attached.begun);
    end_recording();
    pthread_mutex_unlock(&attached.lock);
    listen_stop();
}
