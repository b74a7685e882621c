/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-block.c - timeouts and groups that are misused, and locks that cannot be made [TO11
 * TG7]. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "sched/core/loop.h"
#include "sched/run/loop-life.h"
#include "tests/support/journal.h"

static AwValue
give(AwValue v)
{
    note("%s runs", aw_name(aw_current_task()));
    return v;
}

/* ---- entering ---- */

/* Entered again inside itself, then after its end. */
static AwValue
enter_timeout_again(AwValue none)
{
    AwTimeout *limit = aw_timeout(AW_SECOND), *again = limit, *late = limit;

    AW_WITH (limit) {
        AW_WITH (again) {
            note("not here");
        }
        note("inside: %s", code_word(aw_outcome(again)));
        AW_CHECK(limit, aw_sleep(AW_MS));
    }
    note("outcome: %s", code_word(aw_outcome(limit)));
    AW_WITH (late) {
        note("nor here");
    }
    note("when it is over: %s", code_word(aw_outcome(late)));
    return none;
}

static void
a_timeout_is_entered_once(void **state)
{
    play(enter_timeout_again);
    assert_journal("0 inside: runtime error\n1 outcome: fine\n1 when it is over: runtime error\n");
}

static AwValue
enter_group_again(AwValue none)
{
    AwGroup *group = aw_group(), *again = group, *late = group;

    AW_WITH (group) {
        AW_WITH (again) {
            note("not here");
        }
        note("inside: %s", code_word(aw_outcome(again)));
        aw_group_spawn(group, give, 1, .name = "a");
    }
    note("outcome: %s", code_word(aw_outcome(group)));
    AW_WITH (late) {
        note("nor here");
    }
    note("when it is over: %s", code_word(aw_outcome(late)));
    return none;
}

static void
a_group_is_entered_once(void **state)
{
    play(enter_group_again);
    assert_journal("0 inside: runtime error\n0 a runs\n0 outcome: fine\n"
                   "0 when it is over: runtime error\n");
}

/* ---- entered inside itself, and nobody asks there ---- */

static AwValue
work_within(AwValue limit)
{
    AwTimeout *same = aw_to_timeout(limit);

    AW_WITH (same) {
        note("not here");
    }
    return AW_NONE;
}

static AwValue
nest_timeout(AwValue none)
{
    AwTimeout *limit = aw_timeout(AW_SECOND);

    AW_WITH (limit) {
        AW_CHECK(limit, work_within(aw_v(limit)));
    }
    return aw_outcome(limit);
}

static AwValue
nest_and_fail(AwValue none)
{
    AwTimeout *limit = aw_timeout(AW_MS);

    AW_WITH (limit) {
        AW_CHECK(limit, work_within(aw_v(limit)));
        AW_CHECK(limit, aw_sleep(AW_SECOND));
    }
    return aw_outcome(limit);
}

static AwValue
nest_group(AwValue none)
{
    AwGroup *group = aw_group(), *again = group;

    AW_WITH (group) {
        aw_group_spawn(group, give, 1, .name = "a");
        AW_WITH (again) {
            note("not here");
        }
    }
    return aw_outcome(group);
}

static const char *
place_in(const char *text)
{
    const char *at = strstr(text, ", at ");

    return at && strstr(at, "test-block.c:") ? at : "";
}

static void
what_is_entered_inside_itself_fails(void **state)
{
    AW_SCOPE();
    AwValue v = play(nest_timeout);

    assert_int_equal(aw_code(v), AW_RUNTIME);
    assert_non_null(strstr(aw_message(v), "the timeout has been entered already, at "));
    assert_string_not_equal(place_in(aw_message(v)), "");
    assert_non_null(strstr(aw_where(v).file, "test-block.c"));
    assert_string_equal(aw_where(v).function, "work_within");
    assert_journal("");
    assert_int_equal(aw_code(play(nest_group)), AW_GROUP_FAILED);
}

static void
that_is_reported_if_the_body_fails_otherwise(void **state)
{
    AW_SCOPE();

    assert_int_equal(aw_code(play(nest_and_fail)), AW_TIMEOUT);
    assert_non_null(
        strstr(journal(), "1 report: AW_WITH() failed: the timeout has been entered already, at "));
}

static void
enter_in_callback(void *data)
{
    AwTimeout *limit = aw_timeout(AW_SECOND);
    AwGroup *group = aw_group();

    AW_WITH (limit) {
        note("not here");
    }
    note("timeout: %s", code_word(aw_outcome(limit)));
    AW_WITH (group) {
        note("nor here");
    }
    note("group: %s", code_word(aw_outcome(group)));
    note("its task: %s", code_word(aw_result(aw_group_spawn(group, give, 1))));
}

static AwValue
call_without_task(AwValue none)
{
    aw_call_soon(enter_in_callback, NULL);
    return aw_sleep(0);
}

static void
a_block_needs_a_task(void **state)
{
    play(call_without_task);
    assert_journal("0 timeout: runtime error\n0 group: runtime error\n0 its task: runtime error\n");
}

static AwValue
move_timeout(AwValue none)
{
    AwTimeout *limit = aw_timeout(AW_SECOND);

    note("before: %s", code_word(aw_timeout_reschedule(limit, aw_time())));
    AW_WITH (limit) {
        note("inside: %s", code_word(aw_timeout_reschedule(limit, aw_time() + 5 * AW_MS)));
        AW_CHECK(limit, aw_sleep(AW_SECOND));
    }
    note("%s", code_word(aw_outcome(limit)));
    note("after: %s", code_word(aw_timeout_reschedule(limit, aw_time())));
    return none;
}

static void
a_timeout_moves_only_while_it_is_entered(void **state)
{
    play(move_timeout);
    assert_journal("0 before: runtime error\n0 inside: fine\n5 timeout\n5 after: runtime error\n");
}

