/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-value.c - values: every kind in and out, references, and what stops the program. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "sched/base/freelist.h"
#include "sched/value/scope.h"
#include "sched/value/value.h"
#include "tests/support/journal.h"

static void
each_c_type_becomes_its_kind(void **state)
{
    AW_SCOPE();
    float third = 0.5f;
    bool yes = true; /* in C17 `true` itself is an int */

    assert_int_equal(aw_v(yes).kind, AW_K_BOOL);
    assert_int_equal(aw_v((char) 7).kind, AW_K_INT);
    assert_int_equal(aw_v((short) -7).u.i, -7);
    assert_int_equal(aw_v(7u).u.i, 7);
    assert_int_equal(aw_v((unsigned char) 200).u.i, 200);
    assert_int_equal(aw_v((signed char) -7).u.i, -7);
    assert_int_equal(aw_v((unsigned short) 7).u.i, 7);
    assert_int_equal(aw_v(7ull).u.i, 7);
    assert_int_equal(aw_v(INT64_MIN).u.i, INT64_MIN);
    assert_true(aw_to_real(aw_v(third)) == 0.5);
    assert_int_equal(aw_v("x").kind, AW_K_TEXT);
    assert_int_equal(aw_v((const char *) NULL).kind, AW_K_NONE);
    assert_int_equal(aw_v((AwFuture *) NULL).kind, AW_K_NONE);
    assert_ptr_equal(aw_to_pointer(aw_v((void *) state)), state);
}

static void
whole_numbers_are_read_as_real_but_not_the_other_way(void **state)
{
    assert_true(aw_to_real(aw_int(3)) == 3.0);
    assert_int_equal(aw_int_or(aw_real(3), -1), -1);
    assert_int_equal(aw_int_or(aw_int(3), -1), 3);
}

static void
text_and_bytes_are_copied(void **state)
{
    AW_SCOPE();
    char text[] = "abc";
    size_t size = 9;
    AwValue a = aw_str(text), b = aw_bytes("x\0y", 3), empty = aw_bytes(NULL, 0);

    text[0] = 'X';
    assert_string_equal(aw_to_text(a), "abc");
    assert_memory_equal(aw_to_bytes(b, &size), "x\0y", 3);
    assert_int_equal(size, 3);
    assert_int_equal(aw_len(b), 3);
    assert_int_equal(aw_len(empty), 0);
    assert_string_equal(aw_to_text(aw_text("%d %s", 4, "items")), "4 items");
}

static void
a_list_takes_up_to_six_of_any_type(void **state)
{
    AW_SCOPE();
    AwValue list = aw_list(1, "two", 3.0, true, AW_NONE, state != NULL);

    assert_int_equal(aw_len(list), 6);
    assert_int_equal(aw_to_int(aw_at(list, 0)), 1);
    assert_string_equal(aw_to_text(aw_at(list, 1)), "two");
    assert_int_equal(aw_at(list, 4).kind, AW_K_NONE);
    assert_int_equal(aw_len(aw_list(7)), 1);
    assert_int_equal(aw_len(aw_list_of(NULL, 0)), 0);
}

static void
a_list_holds_its_items(void **state)
{
    AwValue list;
    {
        AW_SCOPE();
        list = aw_ref_value(aw_list(aw_list("deep"), "shallow"));
    }
    assert_string_equal(aw_to_text(aw_at(aw_at(list, 0), 0)), "deep");
    assert_string_equal(aw_to_text(aw_at(list, 1)), "shallow");
    aw_unref_value(list);
}

static void
an_error_knows_code_message_and_place(void **state)
{
    AW_SCOPE();
    AwValue e = aw_error(AW_ERROR, "no %s", "luck");
    int line = __LINE__ - 1;

    assert_true(aw_failed(e));
    assert_int_equal(aw_code(e), AW_ERROR);
    assert_string_equal(aw_message(e), "no luck");
    assert_int_equal(aw_where(e).line, line);
    assert_string_equal(aw_where(e).function, __func__);
    assert_int_equal(aw_errno(e), 0);
    assert_int_equal(aw_code(aw_int(1)), AW_OK);
    assert_null(aw_where(aw_int(1)).file);
}

