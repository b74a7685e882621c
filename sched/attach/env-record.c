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

/* A way to record: into a file, or for a recorder that attaches. */
typedef struct {
    bool (*begin)(const char *what); /* for the first loop */
    void (*join)(AwLoop *loop);      /* for each */
    void (*leave)(AwLoop *loop);
    void (*end)(void); /* after the last */
} Way;

static struct {
    pthread_mutex_t lock; /* loops may begin and end in several threads */
    int n_loops;          /* that are recorded now */
    const Way *way;       /* while there are any */
    bool is_virtual;      /* the clock of the recording is virtual */
    size_t kept_bytes;    /* of a flight recording; else 0 */
    bool has_marked;      /* `taken` was set by this program, not by one before exec() */
    char path[PATH_MAX];
    char pid[16];
    AwRecordMeta meta[4];
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
 * none. Returns this process itself if it recorded before it called exec(). */
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

static bool
refuse_long_name(const char *name)
{
    fprintf(stderr, "aw: %s: %s\n", name, strerror(ENAMETOOLONG));
    return false;
}

/* Before exec() this process has written the file. */
static bool
may_write_another(const char *pattern)
{
    if (!choose_free_name())
        return refuse_long_name(env_record.path);
    fprintf(stderr,
            "aw: %s: this process made that recording before exec(); now it records into %s\n",
            pattern, env_record.path);
    return true;
}

/* Whether the file may be written; if not, says why. */
static bool
may_write(const char *pattern, char path[PATH_MAX])
{
    int pid;

    if (!expand(pattern))
        return refuse_long_name(pattern);
    make_absolute(path);
    pid = taken_by(path);
    if (pid == getpid())
        return may_write_another(pattern);
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
    AwValue v = session_start(asked, true, NULL);
    complain(v);
    if (aw_failed(v))
        return false;
    snprintf(mark, sizeof mark, "%d:%s", (int) getpid(), path);
    setenv(taken, mark, 1);
    env_record.has_marked = true;
    return true;
}

static bool
begin_file(const char *what)
{
    AwRecordOptions asked = {.meta = env_record.meta};
    AwValue v = setting_read(what, getenv("AW_TRACE_MEMORY"), &asked);

    complain(v);
    env_record.kept_bytes = asked.last_bytes ? flight_kept(asked.last_bytes) : 0;
    return !aw_failed(v) && start_file(&asked);
}

static void
join_file(AwLoop *loop)
{
    if (env_record.kept_bytes)
        snapshot_repeat_open(loop, env_record.kept_bytes);
}

static void
leave_file(AwLoop *loop)
{
    if (env_record.kept_bytes)
        snapshot_repeat_close(loop);
}

static void
end_file(void)
{
    complain(aw_record_stop_from(NULL));
}

static bool
begin_listening(const char *what)
{
    return attach_open(env_record.meta, program_invocation_short_name);
}

/* ---- loops ---- */

static const Way files = {begin_file, join_file, leave_file, end_file},
                 listening = {begin_listening, attach_join, attach_leave, attach_close};

static void
fill_meta(bool is_virtual)
{
    snprintf(env_record.pid, sizeof env_record.pid, "%d", (int) getpid());
    env_record.is_virtual = is_virtual;
    env_record.meta[0] = (AwRecordMeta){"clock", is_virtual ? "virtual" : "real"};
    env_record.meta[1] = (AwRecordMeta){"title", program_invocation_short_name};
    env_record.meta[2] = is_virtual ? (AwRecordMeta){0} : (AwRecordMeta){"pid", env_record.pid};
}

/* A recording that the program began itself is not ours to join. */
static bool
begin(const char *what, bool is_virtual)
{
    if (trace_on())
        return false;
    fill_meta(is_virtual);
    env_record.way = strcmp(what, "listen") ? &files : &listening;
    return env_record.way->begin(what);
}

/* A thread that had the lock does not exist in the child, where nothing is recorded. */
static void
in_child(void)
{
    env_record.lock = (pthread_mutex_t) PTHREAD_MUTEX_INITIALIZER;
    env_record.n_loops = 0;
    snapshot_repeat_forget();
    attach_forget();
}

static void
know_forks(void)
{
    pthread_atfork(NULL, NULL, in_child);
}

bool
env_record_start(AwLoop *loop, bool is_virtual)
{
    const char *what = getenv("AW_TRACE");

    if (!what || !*what)
        return false;
    pthread_once(&forks_once, know_forks);
    pthread_mutex_lock(&env_record.lock);
    bool records = env_record.n_loops > 0 || begin(what, is_virtual);
    if (records) {
        env_record.n_loops++;
        loop_ref(loop);
        env_record.way->join(loop);
    }
    pthread_mutex_unlock(&env_record.lock);
    return records;
}

bool
env_record_is_real(void)
{
    pthread_mutex_lock(&env_record.lock);
    bool is_real = env_record.n_loops > 0 && !env_record.is_virtual;
    pthread_mutex_unlock(&env_record.lock);
    return is_real;
}

/* In a forked child n_loops is 0: the recording is the parent's. */
void
env_record_stop(AwLoop *loop)
{
    pthread_mutex_lock(&env_record.lock);
    if (env_record.n_loops > 0) {
        env_record.way->leave(loop);
        if (--env_record.n_loops == 0)
            env_record.way->end();
    }
    pthread_mutex_unlock(&env_record.lock);
    loop_unref(loop);
}
