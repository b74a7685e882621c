/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop-report.c - what is reported to an exception handler or standard error; and debug mode, which
 * finds more to report. */
#include "sched/core/loop-report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sched/base/thread-exit.h"
#include "sched/stack/overflow.h"

/* ---- one line, with its places ---- */

enum { PLACES = 512, LINE = 1024 }; /* bytes */

/* Adds " (at shop.c:12", or ", made at shop.c:31" if it is not the first. Returns the new length.
 */
static size_t
add_place(char text[PLACES], size_t n, const char *how, const AwSite *site)
{
    if (!site || !site->file || n >= PLACES)
        return n;
    return n + (size_t) snprintf(text + n, PLACES - n, "%s%s %s:%u", n ? ", " : " (", how,
                                 site->file, (unsigned) site->line);
}

static bool
is_same_place(const AwSite *a, const AwSite *b)
{
    return a && b && a->file && b->file && a->line == b->line && !strcmp(a->file, b->file);
}

static void
write_places(const AwReport *report, char text[PLACES])
{
    size_t n = add_place(text, 0, report->kind == AW_REPORT_SLOW ? "after" : "at", report->at);

    if (!is_same_place(report->at, report->made))
        n = add_place(text, n, "made at", report->made);
    snprintf(text + (n < PLACES ? n : PLACES - 2), 2, "%s", n ? ")" : "");
}

typedef struct {
    const char *message, *separator, *error;
    char places[PLACES];
} ReportLine;

/* An error without a message has its code in words. */
static const char *
words_of_error(AwValue error)
{
    const char *message = aw_message(error);

    return message[0] ? message : aw_code_name(aw_code(error));
}

static ReportLine
report_line(const AwReport *report)
{
    bool failed = report->error.kind == AW_K_ERROR;
    ReportLine line = {.message = report->message,
                       .separator = failed ? ": " : "",
                       .error = failed ? words_of_error(report->error) : ""};

    write_places(report, line.places);
    return line;
}

static void
print_report(const AwReport *report)
{
    const ReportLine line = report_line(report);

    fprintf(stderr, "aw: %s%s%s%s\n", line.message, line.separator, line.error, line.places);
}

static void
record_report(const AwReport *report)
{
    const ReportLine line = report_line(report);
    char text[LINE];

    snprintf(text, sizeof text, "%s%s%s%s", line.message, line.separator, line.error, line.places);
    trace(.kind = TRACE_EXCEPTION, .subject = TRACE_LOOP_ID, .site = report->made,
          .type = TRACE_VALUE_LABEL, .text = text, .text_size = strlen(text));
}

typedef struct {
    AwLoop *loop;
    const AwReport *report;
} HandlerCall;

static void
make(void *data)
{
    const HandlerCall *call = data;

    call->loop->on_error(call->report, call->loop->on_error_data);
}

static OverflowTask
handler_of(const AwLoop *loop)
{
    const AwSite *site = loop->on_error_site;

    return (OverflowTask){"an exception handler", NULL, site->name, site->file, site->line};
}

static void
call_handler(AwLoop *loop, const AwReport *report)
{
    Holder holder = {0}, *before = holder_enter(&holder);
    Task *task = loop->current;
    const OverflowTask handler = handler_of(loop), *outer = overflow_enter(&handler);

    loop->reporting = true; /* what the handler itself reports is printed [ER3] */
    loop->current = NULL;   /* a task about to end or to be freed may not suspend any more */
    if (!thread_exit_stops(make, &(HandlerCall){loop, report}))
        fputs("aw: the exception handler called pthread_exit(), but the thread is the loop's\n",
              stderr);
    loop->current = task;
    loop->reporting = false;
    overflow_leave(outer);
    holder_leave(&holder, before);
}

void
loop_report(AwLoop *loop, const AwReport *report)
{
    if (trace_on())
        record_report(report);
    if (!loop || !loop->on_error || loop->reporting)
        print_report(report);
    else
        call_handler(loop, report);
}

void
loop_report_about(AwLoop *loop, AwReport about, const char *format, ...)
{
    const AwSite where = aw_where(about.error);
    char message[256];
    va_list args;

    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    about.message = message;
    if (!about.at && where.file)
        about.at = &where;
    loop_report(loop, &about);
}

void
aw_set_exception_handler_from(AwLoop *loop, AwErrorFn fn, void *data, AwSite *site)
{
    must_have_loop(loop, "aw_set_exception_handler()", site);
    loop->on_error = fn;
    loop->on_error_data = data;
    loop->on_error_site = site ? site : &site_unknown;
}

void
aw_unhandled_from(AwValue error, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_unhandled()", site);

    value_must_live(error, site);
    if (aw_failed(error))
        loop_report_about(loop, (AwReport){.kind = AW_REPORT_CALLBACK, .error = error},
                          "a callback failed");
}

/* ---- debug mode [DB1] ---- */

void
aw_set_slow_callback_duration_from(AwLoop *loop, AwTime ns, AwSite *site)
{
    must_have_loop(loop, "aw_set_slow_callback_duration()", site);
    loop->slow_ns = ns;
    loop->each_step_returns = ns || loop->embedded;
}

static void
report_growing(uint32_t n)
{
    AwLoop *loop = loop_running;
    Task *task = loop_running_task();

    if (!loop || !loop->debug)
        return;
    loop_report_about(loop,
                      (AwReport){.kind = AW_REPORT_SCOPE,
                                 .future = task ? &task->future : NULL,
                                 .made = task ? task->future.site : NULL},
                      "%s holds more than %u things: begin the body of a loop with AW_SCOPE()",
                      task ? task_name(task) : "a callback", (unsigned) n);
}

void
aw_set_debug_from(AwLoop *loop, bool on, AwSite *site)
{
    must_have_loop(loop, "aw_set_debug()", site);
    const AwTime usual = 100 * AW_MS;

    loop->debug = on;
    if (on) {
        freelist_quarantine();
        holder_set_grows(report_growing);
    }
    if (on && !loop->slow_ns)
        aw_set_slow_callback_duration_from(loop, usual, site);
    else if (!on && loop->slow_ns == usual)
        aw_set_slow_callback_duration_from(loop, 0, site);
}

bool
aw_get_debug_from(const AwLoop *loop, AwSite *site)
{
    must_have_loop(loop, "aw_get_debug()", site);
    return loop->debug;
}
