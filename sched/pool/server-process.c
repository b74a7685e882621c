/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* server-process.c - forks worker processes for a program that has threads. A fork with threads
 * would copy locks that nobody will ever release, so a copy of the program is put aside early. */
#include "sched/pool/server-process.h"

#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sched/core/broken-pipe.h"
#include "sched/pool/fork-server.h"
#include "sched/pool/server-order.h"
#include "sched/pool/worker-process.h"
#include "sched/record/recorder.h"

/* ---- descriptors ---- */

/* After a fork libuv closes the descriptors that it had in the program, by number, so the server's
 * own have high numbers. */
enum { HIGH_FD = 900 };

/* Moves a descriptor as close to HIGH_FD as the limit allows; if it cannot, leaves it where it
 * is. */
static int
move_up(int fd)
{
    int highest = getdtablesize() - 8;
    int moved = fcntl(fd, F_DUPFD_CLOEXEC, highest < HIGH_FD ? highest : HIGH_FD);

    if (moved < 0)
        return fd;
    close(fd);
    return moved;
}

/* ---- workers ---- */

typedef struct {
    int fd;         /* to the program */
    int signals;    /* SIGCHLD, to be read */
    sigset_t mask;  /* of the program */
    pid_t *workers; /* that have not been reaped */
    size_t n, capacity;
} Server;

/* Does what exec() does to handlers, so that the program's do not run here. The one for SIGPIPE
 * stays, so that a job that writes to what nobody reads gets an error, as a task does. */
static void
forget_handlers(void)
{
    struct sigaction action;

    for (int number = 1; number < NSIG; number++)
        if (!sigaction(number, NULL, &action) && action.sa_handler != SIG_IGN &&
            action.sa_handler != SIG_DFL && action.sa_handler != broken_pipe_ignore)
            signal(number, SIG_DFL);
    signal(SIGINT, SIG_IGN); /* which is for the program to answer */
    signal(SIGCHLD, SIG_DFL);
}

/* Dies with the process that forked this one. */
static void
die_with(pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(0);
}

static bool
has_room(Server *server)
{
    if (server->n < server->capacity)
        return true;
    size_t capacity = server->capacity ? 2 * server->capacity : 16;
    pid_t *workers = realloc(server->workers, capacity * sizeof *workers);
    if (!workers)
        return false;
    server->workers = workers;
    server->capacity = capacity;
    return true;
}

static _Noreturn void
be_worker(const Server *server, int fd, pid_t parent)
{
    die_with(parent);
    close(server->fd);
    close(server->signals);
    sigprocmask(SIG_SETMASK, &server->mask, NULL);
    worker_process(fd);
}

/* If it cannot, sends -1 as the process id. */
static void
fork_worker(Server *server, int fd)
{
    pid_t self = getpid(), pid = has_room(server) ? fork() : -1;

    if (pid == 0)
        be_worker(server, fd, self);
    if (pid > 0)
        server->workers[server->n++] = pid;
    else
        send(fd, &pid, sizeof pid, MSG_NOSIGNAL);
    close(fd);
}

static void
kill_worker(const Server *server, pid_t pid)
{
    for (size_t i = 0; i < server->n; i++)
        if (server->workers[i] == pid)
            kill(pid, SIGKILL);
}

static void
forget_worker(Server *server, pid_t pid)
{
    for (size_t i = 0; i < server->n; i++)
        if (server->workers[i] == pid)
            server->workers[i--] = server->workers[--server->n];
}

static void
reap(Server *server)
{
    struct signalfd_siginfo info;
    ServerNews news;

    if (read(server->signals, &info, sizeof info) < 0)
        return;
    while ((news.pid = waitpid(-1, &news.status, WNOHANG)) > 0) {
        forget_worker(server, news.pid);
        send(server->fd, &news, sizeof news, MSG_NOSIGNAL);
    }
}

/* The program is gone, or wants no more workers. */
static _Noreturn void
end(Server *server)
{
    for (size_t i = 0; i < server->n; i++)
        kill(server->workers[i], SIGKILL);
    while (waitpid(-1, NULL, 0) > 0)
        ;
    _exit(0);
}

static void
take_order(Server *server)
{
    ServerOrder order;
    int fd;

    if (!server_order_receive(server->fd, &order, &fd))
        end(server);
    if (order.kind == ORDER_KILL)
        kill_worker(server, order.pid);
    else if (fd >= 0)
        fork_worker(server, move_up(fd));
}

static _Noreturn void
serve(Server *server)
{
    struct pollfd fds[] = {{.fd = server->fd, .events = POLLIN},
                           {.fd = server->signals, .events = POLLIN}};

    for (;;) {
        if (poll(fds, 2, -1) < 0)
            continue;
        if (fds[1].revents)
            reap(server);
        if (fds[0].revents)
            take_order(server);
    }
}

/* Closes the program's descriptors above standard error, since a pipe that a worker still had open
 * would never end. Standard input, output and error must not be left free for others to become. */
static int
keep_one_descriptor(int fd)
{
    int standard;

    fd = move_up(fd);
    close_range(STDERR_FILENO + 1, (unsigned) fd - 1, 0);
    closefrom(fd + 1);
    do
        standard = open("/dev/null", O_RDWR | O_CLOEXEC);
    while (standard >= 0 && standard <= STDERR_FILENO);
    close(standard);
    return fd;
}

_Noreturn void
server_process(int fd, pid_t parent, const sigset_t *mask)
{
    Server server = {.mask = *mask};
    sigset_t ended;

    die_with(parent);
    forget_handlers();
    __atomic_store_n(&recorder_on, false, __ATOMIC_RELAXED);
    unsetenv("AW_TRACE"); /* runs in jobs would write over the program's own file */
    server.fd = keep_one_descriptor(fd);
    sigemptyset(&ended);
    sigaddset(&ended, SIGCHLD);
    server.signals = move_up(signalfd(-1, &ended, SFD_CLOEXEC | SFD_NONBLOCK));
    sigset_t blocked = *mask;
    sigaddset(&blocked, SIGCHLD);
    sigprocmask(SIG_SETMASK, &blocked, NULL);
    serve(&server);
}
