/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fork-server.c - forks worker processes for a program that has threads. To fork with threads would
 * be to copy locks that nobody will ever open; so a copy of the program is put aside early. */
#include "sched/pool/fork-server.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sched/pool/worker-process.h"
#include "sched/record/recorder.h"

typedef enum { ORDER_FORK, ORDER_KILL } OrderKind;

typedef struct {
    OrderKind kind;
    pid_t pid; /* ORDER_KILL */
} Order;

#if defined(__SANITIZE_THREAD__)
enum { RUNTIME_THREADS = 1 };
#else
enum { RUNTIME_THREADS = 0 };
#endif

/* ---- descriptors ---- */

/* After a fork libuv closes what were its descriptors in the program, by number; so the server's
 * have high ones. */
enum { HIGH_FD = 900 };

/* As close to HIGH_FD as it may be, or where it was. */
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

typedef union {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
} Parcel;

/* An order, and with it `fd`; or none: -1. */
static bool
send_order(int to, Order order, int fd)
{
    Parcel parcel = {{0}};
    struct iovec part = {&order, sizeof order};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};

    if (fd >= 0) {
        message.msg_control = &parcel;
        message.msg_controllen = sizeof parcel;
        struct cmsghdr *head = CMSG_FIRSTHDR(&message);
        *head = (struct cmsghdr){
            .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof fd)};
        memcpy(CMSG_DATA(head), &fd, sizeof fd);
    }
    return sendmsg(to, &message, MSG_NOSIGNAL) == sizeof order;
}

/* False: nobody is there any more. *ret_fd is -1 when none came. */
static bool
receive_order(int from, Order *ret_order, int *ret_fd)
{
    Parcel parcel;
    struct iovec part = {ret_order, sizeof *ret_order};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &parcel, .msg_controllen = sizeof parcel};
    ssize_t got;

    do
        got = recvmsg(from, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    struct cmsghdr *head = got > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    *ret_fd = -1;
    if (head)
        memcpy(ret_fd, CMSG_DATA(head), sizeof *ret_fd);
    return got == sizeof *ret_order;
}

/* ---- the server ---- */

typedef struct {
    int fd;         /* to the program */
    int signals;    /* SIGCHLD, to be read */
    sigset_t mask;  /* of the program */
    pid_t *workers; /* that have not been reaped */
    size_t n, capacity;
} Server;

/* As exec() does it, so that what the program's handlers are for does not happen here. */
static void
forget_handlers(void)
{
    struct sigaction action;

    for (int number = 1; number < NSIG; number++)
        if (!sigaction(number, NULL, &action) && action.sa_handler != SIG_IGN &&
            action.sa_handler != SIG_DFL)
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

/* Says so when it cannot. */
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

/* The program is gone, or wants no more. */
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
    Order order;
    int fd;

    if (!receive_order(server->fd, &order, &fd))
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

/* Everything above standard error is the program's: a pipe that a worker still had would never
 * end. But nothing else may become standard input, output or error. */
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

static _Noreturn void
be_server(int fd, pid_t parent, const sigset_t *mask)
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

/* ---- the program's side ---- */

/* The recorder's own thread holds nothing that a worker uses. */
static bool
has_other_threads(void)
{
    struct stat tasks;
    unsigned usual = 1 + trace_on() + RUNTIME_THREADS;

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
    fflush(NULL); /* else what waits to be written is there twice */
    sigfillset(&all);
    pid_t self = getpid();
    sigprocmask(SIG_SETMASK, &all, &mask);
    pid_t pid = fork();
    if (pid == 0)
        be_server(fds[1], self, &mask);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    close(fds[1]);
    *server = (ForkServer){.fd = fds[0], .pid = pid};
    if (pid > 0)
        return NULL;
    close(fds[0]);
    return "no process could be forked for worker processes";
}

/* The worker's first word is its number. Waits for that: about as long as a fork takes. */
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
    bool sent = send_order(server->fd, (Order){.kind = ORDER_FORK}, fds[1]);
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
    send_order(server->fd, (Order){.kind = ORDER_KILL, .pid = pid}, -1);
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
