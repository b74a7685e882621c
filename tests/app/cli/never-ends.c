/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sleeps and prints for ever. */
#include <aw.h>

static AwValue
never_ends(AwValue none)
{
    aw_print("before");
    for (;;) {
        AW_SCOPE();
        AW_TRY(aw_sleep(10 * AW_MS));
        aw_print("again");
    }
    return none;
}

AW_SCENARIO(.title = "never-ends", .about = "", AW_MAIN(never_ends));