static void
a_system_error_keeps_errno(void **state)
{
    AW_SCOPE();

    errno = ENOENT;
    AwValue e = aw_error(AW_OS, "%s", "a file");
    errno = 0;
    assert_int_equal(aw_errno(e), ENOENT);
}

static void
an_error_in_a_list_is_data(void **state)
{
    AW_SCOPE();
    AwValue list = aw_list(aw_error(AW_TIMEOUT, "late"));

    assert_false(aw_failed(list));
    assert_int_equal(aw_code(aw_at(list, 0)), AW_TIMEOUT);
}

static void
objects_are_found_at_any_depth(void **state)
{
    AW_SCOPE();
    static const ObjectClass class = {.kind = OBJECT_QUEUE};
    static Object object = {.class = &class, .refs = 1};
    AwValue deep = aw_list(1, aw_list(aw_list(aw_object(&object))));

    assert_true(value_has_object(deep));
    assert_false(value_has_object(aw_list(1, aw_list("x"), state != NULL)));
}

static void
read_an_error_as_a_number(void *data)
{
    aw_to_int(aw_error(AW_ERROR, "disk on fire"));
}

static void
read_text_as_a_number(void *data)
{
    aw_to_int(aw_str("x"));
}

static void
read_past_the_end(void *data)
{
    aw_at(aw_list(1, 2), 2);
}

static void
read_text_as_a_queue(void *data)
{
    aw_to_queue(aw_str("x"));
}

static AwValue
read_a_lock_as_an_event(AwValue none)
{
    aw_to_event(aw_v(aw_lock()));
    return none;
}

static void
run_it(void *fn)
{
    AW_IGNORE(aw_run(*(AwFn *) fn, AW_NONE));
}

static AwValue
read_objects(AwValue none)
{
    AwQueue *queue = aw_queue();
    AwLock *lock = aw_lock();
    AwSemaphore *semaphore = aw_bounded_semaphore(1);
    AwEvent *event = aw_event();
    AwCondition *condition = aw_condition(lock);
    AwBarrier *barrier = aw_barrier(2);
    AwPool *pool = aw_thread_pool(1);

    note("%d", aw_to_queue(aw_v(queue)) == queue);
    note("%d", aw_to_lock(aw_v(lock)) == lock);
    note("%d", aw_to_semaphore(aw_v(semaphore)) == semaphore);
    note("%d", aw_to_event(aw_v(event)) == event);
    note("%d", aw_to_condition(aw_v(condition)) == condition);
    note("%d", aw_to_barrier(aw_v(barrier)) == barrier);
    note("%d", aw_to_pool(aw_v(pool)) == pool);
    return none;
}

static void
no_call(void *data)
{
}

static AwValue
read_more_objects(AwValue none)
{
    AwCompletions *completions = aw_as_completed((AwFuture *[]){aw_future()}, 1);
    AwTimeout *timeout = aw_timeout(AW_SECOND);
    AwGroup *group = aw_group();
    AwContext *context = aw_copy_context();
    AwHandle *handle = aw_call_soon(no_call, NULL);
    AwJob *job = aw_submit_threadsafe(aw_thread_pool(1), aw_same, "x");

    note("%d", aw_to_completions(aw_v(completions)) == completions);
    note("%d", aw_to_timeout(aw_v(timeout)) == timeout);
    note("%d", aw_to_group(aw_v(group)) == group);
    note("%d", aw_to_context(aw_v(context)) == context);
    note("%d", aw_to_handle(aw_v(handle)) == handle);
    note("%d", aw_to_job(aw_v(job)) == job);
    note("%d", aw_to_loop(aw_v(aw_running_loop())) == aw_running_loop());
    aw_job_cancel_threadsafe(job);
    return none;
}

static void
each_object_comes_back_as_what_it_was(void **state)
{
    play(read_objects);
    assert_journal("0 1\n0 1\n0 1\n0 1\n0 1\n0 1\n0 1\n");
    play(read_more_objects);
    assert_journal("0 1\n0 1\n0 1\n0 1\n0 1\n0 1\n0 1\n");
}

