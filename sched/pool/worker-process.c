/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* worker-process.c - what a worker process does: receives a job and sends its result, until nobody
 * is at the other end [EX10]. */
#include "sched/pool/worker-process.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sched/base/spin-wait.h"
#include "sched/pool/process.h"
#include "sched/pool/worker-call.h"
#include "sched/pool/worker.h"
#include "sched/value/error.h"
#include "sched/value/wire-value.h"

enum { FEW = 4096 };

/* Bytes that came, or that are to go: in `few` or, if there are many, in allocated memory. */
typedef struct {
    char few[FEW];
    char *memory; /* may be NULL */
} MessageRoom;

static char *
room_for(MessageRoom *room, size_t size)
{
    room->memory = NULL;
    if (size <= sizeof room->few)
        return room->few;
    return room->memory = malloc(size);
}

/* Receives all of it or ends the process, since nobody is left to work for. */
static void
must_receive(int fd, char *data, size_t size)
{
    while (size) {
        ssize_t got = recv(fd, data, size, 0);
        if (got == 0 || (got < 0 && errno != EINTR))
            _exit(0);
        if (got > 0) {
            data += got;
            size -= (size_t) got;
        }
    }
}

static void
must_send(int fd, const char *data, size_t size)
{
    while (size) {
        ssize_t sent = send(fd, data, size, MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            _exit(0);
        if (sent > 0) {
            data += sent;
            size -= (size_t) sent;
        }
    }
}

static void
receive_and_forget(int fd, size_t size)
{
    char data[FEW];

    for (; size > sizeof data; size -= sizeof data)
        must_receive(fd, data, sizeof data);
    must_receive(fd, data, size);
}

/* The argument, held by the scope, or AW_NOMEM. */
static AwValue
receive_argument(int fd, size_t size)
{
    MessageRoom room;
    char *data = room_for(&room, size);

    if (!data) {
        receive_and_forget(fd, size);
        return error_no_memory();
    }
    must_receive(fd, data, size);
    AwValue v = wire_get(data, size);
    free(room.memory);
    return v;
}

static void
send_result(int fd, AwValue v)
{
    ResultHead head = {.is_foreign = !wire_takes(v)};
    MessageRoom room;

    v = head.is_foreign ? AW_NONE : v;
    head.size = wire_put(NULL, v);
    char *data = room_for(&room, sizeof head + head.size);
    if (!data) {
        v = error_no_memory();
        head.size = wire_put(NULL, v);
        data = room.few;
    }
    memcpy(data, &head, sizeof head);
    wire_put(data + sizeof head, v);
    must_send(fd, data, sizeof head + head.size);
    free(room.memory);
}

/* Spins first, since the next job often follows soon after a result. */
static void
wait_for_head(int fd)
{
    static SpinWait spin;
    char first;

    spin_wait_begin(&spin);
    while (spin_wait_again(&spin) && recv(fd, &first, 1, MSG_PEEK | MSG_DONTWAIT) < 0 &&
           errno == EAGAIN)
        ;
    if (!spin.stays)
        recv(fd, &first, 1, MSG_PEEK);
    spin_wait_end(&spin);
}

static void
do_job(int fd)
{
    Holder holder = {0};
    JobHead head;

    wait_for_head(fd);
    must_receive(fd, (char *) &head, sizeof head);
    holder_enter(&holder);
    AwValue arg = receive_argument(fd, head.size);
    AwValue v = aw_code(arg) == AW_NOMEM ? arg : worker_call(head.fn, arg, head.site);
    fflush(stdout); /* before anybody hears that it is done */
    send_result(fd, v);
    holder_enter(NULL);
    holder_clear(&holder);
}

void
worker_process(int fd)
{
    static AwPool pool; /* on the real clock, for aw_work() to find */
    static Worker worker = {.pool = &pool};
    pid_t self = getpid();

    worker_watch(&worker);
    must_send(fd, (const char *) &self, sizeof self);
    for (;;)
        do_job(fd);
}
