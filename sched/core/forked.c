/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* forked.c - see forked.h. */
#include "sched/core/forked.h"

#include <pthread.h>
#include <stdio.h>

#include "sched/core/interrupt.h"
#include "sched/core/loop.h"

bool forked_in_run;
unsigned forked_times;

static const AwSite *forked_by; /* of the task or callback that called fork(); NULL: not known */

/* The poll of the child's clock: a loop whose turn is over polls first of all. */
static bool
refuse(AwLoop *loop, AwTime until_ns)
{
    (void) loop;
    (void) until_ns;
    char in[256] = "";
    if (forked_by)
        snprintf(in, sizeof in, " in %s(), made at %s:%u,", forked_by->name, forked_by->file,
                 (unsigned) forked_by->line);
    misuse("a process made by fork()%s came back to the loop, which is its parent's; it may call "
           "exec(), _exit(), or aw_run() for a loop of its own",
           in);
}

/* Runs in the thread that forked, the only one in the child. Makes the step that runs the last of
 * its turn and has it return to the loop's stack, so that no other task runs in the child. */
static void
in_child(void)
{
    static Clock no_clock;
    AwLoop *loop = loop_running;

    interrupt_forget();
    loops_leave_to_parent();
    forked_times++;
    if (!loop)
        return;
    no_clock = (Clock){.now = loop->clock->now, .poll = refuse, .busy = loop->clock->busy};
    loop->clock = &no_clock;
    loop->each_step_returns = true;
    loop->left_in_turn = 0;
    loop->debug = false; /* the end of the step is not to be told before refuse() */
    forked_by = loop->current ? loop->current->future.site : loop_callback_site(loop);
    if (loop->current)
        coroutine_stay(&loop->current->coroutine);
    loop_set_running(NULL);
    forked_in_run = true;
}

static void
know_forks(void)
{
    pthread_atfork(NULL, NULL, in_child);
}

void
forked_watch(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, know_forks);
}
