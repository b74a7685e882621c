/* SPDX-License-Identifier: GPL-3.0-or-later */
/* programs.c - what the programs share. Each program passes on every error that it did not
 * provoke. */
#include "tests/support/programs.h"

AwValue
done_if(bool as_it_should, AwValue v)
{
    if (aw_failed(v))
        return v;
    return as_it_should ? aw_int(PROGRAM_DONE) : aw_error(AW_ERROR, "not the value that was due");
}

AwValue
must_fail(AwValue v, AwCode code)
{
    if (aw_code(v) == code)
        return AW_NONE;
    return aw_failed(v) ? v : aw_error(AW_ERROR, "an error was due");
}

AwValue
nothing(AwValue arg)
{
    return arg;
}

AwValue
nap(AwValue ms)
{
    AW_TRY(aw_sleep(aw_to_int(ms) * AW_MS));
    return ms;
}

AwValue
stumble(AwValue ms)
{
    AW_TRY(nap(ms));
    return aw_error(AW_ERROR, "stumbled after %d ms", (int) aw_to_int(ms));
}

static const Program *const sets[] = {
    task_programs, combinator_programs, block_programs, sync_programs, other_programs,
};

const Program *
program_at(size_t i)
{
    for (size_t set = 0; set < sizeof sets / sizeof *sets; set++)
        for (const Program *program = sets[set]; program->name; program++)
            if (i-- == 0)
                return program;
    return NULL;
}

/* ---- running ---- */

static void
ignore_report(const AwReport *report, void *data)
{
}

static AwValue
quietly(AwValue program)
{
    aw_set_exception_handler(aw_running_loop(), ignore_report, NULL);
    return ((const Program *) aw_to_pointer(program))->main(AW_NONE);
}

AwValue
program_run(const Program *program)
{
    return aw_run(quietly, (void *) program, .no_signals = true, .processes = program->processes,
                  .clock = program->processes ? AW_CLOCK_REAL : AW_CLOCK_VIRTUAL);
}
