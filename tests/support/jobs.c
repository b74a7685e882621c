/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jobs.c - see jobs.h. */
#include "tests/support/jobs.h"

#include "tests/support/journal.h"

AwValue
work(AwValue ms)
{
    note("job %d begins", (int) aw_to_int(ms));
    aw_work(aw_to_int(ms) * AW_MS);
    note("job %d ends", (int) aw_to_int(ms));
    return aw_int(aw_to_int(ms) * aw_to_int(ms));
}
