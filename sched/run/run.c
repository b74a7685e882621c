/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* run.c - a program from its main coroutine to its exit status [R11]. */
#include <errno.h>
#include <stdio.h>

#include "sched/core/interrupt.h"
#include "sched/run/runner.h"
#include "sched/value/error.h"

AwValue
aw_run_from(AwFn fn, AwValue arg, const AwRunOptions *options, AwSite *site)
{
    must_have((const void *) fn, "aw_run()", site);
    must_have_options(options, "aw_run()", site);
    AwRunner runner = {.options = *options};

    if (loop_running)
        return error_held(AW_RUNTIME, site, "a loop runs in this thread already");
    if (!runner_open(&runner))
        return error_held(AW_NOMEM, site, "no memory or descriptors for a loop");
    AwValue v = runner_run(&runner, fn, arg, true, site);
    runner_clear(&runner);
    return v;
}

int
aw_exit_status(AwValue result)
{
    if (aw_interrupted())
        return INTERRUPT_STATUS;
    if (!aw_failed(result))
        return 0;
    const char *message = aw_message(result);
    const AwSite at = aw_where(result);
    fprintf(stderr, "%s: %s%s%s", program_invocation_short_name, aw_code_name(aw_code(result)),
            message[0] ? ": " : "", message);
    if (at.file)
        fprintf(stderr, " (at %s:%u)", at.file, (unsigned) at.line);
    fputc('\n', stderr);
    return 1;
}
