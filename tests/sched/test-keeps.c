/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-keeps.c - who waits for a thing, holds it or will still use it keeps it, though the scope
 * that made it closes first [OW7]. What dangles shows in freed memory, which the tests' environment
 * fills, and under a sanitizer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "sched/core/loop.h"
#include "sched/run/loop-life.h"
#include "tests/support/journal.h"

/* What main makes, and the others use when main has returned. */
static struct {
    AwLock *lock;
    AwSemaphore *semaphore;
    AwEvent *event;
    AwCondition *condition;
    AwBarrier *barrier;
    AwQueue *queue, *full;
    AwCompletions *completions;
    AwTimeout *limit;
    AwGroup *group;
    AwFuture *never;
} made;

static void
make_all(void)
{
    made.lock = aw_lock();
    made.semaphore = aw_semaphore(1);
    made.event = aw_event();
    made.condition = aw_condition(made.lock);
    made.barrier = aw_barrier(9);
    made.queue = aw_queue();
    made.full = aw_queue(.maxsize = 1);
    made.never = aw_future();
    made.completions = aw_as_completed(AW_FUTURES(made.never, aw_future()));
    made.limit = aw_timeout(AW_SECOND);
    made.group = aw_group();
    AW_IGNORE(aw_queue_put_nowait(made.full, 1));
}

/* ---- who waits ---- */

static AwValue
wait_queue_get(void)
{
    return aw_queue_get(made.queue);
}

static AwValue
wait_queue_put(void)
{
    return aw_queue_put(made.full, aw_text("an item of %s", "main's"));
}

static AwValue
wait_queue_join(void)
{
    return aw_queue_join(made.full);
}

static AwValue
wait_event(void)
{
    return aw_event_wait(made.event);
}

static AwValue
wait_lock(void)
{
    AW_TRY(aw_acquire(made.lock));
    return aw_sleep(AW_SECOND);
}

static AwValue
wait_semaphore(void)
{
    AW_TRY(aw_acquire(made.semaphore));
    return aw_sleep(AW_SECOND);
}

static AwValue
wait_condition(void)
{
    AW_HOLD(made.condition);
    return aw_condition_wait(made.condition);
}

/* Held by its lock, not by itself. */
static AwValue
wait_condition_of_lock(void)
{
    AW_HOLD(made.lock);
    return aw_condition_wait(made.condition);
}

static bool
is_never(void *data)
{
    return false;
}

static AwValue
wait_condition_for(void)
{
    AW_HOLD(made.condition);
    return aw_condition_wait_for(made.condition, is_never, NULL);
}

static AwValue
wait_barrier(void)
{
    return aw_barrier_wait(made.barrier);
}

static AwValue
wait_next(void)
{
    AwFuture *next = aw_next(made.completions);

    return next ? aw_result(next) : AW_NONE;
}

static AwValue
wait_in_timeout(void)
{
    AwTimeout *limit = made.limit;

    AW_WITH (limit) {
        AW_CHECK(limit, aw_sleep(AW_SECOND));
    }
    return aw_outcome(limit);
}

static AwValue
sleep_long(AwValue none)
{
    return aw_sleep(AW_SECOND);
}

static AwValue
wait_in_group(void)
{
    AwGroup *group = made.group;

    AW_WITH (group)
        aw_group_spawn(group, sleep_long, AW_NONE);
    return aw_outcome(group);
}

static AwValue
wait_for_call(void)
{
    return aw_wait_for_call(aw_event_wait(made.event), AW_SECOND);
}

typedef struct {
    const char *name;
    AwValue (*wait)(void);
} Kind;

static const Kind kinds[] = {
    {"queue.get", wait_queue_get},
    {"queue.put", wait_queue_put},
    {"queue.join", wait_queue_join},
    {"event", wait_event},
    {"lock", wait_lock},
    {"semaphore", wait_semaphore},
    {"condition", wait_condition},
    {"condition of a lock", wait_condition_of_lock},
    {"condition, for", wait_condition_for},
    {"barrier", wait_barrier},
    {"next", wait_next},
    {"timeout", wait_in_timeout},
    {"group", wait_in_group},
    {"wait_for_call", wait_for_call},
};

enum { N_KINDS = sizeof kinds / sizeof *kinds };

static const Kind *kind;

static AwValue
waiter(AwValue none)
{
    AwValue v = kind->wait();

    note("%s", code_word(v));
    return none;
}

