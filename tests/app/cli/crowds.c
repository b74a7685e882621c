/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Yields for ever, as fast as it can. */
#include <aw.h>

static AwValue
crowds(AwValue none)
{
    for (;;) {
        AW_SCOPE();
        AW_TRY(aw_sleep(0));
    }
    return none;
}

AW_SCENARIO(.title = "crowds", .about = "", AW_MAIN(crowds));
