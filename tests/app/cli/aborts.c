/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls abort(). */
#include <aw.h>
#include <stdlib.h>

static AwValue
aborts(AwValue none)
{
    aw_print("before");
    abort();
    return none;
}

AW_SCENARIO(.title = "aborts", .about = "", AW_MAIN(aborts));
