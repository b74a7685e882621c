/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* attach.c - somebody attaches: in the loop's thread the recording begins, and what the loop has at
 * that moment is told first. A loop that is busy for long is not waited for, it tells it later. */
#include "sched/attach/attach.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "sched/attach/snapshot-write.h"
#include "sched/core/sync-log.h"
#include "sched/record/write-wait.h"
#include "sched/trace/socket-path.h"

enum { PATIENCE_S = 1 }; /* with a loop that does not come round */

static struct {
    Arrival arrival;
    AwLoop *loop; /* NULL: the run is over, or there was none */
    const AwRecordMeta *meta;
    pthread_mutex_t lock;
    pthread_cond_t begun;
    int fd;        /* to be recorded into; -1: none */
    bool arriving; /* the arrival is in the loop's inbox */
    bool records;
} joining = {.lock = PTHREAD_MUTEX_INITIALIZER, .begun = PTHREAD_COND_INITIALIZER, .fd = -1};

/* ---- the beginning ---- */

/* Under the lock, in any thread. */
static void
begin_recording(void)
{
    Holder holder = {0}, *before = holder_enter(&holder);
    const AwRecordOptions options = {.fd = joining.fd, .meta = joining.meta};

    joining.fd = -1;
    joining.records = !aw_failed(aw_record_start(&options));
    if (joining.records)
        recorder_set_end(TRACE_END_DETACHED, 0, "");
    holder_clear(&holder);
    holder_enter(before);
    pthread_cond_signal(&joining.begun);
}

/* Comes from the inbox, in mid-step perhaps. */
static void
arrive(AwLoop *loop, Arrival *arrival)
{
    (void) arrival;
    pthread_mutex_lock(&joining.lock);
    joining.arriving = false;
    if (loop && joining.fd >= 0)
        begin_recording();
    if (loop && joining.records)
        tell_all(loop, TRACE_RUN_JOINED, SIZE_MAX);
    pthread_mutex_unlock(&joining.lock);
}

/* Until the loop has begun it; else without it. Under the lock. */
static void
await_loop(void)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_S;
    while (joining.fd >= 0 && joining.loop)
        if (pthread_cond_timedwait(&joining.begun, &joining.lock, &until) == ETIMEDOUT)
            break;
    if (joining.fd >= 0 && joining.loop)
        begin_recording();
    if (joining.fd >= 0)
        close(joining.fd);
    joining.fd = -1;
}

static bool
on_begin(void *data, int fd)
{
    (void) data;
    pthread_mutex_lock(&joining.lock);
    joining.fd = fd;
    if (joining.loop && !joining.arriving)
        joining.arriving = inbox_put(joining.loop, &joining.arrival);
    await_loop();
    bool records = joining.records;
    pthread_mutex_unlock(&joining.lock);
    return records;
}

/* ---- the end ---- */

/* Under the lock. Whoever is attached and takes nothing does not keep the program. */
static void
end_recording(void)
{
    Holder holder = {0}, *before = holder_enter(&holder);

    if (joining.records) {
        patience_end();
        AW_IGNORE(aw_record_stop());
    }
    joining.records = false;
    holder_clear(&holder);
    holder_enter(before);
}

static void
on_end(void *data)
{
    (void) data;
    pthread_mutex_lock(&joining.lock);
    end_recording();
    pthread_mutex_unlock(&joining.lock);
}

bool
join_open(AwLoop *loop, const AwRecordMeta *meta, const char *title)
{
    char where[LISTEN_WHERE];
    const ListenOwner owner = {.title = title, .begin = on_begin, .end = on_end};

    if (joining.loop)
        return false; /* another loop of this process is recorded */
    joining.arrival.arrive = arrive;
    joining.loop = loop_ref(loop);
    joining.meta = meta;
    known_keep(true);
    int error = listen_start(&owner, where);
    if (error) {
        loop_unref(joining.loop);
        joining.loop = NULL;
        known_keep(false);
        fprintf(stderr, "aw: %s: %s\n", where, place_trouble(error));
    }
    return error == 0;
}

void
join_close(void)
{
    pthread_mutex_lock(&joining.lock);
    loop_unref(joining.loop);
    joining.loop = NULL;
    known_keep(false);
    pthread_cond_signal(&joining.begun);
    end_recording();
    pthread_mutex_unlock(&joining.lock);
    listen_stop();
}
