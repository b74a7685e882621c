/* SPDX-License-Identifier: GPL-3.0-or-later */
/* journal.c - keeps the notes of coroutines, and runs coroutines and child processes for a test. */
#include "tests/support/journal.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/core/loop.h"
#include "sched/run/loop-life.h"

static char text[64 * 1024];
static size_t length;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* worker threads note, too */

static char said[8192];

void
journal_clear(void)
{
    length = 0;
    text[0] = '\0';
}

const char *
journal(void)
{
    return text;
}

static void
add(const char *format, va_list args)
{
    int n = vsnprintf(text + length, sizeof text - length, format, args);

    length += (size_t) n < sizeof text - length ? (size_t) n : sizeof text - length - 1;
}

static void __attribute__((format(printf, 1, 2))) put(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    add(format, args);
    va_end(args);
}

void
note(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    pthread_mutex_lock(&lock);
    if (aw_running_loop() && aw_running_loop()->clock == &virtual_clock)
        put("%g ", (double) aw_time() / AW_MS);
    add(format, args);
    put("\n");
    pthread_mutex_unlock(&lock);
    va_end(args);
}

static void
note_report(const AwReport *report, void *data)
{
    (void) data;
    if (report->error.kind == AW_K_ERROR)
        note("report: %s: %s", report->message, aw_message(report->error));
    else
        note("report: %s", report->message);
}

static AwValue
noting(AwValue fn)
{
    aw_set_exception_handler(aw_running_loop(), note_report, NULL);
    return ((AwFn) aw_to_pointer(fn))(AW_NONE);
}

AwValue
play(AwFn fn)
{
    journal_clear();
    return aw_run(noting, (void *) fn, .clock = AW_CLOCK_VIRTUAL, .no_signals = true);
}

AwValue
play_real(AwFn fn)
{
    journal_clear();
    return aw_run(noting, (void *) fn, .no_signals = true);
}

static void
ignore_report(const AwReport *report, void *data)
{
}

void
play_and_close(AwFn fn)
{
    AwLoop *loop = loop_new(&virtual_clock);

    loop_set_running(loop);
    AwFuture *task = aw_ref(aw_spawn(fn, AW_NONE));
    loop_set_running(NULL);
    AW_IGNORE(aw_run_until_complete(loop, task));
    aw_unref(task);
    aw_set_exception_handler(loop, ignore_report, NULL);
    AW_IGNORE(aw_loop_close(loop));
}

const char *
word(AwValue v)
{
    return aw_to_text(aw_failed(v) ? aw_text("%s:%s", aw_code_name(aw_code(v)), aw_message(v))
                                   : aw_repr(v));
}

const char *
code_word(AwValue v)
{
    return aw_failed(v) ? aw_code_name(aw_code(v)) : "fine";
}

uint64_t
turn(void)
{
    return aw_running_loop()->turn;
}

/* Restores the default handlers in a child, where cmocka's would go on with the next test. */
static void
take_signals_back(void)
{
    static const int numbers[] = {SIGFPE, SIGILL, SIGSEGV, SIGBUS, SIGSYS};

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        signal(numbers[i], SIG_DFL);
}

static void
run_child(void (*fn)(void *data), void *data, int pipe_fd)
{
    const struct rlimit no_core = {0};

    setrlimit(RLIMIT_CORE, &no_core);
    take_signals_back();
    dup2(pipe_fd, STDERR_FILENO);
    fn(data);
    fflush(NULL);
    _exit(0);
}

static void
read_all(int fd)
{
    size_t n = 0;
    ssize_t got;

    while (n < sizeof said - 1 && (got = read(fd, said + n, sizeof said - 1 - n)) > 0)
        n += (size_t) got;
    said[n] = '\0';
}

int
in_child(void (*fn)(void *data), void *data)
{
    int fds[2], status;

    fflush(NULL);
    assert_int_equal(pipe(fds), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        run_child(fn, data, fds[1]);
    close(fds[1]);
    read_all(fds[0]);
    close(fds[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

const char *
child_said(void)
{
    return said;
}

const char *
child_said_briefly(void)
{
    static char brief[sizeof said];
    char *to = brief;

    for (const char *at = said; *at;)
        if (!strncmp(at, " (at ", 5) || !strncmp(at, " (made at ", 10))
            at += strcspn(at, "\n");
        else
            *to++ = *at++;
    *to = '\0';
    return brief;
}

void
assert_dies(void (*fn)(void *data), void *data, const char *words)
{
    int status = in_child(fn, data);

    if (!strstr(said, words))
        fail_msg("'%s' was said, not '%s'", said, words);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
}
