/* SPDX-License-Identifier: GPL-3.0-or-later */
/* again.c - runs a loop with a task of that name, then itself as another program, which does too.
 */
#include <aw.h>
#include <unistd.h>

static AwValue
nothing(AwValue none)
{
    return none;
}

static AwValue
program(AwValue name)
{
    return aw_await(aw_spawn(nothing, AW_NONE, .name = aw_to_text(name)));
}

int
main(int argc, char **argv)
{
    int status = aw_exit_status(aw_run(program, argc > 1 ? "after-exec" : "before-exec"));

    if (argc < 2)
        execl("/proc/self/exe", argv[0], "again", (char *) NULL);
    return status;
}
