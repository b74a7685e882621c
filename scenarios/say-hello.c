/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Say hello: the smallest coroutine there is. */
#include <aw.h>

static AwValue
say_hello(AwValue none)
{
    aw_print("Hello World!");
    return none;
}

AW_SCENARIO(.title = "Say hello",
            .about = "One task, one step: the loop starts it, it prints, it is done.",
            AW_MAIN(say_hello));