static void
make_and_wait(void)
{
    make_all();
    aw_spawn(waiter, AW_NONE);
    aw_spawn(waiter, AW_NONE, .detached = true);
}

static AwValue
fail_early(AwValue none)
{
    make_and_wait();
    AW_TRY(aw_sleep(AW_MS));
    return aw_error(AW_ERROR, "main failed");
}

/* A block is entered once only. */
static const char *
expected(void)
{
    bool is_block = kind->wait == wait_in_timeout || kind->wait == wait_in_group;

    return is_block ? "0 runtime error\n1 cancelled\n" : "1 cancelled\n1 cancelled\n";
}

static void
who_waits_keeps_what_it_waits_for(void **state)
{
    for (kind = kinds; kind < kinds + N_KINDS; kind++) {
        assert_string_equal(code_word(play(fail_early)), "error");
        assert_string_equal(journal(), expected());
    }
}

static AwValue
leave_waiters(AwValue none)
{
    make_and_wait();
    return aw_sleep(AW_MS);
}

static void
ignore_report(const AwReport *report, void *data)
{
}

/* Runs fn(none) in a loop and closes that, whatever is left. */
static void
run_and_close(AwFn fn)
{
    AwLoop *loop = loop_new(&virtual_clock);

    loop_set_running(loop);
    AwFuture *task = aw_ref(aw_spawn(fn, AW_NONE));
    loop_set_running(NULL);
    AW_IGNORE(aw_run_until_complete(loop, task));
    aw_unref(task);
    aw_set_exception_handler(loop, ignore_report, NULL);
    AW_IGNORE(aw_loop_close(loop));
}

/* They never go on, so nothing of theirs runs that could let go. */
static void
who_is_abandoned_keeps_nothing(void **state)
{
    for (kind = kinds; kind < kinds + N_KINDS; kind++) {
        AW_SCOPE();
        run_and_close(leave_waiters);
    }
}

/* ---- who holds ---- */

static AwValue
hold_lock(AwValue none)
{
    AW_HOLD(made.lock);
    AwValue v = aw_sleep(AW_SECOND);
    note("%s, %s", code_word(v), aw_locked(made.lock) ? "locked" : "free");
    return v;
}

static AwValue
just_acquire(AwValue none)
{
    AW_TRY(aw_acquire(made.lock));
    return aw_acquire(made.semaphore);
}

static AwValue
just_release(AwValue none)
{
    AwValue lock = aw_release(made.lock), semaphore = aw_release(made.semaphore);

    note("%s, %s", code_word(lock), code_word(semaphore));
    return none;
}

static AwValue
hold_by_hand(AwValue none)
{
    AW_TRY(aw_call(just_acquire, none));
    AwValue v = aw_sleep(AW_SECOND);
    AW_TRY(aw_call(just_release, none));
    return v;
}

static AwValue
hold_condition(AwValue none)
{
    AW_HOLD(made.condition);
    AwValue v = aw_condition_wait(made.condition);
    note("%s, %s", code_word(v), aw_locked(made.condition) ? "locked" : "free");
    return v;
}

static AwValue
never_release(AwValue none)
{
    AW_TRY(aw_call(just_acquire, none));
    return aw_sleep(AW_SECOND);
}

static AwFn holder;

static AwValue
fail_beside_holder(AwValue none)
{
    make_all();
    aw_spawn(holder, none);
    AW_TRY(aw_sleep(AW_MS));
    return aw_error(AW_ERROR, "main failed");
}

static void
assert_holds(AwFn fn, const char *expected)
{
    holder = fn;
    assert_string_equal(code_word(play(fail_beside_holder)), "error");
    assert_string_equal(journal(), expected);
}

static void
who_holds_a_lock_keeps_it(void **state)
{
    assert_holds(hold_lock, "1 cancelled, locked\n");
    assert_holds(hold_by_hand, "1 fine, fine\n");
    assert_holds(hold_condition, "1 cancelled, locked\n");
    assert_holds(never_release, "");
}

static AwValue
leave_holder(AwValue none)
{
    make_all();
    aw_spawn(holder, none);
    return aw_sleep(AW_MS);
}

static void
who_is_abandoned_holds_nothing(void **state)
{
    static const AwFn holders[] = {hold_lock, hold_by_hand, hold_condition, never_release};

    for (size_t i = 0; i < sizeof holders / sizeof *holders; i++) {
        AW_SCOPE();
        holder = holders[i];
        run_and_close(leave_holder);
    }
}

