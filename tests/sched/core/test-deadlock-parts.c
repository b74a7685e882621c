/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-deadlock-parts.c - circles that lead through what stands for several tasks: a gather, a
 * wait, a shield, completions, a group [DB2]. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/journal.h"

static AwFuture *outer, *inner, *other;
static AwFn body;

static AwValue
await_outer(AwValue none)
{
    return aw_await(outer);
}

static AwValue
sleep_a_while(AwValue none)
{
    return aw_sleep(5 * AW_MS);
}

static void
note_deadlock(const AwReport *report, void *data)
{
    const char *end = strstr(report->message, ": ");

    if (report->kind == AW_REPORT_DEADLOCK)
        note("%.*s: %s", (int) (end - report->message), report->message,
             strstr(report->message, " for "));
}

/* `outer` waits for `inner`, which awaits it, and for `other`, which sleeps. */
static AwValue
close_circle(AwValue none)
{
    aw_set_debug(aw_running_loop(), true);
    aw_set_exception_handler(aw_running_loop(), note_deadlock, NULL);
    outer = aw_spawn(body, none, .name = "outer");
    inner = aw_spawn(await_outer, none, .name = "inner");
    other = aw_spawn(sleep_a_while, none, .name = "other");
    return aw_sleep(20 * AW_MS);
}

/* `what` is how outer's wait is named. Without one there is no report. */
static void
assert_circle(AwFn fn, const char *certainty, const char *what)
{
    body = fn;
    play(close_circle);
    if (!what) {
        assert_journal("");
        return;
    }
    assert_non_null(strstr(journal(), certainty));
    if (!strstr(journal(), what))
        fail_msg("%s was noted", journal());
    const char *more = strchr(journal(), '\n') + 1;
    if (*more && strncmp(more, "20 ", 3)) /* then the run ends: a group waits once more */
        fail_msg("%s was noted, more than once", journal());
}

/* ---- one that waits for all ---- */

static AwValue
gather_one(AwValue none)
{
    return aw_await(aw_gather(AW_FUTURES(inner)));
}

static AwValue
gather_more(AwValue none)
{
    return aw_await(aw_gather(AW_FUTURES(other, inner)));
}

static AwValue
gather_a_gather(AwValue none)
{
    return aw_await(aw_gather(AW_FUTURES(aw_gather(AW_FUTURES(inner)))));
}

static AwValue
wait_for_all(AwValue none)
{
    return aw_wait(AW_FUTURES(inner)).error;
}

static AwValue
run_group(AwValue none)
{
    AwGroup *group = aw_group();

    AW_WITH (group)
        aw_group_spawn(group, await_outer, none, .name = "child");
    return aw_outcome(group);
}

/* The other child may fail, which ends the gather. */
static void
a_circle_leads_through_what_waits_for_all(void **state)
{
    assert_circle(gather_one, "0 deadlock: ", " for gather (inner)");
    assert_circle(gather_more, "0 may be a deadlock: ", " for gather (inner)");
    assert_circle(gather_a_gather, "0 deadlock: ", " for gather (gather)");
    assert_circle(wait_for_all, "0 deadlock: ", " for wait (inner)");
    assert_circle(run_group, "0 deadlock: ", " for group (child)");
}

/* ---- one that the first ends ---- */

static AwValue
await_next_of_one(AwValue none)
{
    return aw_await(aw_next(aw_as_completed(AW_FUTURES(inner))));
}

static AwValue
await_next_of_more(AwValue none)
{
    AwCompletions *completions = aw_as_completed(AW_FUTURES(inner, other));

    return aw_await(aw_next(completions));
}

static AwValue
await_last(AwValue none)
{
    AwCompletions *completions = aw_as_completed(AW_FUTURES(inner, other));

    AW_TRY(aw_await(aw_next(completions)));
    return aw_await(aw_next(completions));
}

static AwValue
await_next_in_time(AwValue none)
{
    return aw_await(aw_next(aw_as_completed(AW_FUTURES(inner), .timeout = AW_MS)));
}

static AwValue
wait_for_first(AwValue none)
{
    return aw_wait(AW_FUTURES(inner, other), .return_when = AW_FIRST_COMPLETED).error;
}

static AwValue
wait_in_time(AwValue none)
{
    return aw_wait(AW_FUTURES(inner), .timeout = AW_MS).error;
}

static void
all_of_what_the_first_ends_must_be_in_the_circle(void **state)
{
    assert_circle(await_next_of_one, "0 deadlock: ", " for next (inner)");
    assert_circle(await_last, "5 deadlock: ", " for next (inner)");
    assert_circle(await_next_of_more, NULL, NULL);
    assert_circle(wait_for_first, NULL, NULL);
}

static void
a_timeout_ends_the_wait(void **state)
{
    assert_circle(await_next_in_time, NULL, NULL);
    assert_circle(wait_in_time, NULL, NULL);
}

/* ---- one for one ---- */

static AwValue
await_shielded(AwValue none)
{
    return aw_await(aw_shield(inner));
}

static AwValue
limit_a_shield(AwValue none)
{
    return aw_wait_for(aw_shield(inner), AW_MS);
}

/* A request to cancel ends at the shield. */
static void
a_circle_leads_through_a_shield(void **state)
{
    assert_circle(await_shielded, "0 deadlock: ", " for shield (inner)");
    assert_circle(limit_a_shield, NULL, NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_circle_leads_through_what_waits_for_all),
        cmocka_unit_test(all_of_what_the_first_ends_must_be_in_the_circle),
        cmocka_unit_test(a_timeout_ends_the_wait),
        cmocka_unit_test(a_circle_leads_through_a_shield),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
