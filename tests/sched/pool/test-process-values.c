/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-process-values.c - what jobs in other processes are given, and give back [EX10]. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sched/value/wire-value.h"
#include "tests/support/journal.h"
#include "tests/support/processes.h"

static AwValue
fail_with(AwValue text)
{
    return aw_error(AW_VALUE, "bad %s", aw_to_text(text));
}

/* A run of its own. */
static AwValue
late(AwValue none)
{
    AwTimeout *timeout = aw_timeout(AW_MS);

    AW_WITH (timeout)
        AW_CHECK(timeout, aw_sleep(AW_SECOND));
    return aw_outcome(timeout);
}

static AwValue
sleep_too_long(AwValue none)
{
    return aw_run(late, none, .clock = AW_CLOCK_VIRTUAL);
}

static AwValue
read_no_file(AwValue none)
{
    return aw_readable(-1);
}

static AwValue
read_nothing(AwValue none)
{
    return aw_run(read_no_file, none);
}

static AwValue
make_pointer(AwValue none)
{
    return aw_list(1, (void *) &errno);
}

static AwValue
send_values(AwValue none)
{
    AwPool *pool = aw_process_pool(1);
    const AwValue sent[] = {
        AW_NONE,
        aw_bool(true),
        aw_bool(false),
        aw_int(INT64_MIN),
        aw_real(-0.5),
        aw_text("%s", ""),
        aw_text("%s", "two words"),
        aw_bytes("a\0b", 3),
        aw_bytes("", 0),
        aw_list(1, aw_list("two", 3.0), aw_error(AW_ERROR, "in a list")),
        aw_list_of(NULL, 0),
    };

    for (size_t i = 0; i < sizeof sent / sizeof *sent; i++)
        note("%s", word(aw_await(aw_run_in_executor(pool, echo, sent[i]))));
    return none;
}

static void
values_go_there_and_back(void **state)
{
    assert_false(aw_failed(run_processes(send_values)));
    assert_journal("None\nTrue\nFalse\n-9223372036854775808\n-0.5\n''\n'two words'\n"
                   "b'a\\x00b'\nb''\n[1, ['two', 3.0], <error: in a list>]\n[]\n");
}

static AwValue
first_item(AwValue list)
{
    return aw_at(list, 0);
}

/* The error of a group whose task failed with the error in `list`. */
static AwValue
group_error(AwValue list)
{
    AwGroup *group = aw_group();

    AW_WITH (group) {
        aw_group_spawn(group, first_item, list);
    }
    return aw_outcome(group);
}

static AwValue
send_deep_error(AwValue none)
{
    AwValue error = aw_error(AW_ERROR, "the first");

    for (int i = 0; i < 300; i++)
        error = group_error(aw_list(error));
    error = aw_await(aw_run_in_executor(aw_process_pool(1), first_item, aw_list(error)));
    while (aw_len(aw_suberrors(error)))
        error = aw_at(aw_suberrors(error), 0);
    note("%s", word(error));
    return none;
}

static void
an_error_deeper_than_can_be_sent_is_cut(void **state)
{
    assert_false(aw_failed(run_processes(send_deep_error)));
    assert_non_null(strstr(journal(), "group failed:1 of the group's tasks failed, at "));
}

enum { BIG = 10 * 1000 * 1000 };

static AwValue
send_big(AwValue none)
{
    AwPool *pool = aw_process_pool(2);
    static char data[BIG];
    size_t size = 0;

    for (int i = 0; i < BIG; i++)
        data[i] = (char) (i / 7);
    AwFuture *two[] = {aw_run_in_executor(pool, echo, aw_bytes(data, BIG)),
                       aw_run_in_executor(pool, echo, aw_list(1, aw_bytes(data, BIG)))};
    AwValue list = AW_TRY(aw_await(aw_gather(two, 2)));
    const void *first = aw_to_bytes(aw_at(list, 0), &size);
    const void *second = aw_to_bytes(aw_at(aw_at(list, 1), 1), &size);
    return aw_bool(size == BIG && !memcmp(first, data, BIG) && !memcmp(second, data, BIG));
}

static void
a_value_may_be_big(void **state)
{
    assert_true(aw_to_bool(run_processes(send_big)));
}

static AwValue
send_errors(AwValue none)
{
    AwPool *pool = aw_process_pool(1);
    AwValue v = aw_await(aw_run_in_executor(pool, fail_with, "luck"));

    note("%s in %s()", word(v), aw_where(v).function);
    v = aw_await(aw_run_in_executor(pool, sleep_too_long, none));
    note("%s because %s", aw_code_name(aw_code(v)), aw_code_name(aw_code(aw_cause(v))));
    v = aw_await(aw_run_in_executor(pool, read_nothing, none));
    note("%d", aw_errno(v) == EBADF);
    return none;
}

static void
errors_come_back_with_their_place_and_cause(void **state)
{
    assert_false(aw_failed(run_processes(send_errors)));
    assert_journal("value error:bad luck in fail_with()\ntimeout because cancelled\n1\n");
}

static AwValue
send_foreign(AwValue none)
{
    AwPool *pool = aw_process_pool(1);

    note("%s", word(aw_await(aw_run_in_executor(pool, echo, aw_list(1, aw_future())))));
    note("%s", word(aw_await(aw_run_in_executor(pool, echo, (void *) pool))));
    note("%s", word(aw_await(aw_run_in_executor(pool, make_pointer, none))));
    AwJob *job = aw_submit_threadsafe(pool, echo, (void *) pool);
    note("%s", aw_code_name(aw_code(aw_job_result_threadsafe(job, AW_NEVER))));
    note("%s", word(aw_await(aw_run_in_executor(pool, echo, "goes on"))));
    return none;
}

static void
no_object_and_no_pointer_crosses(void **state)
{
    assert_false(aw_failed(run_processes(send_foreign)));
    assert_journal(
        "type error:the argument of a job in a process may hold no object and no pointer\n"
        "type error:the argument of a job in a process may hold no object and no pointer\n"
        "type error:the result of a job in a process may hold no object and no pointer\n"
        "type error\n'goes on'\n");
}

/* Every byte of a message may be wrong. */
static void
bytes_that_are_no_value_are_an_error(void **state)
{
    AW_SCOPE();
    AwValue v = aw_list("text", aw_bytes("bytes", 5), aw_list(1, 2.0), aw_error(AW_ERROR, "why"));
    size_t size = wire_put(NULL, v);
    char *good = malloc(size), *bad = malloc(size);

    wire_put(good, v);
    assert_int_equal(aw_len(wire_get(good, size)), 4);
    for (size_t i = 0; i < size; i++) {
        AW_SCOPE();
        assert_int_equal(aw_code(wire_get(good, i)), AW_RUNTIME);
        for (int bit = 0; bit < 8; bit++) {
            AW_SCOPE();
            memcpy(bad, good, size);
            bad[i] ^= (char) (1 << bit);
            aw_repr(wire_get(bad, size));
        }
    }
    free(good);
    free(bad);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_go_there_and_back),
        cmocka_unit_test(an_error_deeper_than_can_be_sent_is_cut),
        cmocka_unit_test(a_value_may_be_big),
        cmocka_unit_test(errors_come_back_with_their_place_and_cause),
        cmocka_unit_test(no_object_and_no_pointer_crosses),
        cmocka_unit_test(bytes_that_are_no_value_are_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
