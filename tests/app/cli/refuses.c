/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Refuses to be cancelled. */
#include <aw.h>

static AwValue
refuses(AwValue none)
{
    aw_print("before");
    for (;;) {
        AW_SCOPE();
        if (aw_code(aw_sleep(20 * AW_MS)) == AW_CANCELLED)
            aw_print("no");
    }
    return none;
}

AW_SCENARIO(.title = "refuses", .about = "", AW_MAIN(refuses));
