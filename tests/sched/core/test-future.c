/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-future.c - futures [F]: states, callbacks, and the error nobody looked at. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/journal.h"

static void
say_done(AwFuture *future, void *name)
{
    note("%s", (const char *) name);
}

/* [F1 F2] There is no way back from done. */
static AwValue
complete_twice(AwValue none)
{
    AwFuture *f = aw_future();

    note("done %d", aw_done(f));
    note("set %s", aw_code_name(aw_code(aw_set_result(f, 1))));
    note("again %s", aw_code_name(aw_code(aw_set_result(f, 2))));
    note("late %d", aw_set_result_if_pending(f, 3));
    note("cancel %d", aw_cancel(f));
    note("is %d", (int) aw_to_int(aw_result(f)));
    return none;
}

static void
a_done_future_stays_as_it_is(void **state)
{
    play(complete_twice);
    assert_journal("0 done 0\n0 set ok\n0 again invalid state\n0 late 0\n0 cancel 0\n0 is 1\n");
}

/* [F3 F9] Completing calls nothing: callbacks run in the next turn, in order of adding, as often
 * as they were added. */
static AwValue
add_callbacks(AwValue none)
{
    AwFuture *f = aw_future();

    aw_add_done_callback(f, say_done, "a");
    aw_add_done_callback(f, say_done, "b");
    aw_add_done_callback(f, say_done, "a");
    AW_TRY(aw_set_result(f, AW_NONE));
    note("set");
    AW_TRY(aw_sleep(0));
    note("a turn later");
    return none;
}

static void
callbacks_run_in_the_next_turn_in_order(void **state)
{
    play(add_callbacks);
    assert_journal("0 set\n0 a\n0 b\n0 a\n0 a turn later\n");
}

/* [F4] */
static AwValue
add_to_done(AwValue none)
{
    AwFuture *f = aw_future();

    AW_TRY(aw_set_result(f, AW_NONE));
    aw_add_done_callback(f, say_done, "callback");
    note("added");
    return aw_sleep(0);
}

static void
a_callback_added_late_is_scheduled_not_called(void **state)
{
    play(add_to_done);
    assert_journal("0 added\n0 callback\n");
}

/* [F5] All copies go, but what is scheduled is not recalled. */
static AwValue
remove_callbacks(AwValue none)
{
    AwFuture *f = aw_future();
    char a[] = "a", b[] = "b";

    aw_add_done_callback(f, say_done, a);
    aw_add_done_callback(f, say_done, b);
    aw_add_done_callback(f, say_done, a);
    note("removed %d", aw_remove_done_callback(f, say_done, a));
    AW_TRY(aw_set_result(f, AW_NONE));
    note("removed %d", aw_remove_done_callback(f, say_done, b));
    return aw_sleep(0);
}

static void
removing_takes_every_copy_but_recalls_nothing(void **state)
{
    play(remove_callbacks);
    assert_journal("0 removed 2\n0 removed 0\n0 b\n");
}

/* [F7] */
static AwValue
look_early(AwValue none)
{
    AwFuture *f = aw_future(), *g = aw_future();

    note("result %s", aw_code_name(aw_code(aw_result(f))));
    note("exception %s", aw_code_name(aw_code(aw_exception(f))));
    aw_cancel(f, "enough");
    note("result %s: %s", aw_code_name(aw_code(aw_result(f))), aw_message(aw_result(f)));
    note("exception %s", aw_code_name(aw_code(aw_exception(f))));
    AW_TRY(aw_set_result(g, aw_error(AW_ERROR, "bad")));
    note("exception %s", aw_to_text(aw_repr(aw_exception(g))));
    note("cancelled %d %d", aw_cancelled(f), aw_cancelled(g));
    return none;
}

static void
looking_never_waits(void **state)
{
    play(look_early);
    assert_journal("0 result invalid state\n0 exception invalid state\n"
                   "0 result cancelled: enough\n0 exception cancelled\n"
                   "0 exception [<error: bad>]\n0 cancelled 1 0\n");
}

