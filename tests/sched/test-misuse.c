/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-misuse.c - what a program must not do: it gets an error, or is aborted with a sentence. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "sched/base/freelist.h"
#include "sched/core/loop.h"
#include "sched/run/loop-life.h"
#include "tests/support/journal.h"

static AwValue
nothing(AwValue arg)
{
    return arg;
}

static void
no_call(void *data)
{
}

static void
note_error(const char *what, AwValue v)
{
    note("%s: %s: %s", what, aw_code_name(aw_code(v)), aw_failed(v) ? aw_message(v) : "no error");
}

/* ---- loops ---- */

static AwValue
run_again(AwValue none)
{
    note_error("run", aw_run(nothing, 1));
    note_error("run_forever", aw_run_forever(aw_running_loop()));
    note_error("run_until_complete", aw_run_until_complete(aw_running_loop(), aw_current_task()));
    note_error("close", aw_loop_close(aw_running_loop()));
    return none;
}

static void
a_run_inside_a_run_is_refused(void **state)
{
    play(run_again);
    assert_journal("0 run: runtime error: a loop runs in this thread already\n"
                   "0 run_forever: runtime error: a loop runs in this thread already\n"
                   "0 run_until_complete: runtime error: a loop runs in this thread already\n"
                   "0 close: runtime error: the loop runs\n");
}

static AwLoop *closed_loop;

static AwValue
remember_loop(AwValue none)
{
    closed_loop = aw_running_loop();
    return none;
}

static void
use_closed_loop(void)
{
    note("call_soon: %d", aw_call_soon_threadsafe(closed_loop, no_call, NULL));
    note("call_soon_handle: %d",
         aw_call_soon_handle_threadsafe(closed_loop, no_call, NULL) != NULL);
    note_error("run_forever", aw_run_forever(closed_loop));
    AwJob *job = aw_run_coroutine_threadsafe(closed_loop, nothing, 1);
    note_error("run_coroutine", aw_job_result_threadsafe(job, AW_NEVER));
    aw_stop(closed_loop);
    note_error("close", aw_loop_close(closed_loop));
}

/* Threads, too, may come late, however well a program is written. Sanitizers notice the late
 * access. */
static void
a_closed_loop_says_so(void **state)
{
    AW_SCOPE();

    if (!freelist_pools)
        skip();
    play(remember_loop);
    use_closed_loop();
    assert_journal("call_soon: 0\ncall_soon_handle: 0\n"
                   "run_forever: runtime error: the loop is closed\n"
                   "run_coroutine: runtime error: the loop is closed\n"
                   "close: ok: no error\n");
}

/* ---- what belongs to another loop ---- */

static struct {
    AwFuture *future;
    AwEvent *event;
    AwQueue *queue;
    AwLock *lock;
    AwTimeout *timeout;
} other;

static void
make_things(void)
{
    other.future = aw_ref(aw_future());
    other.event = aw_ref(aw_event());
    other.queue = aw_ref(aw_queue(.maxsize = 1));
    other.lock = aw_ref(aw_lock());
    other.timeout = aw_ref(aw_timeout(AW_SECOND));
    AW_IGNORE(aw_acquire(other.lock));
}

static void
unref_things(void)
{
    aw_unref(other.future);
    aw_unref(other.event);
    aw_unref(other.queue);
    aw_unref(other.lock);
    aw_unref(other.timeout);
}

static AwValue
use_things(AwValue none)
{
    AwFuture *both[] = {other.future, aw_future()};
    AwWait waited = aw_wait(both, 2);
    AwTimeout *limit = other.timeout;

    note_error("await", aw_await(other.future));
    note_error("gather", aw_await(aw_gather(both, 2)));
    note_error("wait", waited.error);
    note_error("shield", aw_await(aw_shield(other.future)));
    note_error("wait_for", aw_wait_for(other.future, AW_SECOND));
    note_error("event", aw_event_wait(other.event));
    note_error("queue", aw_queue_get(other.queue));
    note_error("lock", aw_acquire(other.lock));
    AW_WITH (limit) {
        note("the body ran");
    }
    note_error("timeout", aw_outcome(limit));
    return none;
}

static void
what_belongs_to_another_loop_is_refused(void **state)
{
    AW_SCOPE();
    AwLoop *loop = loop_new(&virtual_clock);

    loop_set_running(loop);
    make_things();
    loop_set_running(NULL);
    play(use_things);
    unref_things();
    AW_IGNORE(aw_loop_close(loop));
    assert_journal("0 await: runtime error: the future belongs to another loop\n"
                   "0 gather: value error: a future belongs to another loop\n"
                   "0 wait: value error: a future belongs to another loop\n"
                   "0 shield: value error: the future belongs to another loop\n"
                   "0 wait_for: runtime error: the future belongs to another loop\n"
                   "0 event: runtime error: what is waited for belongs to another loop\n"
                   "0 queue: runtime error: what is waited for belongs to another loop\n"
                   "0 lock: runtime error: what is waited for belongs to another loop\n"
                   "0 timeout: runtime error: a block needs a task of its loop\n");
}

