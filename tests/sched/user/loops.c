/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loops.c - two threads with loops of their own, each closed while its pool's thread still ends. */
#include <aw.h>
#include <pthread.h>

enum { LOOPS = 300 };

static AwValue
job(AwValue n)
{
    return n;
}

static AwValue
program(AwValue n)
{
    return aw_await(aw_run_in_executor(NULL, job, n));
}

static void *
thread(void *data)
{
    for (int i = 0; i < LOOPS; i++) {
        AwLoop *loop = aw_loop_new();
        AW_IGNORE(aw_loop_run(loop, program, 1));
        AW_IGNORE(aw_loop_close(loop));
    }
    return data;
}

int
main(void)
{
    pthread_t other;

    pthread_create(&other, NULL, thread, NULL);
    thread(NULL);
    pthread_join(other, NULL);
    return 0;
}
