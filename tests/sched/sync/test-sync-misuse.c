/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-sync-misuse.c - what is given back too often is reported, since nobody looks at the result
 * of the call that does it [ER4]. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/journal.h"

static AwValue
release_a_free_lock(AwValue none)
{
    AwLock *till = aw_lock();
    aw_release(till);
    return none;
}

static AwValue
release_a_full_semaphore(AwValue none)
{
    AwSemaphore *slots = aw_bounded_semaphore(1);
    aw_release(slots);
    return none;
}

static AwValue
release_a_condition(AwValue none)
{
    AwCondition *changed = aw_condition(NULL);
    aw_release(changed);
    return none;
}

static AwValue
finish_what_was_never_put(AwValue none)
{
    AwQueue *jobs = aw_queue();
    aw_queue_task_done(jobs);
    return none;
}

static AwValue
release_what_a_block_holds(AwValue none)
{
    AwLock *till = aw_lock();

    AW_HOLD(till);
    AW_TRY(aw_release(till));
    return none;
}

static void
what_is_given_back_too_often_is_reported(void **state)
{
    play(release_a_free_lock);
    assert_journal("0 report: aw_release() failed: the lock is not held\n");
    play(release_a_full_semaphore);
    assert_journal("0 report: aw_release() failed: the semaphore was released too often\n");
    play(release_a_condition);
    assert_journal("0 report: aw_release() failed: the lock is not held\n");
    play(finish_what_was_never_put);
    assert_journal("0 report: aw_queue_task_done() failed: task_done() was called too often\n");
    play(release_what_a_block_holds);
    assert_journal("0 report: the end of AW_HOLD() failed: the lock is not held\n");
}

static void
run_it(void *fn)
{
    AW_IGNORE(aw_run(*(AwFn *) fn, AW_NONE, .clock = AW_CLOCK_VIRTUAL, .no_signals = true));
}

static void
assert_places(AwFn fn, const char *pattern)
{
    unsigned used, made;

    assert_int_equal(in_child(run_it, &fn), 0);
    if (sscanf(child_said(), pattern, &used, &made) != 2)
        fail_msg("'%s' was said", child_said());
    assert_int_equal(used, made + 1);
}

static void
the_report_says_where(void **state)
{
    assert_places(release_a_free_lock, "aw: aw_release() failed: the lock is not held (at " AW_FILE
                                       ":%u, made at " AW_FILE ":%u)");
    assert_places(finish_what_was_never_put,
                  "aw: aw_queue_task_done() failed: task_done() was called too often (at " AW_FILE
                  ":%u, made at " AW_FILE ":%u)");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_given_back_too_often_is_reported),
        cmocka_unit_test(the_report_says_where),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