/* [F8] */
static AwValue
await_done(AwValue none)
{
    AwFuture *f = aw_future();
    uint64_t before = turn();

    AW_TRY(aw_set_result(f, aw_int(5)));
    aw_cancel(aw_current_task());
    note("%d after %d turns", (int) aw_to_int(AW_TRY(aw_await(f))), (int) (turn() - before));
    return aw_sleep(0);
}

static void
awaiting_a_done_future_neither_waits_nor_delivers_a_cancellation(void **state)
{
    assert_int_equal(aw_code(play(await_done)), AW_CANCELLED);
    assert_journal("0 5 after 0 turns\n");
}

/* [F13] Awaiters wake in the order they began to wait. */
static AwFuture *shared;

static AwValue
await_shared(AwValue name)
{
    AwValue v = aw_await(shared);

    note("%s gets %s", aw_to_text(name), aw_to_text(aw_repr(v)));
    return v;
}

static AwValue
several_await(AwValue none)
{
    AwFuture *a, *b;

    shared = aw_future();
    a = aw_spawn(await_shared, "a");
    b = aw_spawn(await_shared, "b");
    AW_TRY(aw_sleep(0));
    AW_TRY(aw_set_result(shared, aw_str("it")));
    AW_TRY(aw_await(b));
    return aw_await(a);
}

static void
several_awaiters_wake_in_order(void **state)
{
    play(several_await);
    assert_journal("0 a gets 'it'\n0 b gets 'it'\n");
}

/* [T9] */
static AwValue
set_a_task(AwValue none)
{
    AwFuture *self = aw_current_task();

    note("%s", aw_code_name(aw_code(aw_set_result(self, none))));
    note("%d", aw_set_result_if_pending(self, none));
    return none;
}

static void
a_task_sets_its_result_itself(void **state)
{
    play(set_a_task);
    assert_journal("0 runtime error\n0 0\n");
}

/* [F6 F10 ER1] A look, an await or a cancel counts; a result that is never asked for does not. */
static AwFuture *
failed(const char *message)
{
    AwFuture *f = aw_future();

    AW_IGNORE(aw_set_result(f, aw_error(AW_ERROR, "%s", message)));
    return f;
}

static AwValue
drop_failed(AwValue none)
{
    failed("unseen");
    AW_IGNORE(aw_result(failed("result")));
    AW_IGNORE(aw_exception(failed("exception")));
    AW_IGNORE(aw_await(failed("await")));
    aw_cancel(failed("cancel"));
    note("scope closes");
    return none;
}

static void
an_error_nobody_looked_at_is_reported_when_the_future_goes(void **state)
{
    play(drop_failed);
    assert_journal("0 scope closes\n0 report: future failed and nobody looked: unseen\n");
}

static AwValue
drop_nothing(AwValue none)
{
    aw_ensure_future(NULL);
    return none;
}

static void
what_has_no_name_is_reported_as_a_future(void **state)
{
    play(drop_nothing);
    assert_non_null(strstr(journal(), "0 report: a future failed and nobody looked: "));
}

/* [C6 F10] The wake-up has looked, though the awaiter gets its cancellation instead. It is a gather
 * that is awaited, because asking that to cancel would not count as a look. */
static AwValue
await_it(AwValue none)
{
    return aw_await(shared);
}

static AwValue
fail_and_cancel(AwValue none)
{
    AwFuture *waiter, *child = aw_future();

    shared = aw_gather(&child, 1);
    waiter = aw_spawn(await_it, none);
    AW_TRY(aw_sleep(0));
    AW_TRY(aw_set_result(child, aw_error(AW_ERROR, "replaced")));
    AW_TRY(aw_sleep(0));
    aw_cancel(waiter);
    note("%s", aw_code_name(aw_code(aw_await(waiter))));
    return none;
}

