/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delayed hello: a coroutine that waits without blocking. */
#include <aw.h>

static AwTime delay = 1 * AW_SECOND;

static AwValue
delayed_hello(AwValue none)
{
    aw_print("Hello ");
    AW_TRY(aw_sleep(delay));
    aw_print("World!");
    return none;
}

AW_SCENARIO(.title = "Delayed hello",
            .about = "While the task waits, the loop sleeps until its timer is due.",
            AW_MAIN(delayed_hello),
            .params = {
                AW_TIME(delay, 0, 60 * AW_SECOND, "how long it waits between the two words"),
            });
