/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* attach.c - somebody attaches: the recording begins in the thread of a loop, first with what that
 * loop has at that moment. The other loops, and a loop that stays busy, are not waited for: they
 * record what they have later. */
#include "sched/attach/attach.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "sched/attach/snapshot-write.h"
#include "sched/attach/tellers.h"
#include "sched/core/sync-log.h"
#include "sched/record/session.h"
#include "sched/record/write-wait.h"
#include "sched/trace/socket-path.h"

enum { PATIENCE_S = 1 }; /* with loops that are busy */

static void tell(AwLoop *loop);

static struct {
    Tellers tellers;
    const AwRecordMeta *meta;
    pthread_mutex_t lock;
    pthread_cond_t begun;
    int fd;       /* to record into; -1: none */
    bool is_open; /* from attach_open() to attach_close() */
    bool records;
} attached = {.tellers = TELLERS(tell),
              .lock = PTHREAD_MUTEX_INITIALIZER,
              .begun = PTHREAD_COND_INITIALIZER,
              .fd = -1};

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

/* Called in a loop's thread. The first loop that gets here begins the recording. */
static void
tell(AwLoop *loop)
{
    pthread_mutex_lock(&attached.lock);
    if (attached.fd >= 0)
        begin_recording();
    if (attached.records) {
        snapshot_write(loop, TRACE_RUN_JOINED, SIZE_MAX);
        trace(.kind = TRACE_TELLING_END, .subject = TRACE_LOOP_ID);
    }
    pthread_mutex_unlock(&attached.lock);
}

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

/* Waits until a loop has begun the recording; if that takes too long, or no loop is left, begins it
 * without one, so that whoever attached reads how the program ended. Under the lock. */
static void
await_loops(void)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_S;
    while (attached.fd >= 0 && attached.is_open)
        if (pthread_cond_timedwait(&attached.begun, &attached.lock, &until) == ETIMEDOUT)
            break;
    if (attached.fd >= 0)
        begin_recording();
}

static bool
on_begin(void *data, int fd)
{
    (void) data;
    pthread_mutex_lock(&attached.lock);
    attached.fd = fd;
    tellers_ask(&attached.tellers);
    await_loops();
    if (!attached.is_open)
        end_recording();
    bool records = attached.records;
    pthread_mutex_unlock(&attached.lock);
    return records;
}

/* ---- the end ---- */

static void
on_end(void *data)
{
    (void) data;
    pthread_mutex_lock(&attached.lock);
    session_set_end(TRACE_END_DETACHED, 0, ""); /* a loop may have ended meanwhile */
    end_recording();
    pthread_mutex_unlock(&attached.lock);
}

/* ---- loops ---- */

bool
attach_open(const AwRecordMeta *meta, const char *title)
{
    char where[LISTEN_WHERE];
    const ListenOwner owner = {.title = title, .begin = on_begin, .end = on_end};

    attached.meta = meta;
    attached.is_open = true;
    sync_log_keep(true);
    int error = listen_start(&owner, where);
    if (error) {
        attached.is_open = false;
        sync_log_keep(false);
        fprintf(stderr, "aw: %s: %s\n", where, socket_path_trouble(error));
    }
    return error == 0;
}

/* A loop that begins while a recorder attaches may record its first events before what it has. */
void
attach_join(AwLoop *loop)
{
    pthread_mutex_lock(&attached.lock);
    tellers_add(&attached.tellers, loop);
    if (attached.fd >= 0)
        tellers_ask(&attached.tellers);
    pthread_mutex_unlock(&attached.lock);
}

void
attach_leave(AwLoop *loop)
{
    tellers_remove(&attached.tellers, loop);
}

void
attach_close(void)
{
    pthread_mutex_lock(&attached.lock);
    attached.is_open = false;
    sync_log_keep(false);
    pthread_cond_signal(&attached.begun);
    end_recording();
    pthread_mutex_unlock(&attached.lock);
    listen_stop();
}

void
attach_forget(void)
{
    attached.lock = (pthread_mutex_t) PTHREAD_MUTEX_INITIALIZER;
    attached.begun = (pthread_cond_t) PTHREAD_COND_INITIALIZER;
    attached.fd = -1;
    attached.is_open = attached.records = false;
    tellers_forget(&attached.tellers);
}
