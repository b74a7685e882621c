/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-keeps-data.c - a deferred call or a callback keeps its data, though the scope that made it
 * closes first [OW7], and lets go of it afterwards. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "sched/core/loop.h"
#include "tests/support/journal.h"

static void
put_one(void *queue)
{
    note("%s", code_word(aw_queue_put_nowait(queue, 1)));
}

/* ---- deferred calls ---- */

static AwQueue *deferred_with;

static AwValue
defer(AwValue none)
{
    AW_DEFER(put_one, deferred_with);
    AwValue text = aw_text("above it in the scope: %d", 1);
    AW_TRY(aw_sleep(AW_SECOND));
    return text;
}

static AwValue
fail_beside_defer(AwValue none)
{
    deferred_with = aw_queue();
    aw_spawn(defer, none);
    AW_TRY(aw_sleep(AW_MS));
    return aw_error(AW_ERROR, "main failed");
}

static void
what_is_deferred_keeps_its_data(void **state)
{
    assert_string_equal(code_word(play(fail_beside_defer)), "error");
    assert_journal("1 fine\n");
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

/* ---- callbacks ---- */

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
    play_and_close(leave_calls);
    assert_int_equal(refs(dropped_with), 1);
    aw_unref(dropped_with);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_deferred_keeps_its_data),
        cmocka_unit_test(a_deferred_call_lets_go_of_its_data),
        cmocka_unit_test(the_data_of_a_deferred_call_may_be_returned),
        cmocka_unit_test(a_callback_keeps_its_data),
        cmocka_unit_test(a_callback_lets_go_of_its_data),
        cmocka_unit_test(a_loop_that_closes_drops_callbacks_with_their_data),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
