/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main.c - the program. Everything else is in a library, so that tests link what people run. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/cli/cli.h"

/* If this process is started with a standard descriptor closed, the next file it opens gets that
 * number, and output ends up in a recording. So each closed one is opened on /dev/null in the wrong
 * direction (an output for reading only): using it still fails, and lost output is noticed. */
static void
hold_standard_descriptors(void)
{
    const int flags[] = {O_WRONLY, O_RDONLY, O_RDONLY};

    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", flags[fd]) != fd)
            abort();
}

int
main(int argc, char **argv)
{
    hold_standard_descriptors();
    return cli_main(argc, argv);
}
