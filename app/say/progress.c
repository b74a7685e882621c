/* SPDX-License-Identifier: GPL-3.0-or-later */
/* progress.c - a line that writes over itself. */
#include "app/say/progress.h"

#include <stdio.h>
#include <unistd.h>

void
progress_reading(void)
{
    if (isatty(STDERR_FILENO))
        fputs("awaitscope: reading\r", stderr);
}

void
progress_writing(double share, void *unused)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\rawaitscope: writing %3.0f %%", 100 * share);
}

void
progress_end(void)
{
    if (isatty(STDERR_FILENO))
        fputs("\r                          \r", stderr);
}
