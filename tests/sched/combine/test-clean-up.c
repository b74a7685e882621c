/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-clean-up.c - a cancellation that arrives while something is cleaned up is not lost: what it
 * interrupted ends with it, also if that has failed [C7 C10]. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/journal.h"

/* A clean-up that takes 5 ms. */
static void
rest(void *data)
{
    AW_IGNORE(aw_sleep(5 * AW_MS));
}

static AwValue
break_down(AwValue none)
{
    AW_DEFER(rest, NULL);
    AW_TRY(aw_sleep(AW_MS));
    return aw_error(AW_ERROR, "service failed");
}

static AwValue
work(AwValue v)
{
    AW_DEFER(rest, NULL);
    AW_TRY(aw_sleep(AW_MS));
    return v;
}

static void
note_end(const char *name, AwFuture *task)
{
    AwValue v = aw_result(task);

    note("%s: %s: %s, count %d", name, aw_code_name(aw_code(v)), aw_failed(v) ? aw_message(v) : "",
         aw_cancelling(task));
}

/* Cancels a task in its clean-up, at 2 ms of its life. */
static AwValue
cancel_late(const char *name, AwFn fn)
{
    AwFuture *task = aw_spawn(fn, AW_NONE);

    AW_TRY(aw_sleep(2 * AW_MS));
    aw_cancel(task, "stop");
    AW_TRY(aw_wait(&task, 1));
    note_end(name, task);
    return AW_NONE;
}

/* ---- tasks ---- */

static AwValue
rest_too_long(AwValue none)
{
    AW_DEFER(rest, NULL);
    return aw_sleep(AW_SECOND);
}

/* Cancelled at 1 ms, and at 2 ms in the clean-up. */
static AwValue
cancel_twice(AwValue none)
{
    AwFuture *task = aw_spawn(rest_too_long, none);

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(task, "one");
    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(task, "two");
    AW_TRY(aw_wait(&task, 1));
    note_end("twice", task);
    return none;
}

static AwValue
cancel_tasks(AwValue none)
{
    AW_TRY(cancel_late("failing", break_down));
    AW_TRY(cancel_late("work", work));
    return aw_call(cancel_twice, none);
}

static void
a_task_ends_with_it_whatever_it_returns(void **state)
{
    play(cancel_tasks);
    assert_journal("2 failing: cancelled: stop, count 1\n"
                   "4 work: cancelled: stop, count 1\n"
                   "6 twice: cancelled: two, count 2\n");
}

static AwValue
fail_asking_oneself(AwValue none)
{
    aw_cancel(aw_current_task(), "unheard");
    return aw_error(AW_ERROR, "service failed");
}

static AwValue
watch_unheard(AwValue none)
{
    AwFuture *task = aw_spawn(fail_asking_oneself, none);

    AW_TRY(aw_wait(&task, 1));
    note_end("unheard", task);
    return none;
}

static void
a_request_that_no_call_returned_hides_no_error(void **state)
{
    play(watch_unheard);
    assert_journal("0 unheard: error: service failed, count 1\n");
}

static AwValue
take_it_back(AwValue none)
{
    AwValue v = break_down(none);

    aw_uncancel(aw_current_task());
    return v;
}

static AwValue
cancel_one_who_takes_it_back(AwValue none)
{
    return cancel_late("taken back", take_it_back);
}

static void
a_request_that_is_taken_back_hides_no_error(void **state)
{
    play(cancel_one_who_takes_it_back);
    assert_journal("2 taken back: error: service failed, count 0\n");
}

/* ---- calls ---- */

static AwValue
call_it(AwValue none)
{
    AwValue v = aw_call(break_down, none);

    note("the call gave: %s", aw_message(v));
    note("the next suspension: %s", aw_code_name(aw_code(aw_sleep(AW_MS))));
    return none;
}

static AwValue
pass_it_on(AwValue none)
{
    AW_TRY(aw_call(break_down, none));
    return none;
}

static AwValue
cancel_calls(AwValue none)
{
    AW_TRY(cancel_late("caller", call_it));
    return cancel_late("passed on", pass_it_on);
}

