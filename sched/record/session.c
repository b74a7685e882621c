/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* session.c - a recording from its start to its end, and the thread that writes it. */
#include "sched/record/session.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "sched/base/fork-lock.h"
#include "sched/record/drain-life.h"
#include "sched/record/drain.h"
#include "sched/record/flight.h"
#include "sched/record/keep.h"
#include "sched/record/last-words.h"
#include "sched/record/output.h"
#include "sched/record/recorder-state.h"
#include "sched/record/write-wait.h"
#include "sched/value/cell.h"
#include "sched/value/error.h"
#include "sched/value/object.h"

/* The rings are drained at intervals, shorter ones while they fill quickly, so that they stay small
 * enough for the caches. */
enum { DRAIN_EVERY_NS = 5000000, BUSY_EVERY_NS = 150000, BUSY_EVENTS = 1000 };

static Session *const session = &recorder.session;

/* It is taken as a run ends, recorded or not. */
FORK_LOCK(&session->lock)

void
session_set_end(TraceEndKind kind, int64_t value, const char *text)
{
    pthread_mutex_lock(&session->lock); /* runs may end in several threads */
    session->end_kind = kind;
    session->end_value = value;
    strncpy(session->end_text, text, sizeof session->end_text - 1);
    pthread_mutex_unlock(&session->lock);
}

/* ---- the recorder's thread ---- */

static bool
pause_or_stop(int64_t pause_ns)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += pause_ns;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_mutex_lock(&session->lock);
    if (!session->stop)
        pthread_cond_timedwait(&session->changed, &session->lock, &until);
    bool stop = session->stop;
    pthread_mutex_unlock(&session->lock);
    return stop;
}

static void *
drain_thread(void *data)
{
    int64_t pause_ns = DRAIN_EVERY_NS;

    while (!pause_or_stop(pause_ns)) {
        drain_lock(0);
        uint64_t n = drain_rings(false);
        drain_unlock();
        pause_ns = n > BUSY_EVENTS ? BUSY_EVERY_NS : DRAIN_EVERY_NS;
    }
    return data;
}

/* Starts the thread with all signals blocked: they are for the program's own threads. */
static int
start_thread(void)
{
    sigset_t all, before;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    session->stop = false;
    int error = pthread_create(&session->thread, NULL, drain_thread, NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!error)
        pthread_setname_np(session->thread, "aw-recorder");
    return error;
}

static void
stop_thread(void)
{
    pthread_mutex_lock(&session->lock);
    session->stop = true;
    pthread_cond_signal(&session->changed);
    pthread_mutex_unlock(&session->lock);
    pthread_join(session->thread, NULL);
}

/* ---- start and stop ---- */

static AwValue
os_error(const char *path, int error, AwSite *site)
{
    AwValue v = error_held(AW_OS, site, "%s: %s", path ? path : "recording",
                           error == EBUSY ? "another run is writing it" : strerror(error));

    if (aw_code(v) == AW_OS)
        v.u.cell->os_error = error;
    return v;
}

static bool
meta_says_virtual(const AwRecordMeta *meta)
{
    for (; meta && meta->key; meta++)
        if (!strcmp(meta->key, "clock"))
            return !strcmp(meta->value, "virtual");
    return false;
}

/* Two writers would ruin both recordings, so the second is refused before it changes anything. A
 * file that cannot be locked is not a plain file. */
static int
open_file(const char *path, int access, bool *ret_made)
{
    int fd = open(path, access | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

    *ret_made = fd >= 0;
    if (fd < 0 && errno == EEXIST)
        fd = open(path, access | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        return fd;
    if (flock(fd, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK) {
        close(fd);
        errno = EBUSY;
        return -1;
    }
    return fd;
}

/* Returns 0 or an errno. */
static int
begin(int fd, const AwRecordOptions *options, bool resumes)
{
    bool by_content = options->path && meta_says_virtual(options->meta);
    sigset_t before;
    int error;

    write_signals_block(&before);
    if (options->path && !resumes && ftruncate(fd, 0))
        errno = 0; /* a pipe or device */
    error = resumes ? drain_resume(fd, by_content) : drain_begin(fd, by_content, options);
    write_signals_restore(&before);
    return error ? error : start_thread();
}

AwValue
aw_record_start_from(const AwRecordOptions *options, AwSite *site)
{
    must_have(options, "aw_record_start()", site);
    return session_start(options, false, site);
}

/* Only then there is a file of rings beside it: not for a pipe or a device. */
static bool
is_plain_file(int fd, const AwRecordOptions *options)
{
    struct stat about;

    return options->path && !fstat(fd, &about) && S_ISREG(about.st_mode);
}

AwValue
session_start(const AwRecordOptions *options, bool may_resume, AwSite *site)
{
    int fd = options->fd, error;
    bool resumes, made = false;

    if (session->is_running)
        return error_held(AW_RUNTIME, site, "a recording is under way already");
    if (options->last_bytes > 0 && options->last_bytes < FLIGHT_LEAST)
        return error_held(AW_VALUE, site, "keeping only the last part needs at least 64 KiB");
    if (options->path)
        fd = open_file(options->path, options->last_bytes ? O_RDWR : O_WRONLY, &made);
    if (fd < 0)
        return os_error(options->path, errno, site);
    resumes = may_resume && output_can_resume(fd, options->last_bytes);
    write_wait_begin();
    ring_set_limit(options->memory_bytes);
    if (is_plain_file(fd, options))
        keep_open(options->path);
    if ((error = begin(fd, options, resumes))) {
        keep_close();
        close(fd);
        if (made)
            unlink(options->path);
        return os_error(options->path, error, site);
    }
    session_set_end(TRACE_END_DONE, 0, "");
    recorder_begin(resumes ? output_last_ns() : 0);
    last_words_watch();
    session->path = options->path;
    session->is_running = true;
    __atomic_store_n(&recorder_on, true, __ATOMIC_SEQ_CST);
    return AW_NONE;
}

/* How the run ended, with its text copied to `text`, since a run may end while the recorder is
 * being detached. */
static TraceEnd
end_now(char text[sizeof session->end_text])
{
    pthread_mutex_lock(&session->lock);
    const TraceEnd end = {.kind = session->end_kind, .value = session->end_value, .text = text};
    memcpy(text, session->end_text, sizeof session->end_text);
    pthread_mutex_unlock(&session->lock);
    return end;
}

AwValue
aw_record_stop_from(AwSite *site)
{
    char text[sizeof session->end_text];
    sigset_t before;

    if (!session->is_running)
        return AW_NONE;
    const TraceEnd end = end_now(text);
    __atomic_store_n(&recorder_on, false, __ATOMIC_SEQ_CST);
    stop_thread();
    session->is_running = false;
    last_words_unwatch();
    drain_lock(0);
    write_signals_block(&before);
    int error = drain_finish(&end);
    write_signals_restore(&before);
    drain_unlock();
    if (!error && recorder_has_hole())
        return error_held(AW_NOMEM, site, "events are missing: there was no memory for them");
    return error ? os_error(session->path, error, site) : AW_NONE;
}
