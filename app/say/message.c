/* SPDX-License-Identifier: GPL-3.0-or-later */
/* message.c - writes lines to stderr and text to stdout. */
#include "app/say/message.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>

static void
tell(const char *format, va_list args)
{
    g_autofree char *text = g_strdup_vprintf(format, args);

    g_strdelimit(text, "\n", ' ');
    fprintf(stderr, "awaitscope: %s\n", text);
}

void
say_outlive_limits(void)
{
    signal(SIGXFSZ, SIG_IGN);
}

void
say_note(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    tell(format, args);
    va_end(args);
}

int
say_error(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    tell(format, args);
    va_end(args);
    return STATUS_REFUSED;
}

int
say_output(const char *text)
{
    if (fputs(text, stdout) < 0 || fflush(stdout) != 0)
        return say_error("standard output: %s", g_strerror(errno));
    return STATUS_DONE;
}
