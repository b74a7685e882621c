/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Returns an error. */
#include <aw.h>

static AwValue
fails(AwValue none)
{
    aw_print("before");
    return aw_error(AW_ERROR, "no luck today");
    return none;
}

AW_SCENARIO(.title = "fails", .about = "", AW_MAIN(fails));
