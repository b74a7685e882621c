/* SPDX-License-Identifier: GPL-3.0-or-later */
/* testlog.c - the lines that AWAITSCOPE_TEST_LOG asks for. */
#include "app/say/testlog.h"

#include <stdio.h>

static FILE *
open_log(void)
{
    const char *path = g_getenv("AWAITSCOPE_TEST_LOG");

    if (!path || !*path)
        return NULL;
    return g_str_equal(path, "-") ? stdout : fopen(path, "ae");
}

void
test_log(const char *format, ...)
{
    static gsize opened; /* a process has one log */
    static FILE *file;
    va_list arguments;

    if (g_once_init_enter(&opened)) {
        file = open_log();
        g_once_init_leave(&opened, 1);
    }
    if (!file)
        return;
    va_start(arguments, format);
    vfprintf(file, format, arguments);
    va_end(arguments);
    fputc('\n', file);
    fflush(file);
}