static AwValue
stale(void)
{
    AW_SCOPE();
    return aw_str("gone");
}

static void
use_a_stale_text(void *data)
{
    aw_to_text(stale());
}

static void
write_a_stale_text(void *data)
{
    aw_repr(stale());
}

static void
reading_a_value_wrongly_ends_with_a_sentence(void **state)
{
    AwFn misread = read_a_lock_as_an_event;

    assert_dies(read_an_error_as_a_number, NULL,
                "an error nobody dealt with: disk on fire, made at " AW_FILE ":");
    assert_non_null(strstr(child_said(), " (at " AW_FILE ":"));
    assert_dies(read_text_as_a_number, NULL,
                "a whole number was expected, but this is text (at " AW_FILE ":");
    assert_dies(run_it, &misread, "aw_to_event() was given a lock made at ");
    assert_dies(read_text_as_a_queue, NULL,
                "an object was expected, but this is text (at " AW_FILE ":");
    assert_dies(read_past_the_end, NULL, "item 2 was asked of a list of 2 (at " AW_FILE ":");
}

static void
a_stale_value_is_always_found_out(void **state)
{
    assert_dies(use_a_stale_text, NULL, "after the scope that held it had closed");
    assert_dies(write_a_stale_text, NULL, "after the scope that held it had closed");
}

/* The list still has the value, whose reference it held is gone. */
static AwValue
list_without_its_item(void)
{
    AwValue item = aw_text("item %d", 1), list = aw_list(1, aw_list(item));

    aw_unref_value(item);
    aw_unref_value(item);
    return list;
}

static AwValue
write_its_list(AwValue none)
{
    return aw_repr(list_without_its_item());
}

static AwValue
read_its_list(AwValue none)
{
    return aw_at(aw_at(list_without_its_item(), 1), 0);
}

static AwValue
write_a_dropped_object(AwValue none)
{
    AwLock *lock = aw_lock();
    AwValue list = aw_list(lock);

    for (int i = 0; i < 3; i++) /* two of the scope, and the list's */
        aw_unref(lock);
    return aw_repr(list);
}

/* Lists are equal in a priority queue until their items differ. */
static AwValue
order_its_list(AwValue none)
{
    AwQueue *queue = aw_queue(.order = AW_PRIORITY);

    AW_TRY(aw_queue_put(queue, aw_list(1, aw_list(aw_str("b")))));
    AW_TRY(aw_queue_put(queue, list_without_its_item()));
    return none;
}

static void
so_is_an_item_of_a_list(void **state)
{
    AwFn write = write_its_list, read = read_its_list, order = order_its_list,
         object = write_a_dropped_object;

    assert_dies(run_it, &write, "a value was used after aw_unref_value() at " AW_FILE ":");
    assert_non_null(strstr(child_said(), " had dropped it (at " AW_FILE ":"));
    assert_dies(run_it, &read, "a value was used after aw_unref_value() at " AW_FILE ":");
    assert_dies(run_it, &order, "a value was used after aw_unref_value() at " AW_FILE ":");
    if (freelist_pools) /* or else the sanitizers are first */
        assert_dies(run_it, &object, "what writes a value was given a lock");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_c_type_becomes_its_kind),
        cmocka_unit_test(whole_numbers_are_read_as_real_but_not_the_other_way),
        cmocka_unit_test(text_and_bytes_are_copied),
        cmocka_unit_test(a_list_takes_up_to_six_of_any_type),
        cmocka_unit_test(a_list_holds_its_items),
        cmocka_unit_test(an_error_knows_code_message_and_place),
        cmocka_unit_test(a_system_error_keeps_errno),
        cmocka_unit_test(an_error_in_a_list_is_data),
        cmocka_unit_test(objects_are_found_at_any_depth),
        cmocka_unit_test(reading_a_value_wrongly_ends_with_a_sentence),
        cmocka_unit_test(each_object_comes_back_as_what_it_was),
        cmocka_unit_test(a_stale_value_is_always_found_out),
        cmocka_unit_test(so_is_an_item_of_a_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
