/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chain of coroutines: one awaits another, then a third with the result; all in one task. */
#include <aw.h>

static AwValue
subtask1(AwValue none)
{
    aw_print("perform subtask 1");
    return aw_text("result1");
}

static AwValue
subtask2(AwValue arg)
{
    aw_print("perform subtask 2");
    return aw_text("result2 relies on %s", aw_to_text(arg));
}

static AwValue
perform_task(AwValue none)
{
    aw_print("performing task");
    aw_print("waiting for result1");
    AwValue result1 = AW_TRY(aw_call(subtask1, none));
    aw_print("waiting for result2");
    AwValue result2 = AW_TRY(aw_call(subtask2, result1));
    return aw_list(result1, result2);
}

static AwValue
chain(AwValue none)
{
    AwValue results = AW_TRY(aw_call(perform_task, none));

    aw_print("results: ('%s', '%s')", aw_to_text(aw_at(results, 0)), aw_to_text(aw_at(results, 1)));
    return none;
}

AW_SCENARIO(.title = "Chain of coroutines",
            .about = "Awaiting a coroutine is a call: no new task, no turn of the loop.",
            AW_MAIN(chain));
