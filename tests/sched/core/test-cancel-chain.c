/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-cancel-chain.c - cancellation of tasks that wait for each other, in a circle or a long chain
 * [C3 C15]. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/journal.h"

static AwFuture *circle[3];

static AwValue
await_the_next(AwValue i)
{
    return aw_await(circle[(aw_to_int(i) + 1) % 3]);
}

static AwValue
cancel_a_circle(AwValue none)
{
    for (int i = 0; i < 3; i++)
        circle[i] = aw_spawn(await_the_next, i);
    AW_TRY(aw_sleep(0));
    note("asked: %d", aw_cancel(circle[0]));
    AW_TRY(aw_sleep(AW_MS));
    note("done: %d", aw_done(circle[0]));
    return none;
}

/* Nobody in it can go on, so the run ends in a deadlock. */
static void
tasks_that_wait_for_each_other_cannot_be_cancelled(void **state)
{
    assert_int_equal(aw_code(play(cancel_a_circle)), AW_DEADLOCK);
    assert_int_equal(strncmp(journal(), "0 asked: 1\n1 done: 0\n", 21), 0);
}

static AwFuture *own_gather;

static AwValue
await_own_gather(AwValue none)
{
    AW_TRY(aw_sleep(0));
    return aw_await(own_gather);
}

static AwValue
cancel_through_a_gather(AwValue none)
{
    own_gather = aw_gather(AW_FUTURES(aw_spawn(await_own_gather, 0)));
    AW_TRY(aw_sleep(AW_MS));
    note("asked: %d", aw_cancel(own_gather));
    return none;
}

static void
a_gather_that_its_own_child_awaits_is_asked_once(void **state)
{
    AW_IGNORE(play(cancel_through_a_gather));
    assert_int_equal(strncmp(journal(), "1 asked: 1\n", 11), 0);
}

enum { LINKS = 3000 };

static AwValue
await_deeper(AwValue depth)
{
    if (aw_to_int(depth) == 0)
        return aw_sleep(AW_SECOND);
    return aw_await(aw_spawn(await_deeper, aw_to_int(depth) - 1));
}

/* [C3 C15] A request that went from task to task by calls would need more stack than there is. */
static AwValue
cancel_a_long_chain(AwValue none)
{
    AwFuture *outermost = aw_spawn(await_deeper, LINKS);

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(outermost);
    note("%s", aw_code_name(aw_code(aw_await(outermost))));
    return none;
}

static void
a_request_goes_down_a_chain_of_any_length(void **state)
{
    play(cancel_a_long_chain);
    assert_journal("1 cancelled\n");
}

static AwFuture *asker, *gathered;

static AwValue
ask_oneself_through_a_gather(AwValue none)
{
    AW_TRY(aw_sleep(0));
    aw_cancel(asker, "a message of its own");
    return aw_await(gathered);
}

static AwValue
note_request(AwValue none)
{
    AwValue v = aw_sleep(AW_SECOND);

    note("%s", word(v));
    return v;
}

static AwValue
start_asker(AwValue none)
{
    asker = aw_spawn(ask_oneself_through_a_gather, none);
    gathered = aw_gather(AW_FUTURES(asker, aw_spawn(note_request, none)));
    AW_TRY(aw_sleep(AW_MS));
    note("asked %d times", aw_cancelling(asker));
    return none;
}

/* The request that comes back has the message that the task already keeps, and goes on with it. */
static void
a_request_that_comes_back_to_its_task_keeps_its_message(void **state)
{
    play(start_asker);
    assert_non_null(strstr(journal(), " times\n"));
    assert_non_null(strstr(journal(), "cancelled:a message of its own\n"));
}

/* ---- of three, and of two that await one future ---- */

/* [C3 C15] The request goes to the innermost; they end from the inside out. */
static AwValue
link(AwValue n)
{
    AwValue v = aw_to_int(n) == 0 ? aw_sleep(AW_SECOND)
                                  : aw_await(aw_spawn(link, aw_int(aw_to_int(n) - 1)));

    note("%d: %s", (int) aw_to_int(n), word(v));
    return v;
}

static AwValue
cancel_chain(AwValue none)
{
    AwFuture *task = aw_spawn(link, 2);

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(task, "m");
    return aw_await(task);
}

static void
a_chain_is_cancelled_from_the_inside_out(void **state)
{
    assert_int_equal(aw_code(play(cancel_chain)), AW_CANCELLED);
    assert_journal("1 0: cancelled:m\n1 1: cancelled:m\n1 2: cancelled:m\n");
}

/* [C17 C19] A bare future is cancelled for all who await it; only one was asked. */
static AwFuture *shared;

static AwValue
await_and_count(AwValue name)
{
    AwValue v = aw_await(shared);

    note("%s: %s, count %d", aw_to_text(name), word(v), aw_cancelling(aw_current_task()));
    return v;
}

static AwValue
cancel_one_of_two(AwValue none)
{
    AwFuture *a, *b;

    shared = aw_future();
    a = aw_spawn(await_and_count, "a");
    b = aw_spawn(await_and_count, "b");
    AW_TRY(aw_sleep(0));
    aw_cancel(a, "m");
    AW_IGNORE(aw_list(aw_await(b)));
    return none;
}

static void
cancelling_one_awaiter_of_a_future_cancels_it_for_all(void **state)
{
    play(cancel_one_of_two);
    assert_journal("0 a: cancelled:m, count 1\n0 b: cancelled:m, count 0\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chain_is_cancelled_from_the_inside_out),
        cmocka_unit_test(cancelling_one_awaiter_of_a_future_cancels_it_for_all),
        cmocka_unit_test(tasks_that_wait_for_each_other_cannot_be_cancelled),
        cmocka_unit_test(a_gather_that_its_own_child_awaits_is_asked_once),
        cmocka_unit_test(a_request_goes_down_a_chain_of_any_length),
        cmocka_unit_test(a_request_that_comes_back_to_its_task_keeps_its_message),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
