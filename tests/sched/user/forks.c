/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forks.c - a child of fork() in a task runs a loop of its own. */
#include <aw.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static AwValue
nap(AwValue n)
{
    AW_TRY(aw_sleep(AW_MS));
    return n;
}

static AwValue
program(AwValue none)
{
    if (fork() == 0)
        exit(aw_exit_status(aw_run(nap, 1)));
    wait(NULL);
    return none;
}

int
main(void)
{
    return aw_exit_status(aw_run(program, AW_NONE));
}
