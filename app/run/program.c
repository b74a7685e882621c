/* SPDX-License-Identifier: GPL-3.0-or-later */
/* program.c - starts a program and leaves Ctrl+C to it. */
#include "app/run/program.h"

#include <errno.h>
#include <glib-unix.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/say/message.h"

static const int passed_on[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

/* The child, for the signal handler, which is passed nothing. 0: none, or already reaped. */
static volatile GPid child;

/* ---- finding ---- */

static gboolean
is_there(const char *name)
{
    return strchr(name, '/') && g_file_test(name, G_FILE_TEST_EXISTS);
}

char *
program_find(const char *name, int *ret_status)
{
    char *path = *name ? g_find_program_in_path(name) : NULL;

    if (path)
        return path;
    *ret_status = is_there(name) ? STATUS_NOT_EXECUTABLE : STATUS_NOT_FOUND;
    say_error("%s: %s", name,
              is_there(name) ? "it cannot be executed" : "there is no such program");
    return NULL;
}

/* ---- signals ---- */

/* Passes a signal on to the program, unless the kernel sent it: those of a terminal go to the whole
 * foreground anyway. If the program is over, a window may still be open; the signal then ends this
 * process. */
static void
on_signal(int number, siginfo_t *info, void *context)
{
    int error = errno;

    if (child > 0 && program_peek(child) != STILL_RUNS) {
        signal(number, SIG_DFL);
        raise(number);
    } else if (child > 0 && info->si_code != SI_KERNEL) {
        kill(child, number);
    }
    errno = error;
}

/* A process started in the background ignores some of these signals; the program must then ignore
 * them, too, so those are left alone. */
static void
stand_back(void)
{
    struct sigaction before,
        action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_RESTART};

    for (gsize i = 0; i < G_N_ELEMENTS(passed_on); i++)
        if (!sigaction(passed_on[i], NULL, &before) && before.sa_handler != SIG_IGN)
            sigaction(passed_on[i], &action, NULL);
}

/* ---- starting ---- */

/* Runs in the child. The descriptor `report` is closed when the program starts. */
static G_NORETURN void
execute(const char *path, char **arguments, char **environment, int report)
{
    execvpe(path, arguments, environment);
    int error = errno;
    if (write(report, &error, sizeof error) < 0)
        _exit(STATUS_NOT_FOUND);
    _exit(STATUS_NOT_EXECUTABLE);
}

static char **
environment_with(const char *trace)
{
    char **environment = g_environ_setenv(g_get_environ(), "AW_TRACE", trace, TRUE);

    return g_environ_unsetenv(environment, "AW_TRACE_TAKEN");
}

/* Returns the errno of the failed exec, or 0 once the program runs. */
static int
read_report(int report)
{
    int error = 0;
    ssize_t size;

    while ((size = read(report, &error, sizeof error)) < 0 && errno == EINTR)
        ;
    return size == sizeof error ? error : 0;
}

GPid
program_start(const char *path, char **arguments, const char *trace, int *ret_error)
{
    g_auto(GStrv) environment = environment_with(trace);
    int report[2];

    if (!g_unix_open_pipe(report, FD_CLOEXEC, NULL)) {
        *ret_error = errno;
        return 0;
    }
    stand_back();
    GPid pid = fork();
    if (pid == 0)
        execute(path, arguments, environment, report[1]);
    *ret_error = pid < 0 ? errno : 0;
    close(report[1]);
    if (pid > 0 && (*ret_error = read_report(report[0])))
        waitpid(pid, NULL, 0);
    close(report[0]);
    child = *ret_error ? 0 : pid;
    return child;
}

/* ---- its end ---- */

gboolean
program_is_over(GPid pid, int wait_ms)
{
    struct pollfd pidfd = {.fd = (int) syscall(SYS_pidfd_open, pid, 0), .events = POLLIN};
    gboolean over = poll(&pidfd, 1, wait_ms) > 0 && pidfd.revents;

    if (pidfd.fd >= 0)
        close(pidfd.fd);
    return over;
}

int
program_peek(GPid pid)
{
    siginfo_t info = {0};

    if (waitid(P_PID, (id_t) pid, &info, WEXITED | WNOHANG | WNOWAIT) || !info.si_pid)
        return STILL_RUNS;
    return info.si_code == CLD_EXITED ? W_EXITCODE(info.si_status, 0)
                                      : W_EXITCODE(0, info.si_status);
}

int
program_reap(GPid pid)
{
    int status = 0;

    program_is_over(pid, -1);
    child = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}
