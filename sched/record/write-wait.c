/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* write-wait.c - keeps a flag, and polls a descriptor. */
#include "sched/record/write-wait.h"

#include <errno.h>
#include <poll.h>

#include "sched/record/recorder-state.h"

enum { LOOK_AGAIN_MS = 200 }; /* whether there is still time */

void
write_wait_begin(void)
{
    atomic_store(&recorder.hurries, false);
}

void
write_wait_end(void)
{
    atomic_store(&recorder.hurries, true);
}

bool
write_wait_allows(int fd, int error)
{
    struct pollfd room = {.fd = fd, .events = POLLOUT};

    if (error == EAGAIN && !atomic_load(&recorder.hurries))
        return poll(&room, 1, LOOK_AGAIN_MS) >= 0 || errno == EINTR;
    return error == EINTR;
}
