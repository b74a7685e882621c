/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Has a worker process that squares a number, or exits. */
#include <aw.h>
#include <stdlib.h>

static int64_t status;

/* Asked by the leak checker, which must not run in the worker: it would wait for locks that threads
 * of the parent held at the fork. */
int __lsan_is_turned_off(void);
static int in_worker;

int
__lsan_is_turned_off(void)
{
    return in_worker;
}

static AwValue
square(AwValue n)
{
    in_worker = 1;
    if (status)
        exit((int) status);
    return aw_int(aw_to_int(n) * aw_to_int(n));
}

static AwValue
forks(AwValue none)
{
    aw_print("before");
    AwValue n = AW_TRY(aw_await(aw_run_in_executor(aw_process_pool(1), square, 7)));
    aw_print("%d", (int) aw_to_int(n));
    return none;
}

AW_SCENARIO(.title = "forks", .about = "", AW_MAIN(forks), .processes = true,
            .params = {AW_INT(status, 0, 255, "what the worker ends with, if not 0")});
