/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-call-places.c - the errors that the library makes, and the sentences that it ends a program
 * with, have the place of the call [VA3 OW6]. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sched/base/freelist.h"
#include "tests/support/journal.h"

static AwValue
give(AwValue v)
{
    return v;
}

static AwValue
nap(AwValue none)
{
    return aw_sleep(AW_SECOND);
}

/* ---- errors: each of these returns one that it caused itself ---- */

static AwValue
wait_too_long(AwValue none)
{
    return aw_wait_for(aw_future(), AW_MS);
}

static AwValue
wait_for_no_time(AwValue none)
{
    return aw_wait_for(aw_spawn(nap, none), 0);
}

static AwValue
call_for_too_long(AwValue none)
{
    return aw_wait_for_call(aw_sleep(AW_SECOND), AW_MS);
}

static AwValue
call_for_no_time(AwValue none)
{
    return aw_wait_for_call(aw_sleep(AW_SECOND), 0);
}

static AwValue
body_takes_too_long(AwValue none)
{
    AwTimeout *limit = aw_timeout(AW_MS);

    AW_WITH (limit) {
        AW_CHECK(limit, aw_sleep(AW_SECOND));
    }
    return aw_outcome(limit);
}

static AwValue
rescheduled_too_late(AwValue none)
{
    AwTimeout *limit = aw_timeout(AW_MS);

    return aw_timeout_reschedule(limit, 1);
}

static AwValue
cancel_itself_and_sleep(AwValue none)
{
    aw_cancel(aw_current_task());
    return aw_sleep(AW_SECOND);
}

static AwValue
cancel_itself_and_yield(AwValue none)
{
    aw_cancel(aw_current_task(), "enough");
    return aw_sleep(0);
}

static AwValue
cancel_itself_and_await(AwValue none)
{
    aw_cancel(aw_current_task());
    return aw_await(aw_future());
}

static AwValue
cancel_itself_and_wait(AwValue none)
{
    AwEvent *event = aw_event();

    aw_cancel(aw_current_task());
    return aw_event_wait(event);
}

static AwValue
cancel_another(AwValue none)
{
    AwFuture *task = aw_spawn(nap, none);

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(task);
    return aw_await(task);
}

static AwValue
put_back_what_came(AwValue none)
{
    aw_cancel(aw_current_task());
    AW_IGNORE(aw_sleep(AW_SECOND));
    return aw_sleep(AW_SECOND);
}

static AwValue
run_for_ever(AwValue none)
{
    return aw_run_forever(aw_running_loop());
}

static AwValue
run_again(AwValue none)
{
    return aw_run_until_complete(aw_running_loop(), aw_current_task());
}

static AwValue
close_while_it_runs(AwValue none)
{
    return aw_loop_close(aw_running_loop());
}

static AwValue
submit_to_no_pool(AwValue none)
{
    return aw_job_result_threadsafe(aw_submit_threadsafe((AwPool *) NULL, give, 1), 0);
}

static AwValue
nest_lists(AwValue none)
{
    AwValue list = aw_list(1);

    for (int i = 0; i < 200 && !aw_failed(list); i++)
        list = aw_list(list);
    return list;
}

static AwValue
record_too_little(AwValue none)
{
    return aw_record_start(&(AwRecordOptions){.path = "places.awt", .last_bytes = 1});
}

static AwValue
record_nowhere(AwValue none)
{
    return aw_record_start(&(AwRecordOptions){.path = "/no/such/folder/places.awt"});
}

#define ROW(fn)                                                                                    \
    {                                                                                              \
#fn, fn                                                                                    \
    }
static const struct {
    const char *name;
    AwFn fn;
} errors[] = {
    ROW(wait_too_long),
    ROW(wait_for_no_time),
    ROW(call_for_too_long),
    ROW(call_for_no_time),
    ROW(body_takes_too_long),
    ROW(rescheduled_too_late),
    ROW(cancel_itself_and_sleep),
    ROW(cancel_itself_and_yield),
    ROW(cancel_itself_and_await),
    ROW(cancel_itself_and_wait),
    ROW(cancel_another),
    ROW(put_back_what_came),
    ROW(run_for_ever),
    ROW(run_again),
    ROW(close_while_it_runs),
    ROW(submit_to_no_pool),
    ROW(nest_lists),
    ROW(record_too_little),
    ROW(record_nowhere),
};

