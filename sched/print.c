/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* print.c - what a program says: output and marks. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sched/loop.h"

static uint32_t
who(void)
{
    AwLoop *loop = aw_running_loop();

    return loop ? loop_who(loop) : TRACE_LOOP_ID;
}

static void
say(TraceKind kind, AwSite *site, const char *text, size_t size)
{
    trace(.kind = kind, .subject = who(), .site = site, .type = TRACE_VALUE_LABEL, .text = text,
          .text_size = size);
}

/* A line and its newline; NULL: no memory. The caller frees. */
static char *
line_of(const char *format, va_list args, int *ret_size)
{
    char *text, *line;

    if (vasprintf(&text, format, args) < 0)
        return NULL;
    *ret_size = asprintf(&line, "%s\n", text);
    free(text);
    return *ret_size < 0 ? NULL : line;
}

/* Recorded before it is printed: whoever sees the line can rely on the recording to have it. */
void
aw_print_from(AwSite *site, const char *format, ...)
{
    va_list args;
    int size;

    va_start(args, format);
    char *line = line_of(format, args, &size);
    va_end(args);
    if (!line)
        return;
    say(TRACE_OUTPUT, site, line, (size_t) size);
    fputs(line, stdout);
    fflush(stdout);
    free(line);
}

void
aw_mark_from(AwSite *site, const char *format, ...)
{
    va_list args;
    char *text;

    if (!trace_on())
        return;
    va_start(args, format);
    int size = vasprintf(&text, format, args);
    va_end(args);
    if (size < 0)
        return;
    say(TRACE_MARK, site, text, (size_t) size);
    free(text);
}
