/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop-thread.h - the loop that runs in a thread, and checks that nobody else calls it. */
#pragma once
#include "sched/value/object.h"

/* This thread's running loop; NULL: none. */
extern _Thread_local AwLoop *loop_running __attribute__((visibility("hidden")));

/** Ends the program with a sentence: `what` needs a loop that runs. */
void loop_missing(const char *what, const AwSite *site) __attribute__((noreturn, cold));

/** The running loop; ends the program with a sentence that names `what` when there is none.
 * `site`: of the call, or NULL. */
static inline AwLoop *
loop_must_run(const char *what, const AwSite *site)
{
    if (!loop_running)
        loop_missing(what, site);
    return loop_running;
}

/** Ends the program with a sentence: `what` is not for this thread, or not for this process. */
void loop_elsewhere(const AwLoop *loop, const char *what, const AwSite *site)
    __attribute__((noreturn, cold));

/** loop_check_thread() for what is not the running loop. */
void loop_check_other(const AwLoop *loop, const char *what, const AwSite *site)
    __attribute__((cold));

/** Checks that only its own thread uses a running loop. NULL, a closed loop, passes, and so does
 * one of which only the address is left. */
static inline void
loop_check_thread(const AwLoop *loop, const char *what, const AwSite *site)
{
    if (__builtin_expect(loop != loop_running, 0) && loop)
        loop_check_other(loop, what, site);
}

/** Says whether the loop runs from now on. */
void loop_set_runs(AwLoop *loop, bool runs);

/** In a child of fork(): the loops that ran are the parent's. */
void loops_leave_to_parent(void);

/** Makes `loop` this thread's running loop; NULL: none. */
void loop_set_running(AwLoop *loop);
