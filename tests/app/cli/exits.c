/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls exit() during the run. */
#include <aw.h>
#include <stdlib.h>

static AwValue
exits(AwValue none)
{
    aw_print("before");
    exit(3);
    return none;
}

AW_SCENARIO(.title = "exits", .about = "", AW_MAIN(exits));