static void
an_error_replaced_by_a_cancellation_counts_as_looked_at(void **state)
{
    play(fail_and_cancel);
    assert_journal("0 cancelled\n");
}

/* [ER1 M5] What is still alive when the loop closes is reported then, and harmless after. */
static AwFuture *kept;

static AwValue
keep_failed(AwValue none)
{
    kept = aw_ref(failed("kept"));
    aw_add_done_callback(kept, say_done, "callback");
    return none;
}

static void
a_future_may_outlive_its_loop(void **state)
{
    AW_SCOPE();
    play(keep_failed);
    assert_journal("0 callback\nreport: future failed and nobody looked: kept\n");
    assert_string_equal(aw_message(aw_result(kept)), "kept");
    aw_add_done_callback(kept, say_done, "never called");
    aw_unref(kept);
}

/* Pending when their loop is closed: one that nobody waits for, some with a callback, and some that
 * a task waits for. */
static struct {
    AwFuture *alone, *set, *set_if_pending, *cancelled, *late, *awaited, *awaited_too;
    AwFuture *task, *woken;
} left;

static AwValue
await_given(AwValue future)
{
    return aw_await(aw_to_future(future));
}

static AwFuture *
keep_called_back(void)
{
    AwFuture *future = aw_ref(aw_future());

    aw_add_done_callback(future, say_done, "never called");
    return future;
}

static void
stop(void *loop)
{
    aw_stop(loop);
}

static void
leave_pending(void *loop)
{
    left.alone = aw_ref(aw_future());
    left.late = aw_ref(aw_future());
    left.set = keep_called_back();
    left.set_if_pending = keep_called_back();
    left.cancelled = keep_called_back();
    left.awaited = aw_ref(aw_future());
    left.awaited_too = aw_ref(aw_future());
    left.woken = aw_ref(aw_spawn(await_given, left.awaited));
    left.task = aw_ref(aw_spawn(await_given, left.awaited_too));
    aw_call_soon(stop, loop);
}

static void
drop_report(const AwReport *report, void *data)
{
}

static void
close_with_pending(void)
{
    AwLoop *loop = aw_loop_new();

    aw_set_exception_handler(loop, drop_report, NULL);
    aw_call_soon_threadsafe(loop, leave_pending, loop);
    AW_IGNORE(aw_run_forever(loop));
    AW_IGNORE(aw_loop_close(loop));
}

static void
note_left(const char *what, AwValue v, AwFuture *future)
{
    note("%s: %s %s, done %d", what, aw_code_name(aw_code(v)), aw_failed(v) ? aw_message(v) : "",
         aw_done(future));
    AW_IGNORE(aw_result(future));
    aw_unref(future);
}

/* [L10] As in CPython: the future is done, but nobody can be told, and whoever completes it is. */
static void
after_its_loop_is_closed_nobody_hears_of_it(void **state)
{
    AW_SCOPE();
    close_with_pending();
    journal_clear();
    note_left("alone", aw_set_result(left.alone, aw_v(1)), left.alone);
    note_left("called back", aw_set_result(left.set, aw_v(1)), left.set);
    note_left("with an error", aw_set_result(left.awaited, aw_error(AW_ERROR, "x")), left.awaited);
    note_left("if pending", aw_v(aw_set_result_if_pending(left.set_if_pending, aw_v(1))),
              left.set_if_pending);
    note("cancel %d", aw_cancel(left.cancelled));
    note_left("cancelled", aw_v(aw_cancelled(left.cancelled)), left.cancelled);
    note("cancel task %d", aw_cancel(left.task));
    note_left("what it waits for", AW_NONE, left.awaited_too);
    note_left("task", AW_NONE, left.task);
    note("cancel one whose future is done %d", aw_cancel(left.woken));
    aw_unref(left.woken);
    note("add %d", aw_add_done_callback(left.late, say_done, "never"));
    AwValue v = aw_set_result(left.late, aw_v(1));
    note("add to done %d", aw_add_done_callback(left.late, say_done, "never"));
    note_left("late", v, left.late);
    assert_journal("alone: ok , done 1\n"
                   "called back: runtime error the loop is closed, done 1\n"
                   "with an error: runtime error the loop is closed, done 1\n"
                   "if pending: ok , done 1\n"
                   "cancel 0\n"
                   "cancelled: ok , done 1\n"
                   "cancel task 0\n"
                   "what it waits for: ok , done 1\n"
                   "task: ok , done 0\n"
                   "cancel one whose future is done 1\n"
                   "add 1\n"
                   "add to done 0\n"
                   "late: runtime error the loop is closed, done 1\n");
}

