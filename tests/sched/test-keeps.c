/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-keeps.c - who waits for a thing or holds it keeps it, though the scope that made it closes
 * first [OW7]. What dangles shows in freed memory, which the tests' environment fills, and under a
 * sanitizer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

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

/* They never go on, so nothing of theirs runs that could let go. */
static void
who_is_abandoned_keeps_nothing(void **state)
{
    for (kind = kinds; kind < kinds + N_KINDS; kind++) {
        AW_SCOPE();
        play_and_close(leave_waiters);
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
        play_and_close(leave_holder);
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
    assert_journal("0 locked\n0 fine, fine\n0 free\n"
                   "0 report: aw_release() failed: the lock is not held\n0 runtime error, fine\n");
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
        cmocka_unit_test(a_held_block_keeps_its_lock_to_its_end),
        cmocka_unit_test(a_detached_task_that_ended_within_its_spawn_is_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
