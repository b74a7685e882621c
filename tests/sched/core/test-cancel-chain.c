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
start_asker(AwValue none)
{
    asker = aw_spawn(ask_oneself_through_a_gather, none);
    gathered = aw_gather(AW_FUTURES(asker));
    AW_TRY(aw_sleep(AW_MS));
    note("asked %d times", aw_cancelling(asker));
    return none;
}

/* The request that comes back has the message that the task already keeps. */
static void
a_request_that_comes_back_to_its_task_keeps_its_message(void **state)
{
    play(start_asker);
    assert_non_null(strstr(journal(), " times\n"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tasks_that_wait_for_each_other_cannot_be_cancelled),
        cmocka_unit_test(a_gather_that_its_own_child_awaits_is_asked_once),
        cmocka_unit_test(a_request_goes_down_a_chain_of_any_length),
        cmocka_unit_test(a_request_that_comes_back_to_its_task_keeps_its_message),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
