/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-must.c - a program that drops a result which a header marks AW_MUST is told so by the
 * compiler, be it that of a function or of a macro around one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "tests/support/installed.h"

/* Each is a line of its own in the program. */
static const char *const dropping[] = {
    "aw_acquire(lock);",
    "aw_as_completed(&a, 1); aw_next(all);",
    "aw_await(a);",
    "aw_barrier_abort(barrier);",
    "aw_barrier_reset(barrier);",
    "aw_barrier_wait(barrier);",
    "aw_call(nap, 1);",
    "aw_condition_wait(condition);",
    "aw_condition_wait_for(condition, ready, NULL);",
    "aw_coro(nap, 1);",
    "aw_error(AW_ERROR, \"why\");",
    "aw_event_wait(event);",
    "aw_exception(a);",
    "aw_executor_map(NULL, nap, aw_list(1));",
    "aw_executor_map(NULL, nap, aw_list(1), .timeout = AW_MS);",
    "aw_job_result_threadsafe(job, 0);",
    "aw_loop_close(loop);",
    "aw_loop_run(loop, nap, 1);",
    "aw_notify(condition, 1);",
    "aw_notify_all(condition);",
    "aw_outcome(limit);",
    "aw_queue_get(queue);",
    "aw_queue_get_nowait(queue);",
    "aw_queue_join(queue);",
    "aw_queue_put(queue, 1);",
    "aw_queue_put_nowait(queue, 1);",
    "aw_readable(0);",
    "aw_record_start(&(AwRecordOptions){0});",
    "aw_record_stop();",
    "aw_result(a);",
    "aw_run(nap, 1);",
    "aw_run(nap, 1, .clock = AW_CLOCK_VIRTUAL);",
    "aw_run_forever(loop);",
    "aw_run_until_complete(loop, a);",
    "aw_runner_close(runner);",
    "aw_runner_run(runner, nap, 1);",
    "aw_set_result(a, 1);",
    "aw_shutdown_default_executor(0);",
    "aw_sleep(1);",
    "aw_timeout_reschedule(limit, 1);",
    "aw_to_thread(nap, 1);",
    "aw_wait(&a, 1);",
    "aw_wait(&a, 1, .timeout = AW_MS);",
    "aw_wait(AW_FUTURES(a, a));",
    "aw_wait_for(a, 1);",
    "aw_wait_for_call(aw_sleep(1), 1);",
    "aw_writable(1);",
};

/* What macros stand in front of, under other names. */
static const char *const inner[] = {"aw_block_outcome", "aw_hold", "aw_wait_for_end"};

static const char begin[] =
    "#include <aw.h>\n"
    "static AwValue nap(AwValue n) { AW_TRY(aw_sleep(AW_MS)); return n; }\n"
    "static bool ready(void *none) { return !none; }\n"
    "void body(AwFuture *a, AwLock *lock, AwBarrier *barrier, AwCondition *condition,\n"
    "          AwEvent *event, AwQueue *queue, AwTimeout *limit, AwCompletions *all, AwJob *job,\n"
    "          AwLoop *loop, AwRunner *runner);\n"
    "void body(AwFuture *a, AwLock *lock, AwBarrier *barrier, AwCondition *condition,\n"
    "          AwEvent *event, AwQueue *queue, AwTimeout *limit, AwCompletions *all, AwJob *job,\n"
    "          AwLoop *loop, AwRunner *runner)\n"
    "{\n";

static size_t
lines_before(void)
{
    size_t n = 1;

    for (const char *at = begin; *at; at++)
        n += *at == '\n';
    return n;
}

static void
write_program(void)
{
    g_autoptr(GString) program = g_string_new(begin);

    for (size_t i = 0; i < G_N_ELEMENTS(dropping); i++)
        g_string_append_printf(program, "%s\n", dropping[i]);
    g_string_append(program, "}\n");
    installed_write("must.c", program->str);
}

/* Of a name of more than 31 letters within a macro, gcc 12 tells only where the macro is. */
static bool
is_named(const char *output, const char *statement)
{
    g_auto(GStrv) parts = g_strsplit(statement, "(", 2);
    g_autofree char *function = g_strdup_printf("%s_from", parts[0]);

    return strlen(function) > 31 && strstr(output, function);
}

static void
assert_tells_each(const char *compiler)
{
    g_autofree char *script =
        g_strdup_printf("%s $(pkg-config --cflags aw) -c must.c -o must.o || :", compiler);
    g_autofree char *output = NULL;

    assert_int_equal(installed_run(script, &output), 0);
    assert_null(strstr(output, "implicit"));
    for (size_t i = 0; i < G_N_ELEMENTS(dropping); i++) {
        g_autofree char *place = g_strdup_printf("must.c:%zu:", lines_before() + i);
        if (!strstr(output, place) && !is_named(output, dropping[i]))
            fail_msg("%s\nsays nothing of: %s\nbut:\n%s", compiler, dropping[i], output);
    }
}

static void
a_result_that_is_dropped_is_told(void **state)
{
    g_autofree char *clang = g_find_program_in_path("clang");

    write_program();
    assert_tells_each("cc");
    if (clang)
        assert_tells_each("clang -Wall -Wextra");
}

/* ---- no function is left out ---- */

static bool
is_tried(const char *name)
{
    g_autofree char *call = g_strdup_printf("%s(", name);

    for (size_t i = 0; i < G_N_ELEMENTS(inner); i++)
        if (!strcmp(inner[i], name))
            return true;
    for (size_t i = 0; i < G_N_ELEMENTS(dropping); i++)
        if (strstr(dropping[i], call))
            return true;
    return false;
}

static void
every_function_with_the_mark_is_tried(void **state)
{
    g_autofree char *headers = NULL;
    g_autoptr(GRegex) marked =
        g_regex_new("\\b(aw_\\w+?)(_from)?\\([^;{#/]*\\)[^;{#/]*\\bAW_MUST;", 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    int n = 0;

    assert_int_equal(installed_run("cat \"$PWD/dest$INCLUDE\"/awaitscope/aw/*.h", &headers), 0);
    for (g_regex_match(marked, headers, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL), n++) {
        g_autofree char *name = g_match_info_fetch(match, 1);
        if (!is_tried(name))
            fail_msg("nobody drops the result of %s()", name);
    }
    assert_true(n > 30);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_result_that_is_dropped_is_told),
        cmocka_unit_test(every_function_with_the_mark_is_tried),
    };

    return cmocka_run_group_tests(tests, installed_begin, installed_end);
}
