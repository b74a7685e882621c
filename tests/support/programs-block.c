/* SPDX-License-Identifier: GPL-3.0-or-later */
/* programs-block.c - timeouts and groups. */
#include "tests/support/programs.h"

static AwValue
timeouts(AwValue none)
{
    AwTimeout *limit = aw_timeout(10 * AW_MS), *loose = aw_timeout(AW_NEVER);

    AW_WITH (limit) {
        AW_CHECK(limit, aw_timeout_reschedule(limit, aw_time() + AW_MS));
        AW_CHECK(limit, aw_sleep(AW_SECOND));
    }
    AW_TRY(must_fail(aw_outcome(limit), AW_TIMEOUT));
    AW_WITH (loose) {
        AW_CHECK(loose, aw_sleep(AW_MS));
    }
    AW_TRY(aw_outcome(loose));
    return done_if(true, none);
}

static AwValue
groups(AwValue none)
{
    AwGroup *group = aw_group();
    AwFuture *tasks[10] = {NULL};

    AW_WITH (group) {
        for (int i = 0; i < 10; i++)
            tasks[i] = aw_group_spawn(group, nap, i);
        AW_CHECK(group, aw_sleep(2 * AW_MS));
    }
    AW_TRY(aw_outcome(group));
    for (int i = 0; i < 10; i++)
        AW_TRY(aw_result(tasks[i]));
    return done_if(true, none);
}

static AwValue
failing_groups(AwValue none)
{
    AwGroup *group = aw_group();

    AW_WITH (group) {
        aw_group_spawn(group, nap, 1000);
        AwFuture *fails = aw_group_spawn(group, stumble, 1);
        AW_CHECK(group, aw_done(fails) ? aw_result(fails) : aw_sleep(AW_SECOND));
    }
    AwValue v = aw_outcome(group);
    AW_TRY(must_fail(v, AW_GROUP_FAILED));
    return done_if(aw_len(AW_TRY(aw_suberrors(v))) >= 1, none);
}

static AwValue
leaves_group(AwValue none)
{
    AwGroup *group = aw_group();

    AW_WITH (group) {
        AwFuture *task = aw_group_spawn(group, nap, 1000);
        AW_CHECK(group, aw_done(task) ? aw_result(task) : AW_NONE);
    }
    return aw_outcome(group);
}

/* Cancels a parent while it waits for the tasks of its group. */
static AwValue
cancelled_groups(AwValue none)
{
    AwFuture *parent = aw_spawn(leaves_group, AW_NONE);

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(parent);
    return done_if(true, must_fail(aw_await(parent), AW_CANCELLED));
}

const Program block_programs[] = {
    {.name = "timeouts", .main = timeouts},
    {.name = "groups", .main = groups},
    {.name = "failing_groups", .main = failing_groups},
    {.name = "cancelled_groups", .main = cancelled_groups},
    {.name = "recorded_groups", .main = groups, .recorded = true},
    {.name = NULL},
};
