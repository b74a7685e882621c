/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-deadlock-timeout.c - tasks that wait for each other are reported only if no deadline will
 * end that [DB2]: not one of their own, nor one of a task whose cancellation reaches them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/journal.h"

enum { LIMIT = 5 * AW_MS };

static AwLock *locks[2];
static AwFuture *crossing[2];

static void
note_code(AwValue v)
{
    note("%s", aw_code_name(aw_code(v)));
}

static AwValue
hold_and_acquire(AwValue at)
{
    AW_HOLD(locks[aw_to_int(at)]);
    AW_TRY(aw_sleep(AW_MS));
    return aw_acquire(locks[!aw_to_int(at)]);
}

/* Cancelled once, it goes back to the line. */
static AwValue
hold_and_insist(AwValue none)
{
    AW_HOLD(locks[0]);
    AW_TRY(aw_sleep(AW_MS));
    note_code(aw_acquire(locks[1]));
    return aw_acquire(locks[1]);
}

/*        0                    1
 *  0 ms  holds locks[0]       holds locks[1]
 *  1 ms  acquires locks[1]    acquires locks[0]
 */
static void
begin_to_cross(AwFn first)
{
    locks[0] = aw_lock();
    locks[1] = aw_lock();
    crossing[0] = aw_spawn(first, 0);
    crossing[1] = aw_spawn(hold_and_acquire, 1);
}

/* Ends what no deadline has ended. */
static AwValue
end_later(AwValue first)
{
    AW_TRY(aw_sleep(2 * LIMIT));
    aw_cancel(crossing[aw_to_int(first)]);
    return AW_NONE;
}

static void
note_deadlock(const AwReport *report, void *data)
{
    if (report->kind == AW_REPORT_DEADLOCK)
        note("deadlock");
}

static AwFn program;

static AwValue
watched(AwValue none)
{
    aw_set_debug(aw_running_loop(), true);
    aw_set_exception_handler(aw_running_loop(), note_deadlock, NULL);
    return aw_call(program, none);
}

static void
assert_notes(AwFn fn, const char *expected)
{
    program = fn;
    play(watched);
    assert_string_equal(journal(), expected);
}

/* ---- deadlines that end it ---- */

static AwValue
wait_with_a_limit(AwValue none)
{
    AW_HOLD(locks[0]);
    AW_TRY(aw_sleep(AW_MS));
    note_code(aw_wait_for_call(aw_acquire(locks[1]), LIMIT));
    return none;
}

static AwValue
one_has_a_limit(AwValue none)
{
    begin_to_cross(wait_with_a_limit);
    return aw_await(crossing[1]);
}

static AwValue
who_awaits_has_a_limit(AwValue none)
{
    begin_to_cross(hold_and_acquire);
    note_code(aw_wait_for(crossing[1], LIMIT));
    return aw_await(crossing[0]);
}

static AwValue
await_second(AwValue none)
{
    return aw_await(crossing[1]);
}

static AwValue
limit_and_await_awaiter(AwValue none)
{
    begin_to_cross(hold_and_acquire);
    note_code(aw_wait_for(aw_spawn(await_second, none), LIMIT));
    return aw_await(crossing[0]);
}

static AwValue
limit_a_gather(AwValue none)
{
    begin_to_cross(hold_and_acquire);
    note_code(aw_wait_for(aw_gather(AW_FUTURES(crossing[0], crossing[1])), LIMIT));
    return none;
}

static AwValue
cross_in_a_group(AwValue none)
{
    AwGroup *group = aw_group();

    locks[0] = aw_lock();
    locks[1] = aw_lock();
    AW_WITH (group) {
        aw_group_spawn(group, hold_and_acquire, 0);
        aw_group_spawn(group, hold_and_acquire, 1);
    }
    return aw_outcome(group);
}

static AwValue
limit_a_group(AwValue none)
{
    note_code(aw_wait_for(aw_spawn(cross_in_a_group, none), LIMIT));
    return none;
}

static void
a_deadline_of_who_waits_ends_it(void **state)
{
    assert_notes(one_has_a_limit, "6 timeout\n");
}

static void
a_deadline_of_who_awaits_them_ends_it(void **state)
{
    assert_notes(who_awaits_has_a_limit, "5 timeout\n");
    assert_notes(limit_and_await_awaiter, "5 timeout\n");
}

static void
a_deadline_around_many_ends_it(void **state)
{
    assert_notes(limit_a_gather, "5 timeout\n");
    assert_notes(limit_a_group, "5 timeout\n");
}

/* ---- deadlines that do not ---- */

static AwValue
limit_a_shield(AwValue none)
{
    begin_to_cross(hold_and_acquire);
    note_code(aw_wait_for(aw_shield(crossing[0]), LIMIT));
    return end_later(aw_int(0));
}

static AwValue
wait_in_a_limit(AwValue none)
{
    AwTimeout *limit = aw_timeout(LIMIT);

    begin_to_cross(hold_and_acquire);
    AW_WITH (limit) {
        AwWait got = aw_wait(AW_FUTURES(crossing[0], crossing[1]));
        AW_CHECK(limit, got.error);
    }
    note_code(aw_outcome(limit));
    return end_later(aw_int(0));
}

static void
a_deadline_that_cancels_none_of_them_changes_nothing(void **state)
{
    assert_notes(limit_a_shield, "1 deadlock\n5 timeout\n");
    assert_notes(wait_in_a_limit, "1 deadlock\n5 timeout\n");
}

static AwValue
limit_the_insisting(AwValue none)
{
    begin_to_cross(hold_and_insist);
    aw_spawn(end_later, 1);
    note_code(aw_wait_for(crossing[0], LIMIT));
    return none;
}

static void
a_deadline_counts_until_it_has_come(void **state)
{
    assert_notes(limit_the_insisting, "5 cancelled\n5 deadlock\n10 ok\n");
}

static AwValue
await_other(AwValue at)
{
    return aw_await(crossing[!aw_to_int(at)]);
}

static AwValue
await_with_a_limit(AwValue none)
{
    return aw_wait_for(crossing[1], LIMIT);
}

static AwValue
await_each_other(AwValue none)
{
    crossing[0] = aw_spawn(await_with_a_limit, none);
    crossing[1] = aw_spawn(await_other, 1);
    return aw_sleep(2 * LIMIT);
}

/* A request to cancel has no end there that could take it. */
static void
no_deadline_ends_a_circle_of_awaits(void **state)
{
    assert_notes(await_each_other, "0 deadlock\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_deadline_of_who_waits_ends_it),
        cmocka_unit_test(a_deadline_of_who_awaits_them_ends_it),
        cmocka_unit_test(a_deadline_around_many_ends_it),
        cmocka_unit_test(a_deadline_that_cancels_none_of_them_changes_nothing),
        cmocka_unit_test(a_deadline_counts_until_it_has_come),
        cmocka_unit_test(no_deadline_ends_a_circle_of_awaits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
