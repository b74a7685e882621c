/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Uses up its stack. */
#include <aw.h>

static int
deeper(int depth)
{
    volatile char frame[4096] = {0};

    frame[0] = (char) depth;
    return depth > 1000000 ? 0 : deeper(depth + 1) + frame[0];
}

static AwValue
overflows(AwValue none)
{
    aw_print("before");
    aw_print("%d", deeper(1));
    return none;
}

AW_SCENARIO(.title = "overflows", .about = "", AW_MAIN(overflows));
