/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Follows a null pointer. */
#include <aw.h>

static AwValue
follows_null(AwValue none)
{
    aw_print("before");
    int *volatile nowhere = NULL;

    *nowhere = 1;
    return none;
}

AW_SCENARIO(.title = "follows-null", .about = "", AW_MAIN(follows_null));
