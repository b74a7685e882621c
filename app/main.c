/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main.c - the program. All of it is in a library, so that tests link what people run. */
#include "app/cli.h"

int
main(int argc, char **argv)
{
    return cli_main(argc, argv);
}
