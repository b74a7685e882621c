/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* worker-call.c - see worker-call.h. */
#include "sched/pool/worker-call.h"

#include <stdio.h>

#include "sched/base/thread-exit.h"
#include "sched/pool/worker.h"
#include "sched/stack/overflow.h"
#include "sched/value/error.h"

/* After a call into the program: it may have forked, and come back in the child. */
static void
must_be_a_worker(void)
{
    if (!this_worker)
        misuse("a process made by fork() in a job came back to the pool, which is its parent's; it "
               "may call exec(), _exit(), or aw_run() for a loop of its own");
}

typedef struct {
    AwFn fn;
    AwValue arg, result;
} Call;

static void
make(void *data)
{
    Call *call = data;

    call->result = call->fn(call->arg);
}

AwValue
worker_call(AwFn fn, AwValue arg, AwSite *site)
{
    Call call = {.fn = fn, .arg = arg};

    atomic_store_explicit(&this_worker->call, site, memory_order_relaxed);
    bool returns = thread_exit_stops(make, &call);
    must_be_a_worker();
    atomic_store_explicit(&this_worker->call, NULL, memory_order_relaxed);
    if (!returns)
        return error_held(AW_RUNTIME, site,
                          "the job called pthread_exit(), but the thread is its pool's");
    return call.result;
}

typedef struct {
    AwJob *job;
    AwJobFn fn;
    void *data;
} CallBack;

static void
make_back(void *data)
{
    const CallBack *call = data;

    call->fn(call->job, call->data);
}

static void
call_back(AwJob *job, AwJobFn fn, void *data)
{
    if (!this_worker) {
        fn(job, data);
        return;
    }
    if (!thread_exit_stops(make_back, &(CallBack){job, fn, data}))
        fprintf(stderr,
                "aw: a callback of %s() called pthread_exit(), but the thread is its pool's\n",
                job->site->name);
    must_be_a_worker();
}

void
worker_call_back(AwJob *job, AwJobFn fn, void *data, const AwSite *site)
{
    if (!site) {
        call_back(job, fn, data);
        return;
    }
    const OverflowTask it = {"a job's callback", NULL, site->name, site->file, site->line};
    const OverflowTask *before = overflow_enter(&it);
    call_back(job, fn, data);
    overflow_leave(before);
}
