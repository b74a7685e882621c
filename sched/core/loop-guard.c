/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop-guard.c - see loop-guard.h. */
#include "sched/core/loop-guard.h"

#include "sched/base/thread-exit.h"
#include "sched/core/context.h"
#include "sched/core/done.h"
#include "sched/core/loop-report.h"
#include "sched/value/error.h"
#include "sched/value/value.h"

typedef struct {
    AwLoop *loop;
    void (*turns)(AwLoop *loop, AwTime when_ns);
    AwTime when_ns;
} Turns;

static void
run(void *data)
{
    const Turns *turns = data;

    turns->turns(turns->loop, turns->when_ns);
}

/* Ends the callback that was unwound. Returns where it was scheduled; NULL: not known. */
static AwSite *
end_callback(AwLoop *loop, Holder *before, AwContext *outer)
{
    void *subject = ready_subject(loop->callback);
    AwSite *site = loop_callback_site(loop);

    if (holder_now != &loop->holder) /* libuv called it */
        return NULL;
    if (ready_kind(loop->callback) == READY_HANDLE)
        handle_left(subject, before, outer);
    else
        done_left(loop, subject, before, outer);
    return site;
}

static void
report_exit(AwLoop *loop, AwSite *site)
{
    AwValue error =
        error_new(AW_RUNTIME, site, "%s%s called pthread_exit(), but the thread is the loop's",
                  site ? site->name : "it", site ? "()" : "");
    AwReport report = {.kind = AW_REPORT_CALLBACK, .error = error, .made = site};

    loop_report_about(loop, report, "a callback failed");
    value_unref(error);
}

bool
loop_guard(AwLoop *loop, void (*turns)(AwLoop *, AwTime), AwTime when_ns)
{
    Holder *before = holder_now;
    AwContext *outer = context_now;

    if (thread_exit_stops(run, &(Turns){loop, turns, when_ns}))
        return true;
    inbox_rise(&loop->inbox);
    loop->inbox.taking = false;
    report_exit(loop, end_callback(loop, before, outer));
    return false;
}