/* ---- references ---- */

static AwValue
drop_twice(AwValue none)
{
    AwFuture *future = aw_ref(aw_future());

    for (int i = 0; i < 3; i++)
        aw_unref_from(future, AW_HERE);
    return none;
}

static AwValue
use_after_last(AwValue none)
{
    AwFuture *future = aw_future();

    aw_unref_from(future, AW_HERE);
    aw_ref(future);
    return none;
}

static void
run_it(void *fn)
{
    AW_IGNORE(aw_run(*(AwFn *) fn, AW_NONE, .clock = AW_CLOCK_VIRTUAL, .no_signals = true));
}

static void
a_reference_that_is_dropped_twice_is_found_out(void **state)
{
    AwFn twice = drop_twice, after = use_after_last;

    if (!freelist_pools)
        skip(); /* the sanitizers do that */
    assert_dies(run_it, &twice, "a future was dropped twice, the first time at " AW_FILE ":");
    assert_dies(run_it, &after,
                "a future was used after its last reference was dropped at " AW_FILE ":");
}

/* ---- references to values ---- */

static AwValue
drop_once_too_often(AwValue none)
{
    AwValue text = aw_text("mine");

    aw_unref_value(text);
    aw_text("perhaps in its place");
    return none;
}

static AwValue
drop_twice_too_often(AwValue none)
{
    AwValue list = aw_list(1, 2);

    aw_unref_value(list);
    aw_unref_value(list);
    return none;
}

static AwValue
drop_what_a_list_holds(AwValue none)
{
    AwValue text = aw_text("mine");

    AW_SCOPE();
    aw_unref_value(aw_at(aw_list(text), 0));
    aw_unref_value(text);
    return none;
}

static AwValue
drop_error(AwValue none)
{
    aw_unref_value(aw_error(AW_ERROR, "why"));
    return none;
}

static AwValue
drop_as_often_as_held(AwValue none)
{
    for (int i = 0; i < 3; i++) {
        AW_SCOPE();
        AwValue text = aw_ref_value(aw_text("mine")), list = aw_list(text, aw_ref_value(text));
        aw_unref_value(text);
        aw_unref_value(aw_at(list, 1));
    }
    return none;
}

static void
a_value_that_is_dropped_too_often_is_found_out(void **state)
{
    AwFn by_the_scope[] = {drop_once_too_often, drop_what_a_list_holds, drop_error};
    AwFn by_a_call = drop_twice_too_often, fine = drop_as_often_as_held;

    for (size_t i = 0; i < sizeof by_the_scope / sizeof *by_the_scope; i++)
        assert_dies(run_it, &by_the_scope[i],
                    "a value was dropped more often than it was held: there is an aw_unref_value() "
                    "too many, the last one at " AW_FILE ":");
    assert_dies(run_it, &by_a_call, ", the last one at " AW_FILE ":");
    assert_non_null(strstr(child_said(), " (at " AW_FILE ":"));
    assert_int_equal(in_child(run_it, &fine), 0);
}

/* ---- callbacks ---- */

static void
wait_in_callback(void *lock)
{
    AwWait waited = aw_wait(AW_FUTURES(aw_future()));
    AwTimeout *limit = aw_timeout(AW_SECOND);

    note_error("await", aw_await(aw_future()));
    note_error("sleep", aw_sleep(AW_SECOND));
    note_error("wait", waited.error);
    note_error("acquire", aw_acquire(lock));
    note_error("event", aw_event_wait(aw_event()));
    AW_WITH (limit) {
        note("the body ran");
    }
    note_error("timeout", aw_outcome(limit));
}

static AwValue
call_back(AwValue none)
{
    AwLock *lock = aw_lock();

    AW_TRY(aw_acquire(lock));
    aw_call_soon(wait_in_callback, lock);
    return aw_sleep(AW_MS);
}

static void
a_callback_cannot_wait(void **state)
{
    play(call_back);
    assert_journal("0 await: runtime error: only a task can await; this is a callback\n"
                   "0 sleep: runtime error: only a task can sleep; this is a callback\n"
                   "0 wait: runtime error: only a task can wait; this is a callback\n"
                   "0 acquire: runtime error: only a task can await; this is a callback\n"
                   "0 event: runtime error: only a task can await; this is a callback\n"
                   "0 timeout: runtime error: a block needs a task of its loop\n");
}

/* ---- absurdly large or small numbers ---- */

static const AwTime times[] = {INT64_MIN, -1, 0, AW_NEVER - 1, AW_NEVER};

