/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* listen.c - the thread at the socket: it answers one line per connection, and watches whoever is
 * attached. FORMAT.md describes the conversation. Knows no loop. */
#include "sched/record/listen.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "sched/record/recorder-state.h"
#include "sched/trace/socket-path.h"

enum {
    PATIENCE_MS = 1000, /* with a peer that connects and says nothing, or does not read */
    PAUSE_MS = 100,
    LINE_MAX_BYTES = 64,
    WAITING_MAX = 16, /* connections that were not accepted yet */
};

static Listening *const listening = &recorder.listening;

static void
close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* ---- answers ---- */

static void
answer(int fd, const char *text)
{
    ssize_t n = send(fd, text, strlen(text), MSG_NOSIGNAL);

    (void) n; /* a peer that does not read learns nothing */
}

static void
answer_about(int fd)
{
    char text[512];

    snprintf(text, sizeof text, "ok\nprogram %.100s\ntitle %.300s\nsince %lld\nattached %d\n",
             program_invocation_short_name, listening->owner.title, (long long) listening->since,
             listening->attached >= 0);
    answer(fd, text);
}

static const char *
why_not(void)
{
    if (listening->attached >= 0)
        return "no another one is attached already\n";
    return trace_on() ? "no it makes a recording of its own\n" : NULL;
}

/* Duplicates `fd`: one to write to, one to watch. False: no descriptors are left. */
static bool
duplicate(int fd)
{
    listening->recorded = fcntl(fd, F_DUPFD_CLOEXEC, 3);
    listening->attached = listening->recorded < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 3);
    if (listening->attached < 0)
        close_fd(&listening->recorded);
    return listening->attached >= 0;
}

static void
answer_record(int fd)
{
    const char *refusal = why_not();

    if (!refusal && !duplicate(fd))
        refusal = "no it has no descriptors left\n";
    if (refusal) {
        answer(fd, refusal);
        return;
    }
    answer(fd, "ok\n");
    if (!listening->owner.begin(listening->owner.data, listening->recorded))
        close_fd(&listening->attached);
    listening->recorded = -1;
}

static const struct {
    const char *line;
    void (*answer)(int fd);
} requests[] = {
    {"about", answer_about},
    {"record", answer_record},
};

/* ---- connections ---- */

static int64_t
now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

/* Reads the line that the peer sends, without its newline; false: none came in time, or it is too
 * long. */
static bool
read_line(int fd, char line[LINE_MAX_BYTES])
{
    int64_t until_ms = now_ms() + PATIENCE_MS, left_ms;

    for (size_t size = 0; size < LINE_MAX_BYTES && (left_ms = until_ms - now_ms()) > 0; size++) {
        struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
        if (poll(&poll_fd, 1, (int) left_ms) != 1 || recv(fd, line + size, 1, 0) != 1)
            return false;
        if (line[size] == '\n') {
            line[size] = 0;
            return true;
        }
    }
    return false;
}

static void
serve(int fd)
{
    const struct timeval patience = {.tv_sec = PATIENCE_MS / 1000};
    char line[LINE_MAX_BYTES];

    if (!socket_path_is_own(fd))
        return;
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (!read_line(fd, line)) {
        answer(fd, "no request came\n");
        return;
    }
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++)
        if (!strcmp(line, requests[i].line)) {
            requests[i].answer(fd);
            return;
        }
    answer(fd, "no such request\n");
}

static void
accept_one(void)
{
    struct pollfd stop = {.fd = listening->stop, .events = POLLIN};

    listening->accepted = accept4(listening->socket, NULL, NULL, SOCK_CLOEXEC);
    if (listening->accepted <
        0) { /* no descriptor is left: peers wait, and trying again at once is of no use */
        poll(&stop, 1, PAUSE_MS);
        return;
    }
    serve(listening->accepted);
    close_fd(&listening->accepted);
}

/* What the attached peer sends does not matter; that it has closed the connection does. */
static void
look_at_attached(void)
{
    char bytes[256];

    if (recv(listening->attached, bytes, sizeof bytes, MSG_DONTWAIT) > 0)
        return;
    listening->owner.end(listening->owner.data);
    close_fd(&listening->attached);
}

/* ---- the thread ---- */

static void *
listen_thread(void *data)
{
    for (;;) {
        struct pollfd fds[] = {
            {.fd = listening->stop, .events = POLLIN},
            {.fd = listening->attached, .events = POLLIN},
            {.fd = listening->socket, .events = POLLIN},
        };
        poll(fds, 3, -1);
        if (fds[0].revents)
            return data;
        if (fds[1].revents)
            look_at_attached();
        if (fds[2].revents)
            accept_one();
    }
}

/* Starts the thread with all signals blocked: they are for the program's own threads. */
static int
start_thread(void)
{
    sigset_t all, before;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int error = pthread_create(&listening->thread, NULL, listen_thread, NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return error;
}

/* ---- forks and exits ---- */

/* Closes the child's copies, or whoever is attached to the parent would not see the parent end. */
static void
in_child(void)
{
    listening->pid = 0;
    close_fd(&listening->socket);
    close_fd(&listening->stop);
    close_fd(&listening->accepted);
    close_fd(&listening->recorded);
    close_fd(&listening->attached);
}

static void
leave(void)
{
    if (listening->pid == getpid())
        unlink(listening->address.sun_path);
}

static void
know_forks(void)
{
    if (listening->knows_forks)
        return;
    listening->knows_forks = true;
    pthread_atfork(NULL, NULL, in_child);
    atexit(leave);
}

/* ---- start and stop ---- */

/* Process numbers are reused: a socket already there was left by a process that crashed. */
static int
open_socket(void)
{
    struct sockaddr_un *address = &listening->address;
    int error = socket_path_address(getpid(), true, address);

    if (error)
        return error;
    unlink(address->sun_path);
    listening->stop = eventfd(0, EFD_CLOEXEC);
    listening->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listening->stop < 0 || listening->socket < 0 || fchmod(listening->socket, 0600) ||
        bind(listening->socket, (const struct sockaddr *) address, sizeof *address) ||
        chmod(address->sun_path, 0600) || listen(listening->socket, WAITING_MAX))
        return errno;
    return 0;
}

static void
close_all(void)
{
    leave();
    listening->pid = 0;
    in_child();
}

int
listen_start(const ListenOwner *owner, char ret_where[LISTEN_WHERE])
{
    int error;

    if (listening->pid)
        return EBUSY;
    listening->owner = *owner;
    listening->since = time(NULL);
    listening->socket = listening->stop = -1;
    listening->accepted = listening->recorded = listening->attached = -1;
    listening->pid = getpid();
    error = open_socket();
    snprintf(ret_where, LISTEN_WHERE, "%s", listening->address.sun_path);
    if (error || (error = start_thread())) {
        close_all();
        return error;
    }
    know_forks();
    return 0;
}

void
listen_stop(void)
{
    const uint64_t one = 1;

    if (listening->pid != getpid())
        return;
    while (write(listening->stop, &one, sizeof one) < 0 && errno == EINTR)
        ;
    pthread_join(listening->thread, NULL);
    close_all();
}
