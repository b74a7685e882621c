/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop-report.c - what is reported to an exception handler or standard error; and debug mode, which
 * finds more to report. */
#include "sched/core/loop-report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void
print_report(const AwReport *report)
{
    if (report->error.kind == AW_K_ERROR)
        fprintf(stderr, "aw: %s: %s\n", report->message, aw_message(report->error));
    else
        fprintf(stderr, "aw: %s\n", report->message);
}

void
loop_report(AwLoop *loop, const AwReport *report)
{
    trace(.kind = TRACE_EXCEPTION, .subject = TRACE_LOOP_ID, .type = TRACE_VALUE_LABEL,
          .text = report->message, .text_size = strlen(report->message));
    if (!loop || !loop->on_error || loop->reporting) {
        print_report(report);
        return;
    }
    Holder holder = {0}, *before = holder_enter(&holder);
    Task *task = loop->current;
    loop->reporting = true; /* what the handler itself reports is printed [ER3] */
    loop->current = NULL;   /* a task about to end or to be freed may not suspend any more */
    loop->on_error(report, loop->on_error_data);
    loop->current = task;
    loop->reporting = false;
    holder_leave(&holder, before);
}

void
loop_report_about(AwLoop *loop, AwReportKind kind, AwFuture *future, AwValue error,
                  const char *format, ...)
{
    char message[256];
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    loop_report(loop,
                &(AwReport){.kind = kind, .message = message, .future = future, .error = error});
}

void
aw_set_exception_handler(AwLoop *loop, AwErrorFn fn, void *data)
{
    must_have(loop, "aw_set_exception_handler()");
    loop->on_error = fn;
    loop->on_error_data = data;
}

void
aw_unhandled(AwValue error)
{
    AwLoop *loop = loop_must_run("aw_unhandled()");

    if (aw_failed(error))
        loop_report_about(loop, AW_REPORT_CALLBACK, NULL, error, "a callback failed");
}

/* ---- debug mode [DB1] ---- */

void
aw_set_slow_callback_duration(AwLoop *loop, AwTime ns)
{
    must_have(loop, "aw_set_slow_callback_duration()");
    loop->slow_ns = ns;
    loop->each_step_returns = ns || loop->embedded;
}

static void
report_growing(uint32_t n)
{
    AwLoop *loop = loop_running;
    Task *task = loop_running_task();
    const AwSite *site = task ? task->future.site : NULL;

    if (!loop || !loop->debug)
        return;
    if (task)
        loop_report_about(loop, AW_REPORT_SCOPE, &task->future, AW_NONE,
                          "%s, which runs %s() and was made at %s:%u, holds more than %u things: a "
                          "loop begins its body with AW_SCOPE()",
                          task_name(task), site->name, site->file, (unsigned) site->line,
                          (unsigned) n);
    else
        loop_report_about(loop, AW_REPORT_SCOPE, NULL, AW_NONE,
                          "a callback holds more than %u things: a loop begins its body with "
                          "AW_SCOPE()",
                          (unsigned) n);
}

void
aw_set_debug(AwLoop *loop, bool on)
{
    must_have(loop, "aw_set_debug()");
    const AwTime usual = 100 * AW_MS;

    loop->debug = on;
    if (on) {
        freelist_quarantine();
        holder_set_grows(report_growing);
    }
    if (on && !loop->slow_ns)
        aw_set_slow_callback_duration(loop, usual);
    else if (!on && loop->slow_ns == usual)
        aw_set_slow_callback_duration(loop, 0);
}

bool
aw_get_debug(const AwLoop *loop)
{
    must_have(loop, "aw_get_debug()");
    return loop->debug;
}
