/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* env-record.c - AW_TRACE=FILE records into a file, AW_TRACE=listen lets others attach. */
#include "sched/attach/env-record.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sched/attach/attach.h"
#include "sched/attach/snapshot-repeat.h"
#include "sched/record/flight.h"
#include "sched/record/session.h"
#include "sched/record/setting.h"

/* Tells processes that this one starts, which inherit AW_TRACE, which file is taken:
 * "PID:/path". */
static const char taken[] = "AW_TRACE_TAKEN";

static struct {
    pthread_mutex_t lock; /* runs may begin and end in several threads */
    int n_runs;           /* runs that are in the file now */
    bool has_marked;      /* `taken` is this program's, and not of one before exec() */
    char path[PATH_MAX];
    char pid[16];
    AwRecordMeta meta[4];
    void (*stop)(void);
} env_record = {.lock = PTHREAD_MUTEX_INITIALIZER};

static pthread_once_t forks_once = PTHREAD_ONCE_INIT;

/* ---- the file's name ---- */

/* "%p" is the number of the process, "%%" a percent sign. */
static size_t
expansion(const char *at, char text[16])
{
    bool is_pid = at[0] == '%' && at[1] == 'p', is_percent = at[0] == '%' && at[1] == '%';

    if (is_pid)
        snprintf(text, 16, "%d", (int) getpid());
    else
        snprintf(text, 16, "%c", at[0]);
    return is_pid || is_percent ? 2 : 1;
}

static bool
expand(const char *pattern)
{
    size_t size = 0;
    char text[16];

    for (const char *at = pattern; *at;) {
        at += expansion(at, text);
        if (size + strlen(text) >= sizeof env_record.path)
            return false;
        memcpy(env_record.path + size, text, strlen(text) + 1);
        size += strlen(text);
    }
    return true;
}

static void
make_absolute(char path[PATH_MAX])
{
    char here[PATH_MAX];

    if (env_record.path[0] == '/' || !getcwd(here, sizeof here) ||
        snprintf(path, PATH_MAX, "%s/%s", here, env_record.path) >= PATH_MAX)
        strcpy(path, env_record.path);
}

/* The process that this one descends from and that records, or recorded, into the same file; 0:
 * none. This one itself, if it recorded before it called exec(). */
static int
taken_by(const char *path)
{
    const char *mark = getenv(taken), *colon = mark ? strchr(mark, ':') : NULL;
    int pid = mark ? atoi(mark) : 0;
    bool is_ours = pid == getpid() && env_record.has_marked;

    return colon && !is_ours && !strcmp(colon + 1, path) ? pid : 0;
}

/* "run.awt" becomes "run-2.awt", or the first such name that is free. False: it is too long. */
static bool
choose_free_name(void)
{
    char asked[PATH_MAX];
    int n = 2, size = 0;

    strcpy(asked, env_record.path);
    const char *slash = strrchr(asked, '/'), *dot = strrchr(slash ? slash : asked, '.');
    int stem = dot ? (int) (dot - asked) : (int) strlen(asked);
    do
        size = snprintf(env_record.path, sizeof env_record.path, "%.*s-%d%s", stem, asked, n++,
                        asked + stem);
    while (size < PATH_MAX && !access(env_record.path, F_OK));
    return size < PATH_MAX;
}

/* ---- a file ---- */

static void
complain(AwValue v)
{
    if (aw_failed(v))
        fprintf(stderr, "aw: %s\n", aw_message(v));
}

static void
stop_file(void)
{
    complain(aw_record_stop());
}

/* Whether the file may be written; if not, says why. */
static bool
may_write(const char *pattern, char path[PATH_MAX])
{
    int pid;

    if (!expand(pattern)) {
        fprintf(stderr, "aw: %s: %s\n", pattern, strerror(ENAMETOOLONG));
        return false;
    }
    make_absolute(path);
    pid = taken_by(path);
    if (pid == getpid() && choose_free_name()) {
        fprintf(stderr, "aw: %s: it is this process's recording from before exec(); now it is %s\n",
                pattern, env_record.path);
        return true;
    }
    if (pid)
        fprintf(stderr, "aw: %s: it is the recording of process %d, which started this one\n",
                env_record.path, pid);
    return !pid;
}

/* Starts a recording as `asked`, whose path is a pattern. */
static bool
start_file(AwRecordOptions *asked)
{
    char path[PATH_MAX], mark[PATH_MAX + 16];

    if (!may_write(asked->path, path))
        return false;
    asked->path = env_record.path;
    AwValue v = session_start(asked, true);
    complain(v);
    if (aw_failed(v))
        return false;
    snprintf(mark, sizeof mark, "%d:%s", (int) getpid(), path);
    setenv(taken, mark, 1);
    env_record.has_marked = true;
    env_record.stop = stop_file;
    return true;
}

/* ---- a run ---- */

static void
fill_meta(bool is_virtual)
{
    snprintf(env_record.pid, sizeof env_record.pid, "%d", (int) getpid());
    env_record.meta[0] = (AwRecordMeta){"clock", is_virtual ? "virtual" : "real"};
    env_record.meta[1] = (AwRecordMeta){"title", program_invocation_short_name};
    env_record.meta[2] = is_virtual ? (AwRecordMeta){0} : (AwRecordMeta){"pid", env_record.pid};
}

/* A recording that the program began itself is not ours to end. */
static bool
start_or_join_file(AwLoop *loop, const char *what)
{
    AwRecordOptions asked = {.meta = env_record.meta};
    AwValue v = setting_read(what, getenv("AW_TRACE_MEMORY"), &asked);
    bool records = trace_on() && env_record.n_runs > 0;

    complain(v);
    if (aw_failed(v) || (!records && (trace_on() || !start_file(&asked))))
        return false;
    env_record.n_runs++;
    if (asked.last_bytes)
        snapshot_repeat_open(loop, flight_kept(asked.last_bytes));
    return true;
}

static bool
start_or_listen(AwLoop *loop, const AwRunOptions *options, const char *what)
{
    bool listens = !strcmp(what, "listen");

    if (trace_on() && (listens || !env_record.n_runs))
        return false;
    if (!trace_on())
        fill_meta(options->clock == AW_CLOCK_VIRTUAL);
    if (!listens)
        return start_or_join_file(loop, what);
    env_record.stop = attach_close;
    return attach_open(loop, env_record.meta, program_invocation_short_name);
}

/* A thread that had the lock does not exist in the child, where nothing is recorded. */
static void
in_child(void)
{
    env_record.lock = (pthread_mutex_t) PTHREAD_MUTEX_INITIALIZER;
    env_record.n_runs = 0;
    snapshot_repeat_forget();
}

static void
know_forks(void)
{
    pthread_atfork(NULL, NULL, in_child);
}

bool
env_record_start(AwLoop *loop, const AwRunOptions *options)
{
    const char *what = getenv("AW_TRACE");

    if (!what || !*what)
        return false;
    pthread_once(&forks_once, know_forks);
    pthread_mutex_lock(&env_record.lock);
    bool records = start_or_listen(loop, options, what);
    pthread_mutex_unlock(&env_record.lock);
    if (records)
        loop_ref(loop);
    return records;
}

/* The file is complete when the last of the runs in it is over. */
void
env_record_stop(AwLoop *loop)
{
    pthread_mutex_lock(&env_record.lock);
    snapshot_repeat_close(loop);
    if (env_record.n_runs > 0)
        env_record.n_runs--;
    if (!env_record.n_runs)
        env_record.stop();
    pthread_mutex_unlock(&env_record.lock);
    loop_unref(loop);
}
