/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-chains.c - things that hold each other, or wait for each other, in chains that are longer
 * than any stack is deep: dropped, cancelled, written, from a task's 64 KiB [M5 G6]. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/journal.h"

enum { LINKS = 20000 };

/* ---- dropping ---- */

/* Makes the next link of a chain, which holds `inner`; both are the caller's references. */
typedef void *(*LinkFn)(void *inner);

static void *
queue_around(void *inner)
{
    AwQueue *queue = aw_ref(aw_queue());

    AW_IGNORE(aw_queue_put_nowait(queue, aw_object(inner)));
    return queue;
}

static void *
future_around(void *inner)
{
    AwFuture *future = aw_ref(aw_future());

    AW_IGNORE(aw_set_result(future, aw_object(inner)));
    return future;
}

static void *
future_with_list_around(void *inner)
{
    AwFuture *future = aw_ref(aw_future());

    AW_IGNORE(aw_set_result(future, aw_list(aw_list(1, aw_object(inner)))));
    return future;
}

static AwVar held_var = {.name = "held"};

/* The context before is set again, so that only the new one holds `inner`. */
static void *
context_around(void *inner)
{
    aw_var_set(&held_var, aw_object(inner));
    AwContext *context = aw_ref(aw_copy_context());
    aw_var_set(&held_var, AW_NONE);
    return context;
}

static void *
shield_around(void *inner)
{
    return aw_ref(aw_shield(inner));
}

static void *
gather_around(void *inner)
{
    return aw_ref(aw_gather(AW_FUTURES(inner)));
}

static void *
queue_of_coroutines_around(void *inner)
{
    AwFuture *future = future_with_list_around(inner);
    AwQueue *queue = queue_around(future);

    aw_unref(future);
    return queue;
}

static void
drop_a_chain(LinkFn around)
{
    void *outer = aw_ref(aw_future());

    for (int i = 0; i < LINKS; i++) {
        AW_SCOPE();
        void *inner = outer;
        outer = around(inner);
        aw_unref(inner);
    }
    aw_unref(outer);
}

static AwValue
drop_chains(AwValue none)
{
    drop_a_chain(queue_around);
    drop_a_chain(future_around);
    drop_a_chain(future_with_list_around);
    drop_a_chain(queue_of_coroutines_around);
    drop_a_chain(context_around);
    drop_a_chain(shield_around);
    drop_a_chain(gather_around);
    note("dropped");
    return none;
}

static AwValue
drop_in_a_task(AwValue none)
{
    return aw_await(aw_spawn(drop_chains, none));
}

static void
what_holds_each_other_is_dropped(void **state)
{
    play(drop_in_a_task);
    assert_journal("0 dropped\n");
}

/* ---- errors ---- */

static AwValue
pass_on(AwValue list)
{
    return aw_at(list, 0);
}

/* The error of a group whose task failed with the error in `list`. */
static AwValue
group_error(AwValue list)
{
    AwGroup *group = aw_group();

    AW_WITH (group) {
        aw_group_spawn(group, pass_on, list);
    }
    return aw_outcome(group);
}

/* An error like that, `depth` groups deep, which the caller's scope holds. */
static AwValue
nested_error(AwValue depth)
{
    AwValue error = aw_ref_value(aw_error(AW_ERROR, "the first"));

    for (int i = 0; i < aw_to_int(depth); i++) {
        AwValue inner = error;
        error = aw_ref_value(aw_call(group_error, aw_list(inner)));
        aw_unref_value(inner);
    }
    AwValue list = aw_list(error);
    aw_unref_value(error);
    return list;
}

static AwValue
make_and_drop_errors(AwValue none)
{
    {
        AW_SCOPE();
        AwValue list = aw_call(nested_error, 2000);
        note("%s", aw_to_text(aw_repr(list)));
    }
    note("dropped");
    return none;
}

static void
errors_of_groups_are_dropped(void **state)
{
    play(make_and_drop_errors);
    assert_non_null(strstr(journal(), "0 [<group failed: 1 of the group's tasks failed, at "));
    assert_non_null(strstr(journal(), ">]\n0 dropped\n"));
}

/* ---- cancelling ---- */

static AwValue
cancel_and_await(AwFuture *outermost)
{
    note("asked: %d", aw_cancel(outermost, "all"));
    AwValue v = aw_await(outermost);
    note("%s: %s", aw_code_name(aw_code(v)), aw_message(v));
    return AW_NONE;
}

static AwValue
sleep_long(AwValue none)
{
    return aw_sleep(AW_SECOND);
}

static AwValue
cancel_gathers(AwValue none)
{
    AwFuture *outermost = aw_spawn(sleep_long, none);

    for (int i = 0; i < LINKS; i++)
        outermost = aw_gather(AW_FUTURES(outermost));
    AW_TRY(aw_sleep(AW_MS));
    return cancel_and_await(outermost);
}

static AwValue
gather_deeper(AwValue depth)
{
    if (aw_to_int(depth) == 0)
        return aw_sleep(AW_SECOND);
    return aw_await(aw_gather(AW_FUTURES(aw_spawn(gather_deeper, aw_to_int(depth) - 1))));
}

static AwValue
cancel_tasks_with_gathers(AwValue none)
{
    AwFuture *outermost = aw_spawn(gather_deeper, 2000);

    AW_TRY(aw_sleep(AW_MS));
    return cancel_and_await(outermost);
}

static AwValue
cancel_in_tasks(AwValue none)
{
    AW_TRY(aw_await(aw_spawn(cancel_gathers, none)));
    return aw_await(aw_spawn(cancel_tasks_with_gathers, none));
}

static void
what_awaits_each_other_is_cancelled(void **state)
{
    play(cancel_in_tasks);
    assert_journal("1 asked: 1\n1 cancelled: all\n2 asked: 1\n2 cancelled: all\n");
}

/* A request that nobody takes goes back up: each task gets it itself [C6]. */
static AwValue
take_none(AwValue future)
{
    AwFuture *gather = aw_gather(AW_FUTURES(aw_gather(AW_FUTURES(aw_to_future(future)))));
    AwValue v = aw_await(gather);

    note("inside: %s", aw_code_name(aw_code(v)));
    return AW_NONE;
}

static AwValue
cancel_where_none_takes_it(AwValue none)
{
    AwFuture *future = aw_future(), *task = aw_spawn(take_none, future);

    AW_TRY(aw_sleep(AW_MS));
    AW_IGNORE(aw_set_result(future, aw_v(1))); /* the gathers are not done yet */
    note("asked: %d", aw_cancel(task));
    note("count %d", aw_cancelling(task));
    return aw_await(task);
}

static void
a_request_that_no_part_takes_is_the_tasks(void **state)
{
    play(cancel_where_none_takes_it);
    assert_journal("1 asked: 1\n1 count 1\n1 inside: cancelled\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_holds_each_other_is_dropped),
        cmocka_unit_test(errors_of_groups_are_dropped),
        cmocka_unit_test(what_awaits_each_other_is_cancelled),
        cmocka_unit_test(a_request_that_no_part_takes_is_the_tasks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
