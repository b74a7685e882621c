/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* print.c - what a program says: output and marks. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sched/core/loop.h"

static void
say(TraceKind kind, AwSite *site, const char *text, size_t size)
{
    trace(.kind = kind, .subject = loop_who(loop_running), .site = site, .type = TRACE_VALUE_LABEL,
          .text = text, .text_size = size);
}

/* A line that is being put together, with room for a newline. */
typedef struct {
    char few[128]; /* bytes that need no memory */
    char *text;    /* `few`, or allocated memory */
    size_t size;
} PrintLine;

/* Without memory a long line is cut. */
static void
line_format(PrintLine *line, const char *format, va_list args)
{
    va_list again;

    line->text = line->few;
    va_copy(again, args);
    int size = vsnprintf(line->few, sizeof line->few - 1, format, args);
    line->size = size < 0 ? 0 : (size_t) size;
    if (line->size >= sizeof line->few - 1) {
        if ((line->text = malloc(line->size + 2))) {
            vsnprintf(line->text, line->size + 1, format, again);
        } else {
            line->text = line->few;
            line->size = sizeof line->few - 2;
        }
    }
    va_end(again);
}

static void
line_clear(PrintLine *line)
{
    if (line->text != line->few)
        free(line->text);
}

/* Recorded before it is printed: whoever sees the line can rely on it being recorded. */
void
aw_print_from(AwSite *site, const char *format, ...)
{
    va_list args;
    PrintLine line;

    if (!format)
        misuse_at(site, "aw_print() was given NULL");
    va_start(args, format);
    line_format(&line, format, args);
    va_end(args);
    line.text[line.size++] = '\n';
    say(TRACE_OUTPUT, site, line.text, line.size);
    fwrite(line.text, 1, line.size, stdout);
    fflush(stdout);
    line_clear(&line);
}

void
aw_mark_from(AwSite *site, const char *format, ...)
{
    va_list args;
    PrintLine line;

    if (!format)
        misuse_at(site, "aw_mark() was given NULL");
    if (!trace_on())
        return;
    va_start(args, format);
    line_format(&line, format, args);
    va_end(args);
    say(TRACE_MARK, site, line.text, line.size);
    line_clear(&line);
}