/* ---- tasks of a group ---- */

static AwValue
spawn_around(AwValue none)
{
    AwGroup *group = aw_group();

    note("before: %s", code_word(aw_result(aw_group_spawn(group, give, 1))));
    AW_WITH (group) {
        aw_group_spawn(group, give, 1, .name = "yolo");
    }
    AW_TRY(aw_outcome(group));
    note("after: %s", code_word(aw_result(aw_group_spawn(group, give, 1))));
    return none;
}

static void
a_group_takes_tasks_only_while_it_is_entered(void **state)
{
    play(spawn_around);
    assert_journal("0 before: runtime error\n0 yolo runs\n0 after: runtime error\n");
}

static AwValue
name_task(AwValue none)
{
    AwGroup *group = aw_group();

    AW_WITH (group) {
        note("%s", aw_name(aw_group_spawn(group, give, 1, .name = "yolo")));
    }
    return aw_outcome(group);
}

static void
a_task_of_a_group_has_its_name(void **state)
{
    play(name_task);
    assert_journal("0 yolo\n0 yolo runs\n");
}

/* ---- locks that cannot be made ---- */

static AwValue
semaphore_of_less_than_nothing(AwValue none)
{
    (void) !aw_semaphore(-1);
    return none;
}

static AwValue
barrier_of_nobody(AwValue none)
{
    (void) !aw_barrier(0);
    return none;
}

static void
run(void *fn)
{
    AW_IGNORE(aw_run((AwFn) fn, AW_NONE));
}

static void
a_semaphore_has_no_less_than_no_slots(void **state)
{
    assert_dies(run, semaphore_of_less_than_nothing, "cannot begin with -1 slots");
}

static void
a_barrier_has_a_party_at_least(void **state)
{
    assert_dies(run, barrier_of_nobody, "one party at least");
}

static AwLock *theirs;

static AwValue
wait_for_their_lock(AwValue none)
{
    note("%s", code_word(aw_acquire(theirs)));
    return none;
}

/* As in asyncio, it does not matter whose the lock is while nobody waits. */
static void
a_lock_is_its_loops(void **state)
{
    AwLoop *other = loop_new(&virtual_clock);

    loop_set_running(other);
    theirs = aw_ref(aw_lock());
    AW_IGNORE(aw_acquire(theirs));
    loop_set_running(NULL);
    play(wait_for_their_lock);
    assert_journal("0 runtime error\n");
    aw_unref(theirs);
    AW_IGNORE(aw_loop_close(other));
}

/* [BL1] As when a function returns early, between making one and entering it. */
static AwValue
enter_none(AwValue none)
{
    (void) !aw_timeout(AW_SECOND);
    (void) !aw_group();
    return none;
}

static void
a_block_that_was_not_entered_has_nothing_to_look_at(void **state)
{
    AW_IGNORE(play(enter_none));
    assert_journal("");
}

/* ---- looking ---- */

static AwValue
oversleep(AwValue none)
{
    AwTimeout *limit = aw_timeout(AW_MS);

    AW_WITH (limit) {
        AW_CHECK(limit, aw_sleep(AW_SECOND));
    }
    return none;
}

static AwValue
oversleep_and_ask(AwValue none)
{
    AwTimeout *limit = aw_timeout(AW_MS);

    AW_WITH (limit) {
        AW_CHECK(limit, aw_sleep(AW_SECOND));
    }
    note("expired: %d", aw_expired(limit));
    return none;
}

/* Whether it expired says nothing of other errors. */
static AwValue
fail_and_ask(AwValue none)
{
    AwTimeout *limit = aw_timeout(AW_MS), *late = aw_timeout(AW_MS);

    AW_WITH (limit) {
        AW_CHECK(limit, aw_error(AW_ERROR, "too early"));
    }
    note("expired: %d", aw_expired(limit));
    AW_WITH (late) {
        AwValue v = aw_sleep(AW_SECOND);
        AW_CHECK(late, aw_failed(v) ? aw_error(AW_ERROR, "too late") : v);
    }
    note("expired: %d", aw_expired(late));
    return none;
}

static void
an_outcome_is_looked_at_or_reported(void **state)
{
    AW_IGNORE(play(oversleep));
    assert_journal("1 report: nobody looked at the outcome of a block, aw_outcome(limit): the "
                   "timeout is over\n");
    AW_IGNORE(play(oversleep_and_ask));
    assert_journal("1 expired: 1\n");
    AW_IGNORE(play(fail_and_ask));
    assert_journal("0 expired: 0\n1 expired: 1\n"
                   "1 report: nobody looked at the outcome of a block, aw_outcome(late): too late\n"
                   "1 report: nobody looked at the outcome of a block, aw_outcome(limit): too "
                   "early\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_timeout_is_entered_once),
        cmocka_unit_test(a_group_is_entered_once),
        cmocka_unit_test(what_is_entered_inside_itself_fails),
        cmocka_unit_test(that_is_reported_if_the_body_fails_otherwise),
        cmocka_unit_test(a_block_needs_a_task),
        cmocka_unit_test(a_timeout_moves_only_while_it_is_entered),
        cmocka_unit_test(a_group_takes_tasks_only_while_it_is_entered),
        cmocka_unit_test(a_task_of_a_group_has_its_name),
        cmocka_unit_test(a_block_that_was_not_entered_has_nothing_to_look_at),
        cmocka_unit_test(an_outcome_is_looked_at_or_reported),
        cmocka_unit_test(a_semaphore_has_no_less_than_no_slots),
        cmocka_unit_test(a_barrier_has_a_party_at_least),
        cmocka_unit_test(a_lock_is_its_loops),
    };

    return cmocka_run_group_tests_name("block", tests, NULL, NULL);
}
