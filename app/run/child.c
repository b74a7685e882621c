/* SPDX-License-Identifier: GPL-3.0-or-later */
/* child.c - three coroutines look after a process: one reads its recording, one reads its stderr,
 * one waits for its end. */
#include "app/run/child.h"

#include <aw.h>
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    STREAM_FD = 3,        /* its number in the child */
    CHUNK = 64 * 1024,    /* bytes read at once */
    COMPLAINT_MAX = 4096, /* how many of the last bytes of stderr are kept */
    STACK = 256 * 1024,   /* of each coroutine; the owner's callbacks run on it */
};

typedef struct {
    Source source;
    GPtrArray *arguments; /* NULL-terminated */
    GPid pid;
    int stream, errors, pidfd; /* -1 if closed or not there */
    int status;
    gboolean runs, has_recorded; /* not reaped yet; some bytes have come */
    GString *complaint;
    guint n_stops, escalation; /* SIGINTs sent so far; timer for the next step */
    char chunk[CHUNK];
} Child;

static void
close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* ---- coroutines ---- */

static AwValue
read_stream(AwValue argument)
{
    Child *child = aw_to_pointer(argument);

    for (;;) {
        AW_SCOPE();
        AW_TRY(aw_readable(child->stream));
        ssize_t size = read(child->stream, child->chunk, CHUNK);
        if (size == 0 || (size < 0 && errno != EAGAIN))
            return AW_NONE;
        child->has_recorded |= size > 0;
        if (size > 0)
            source_give(&child->source, child->chunk, (gsize) size);
        while (source_is_full(&child->source))
            AW_TRY(aw_sleep(50 * AW_MS));
    }
}

static void
keep_end(GString *text, const char *bytes, gsize size)
{
    g_string_append_len(text, bytes, (gssize) size);
    if (text->len > COMPLAINT_MAX)
        g_string_erase(text, 0, (gssize) (text->len - COMPLAINT_MAX));
}

static AwValue
read_errors(AwValue argument)
{
    Child *child = aw_to_pointer(argument);
    char bytes[1024];

    for (;;) {
        AW_SCOPE();
        AW_TRY(aw_readable(child->errors));
        ssize_t size = read(child->errors, bytes, sizeof bytes);
        if (size == 0 || (size < 0 && errno != EAGAIN))
            return AW_NONE;
        if (size > 0)
            keep_end(child->complaint, bytes, (gsize) size);
    }
}

static void
reap(Child *child)
{
    while (waitpid(child->pid, &child->status, 0) < 0 && errno == EINTR)
        ;
    child->runs = FALSE;
    source_is_over();
}

static gboolean
is_over(const Child *child)
{
    siginfo_t info = {0};

    return waitid(P_PID, (id_t) child->pid, &info, WEXITED | WNOHANG | WNOWAIT) < 0 || info.si_pid;
}

/* Polls where there is no pidfd: on kernels before 5.3, in some sandboxes, under valgrind. */
static AwValue
wait_for_end(AwValue argument)
{
    Child *child = aw_to_pointer(argument);

    if (child->pidfd >= 0)
        AW_TRY(aw_readable(child->pidfd));
    while (!is_over(child))
        AW_TRY(aw_sleep(20 * AW_MS));
    reap(child);
    return AW_NONE;
}

static char *
last_line(const GString *text)
{
    g_autofree char *valid = g_utf8_make_valid(text->str, (gssize) text->len);
    const char *newline;

    g_strchomp(valid);
    newline = strrchr(valid, '\n');
    return g_strdup(newline ? newline + 1 : valid);
}

static void
tell_end(Child *child)
{
    g_autofree char *message = last_line(child->complaint);

    g_clear_handle_id(&child->escalation, g_source_remove);
    source_tell_end(&child->source, child->status, child->has_recorded ? NULL : message);
}

static AwValue
tend(AwValue argument)
{
    Child *child = aw_to_pointer(argument);
    AwValue all = aw_await(
        aw_gather(AW_FUTURES(aw_coro(read_stream, argument), aw_coro(read_errors, argument),
                             aw_coro(wait_for_end, argument))));

    if (child->runs) {
        kill(child->pid, SIGKILL);
        reap(child);
    }
    tell_end(child);
    source_unref(&child->source);
    return all;
}

