/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Divides by zero. */
#include <aw.h>

static AwValue
divides(AwValue none)
{
    aw_print("before");
    volatile int all = 7, parts = 0;

    aw_print("%d", all / parts);
    return none;
}

AW_SCENARIO(.title = "divides", .about = "", AW_MAIN(divides));
