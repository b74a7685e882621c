/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Never yields. */
#include <aw.h>

static AwValue
spins(AwValue none)
{
    aw_print("before");
    for (volatile int i = 0;; i++)
        ;
    return none;
}

AW_SCENARIO(.title = "spins", .about = "", AW_MAIN(spins));
