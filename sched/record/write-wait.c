/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* write-wait.c - keeps a flag, polls a descriptor, and blocks two signals. */
#include "sched/record/write-wait.h"

#include <errno.h>
#include <poll.h>
#include <time.h>

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

/* ---- signals ---- */

void
write_signals_block(sigset_t *ret_before)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    sigaddset(&set, SIGXFSZ);
    pthread_sigmask(SIG_BLOCK, &set, ret_before);
}

void
write_signals_restore(const sigset_t *before)
{
    const struct timespec none = {0};
    sigset_t ours;

    sigemptyset(&ours);
    if (!sigismember(before, SIGPIPE))
        sigaddset(&ours, SIGPIPE);
    if (!sigismember(before, SIGXFSZ))
        sigaddset(&ours, SIGXFSZ);
    while (sigtimedwait(&ours, NULL, &none) > 0)
        ;
    pthread_sigmask(SIG_SETMASK, before, NULL);
}
