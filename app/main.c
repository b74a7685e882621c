/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main.c - the program. All of it is in a library, so that tests link what people run. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/cli/cli.h"

/* Whoever closes a standard descriptor gives its number to the next file that is opened, and then a
 * recording lies where output goes. One that is closed is held by what refuses: only for reading
 * where one writes, so that the loss of output is still noticed. */
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
