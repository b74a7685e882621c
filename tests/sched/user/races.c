/* SPDX-License-Identifier: GPL-3.0-or-later */
/* races.c - tasks, jobs and a thread share memory one after the other; with an argument, two at a
 * time. */
#include <aw.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { TASKS = 20 };

static int shared; /* by tasks, which take turns */
static int total;

static AwValue
task(AwValue none)
{
    for (int i = 0; i < 10; i++) {
        shared++;
        AW_TRY(aw_sleep(AW_MS));
    }
    return none;
}

/* Changes what the task has made, which looks at it later. */
static AwValue
job(AwValue number)
{
    int *n = aw_to_pointer(number);

    ++*n;
    return aw_int(*n);
}

static AwValue
ask(AwValue none)
{
    int *n = calloc(1, sizeof *n);

    for (int i = 0; i < 10; i++) {
        *n += 1;
        AwValue v = aw_await(aw_run_in_executor(NULL, job, aw_pointer(n)));
        *n += (int) aw_to_int(v) > 0;
    }
    total += *n;
    free(n);
    return none;
}

static void
called(void *data)
{
    int *n = data;

    total += *n;
    free(n);
}

static void *
thread(void *loop)
{
    for (int i = 0; i < 100; i++) {
        int *n = malloc(sizeof *n);
        *n = 1;
        if (!aw_call_soon_threadsafe(loop, called, n))
            free(n);
    }
    return NULL;
}

static AwValue
race(AwValue none)
{
    for (int i = 0; i < 1000; i++) {
        shared++;
        usleep(10);
    }
    return none;
}

static AwValue
program(AwValue races)
{
    AwFuture *tasks[2 * TASKS];
    pthread_t other;

    pthread_create(&other, NULL, thread, aw_running_loop());
    for (int i = 0; i < TASKS; i++) {
        tasks[i] = aw_spawn(task, AW_NONE);
        tasks[TASKS + i] = aw_spawn(ask, AW_NONE);
    }
    if (aw_to_int(races))
        AW_TRY(aw_await(aw_run_in_executor(NULL, race, AW_NONE)));
    AW_TRY(aw_await(aw_gather(tasks, 2 * TASKS)));
    pthread_join(other, NULL);
    AW_TRY(aw_sleep(AW_MS)); /* its last calls */
    aw_print("%d", total);
    return AW_NONE;
}

int
main(int argc, char **argv)
{
    (void) argv;
    return aw_exit_status(aw_run(program, argc > 1));
}
