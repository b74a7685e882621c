/* SPDX-License-Identifier: GPL-3.0-or-later */
/* leaks.c - tasks that leak, or tasks that only seem to: what they point to is on their stacks. */
#include <aw.h>
#include <stdlib.h>
#include <string.h>

static AwValue
leak(AwValue none)
{
    for (int i = 0; i < 50; i++) {
        char *volatile memory = malloc(1234);
        memset(memory, 0, 1234);
        AW_TRY(aw_sleep(AW_MS));
        memory = NULL;
    }
    return none;
}

static AwValue
keep(AwValue none)
{
    char *volatile memory = malloc(4321);
    AwValue v = aw_sleep(60 * AW_SECOND);

    free(memory);
    (void) none;
    return v;
}

static AwValue
leave(AwValue none)
{
    char *volatile memory = malloc(4321);

    AW_IGNORE(aw_sleep(AW_MS));
    exit(memory ? 0 : 1);
    return none;
}

static AwValue
leak_and_wait(AwValue none)
{
    return aw_await(aw_spawn(leak, none));
}

static AwValue
leave_others(AwValue none)
{
    for (int i = 0; i < 10; i++)
        aw_spawn(keep, none);
    return aw_await(aw_spawn(leave, none));
}

int
main(int argc, char **argv)
{
    char *volatile memory = malloc(4321);
    bool leaks = argc > 1 && !strcmp(argv[1], "leak");
    int status = aw_exit_status(aw_run(leaks ? leak_and_wait : leave_others, AW_NONE));

    free(memory);
    return status;
}
