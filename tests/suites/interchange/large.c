/* SPDX-License-Identifier: GPL-3.0-or-later */
/* large.c - a program to record: many tasks that use every synchronisation primitive, with names
 * that formats could trip over. Its argument is the number of rounds of each task. */
#include <aw.h>
#include <stdlib.h>

enum { TASKS = 300, WORKERS = 3, ROOM = 5 };

static int64_t rounds;
static AwLock *printer;
static AwSemaphore *slots;
static AwQueue *jobs;
static AwEvent *ready;

static AwValue
square(AwValue n)
{
    aw_work(20 * AW_US);
    return aw_int(aw_to_int(n) * aw_to_int(n));
}

static AwValue
use_printer(int64_t n)
{
    AW_HOLD(printer);
    if (n % 5 == 0)
        aw_print("line %d, \"quoted\"\t<&> %s", (int) n, "\xe2\x82\xac, \\ and \x01");
    return aw_sleep(n % 3 * 10 * AW_US);
}

static AwValue
use_slot(int64_t n)
{
    AW_HOLD(slots);
    return aw_sleep(0);
}

static AwValue
waits_too_long(int64_t n)
{
    AwTimeout *limit = aw_timeout(50 * AW_US);

    AW_WITH (limit) {
        AW_CHECK(limit, aw_sleep(n % 2 * AW_SECOND));
    }
    AW_IGNORE(aw_outcome(limit));
    return AW_NONE;
}

static AwValue
produce(AwValue n)
{
    AW_TRY(aw_event_wait(ready));
    for (int64_t i = 0; i < rounds; i++) {
        AW_SCOPE();
        AW_TRY(aw_queue_put(jobs, aw_text("job \"%d\",\n%d", (int) aw_to_int(n), (int) i)));
        AW_TRY(use_printer(i));
    }
    return n;
}

static AwValue
consume(AwValue n)
{
    AW_TRY(aw_event_wait(ready));
    for (int64_t i = 0; i < rounds; i++) {
        AW_SCOPE();
        AW_TRY(aw_queue_get(jobs));
        AW_TRY(use_slot(i));
        AW_TRY(waits_too_long(i));
    }
    return aw_to_int(n) % 2 ? aw_error(AW_VALUE, "failed, \"as planned\"\n") : aw_text("“done”");
}

static AwValue
compute(AwValue n)
{
    AwPool *pool = aw_thread_pool(WORKERS);

    for (int64_t i = 0; i < rounds; i++) {
        AW_SCOPE();
        AW_TRY(aw_await(aw_run_in_executor(pool, square, i)));
        aw_mark("computed, \"%d\"", (int) i);
    }
    return n;
}

static AwValue
sleeps_on(AwValue none)
{
    return aw_sleep(3600 * AW_SECOND);
}

static AwValue
program(AwValue none)
{
    AwFuture *tasks[2 * TASKS + 1];

    printer = aw_lock();
    slots = aw_semaphore(2);
    jobs = aw_queue(.maxsize = ROOM);
    ready = aw_event();
    AwFuture *sleeper = aw_spawn(sleeps_on, AW_NONE, .name = "{\"name\":\"a\\b\"},");
    tasks[2 * TASKS] = aw_spawn(compute, 1, .name = "compute, \"too\"");
    for (int i = 0; i < TASKS; i++) {
        tasks[2 * i] = aw_spawn(produce, i);
        tasks[2 * i + 1] = aw_spawn(consume, i);
    }
    AW_TRY(aw_sleep(AW_MS));
    aw_event_set(ready);
    AW_TRY(aw_wait(tasks, 2 * TASKS + 1));
    aw_cancel(sleeper);
    return none;
}

int
main(int argc, char **argv)
{
    rounds = argc > 1 ? atoi(argv[1]) : 1;
    return aw_exit_status(aw_run(program, AW_NONE));
}
