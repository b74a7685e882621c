/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* broken-pipe.c - see broken-pipe.h. */
#include "sched/core/broken-pipe.h"

#include <pthread.h>
#include <signal.h>
#include <stddef.h>

void
broken_pipe_ignore(int number)
{
    (void) number;
}

static void
watch(void)
{
    struct sigaction now,
        ours = {.sa_handler = broken_pipe_ignore, .sa_flags = SA_ONSTACK | SA_RESTART};

    if (!sigaction(SIGPIPE, NULL, &now) && !(now.sa_flags & SA_SIGINFO) &&
        now.sa_handler == SIG_DFL)
        sigaction(SIGPIPE, &ours, NULL);
}

void
broken_pipe_watch(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, watch);
}