/* [LK7] Whoever releases it ends the hold of the one who acquired it. */
static AwValue
release_for_others(AwValue none)
{
    make_all();
    AwFuture *task = aw_spawn(just_acquire, none);
    AW_TRY(aw_await(task));
    note("%s", aw_locked(made.lock) && aw_locked(made.semaphore) ? "locked" : "free");
    AW_TRY(aw_call(just_release, none));
    note("%s", aw_locked(made.lock) || aw_locked(made.semaphore) ? "locked" : "free");
    return aw_call(just_release, none);
}

static void
a_lock_outlives_its_holder_locked(void **state)
{
    assert_string_equal(code_word(play(release_for_others)), "fine");
    assert_journal("0 locked\n0 fine, fine\n0 free\n0 runtime error, fine\n");
}

/* ---- who will use it ---- */

static void
put_one(void *queue)
{
    note("%s", code_word(aw_queue_put_nowait(queue, 1)));
}

static AwValue
defer(AwValue none)
{
    AW_DEFER(put_one, made.queue);
    AwValue text = aw_text("above it in the scope: %d", 1);
    AW_TRY(aw_sleep(AW_SECOND));
    return text;
}

static void
what_is_deferred_keeps_its_data(void **state)
{
    assert_holds(defer, "1 fine\n");
}

/* Each round would leave something in the scope. */
static AwValue
defer_often(AwValue none)
{
    AwQueue *queue = aw_queue();
    size_t before = holder_current()->n;

    for (int i = 0; i < 3; i++) {
        AW_DEFER(put_one, queue);
        note("%d", i);
    }
    note("%zu", holder_current()->n - before);
    return none;
}

static void
a_deferred_call_lets_go_of_its_data(void **state)
{
    play(defer_often);
    assert_journal("0 0\n0 fine\n0 1\n0 fine\n0 2\n0 fine\n0 0\n");
}

/* A result that is also the data of a deferred call still leaves its scope. */
static AwValue
defer_and_return(AwValue none)
{
    AW_SCOPE();
    AwQueue *queue = aw_queue();
    AW_DEFER(put_one, queue);
    AW_RETURN(aw_object(queue));
}

static AwValue
use_what_was_returned(AwValue none)
{
    AwQueue *queue = aw_to_queue(AW_TRY(aw_call(defer_and_return, none)));

    note("%zu", aw_queue_size(queue));
    return none;
}

static void
the_data_of_a_deferred_call_may_be_returned(void **state)
{
    play(use_what_was_returned);
    assert_journal("0 fine\n0 1\n");
}

/* ---- the data of callbacks ---- */

static void
use_queue_of_done(AwFuture *future, void *queue)
{
    put_one(queue);
}

/* The queue is this scope's. */
static AwValue
schedule_all(AwValue never)
{
    AW_SCOPE();
    AwQueue *queue = aw_queue();
    aw_call_soon(put_one, queue);
    aw_call_later(AW_MS, put_one, queue);
    aw_call_at(aw_time() + 2 * AW_MS, put_one, queue);
    aw_add_done_callback(aw_to_future(never), use_queue_of_done, queue);
    return AW_NONE;
}

static AwValue
schedule_and_wait(AwValue none)
{
    AwFuture *later = aw_future();

    AW_TRY(aw_call(schedule_all, later));
    AW_TRY(aw_sleep(3 * AW_MS));
    AW_IGNORE(aw_set_result(later, none));
    return aw_sleep(AW_MS);
}

static void
a_callback_keeps_its_data(void **state)
{
    assert_string_equal(code_word(play(schedule_and_wait)), "fine");
    assert_journal("0 fine\n1 fine\n2 fine\n3 fine\n");
}

static void
no_use(void *queue)
{
}

static void
no_use_of_done(AwFuture *future, void *queue)
{
}

static unsigned
refs(const void *object)
{
    return ((const Object *) object)->refs;
}

/* Each line begins and ends with the scope's reference alone. */
static AwValue
count_references(AwValue none)
{
    AwQueue *queue = aw_queue();
    AwFuture *future = aw_future(), *other = aw_future();

    AwHandle *soon = aw_call_soon(no_use, queue), *later = aw_call_later(AW_MS, no_use, queue);
    note("two calls: %u", refs(queue));
    aw_handle_cancel(later);
    note("one off: %u", refs(queue));
    AW_TRY(aw_sleep(0));
    note("one has run: %u, and its handle is there: %d", refs(queue), soon != NULL);
    aw_call_soon(no_use, (void *) queue);
    aw_add_done_callback(future, no_use_of_done, (void *) queue);
    note("pointers: %u", refs(queue));
    aw_remove_done_callback(future, no_use_of_done, queue);
    aw_add_done_callback(future, no_use_of_done, queue);
    note("done callback: %u", refs(queue));
    aw_remove_done_callback(future, no_use_of_done, queue);
    note("taken off: %u", refs(queue));
    aw_add_done_callback(future, no_use_of_done, future);
    note("itself: %u", refs(future));
    aw_add_done_callback(future, no_use_of_done, other);
    note("another: %u, which awaits: %d", refs(other), aw_capture_call_graph(future)->n_awaited_by);
    return none;
}

