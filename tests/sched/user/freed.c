/* SPDX-License-Identifier: GPL-3.0-or-later */
/* freed.c - a task is asked about after the scope that held it was closed. */
#include <aw.h>

static AwFuture *task;

static AwValue
nothing(AwValue none)
{
    return none;
}

static AwValue
make(AwValue none)
{
    task = aw_spawn(nothing, none);
    return aw_await(task);
}

static AwValue
program(AwValue none)
{
    AW_TRY(aw_call(make, none));
    return aw_bool(aw_done(task) && !aw_failed(none));
}

int
main(void)
{
    return aw_exit_status(aw_run(program, AW_NONE));
}