static void
after_a_call_it_comes_at_the_next_suspension_or_the_end(void **state)
{
    play(cancel_calls);
    assert_journal("2 the call gave: service failed\n"
                   "2 the next suspension: cancelled\n"
                   "2 caller: ok: , count 1\n"
                   "4 passed on: cancelled: stop, count 1\n");
}

/* ---- blocks ---- */

static AwValue
fail_in_time(AwValue ns)
{
    AwTimeout *limit = aw_timeout(aw_to_int(ns));

    AW_WITH (limit) {
        AW_CHECK(limit, break_down(AW_NONE));
    }
    AW_TRY(aw_outcome(limit));
    return ns;
}

static AwValue
fail_in_long_time(AwValue none)
{
    return fail_in_time(aw_int(AW_SECOND));
}

static AwValue
time_calls(AwValue none)
{
    AwValue v = fail_in_time(aw_int(3 * AW_MS));

    note("block: %s", aw_code_name(aw_code(v)));
    v = aw_wait_for_call(aw_call(break_down, none), 3 * AW_MS);
    note("failing call: %s", aw_code_name(aw_code(v)));
    v = aw_wait_for_call(aw_call(work, none), 3 * AW_MS);
    note("working call: %s", aw_code_name(aw_code(v)));
    note("count %d", aw_cancelling(aw_current_task()));
    AW_TRY(aw_sleep(AW_MS));
    return cancel_late("from outside", fail_in_long_time);
}

static void
a_timeout_during_a_clean_up_is_a_timeout(void **state)
{
    play(time_calls);
    assert_journal("3 block: timeout\n6 failing call: timeout\n9 working call: timeout\n"
                   "9 count 0\n12 from outside: cancelled: stop, count 1\n");
}

static AwValue
fail_in_group(AwValue none)
{
    AwGroup *group = aw_group();

    AW_WITH (group) {
        aw_group_spawn(group, rest_too_long, none);
        AW_CHECK(group, break_down(none));
    }
    AW_TRY(aw_outcome(group));
    return none;
}

static AwValue
cancel_group(AwValue none)
{
    return cancel_late("group", fail_in_group);
}

static void
the_body_of_a_group_ends_with_it(void **state)
{
    play(cancel_group);
    assert_journal("7 group: cancelled: stop, count 1\n");
}

/* ---- children ---- */

static AwValue
cancel_children(AwValue none)
{
    AwFuture *gather = aw_gather(AW_FUTURES(aw_spawn(break_down, none), aw_spawn(work, none)),
                                 .return_exceptions = true);

    AW_TRY(aw_sleep(2 * AW_MS));
    aw_cancel(gather, "all");
    AwValue v = aw_await(gather);
    note("%s: %s", aw_code_name(aw_code(v)), aw_message(v));
    return none;
}

static void
children_of_a_gather_end_with_it(void **state)
{
    play(cancel_children);
    assert_journal("2 cancelled: all\n");
}

static AwValue
cancel_each(AwValue none)
{
    AwFuture *a = aw_spawn(break_down, none), *b = aw_spawn(work, none);
    AwFuture *gather = aw_gather(AW_FUTURES(a, b), .return_exceptions = true);

    AW_TRY(aw_sleep(2 * AW_MS));
    aw_cancel(a, "a");
    aw_cancel(b, "b");
    AwValue list = AW_TRY(aw_await(gather));
    note("%s, %s", aw_to_text(aw_repr(aw_at(list, 0))), aw_to_text(aw_repr(aw_at(list, 1))));
    return none;
}

static void
each_child_has_its_own(void **state)
{
    play(cancel_each);
    assert_journal("2 <cancelled: a>, <cancelled: b>\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_task_ends_with_it_whatever_it_returns),
        cmocka_unit_test(a_request_that_no_call_returned_hides_no_error),
        cmocka_unit_test(a_request_that_is_taken_back_hides_no_error),
        cmocka_unit_test(after_a_call_it_comes_at_the_next_suspension_or_the_end),
        cmocka_unit_test(a_timeout_during_a_clean_up_is_a_timeout),
        cmocka_unit_test(the_body_of_a_group_ends_with_it),
        cmocka_unit_test(children_of_a_gather_end_with_it),
        cmocka_unit_test(each_child_has_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
