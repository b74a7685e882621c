/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* run-record.c - which end of a recording belongs to which result. */
#include "sched/run/run-record.h"

#include "sched/record/session.h"

static const struct {
    AwCode code;
    TraceEndKind kind;
} ends[] = {
    {AW_OK, TRACE_END_DONE},
    {AW_DEADLOCK, TRACE_END_DEADLOCK},
};

static const char *
why(AwValue error)
{
    const char *message = aw_message(error);

    return *message ? message : aw_code_name(aw_code(error));
}

void
run_record_begin(AwSite *site)
{
    recorder_start_clock();
    trace(.kind = TRACE_RUN_BEGIN, .subject = TRACE_LOOP_ID, .site = site);
}

void
run_record_end(void)
{
    trace(.kind = TRACE_RUN_END, .subject = TRACE_LOOP_ID);
}

void
run_record_result(AwValue v, bool was_interrupted)
{
    TraceEndKind kind = TRACE_END_FAILED;

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (aw_code(v) == ends[i].code)
            kind = ends[i].kind;
    if (was_interrupted)
        kind = TRACE_END_INTERRUPTED;
    session_set_end(kind, 0, aw_failed(v) ? why(v) : "");
}
