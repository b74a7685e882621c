/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sysprof.c - measures one event as Sysprof's collector records it: a mark without a message. A
 * peer of event.c. The program is its own profiler, too: it gives the collector a ring buffer, as
 * Sysprof would over the collector's socket. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sysprof-capture.h>
#include <unistd.h>

#include "tests/bench/measure.h"

enum { RING_BYTES = 4 << 20 }; /* a burst fits: the collector drops what does not */

/* Exported by the collector's archive for Sysprof itself; no header declares it. */
typedef struct _MappedRingBuffer MappedRingBuffer;
MappedRingBuffer *mapped_ring_buffer_new_reader(size_t size);
int mapped_ring_buffer_get_fd(MappedRingBuffer *ring);
void mapped_ring_buffer_clear(MappedRingBuffer *ring);
bool mapped_ring_buffer_is_empty(MappedRingBuffer *ring);

static MappedRingBuffer *ring;

static void
send_descriptor(int socket, int fd)
{
    char byte = 0, control[CMSG_SPACE(sizeof fd)] = {0};
    struct iovec bytes = {&byte, 1};
    struct msghdr message = {.msg_iov = &bytes,
                             .msg_iovlen = 1,
                             .msg_control = control,
                             .msg_controllen = sizeof control};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);

    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof fd);
    memcpy(CMSG_DATA(header), &fd, sizeof fd);
    if (sendmsg(socket, &message, 0) != 1)
        perror("sendmsg");
}

/* Sends the answer before the collector asks. */
static void
begin(void)
{
    int sockets[2];
    char number[16];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) == 0) {
        send_descriptor(sockets[0], mapped_ring_buffer_get_fd(ring));
        snprintf(number, sizeof number, "%d", sockets[1]);
        setenv("SYSPROF_CONTROL_FD", number, 1);
    }
    sysprof_collector_init();
}

static void
record(int n)
{
    mapped_ring_buffer_clear(ring);
    for (int i = 0; i < n; i++) {
        sysprof_collector_mark(SYSPROF_CAPTURE_CURRENT_TIME, 0, "bench", "ready", NULL);
        MEASURE_USE(i);
    }
}

int
main(void)
{
    ring = mapped_ring_buffer_new_reader(RING_BYTES);
    begin();
    sysprof_collector_mark(SYSPROF_CAPTURE_CURRENT_TIME, 0, "bench", "begin", NULL);
    if (mapped_ring_buffer_is_empty(ring)) {
        fprintf(stderr, "the collector does not record\n");
        return 1;
    }
    measure_events(record);
    return 0;
}
