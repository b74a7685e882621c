/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-deadlock.c - tasks that wait for each other are reported when the last one begins to, while
 * the rest of the program goes on [DB2]; and what the error of a deadlock of all says [CK3]. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/journal.h"

static AwLock *till, *safe;
static AwSemaphore *slots;
static AwCondition *door;
static AwQueue *orders;
static AwFuture *first, *second, *third;

/* In reports these lines are shop.c's. */
#line 1 "shop.c"
static void
open_shop(void)
{
    till = aw_lock();
    safe = aw_lock();
    slots = aw_semaphore(2);
    orders = aw_queue();
}

static AwValue
hold_both(AwLock *one, AwLock *other)
{
    AW_HOLD(one);
    AW_TRY(aw_sleep(AW_MS));
    AW_HOLD(other);
    return AW_NONE;
}

static AwValue
ab(AwValue none)
{
    return hold_both(till, safe);
}

static AwValue
ba(AwValue none)
{
    return hold_both(safe, till);
}

static AwValue
await_next(AwValue at)
{
    return aw_await(*(AwFuture **) aw_to_pointer(at));
}

static AwValue
hold_and_await(AwValue none)
{
    AW_HOLD(till);
    return aw_await(second);
}

static AwValue
acquire(AwValue none)
{
    return aw_acquire(till);
}

static AwValue
take_slot_and_lock(AwValue none)
{
    AW_HOLD(slots);
    AW_TRY(aw_sleep(AW_MS));
    AW_HOLD(till);
    return none;
}

static AwValue
take_lock_and_slot(AwValue none)
{
    AW_HOLD(till);
    AW_TRY(aw_sleep(2 * AW_MS));
    return aw_acquire(slots);
}

static AwValue
wait_for_item(AwValue none)
{
    AwQueue *queue = aw_queue();

    return aw_queue_get(queue);
}

static AwValue
wait_for_event(AwValue none)
{
    AwEvent *bell = aw_event();

    return aw_event_wait(bell);
}

static AwValue
wait_for_other(AwValue none)
{
    return aw_await(aw_spawn(wait_for_event, none, .name = "other"));
}

static void
acquire_in_callback(void *data)
{
    AW_IGNORE(aw_acquire(till));
}

static AwValue
take_slot(AwValue none)
{
    return aw_acquire(slots);
}

static AwValue
pass_through(AwValue none)
{
    AW_HOLD(till);
    return none;
}
#line 131 "test-deadlock.c"

/* ---- circles beside a task that goes on ---- */

/* [DB2] Both are known when the later one begins to wait:
 *
 *        ab             ba
 *  0 ms  holds till     holds safe
 *  1 ms  acquires safe  acquires till
 */
static AwValue
cross(AwValue none)
{
    open_shop();
    first = aw_spawn(ab, none, .name = "ab");
    second = aw_spawn(ba, none, .name = "ba");
    AW_TRY(aw_sleep(10 * AW_MS));
    aw_cancel(first);
    note("%s", aw_code_name(aw_code(aw_await(second))));
    return none;
}

static AwFn program;

static AwValue
in_debug_mode(AwValue none)
{
    aw_set_debug(aw_running_loop(), true);
    return aw_call(program, none);
}

static void
play_in_debug_mode(AwFn fn)
{
    program = fn;
    play(in_debug_mode);
}

static void
assert_reports(AwFn fn, const char *expected)
{
    play_in_debug_mode(fn);
    assert_string_equal(journal(), expected);
}

#define CROSSED                                                                                    \
    "1 report: deadlock: ba waits at shop.c:15 for acquire(other) (made at shop.c:4), which ab "   \
    "has held since shop.c:13, ab waits at shop.c:15 for acquire(other) (made at shop.c:5), "      \
    "which "                                                                                       \
    "ba has held since shop.c:13\n"

static void
two_tasks_that_want_each_others_locks_are_reported_once(void **state)
{
    assert_reports(cross, CROSSED "10 ok\n");
}

static void
nobody_looks_without_debug_mode_and_recorder(void **state)
{
    play(cross);
    assert_journal("10 ok\n");
}

static void
a_recorder_is_told_as_well(void **state)
{
    char path[] = "/tmp/test-deadlock-XXXXXX";

    close(mkstemp(path));
    AW_IGNORE(aw_record_start(&(AwRecordOptions){.path = path}));
    play(cross);
    AW_IGNORE(aw_record_stop());
    unlink(path);
    assert_journal(CROSSED "10 ok\n");
}

/* It can never end, and not even be cancelled. */
static AwValue
go_round(AwValue none)
{
    first = aw_spawn(await_next, aw_pointer(&second), .name = "first");
    second = aw_spawn(await_next, aw_pointer(&third), .name = "second");
    third = aw_spawn(await_next, aw_pointer(&first), .name = "third");
    return aw_sleep(AW_MS);
}