static AwValue
wait_strange_times(AwValue none)
{
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        aw_handle_cancel(aw_call_later(times[i], no_call, NULL));
        aw_handle_cancel(aw_call_at(times[i], no_call, NULL));
        AW_IGNORE(aw_wait_for(aw_spawn(nothing, 1), times[i]));
        AwWait waited = aw_wait(AW_FUTURES(aw_spawn(nothing, 1)), .timeout = times[i]);
        AW_IGNORE(waited.error);
        AwTimeout *limit = aw_timeout(times[i]);
        AW_WITH (limit) {
            AW_CHECK(limit, aw_sleep(0));
        }
        AW_IGNORE(aw_outcome(limit));
    }
    aw_busy(INT64_MIN);
    note("all over");
    return aw_wait_for(aw_spawn(nothing, aw_sleep(INT64_MIN)), AW_SECOND);
}

static void
strange_times_are_over_at_once_or_never(void **state)
{
    play(wait_strange_times);
    assert_journal("0 all over\n");
}

static AwValue
use_strange_numbers(AwValue none)
{
    AwQueue *queue = aw_queue(.maxsize = SIZE_MAX, .order = AW_PRIORITY);

    AW_TRY(aw_queue_put(queue, NAN));
    AW_TRY(aw_queue_put(queue, -INFINITY));
    AW_TRY(aw_queue_put(queue, 0.0));
    AW_TRY(aw_queue_put(queue, INT64_MIN));
    note("%s", aw_to_text(aw_repr(aw_list(NAN, INFINITY, INT64_MIN))));
    AwSemaphore *semaphore = aw_semaphore(INT64_MAX);
    note_error("release", aw_release(semaphore));
    note_error("wait", aw_wait(AW_FUTURES(aw_future()), .return_when = (AwWhen) 99).error);
    note("%s", aw_code_name((AwCode) 12345));
    return none;
}

static void
strange_numbers_are_values_or_errors(void **state)
{
    play(use_strange_numbers);
    assert_journal("0 [nan, inf, -9223372036854775808]\n"
                   "0 report: aw_release() failed: the semaphore was released too often\n"
                   "0 release: value error: the semaphore was released too often\n"
                   "0 wait: value error: there is no such thing to wait for\n"
                   "0 error\n");
}

static AwValue
nest_lists(AwValue none)
{
    AwValue list = aw_list(1);

    for (int i = 0; i < 200 && !aw_failed(list); i++)
        list = aw_list(list);
    note_error("list", list);
    return none;
}

static void
lists_are_not_nested_without_end(void **state)
{
    play(nest_lists);
    assert_journal("0 list: value error: lists are nested at most 100 deep\n");
}

static AwValue
hold_event(AwValue none)
{
    return aw_acquire((void *) aw_event());
}

static AwValue
order_by_chance(AwValue none)
{
    return aw_v(aw_queue(.order = (AwOrder) 7));
}

static void
run_on_a_clock(void *none)
{
    AW_IGNORE(aw_run(nothing, AW_NONE, .clock = (AwClockKind) 7));
}

static void
make_a_runner_on_a_clock(void *none)
{
    (void) !aw_runner(.clock = (AwClockKind) 7);
}

static AwValue
complete_some(AwValue none)
{
    return aw_v(aw_as_completed(AW_FUTURES(aw_future()), .return_when = AW_FIRST_COMPLETED));
}

static void
what_options_cannot_mean_is_a_sentence(void **state)
{
    AwFn some = complete_some;

    assert_dies(run_on_a_clock, NULL, "aw_run() was given an unknown clock: 7 (at ");
    assert_dies(make_a_runner_on_a_clock, NULL, "aw_runner() was given an unknown clock: 7");
    assert_dies(run_it, &some, "aw_as_completed() takes no .return_when (at ");
}

static void
what_cannot_be_an_error_is_a_sentence(void **state)
{
    AwFn hold = hold_event, order = order_by_chance;

    assert_dies(run_it, &hold, "aw_acquire() was given an event made at ");
    assert_dies(run_it, &order, "aw_queue() was given an unknown order: 7");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_inside_a_run_is_refused),
        cmocka_unit_test(a_closed_loop_says_so),
        cmocka_unit_test(what_belongs_to_another_loop_is_refused),
        cmocka_unit_test(a_reference_that_is_dropped_twice_is_found_out),
        cmocka_unit_test(a_value_that_is_dropped_too_often_is_found_out),
        cmocka_unit_test(a_callback_cannot_wait),
        cmocka_unit_test(strange_times_are_over_at_once_or_never),
        cmocka_unit_test(strange_numbers_are_values_or_errors),
        cmocka_unit_test(lists_are_not_nested_without_end),
        cmocka_unit_test(what_cannot_be_an_error_is_a_sentence),
        cmocka_unit_test(what_options_cannot_mean_is_a_sentence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