/* ---- starting ---- */

static void
add(GPtrArray *words, const char *word)
{
    g_ptr_array_add(words, g_strdup(word));
}

static GPtrArray *
command_line(const ScenarioRow *row, const char *const *settings, gboolean exact)
{
    const char *program =
        g_getenv("AWAITSCOPE_PROGRAM"); /* under valgrind, /proc/self/exe is valgrind itself */
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

    add(words, program ? program : "/proc/self/exe");
    add(words, "run");
    add(words, row->name);
    for (; settings && *settings; settings++) {
        add(words, "--set");
        add(words, *settings);
    }
    add(words, exact ? "--clock=virtual" : "--clock=real");
    g_ptr_array_add(words, g_strdup_printf("--stream-fd=%d", STREAM_FD));
    g_ptr_array_add(words, NULL);
    return words;
}

static gboolean
spawn(Child *child, int write_end, GError **error)
{
    const GSpawnFlags flags = G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL;

    return g_spawn_async_with_pipes_and_fds(
        NULL, (const char *const *) child->arguments->pdata, NULL, flags, NULL, NULL, -1, -1, -1,
        &write_end, (const int[]){STREAM_FD}, 1, &child->pid, NULL, NULL, &child->errors, error);
}

static gboolean
start_process(Child *child, GError **error)
{
    int pipe_fds[2];

    if (!g_unix_open_pipe(pipe_fds, FD_CLOEXEC, error))
        return FALSE;
    child->stream = pipe_fds[0];
    child->runs = spawn(child, pipe_fds[1], error);
    close(pipe_fds[1]);
    if (!child->runs)
        return FALSE;
    child->pidfd = (int) syscall(SYS_pidfd_open, child->pid, 0);
    fcntl(child->stream, F_SETFL, O_NONBLOCK);
    fcntl(child->errors, F_SETFL, O_NONBLOCK);
    return TRUE;
}

static gboolean
child_start(Source *source, GError **error)
{
    if (!start_process((Child *) source, error))
        return FALSE;
    source_begins();
    aw_spawn(tend, aw_pointer(source_ref(source)), .detached = true, .stack = STACK);
    return TRUE;
}

/* ---- ending ---- */

static void
send_signal(Child *child, int number)
{
    if (child->runs)
        kill(child->pid, number);
}

static gboolean on_patience_over(void *data);

/* The first call cancels the main task, the second ends the program, and the third kills it. The
 * next step follows by itself if the process takes too long. */
static void
child_stop(Source *source)
{
    static const guint patience_ms[] = {2000, 1000};
    Child *child = (Child *) source;

    g_clear_handle_id(&child->escalation, g_source_remove);
    if (child->n_stops < G_N_ELEMENTS(patience_ms)) {
        send_signal(child, SIGINT);
        child->escalation = g_timeout_add(patience_ms[child->n_stops++], on_patience_over, child);
    } else {
        send_signal(child, SIGKILL);
    }
}

static gboolean
on_patience_over(void *data)
{
    Child *child = data;

    child->escalation = 0;
    child_stop(&child->source);
    return G_SOURCE_REMOVE;
}

static void
child_leave(Source *source)
{
    Child *child = (Child *) source;

    g_clear_handle_id(&child->escalation, g_source_remove);
    send_signal(child, SIGKILL);
}

static void
child_clear(Source *source)
{
    Child *child = (Child *) source;

    close_fd(&child->stream);
    close_fd(&child->errors);
    close_fd(&child->pidfd);
    g_string_free(child->complaint, TRUE);
    g_ptr_array_unref(child->arguments);
}

Source *
child_new(const ScenarioRow *row, const char *const *settings, gboolean exact)
{
    static const SourceKind kind = {
        .stop_word = "Stop",
        .is_run = TRUE,
        .start = child_start,
        .stop = child_stop,
        .leave = child_leave,
        .clear = child_clear,
    };
    Source *source = source_new(sizeof(Child), &kind);
    Child *child = (Child *) source;

    source->row = row;
    child->arguments = command_line(row, settings, exact);
    child->stream = child->errors = child->pidfd = -1;
    child->complaint = g_string_new(NULL);
    return source;
}