static void
tasks_that_await_each_other_are_reported(void **state)
{
    assert_reports(go_round,
                   "0 report: deadlock: third waits at shop.c:34 for first, first waits at "
                   "shop.c:34 for second, second waits at shop.c:34 for third\n"
                   "report: first was still pending when its loop closed\n"
                   "report: second was still pending when its loop closed\n"
                   "report: third was still pending when its loop closed\n");
}

static AwValue
await_who_waits_for_the_lock(AwValue none)
{
    open_shop();
    first = aw_spawn(hold_and_await, none, .name = "holder");
    second = aw_spawn(pass_through, none, .name = "other");
    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(first);
    return none;
}

static void
a_circle_may_lead_through_locks_and_awaits(void **state)
{
    assert_reports(
        await_who_waits_for_the_lock,
        "0 report: deadlock: other waits at shop.c:104 for acquire(till) (made at "
        "shop.c:4), which holder has held since shop.c:40, holder waits at shop.c:41 for "
        "other\n");
}

/* ---- what others may release ---- */

static AwValue
take_slots(AwValue none)
{
    open_shop();
    first = aw_spawn(take_slot_and_lock, none);
    second = aw_spawn(take_slot_and_lock, none);
    third = aw_spawn(take_lock_and_slot, none);
    AW_TRY(aw_sleep(10 * AW_MS));
    aw_release(slots);
    return aw_await(third);
}

/* Anybody may release a slot. */
static void
no_circle_leads_through_a_semaphore(void **state)
{
    assert_reports(take_slots, "");
}

static AwValue
wait_for_a_signal(AwValue none)
{
    AW_TRY(aw_acquire(till));
    AW_TRY(aw_acquire(till));
    aw_release(till);
    return none;
}

/* A lock that another task releases, again and again. */
static AwValue
signal_by_lock(AwValue n)
{
    open_shop();
    for (int64_t i = 0; i < aw_to_int(n); i++) {
        first = aw_spawn(wait_for_a_signal, n, .name = "listener");
        AW_TRY(aw_sleep(AW_MS));
        aw_release(till);
        AW_TRY(aw_await(first));
    }
    return n;
}

static AwValue
signal_three_times(AwValue none)
{
    return signal_by_lock(aw_int(3));
}

static void
a_lock_without_a_block_may_be_a_signal(void **state)
{
    assert_reports(signal_three_times,
                   "0 report: may be a deadlock: listener waits at test-deadlock.c:274 for "
                   "acquire(till) (made at shop.c:4), which listener has held since "
                   "test-deadlock.c:273\n");
}

static AwValue
hold_and_wait_for_notice(AwValue none)
{
    AW_HOLD(door);
    AW_TRY(aw_condition_wait(door));
    return aw_await(second);
}

static AwValue
go_through_the_door(AwValue none)
{
    AW_HOLD(door);
    return none;
}

static AwValue
notify_and_enter(AwValue none)
{
    door = aw_condition(NULL);
    first = aw_spawn(hold_and_wait_for_notice, none, .name = "guard");
    AW_TRY(aw_sleep(AW_MS));
    {
        AW_HOLD(door);
        AW_TRY(aw_notify(door, 1));
    }
    second = aw_spawn(go_through_the_door, none, .name = "guest");
    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(first);
    return none;
}

static void
a_block_holds_its_lock_after_a_notice_as_well(void **state)
{
    play_in_debug_mode(notify_and_enter);
    assert_non_null(strstr(journal(), " report: deadlock: guest waits at "));
}

/* ---- what is no circle ---- */

static AwValue
hold_and_get(AwValue none)
{
    AW_HOLD(till);
    return aw_queue_get(orders);
}

static AwValue
acquire_and_put(AwValue none)
{
    AW_HOLD(till);
    return aw_queue_put(orders, 1);
}

/* Anybody may put an item. */
static AwValue
wait_for_a_queue(AwValue none)
{
    open_shop();
    first = aw_spawn(hold_and_get, none);
    second = aw_spawn(acquire_and_put, none);
    AW_TRY(aw_sleep(AW_MS));
    AW_TRY(aw_queue_put(orders, 1));
    return aw_await(second);
}

static AwValue
wait_in_line(AwValue none)
{
    open_shop();
    AW_TRY(aw_acquire(till));
    first = aw_spawn(pass_through, none);
    second = aw_spawn(await_next, aw_pointer(&first));
    AW_TRY(aw_sleep(AW_MS));
    aw_release(till);
    return aw_await(second);
}

static void
what_may_still_happen_is_not_reported(void **state)
{
    assert_reports(wait_for_a_queue, "");
    assert_reports(wait_in_line, "");
}

/* ---- who ends and still holds a lock ---- */

static AwValue
leave_locked(AwValue none)
{
    open_shop();
    AW_TRY(aw_await(aw_spawn(acquire, none, .name = "leaver")));
    AW_TRY(aw_await(aw_spawn(take_slot, none)));
    aw_release(till);
    return none;
}

/* [DB3] Nobody owns a semaphore's slots, which may be there to be taken. */
static void
a_lock_that_an_ended_task_holds_is_reported(void **state)
{
    assert_reports(leave_locked, "0 report: leaver has ended and still holds till\n");
    play(leave_locked);
    assert_journal("");
}