static void
a_callback_lets_go_of_its_data(void **state)
{
    assert_string_equal(code_word(play(count_references)), "fine");
    assert_journal("0 two calls: 3\n0 one off: 2\n0 one has run: 1, and its handle is there: 1\n"
                   "0 pointers: 1\n0 done callback: 2\n0 taken off: 1\n0 itself: 1\n"
                   "0 another: 2, which awaits: 0\n");
}

static AwQueue *dropped_with;

static AwValue
leave_calls(AwValue none)
{
    AwFuture *first = aw_future(), *second = aw_future();

    dropped_with = aw_ref(aw_queue());
    aw_call_later(AW_SECOND, no_use, dropped_with);
    aw_add_done_callback(first, no_use_of_done, second);
    aw_add_done_callback(second, no_use_of_done, first);
    aw_add_done_callback(second, no_use_of_done, dropped_with);
    return none;
}

/* Also of futures that keep each other. */
static void
a_loop_that_closes_drops_callbacks_with_their_data(void **state)
{
    AW_SCOPE();
    run_and_close(leave_calls);
    assert_int_equal(refs(dropped_with), 1);
    aw_unref(dropped_with);
}

static AwValue
end_at_once(AwValue v)
{
    return v;
}

/* The others would be made where it was. */
static AwValue
ask_who_ended_at_once(AwValue none)
{
    AwFuture *task = aw_spawn(end_at_once, 41, .eager_start = true, .detached = true);
    AwFuture *other = aw_future();

    note("%d, %d, %d", task != other, aw_done(task), (int) aw_int_or(aw_result(task), -1));
    return none;
}

static AwValue
hold_slot(AwValue none)
{
    AW_HOLD(made.semaphore);
    AwValue v = aw_sleep(AW_SECOND);
    note("%s", code_word(v));
    return none;
}

/* A semaphore may be released by another task than the one that acquired it. */
static AwValue
release_for_another(AwValue none)
{
    make_all();
    aw_spawn(hold_slot, none);
    AW_TRY(aw_sleep(AW_MS));
    return aw_release(made.semaphore);
}

static AwValue
take_condition(AwValue none)
{
    AW_HOLD(made.condition);
    note("holds the condition");
    return none;
}

static AwValue
return_while_it_waits(AwValue none)
{
    make_all();
    AW_HOLD(made.condition);
    aw_spawn(take_condition, none);
    return aw_sleep(AW_MS);
}

/* [LK8] */
static void
a_held_block_keeps_its_lock_to_its_end(void **state)
{
    play(release_for_another);
    assert_journal("1 cancelled\n");
    play(return_while_it_waits);
    assert_journal("1 holds the condition\n");
}

/* [T15] */
static void
a_detached_task_that_ended_within_its_spawn_is_kept(void **state)
{
    play(ask_who_ended_at_once);
    assert_journal("0 1, 1, 41\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_waits_keeps_what_it_waits_for),
        cmocka_unit_test(who_is_abandoned_keeps_nothing),
        cmocka_unit_test(who_holds_a_lock_keeps_it),
        cmocka_unit_test(who_is_abandoned_holds_nothing),
        cmocka_unit_test(a_lock_outlives_its_holder_locked),
        cmocka_unit_test(what_is_deferred_keeps_its_data),
        cmocka_unit_test(a_deferred_call_lets_go_of_its_data),
        cmocka_unit_test(the_data_of_a_deferred_call_may_be_returned),
        cmocka_unit_test(a_callback_keeps_its_data),
        cmocka_unit_test(a_callback_lets_go_of_its_data),
        cmocka_unit_test(a_loop_that_closes_drops_callbacks_with_their_data),
        cmocka_unit_test(a_held_block_keeps_its_lock_to_its_end),
        cmocka_unit_test(a_detached_task_that_ended_within_its_spawn_is_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
