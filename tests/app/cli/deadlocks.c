/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waits for a future that nobody completes. */
#include <aw.h>

static AwValue
deadlocks(AwValue none)
{
    aw_print("before");
    AW_TRY(aw_await(aw_future()));
    return none;
}

AW_SCENARIO(.title = "deadlocks", .about = "", AW_MAIN(deadlocks));