/* Each in the result of the one before it, as in a stream: its last one. */
static AwFuture *
stream(int n)
{
    AwFuture *next = aw_ref(aw_future());

    for (int i = 0; i < n; i++) {
        AW_SCOPE();
        AwFuture *future = aw_ref(aw_future());
        AW_IGNORE(aw_set_result(future, aw_list(i, next)));
        aw_unref(next);
        next = future;
    }
    return next;
}

static AwValue
spawn_a_chain(int n)
{
    AwFuture *outermost = aw_future();

    for (int i = 0; i < n; i++)
        outermost = aw_spawn(await_given, outermost, .detached = true);
    return aw_sleep(0);
}

enum { LINKS = 4000 };

static AwValue
drop_chains(AwValue none)
{
    aw_unref(stream(LINKS));
    note("one dropped");
    AW_TRY(spawn_a_chain(LINKS));
    return none;
}

static AwValue
misuse_futures(AwValue none)
{
    AwFuture *task = aw_spawn(misuse_futures, none), *done = aw_future(), *open = aw_future();

    aw_cancel(task);
    AW_TRY(aw_set_result(done, 1));
    AwValue errors[] = {aw_set_result(task, 1), aw_set_result(done, 2), aw_result(open)};
    for (size_t i = 0; i < 3; i++)
        note("%s: %s", aw_message(errors[i]), aw_where(errors[i]).line ? "placed" : "nowhere");
    return none;
}

static void
errors_of_a_future_have_its_place(void **state)
{
    play(misuse_futures);
    assert_journal("0 a task sets its result itself: placed\n"
                   "0 the future is done already: placed\n"
                   "0 the future is not done: placed\n");
}

/* [M5] One that dropped the next by a call would need more stack than there is. */
static void
a_chain_of_any_length_can_be_dropped(void **state)
{
    play(drop_chains);
    assert_int_equal(strncmp(journal(), "0 one dropped\n", 14), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_done_future_stays_as_it_is),
        cmocka_unit_test(errors_of_a_future_have_its_place),
        cmocka_unit_test(callbacks_run_in_the_next_turn_in_order),
        cmocka_unit_test(a_callback_added_late_is_scheduled_not_called),
        cmocka_unit_test(removing_takes_every_copy_but_recalls_nothing),
        cmocka_unit_test(looking_never_waits),
        cmocka_unit_test(awaiting_a_done_future_neither_waits_nor_delivers_a_cancellation),
        cmocka_unit_test(several_awaiters_wake_in_order),
        cmocka_unit_test(a_task_sets_its_result_itself),
        cmocka_unit_test(an_error_nobody_looked_at_is_reported_when_the_future_goes),
        cmocka_unit_test(what_has_no_name_is_reported_as_a_future),
        cmocka_unit_test(an_error_replaced_by_a_cancellation_counts_as_looked_at),
        cmocka_unit_test(a_future_may_outlive_its_loop),
        cmocka_unit_test(after_its_loop_is_closed_nobody_hears_of_it),
        cmocka_unit_test(a_chain_of_any_length_can_be_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