static void
assert_made_in(AwValue error, const char *function)
{
    const AwSite where = aw_where(error);

    if (!where.file || strcmp(where.file, AW_FILE) || strcmp(where.function, function))
        fail_msg("%s: %s: %s:%s", function, word(error), where.file ? where.file : "no place",
                 where.file ? where.function : "");
}

static void
an_error_has_the_place_of_the_call(void **state)
{
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        AW_SCOPE();
        AwValue v = play(errors[i].fn);
        assert_true(aw_failed(v));
        assert_made_in(v, errors[i].name);
    }
}

/* ---- errors of runs ---- */

static void
stop(void *loop)
{
    aw_stop((AwLoop *) loop);
}

static void
run_errors_have_a_place_too(void **state)
{
    AW_SCOPE();
    AwLoop *loop = aw_loop_new(), *other = aw_loop_new();
    AwFuture *never = aw_future_on(loop);

    assert_made_in(aw_run_until_complete(loop, aw_future_on(other)), __func__);
    aw_call_soon_threadsafe(loop, stop, loop);
    AwValue stopped = aw_run_until_complete(loop, never);
    assert_string_equal(aw_message(stopped), "stopped before the future was done");
    assert_made_in(stopped, __func__);
    assert_made_in(aw_run_until_complete(loop, never), __func__);
    assert_made_in(aw_run_forever(loop), __func__);
    aw_ref(loop);
    AW_IGNORE(aw_loop_close(loop));
    assert_made_in(aw_run_forever(loop), __func__);
    aw_unref(loop);
    AW_IGNORE(aw_loop_close(other));
}

static AwValue
wait_for_ever(AwValue none)
{
    return aw_await(aw_future());
}

static void
so_has_a_deadlock(void **state)
{
    AW_SCOPE();

    assert_made_in(aw_run(wait_for_ever, AW_NONE, .clock = AW_CLOCK_VIRTUAL), __func__);
}

/* ---- what was submitted to no pool ---- */

static void
no_pool_is_told(void **state)
{
    AW_SCOPE();
    AwValue v = play(submit_to_no_pool);

    assert_int_equal(aw_code(v), AW_NOMEM);
    assert_non_null(strstr(aw_message(v), "the pool is NULL"));
}

/* ---- sentences: values of a scope that has closed ---- */

static AwValue stale_text, stale_list, stale_error;
static AwVar var = {.name = "var"};

static void
make_stale_values(void)
{
    AW_SCOPE();
    stale_text = aw_str("text");
    stale_list = aw_list(1);
    stale_error = aw_error(AW_ERROR, "error");
}

#define USER(name, expression)                                                                     \
    static void name(void)                                                                         \
    {                                                                                              \
        AW_IGNORE(aw_list(expression));                                                            \
    }
/* clang-format off */
USER(read_text, aw_to_text(stale_text))
USER(read_length, (int) aw_len(stale_text))
USER(read_item, aw_at(stale_list, 0))
USER(read_message, aw_message(stale_error))
USER(read_errno, aw_errno(stale_error))
USER(read_where, aw_where(stale_error).file)
USER(read_cause, aw_cause(stale_error))
USER(read_error_as_number, aw_to_int(stale_error))
USER(write_out, aw_repr(stale_list))
USER(nest, aw_list(stale_text))
USER(nest_any, aw_list_of(&stale_text, 1))
USER(put, aw_queue_put(aw_queue(), stale_text))
USER(put_now, aw_queue_put_nowait(aw_queue(), stale_text))
USER(set, aw_set_result(aw_future(), stale_text))
USER(set_if, aw_set_result_if_pending(aw_future(), stale_text))
USER(set_variable, aw_var_set(&var, stale_text))
USER(spawn, aw_spawn(give, stale_text))
USER(spawn_error, aw_spawn(give, stale_error))
USER(make_coroutine, aw_coro(give, stale_text))
USER(submit, aw_run_in_executor((AwPool *) NULL, give, stale_text))
USER(map, aw_executor_map((AwPool *) NULL, give, stale_list))
USER(to_thread, aw_to_thread(give, stale_text))
USER(refer, aw_ref_value(stale_text))
/* clang-format on */

