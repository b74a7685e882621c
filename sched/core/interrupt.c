/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* interrupt.c - SIGINT: the first asks the main task to end, the second ends the process [R11]. */
#include "sched/core/interrupt.h"

#include <errno.h>
#include <unistd.h>

#include "sched/core/loop.h"
#include "sched/record/last-words.h"

_Atomic int interrupts;
static bool is_fork;               /* this process was forked, perhaps from one that listened */
static _Atomic(AwLoop *) listener; /* whose main task a signal cancels; NULL: no run listens */

static void
on_interrupt(int number)
{
    int error = errno;
    AwLoop *loop = atomic_load(&listener);

    if (atomic_fetch_add(&interrupts, 1) > 0 || (is_fork && !loop)) {
        last_words(TRACE_END_INTERRUPTED, SIGINT, "interrupted twice");
        _exit(INTERRUPT_STATUS);
    }
    if (loop)
        uv_async_send(&loop->wake);
    errno = error;
}

void
interrupt_main(AwLoop *loop)
{
    if (!loop->main || loop != atomic_load(&listener))
        return;
    AwFuture *main = loop->main;
    loop->main = NULL;
    trace(.kind = TRACE_LOOP_SIGNAL, .subject = TRACE_LOOP_ID, .type = TRACE_VALUE_INT,
          .value = SIGINT);
    future_cancel(main, "interrupted", NULL);
}

bool
interrupt_hit(const AwLoop *loop)
{
    return interrupt_came() && loop == atomic_load(&listener);
}

bool
interrupt_listen(AwLoop *loop, struct sigaction *ret_before)
{
    struct sigaction action = {.sa_handler = on_interrupt, .sa_flags = SA_ONSTACK | SA_RESTART};
    AwLoop *nobody = NULL;

    if (!atomic_compare_exchange_strong(&listener, &nobody, loop))
        return false;
    sigaction(SIGINT, &action, ret_before);
    return true;
}

void
interrupt_forget(void)
{
    is_fork = true;
    atomic_store(&interrupts, 0);
    atomic_store(&listener, NULL);
}

void
interrupt_unlisten(const struct sigaction *before)
{
    sigaction(SIGINT, before, NULL);
    atomic_store(&interrupts, 0);
    atomic_store(&listener, NULL);
}