/* ---- a handler that deals with it ---- */

static void
cancel_last(const AwReport *report, void *data)
{
    note("%d, %s", report->kind == AW_REPORT_DEADLOCK, aw_name(report->future));
    aw_cancel(report->future);
}

static AwValue
resolve(AwValue none)
{
    aw_set_debug(aw_running_loop(), true);
    aw_set_exception_handler(aw_running_loop(), cancel_last, NULL);
    open_shop();
    first = aw_spawn(ab, none, .name = "ab");
    second = aw_spawn(ba, none, .name = "ba");
    note("%s", aw_code_name(aw_code(aw_await(first))));
    note("%s", aw_code_name(aw_code(aw_await(second))));
    return none;
}

static void
a_handler_may_cancel_who_came_last(void **state)
{
    play(resolve);
    assert_journal("1 1, ba\n1 ok\n1 cancelled\n");
}

/* ---- a deadlock of all ---- */

static AwValue
wait_for_both(AwValue none)
{
    open_shop();
    return aw_await(
        aw_gather(AW_FUTURES(aw_spawn(ab, none, .name = "ab"), aw_spawn(ba, none, .name = "ba"))));
}

static AwValue
acquire_twice(AwValue none)
{
    open_shop();
    AW_TRY(aw_await(aw_spawn(acquire, none, .name = "leaver")));
    return aw_acquire(till);
}

static AwValue
acquire_after_callback(AwValue none)
{
    open_shop();
    aw_call_soon(acquire_in_callback, NULL);
    AW_TRY(aw_sleep(AW_MS));
    return aw_acquire(till);
}

static void
assert_deadlock_said(AwValue v, const char *words)
{
    assert_int_equal(aw_code(v), AW_DEADLOCK);
    if (!strstr(aw_message(v), words))
        fail_msg("%s was said", aw_message(v));
}

static void
assert_deadlock_says(AwFn fn, const char *words)
{
    AW_SCOPE();

    assert_deadlock_said(play(fn), words);
}

static AwValue
sleep_for_ever(AwValue none)
{
    return aw_sleep(AW_NEVER);
}

static AwValue
cancel_sleeper(AwValue none)
{
    AwFuture *sleeper = aw_spawn(sleep_for_ever, none);

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(sleeper);
    return aw_await(sleeper);
}

/* Not so if somebody cancels it. */
static void
a_sleep_for_ever_is_a_deadlock(void **state)
{
    static AwValue (*const clocks[])(AwFn fn) = {play, play_real};

    for (int i = 0; i < 2; i++) {
        AW_SCOPE();
        assert_deadlock_said(clocks[i](sleep_for_ever), " for sleep");
        assert_int_equal(aw_code(clocks[i](cancel_sleeper)), AW_CANCELLED);
    }
}

/* Whatever it is that they wait for. */
static void
a_deadlock_of_all_says_where_each_waits(void **state)
{
    assert_deadlock_says(wait_for_item, " waits at shop.c:72 for queue.get(queue)");
    assert_deadlock_says(wait_for_event, " waits at shop.c:80 for event.wait(bell)");
    assert_deadlock_says(wait_for_other, " waits at shop.c:86 for other, other waits at "
                                         "shop.c:80 for event.wait(bell)");
}

static void
a_deadlock_of_all_names_locks_and_holders(void **state)
{
    assert_deadlock_says(wait_for_both,
                         "ab waits at shop.c:15 for acquire(other) (made at shop.c:5), which ba "
                         "has held since shop.c:13, ba waits at shop.c:15 for acquire(other) (made "
                         "at shop.c:4), which ab has held since shop.c:13");
    assert_deadlock_says(acquire_twice, " for acquire(till) (made at shop.c:4), which leaver, "
                                        "which has ended, has held since shop.c:47");
    assert_deadlock_says(acquire_after_callback, " (made at shop.c:4), which a callback or a task "
                                                 "that has ended has held since shop.c:92");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_tasks_that_want_each_others_locks_are_reported_once),
        cmocka_unit_test(nobody_looks_without_debug_mode_and_recorder),
        cmocka_unit_test(a_recorder_is_told_as_well),
        cmocka_unit_test(tasks_that_await_each_other_are_reported),
        cmocka_unit_test(a_circle_may_lead_through_locks_and_awaits),
        cmocka_unit_test(no_circle_leads_through_a_semaphore),
        cmocka_unit_test(a_lock_without_a_block_may_be_a_signal),
        cmocka_unit_test(a_block_holds_its_lock_after_a_notice_as_well),
        cmocka_unit_test(what_may_still_happen_is_not_reported),
        cmocka_unit_test(a_lock_that_an_ended_task_holds_is_reported),
        cmocka_unit_test(a_handler_may_cancel_who_came_last),
        cmocka_unit_test(a_deadlock_of_all_names_locks_and_holders),
        cmocka_unit_test(a_deadlock_of_all_says_where_each_waits),
        cmocka_unit_test(a_sleep_for_ever_is_a_deadlock),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