static void
drop_value(void)
{
    aw_unref_value(stale_text);
}

static void
hand_over(void)
{
    aw_unhandled(stale_error);
}

static AwValue
return_stale(void)
{
    AW_SCOPE();
    AW_RETURN(stale_text);
}

static void
return_late(void)
{
    AW_IGNORE(return_stale());
}

/* ---- sentences: objects ---- */

static void
drop_twice(void)
{
    AwQueue *queue = aw_ref(aw_queue());

    for (int i = 0; i < 3; i++)
        aw_unref(queue);
}

static void
refer_late(void)
{
    AwQueue *queue = aw_queue();

    aw_unref(queue);
    aw_ref(queue);
}

static void
fail_another_block(void)
{
    AwBlock *block = (AwBlock *) aw_group();

    AW_WITH (block) {
        block = (AwBlock *) aw_queue();
        AW_CHECK(block, aw_error(AW_ERROR, "why"));
    }
}

static void
work_in_a_task(void)
{
    aw_work(1);
}

static void (*const stopped[])(void) = {
    read_text,
    read_length,
    read_item,
    read_message,
    read_errno,
    read_where,
    read_cause,
    write_out,
    nest,
    nest_any,
    put,
    put_now,
    set,
    set_if,
    spawn,
    spawn_error,
    submit,
    make_coroutine,
    map,
    to_thread,
    set_variable,
    refer,
    drop_value,
    return_late,
    drop_twice,
    refer_late,
    fail_another_block,
    hand_over,
    work_in_a_task,
    read_error_as_number,
};

static AwValue
be_stopped(AwValue which)
{
    make_stale_values();
    stopped[aw_to_int(which)]();
    return AW_NONE;
}

static void
run_it(void *which)
{
    AW_IGNORE(aw_run(be_stopped, *(int *) which, .clock = AW_CLOCK_VIRTUAL));
}

static void
a_sentence_has_the_place_of_the_call(void **state)
{
    if (!freelist_pools)
        skip(); /* the sanitizers are first where objects are dropped twice */
    for (int i = 0; i < (int) (sizeof stopped / sizeof *stopped); i++) {
        assert_dies(run_it, &i, "aw: ");
        const char *place = strstr(child_said(), " (at " AW_FILE ":");
        if (!place || place > strchr(child_said(), '\n'))
            fail_msg("%d: '%s' was said", i, child_said());
    }
}

/* ---- a value that is returned out of its scope ---- */

static AwValue
return_too_little(AwValue none)
{
    AW_SCOPE();
    return aw_text("%d", 1);
}

static AwValue
call_it(AwValue none)
{
    return aw_call(return_too_little, none);
}

static void
run_function(void *fn)
{
    AW_IGNORE(aw_run(*(AwFn *) fn, AW_NONE, .clock = AW_CLOCK_VIRTUAL));
}

static void
who_returns_a_value_of_its_scope_is_named(void **state)
{
    static const char words[] = "aw: return_too_little() returned a value whose scope had closed; "
                                "AW_RETURN() takes it along (at " AW_FILE;
    AwFn call = call_it, spawn_it = return_too_little;

    assert_dies(run_function, &call, words);
    assert_dies(run_function, &spawn_it, "() returned a value whose scope had closed");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_has_the_place_of_the_call),
        cmocka_unit_test(run_errors_have_a_place_too),
        cmocka_unit_test(so_has_a_deadlock),
        cmocka_unit_test(no_pool_is_told),
        cmocka_unit_test(a_sentence_has_the_place_of_the_call),
        cmocka_unit_test(who_returns_a_value_of_its_scope_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
