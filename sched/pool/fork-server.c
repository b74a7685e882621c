/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fork-server.c - the program's side: starts the fork server, gives it orders, hears its news. */
#include "sched/pool/fork-server.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sched/base/sanitizer.h"
#include "sched/pool/server-order.h"
#include "sched/pool/server-process.h"
#include "sched/record/recorder.h"

/* The recorder's own thread does not count, since it holds nothing that a worker uses; nor does the
 * thread sanitizer's. */
static bool
has_other_threads(void)
{
    struct stat tasks;
    unsigned usual = 1U + trace_on() + sanitizer_is_tsan();

    return stat("/proc/self/task", &tasks) || tasks.st_nlink - 2 > usual;
}

const char *
fork_server_start(ForkServer *server)
{
    sigset_t all, mask;
    int fds[2];

    if (has_other_threads())
        return "other threads ran when aw_run() began: no worker process can be forked";
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds))
        return "no descriptors for worker processes";
    fflush(NULL); /* otherwise buffered output would be written twice */
    sigfillset(&all);
    pid_t self = getpid();
    sigprocmask(SIG_SETMASK, &all, &mask);
    pid_t pid = fork();
    if (pid == 0)
        server_process(fds[1], self, &mask);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    close(fds[1]);
    *server = (ForkServer){.fd = fds[0], .pid = pid};
    if (pid > 0)
        return NULL;
    close(fds[0]);
    return "no process could be forked for worker processes";
}

/* The worker first sends its process id. Waits for that, about as long as a fork takes. */
static pid_t
hear_worker(int fd)
{
    pid_t pid = -1;
    ssize_t got;

    do
        got = recv(fd, &pid, sizeof pid, MSG_WAITALL);
    while (got < 0 && errno == EINTR);
    return got == sizeof pid ? pid : -1;
}

pid_t
fork_server_fork(ForkServer *server, int *ret_fd)
{
    int fds[2];

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds))
        return -1;
    bool sent = server_order_send(server->fd, (ServerOrder){.kind = ORDER_FORK}, fds[1]);
    close(fds[1]);
    pid_t pid = sent ? hear_worker(fds[0]) : -1;
    if (pid > 0)
        *ret_fd = fds[0];
    else
        close(fds[0]);
    return pid > 0 ? pid : -1;
}

void
fork_server_kill(ForkServer *server, pid_t pid)
{
    server_order_send(server->fd, (ServerOrder){.kind = ORDER_KILL, .pid = pid}, -1);
}

int
fork_server_news(ForkServer *server, ServerNews *ret_news)
{
    ssize_t got = recv(server->fd, ret_news, sizeof *ret_news, MSG_DONTWAIT);

    if (got == sizeof *ret_news)
        return 1;
    return got < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : -1;
}

void
fork_server_stop(ForkServer *server)
{
    close(server->fd);
    while (waitpid(server->pid, NULL, 0) < 0 && errno == EINTR)
        ;
}
