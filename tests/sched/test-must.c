/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-must.c - a program that drops a result which a header marks AW_MUST is told so by the
 * compiler, be it that of a function or of a macro around one, and be the headers a system's. */
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
    "aw_as_completed(&a, 1);",
    "aw_await(a);",
    "aw_barrier(1);",
    "aw_barrier_abort(barrier);",
    "aw_barrier_reset(barrier);",
    "aw_barrier_wait(barrier);",
    "aw_bounded_semaphore(1);",
    "aw_call(nap, 1);",
    "aw_condition(lock);",
    "aw_condition_wait(condition);",
    "aw_condition_wait_for(condition, ready, NULL);",
    "aw_copy_context();",
    "aw_coro(nap, 1);",
    "aw_error(AW_ERROR, \"why\");",
    "aw_event();",
    "aw_event_wait(event);",
    "aw_exception(a);",
    "aw_executor_map(NULL, nap, aw_list(1));",
    "aw_executor_map(NULL, nap, aw_list(1), .timeout = AW_MS);",
    "aw_future();",
    "aw_future_on(loop);",
    "aw_gather(&a, 1);",
    "aw_gather(AW_FUTURES(a, a), .return_exceptions = true);",
    "aw_group();",
    "aw_job_result_threadsafe(job, 0);",
    "aw_lock();",
    "aw_loop_close(loop);",
    "aw_loop_new();",
    "aw_loop_run(loop, nap, 1);",
    "aw_next(all);",
    "aw_notify(condition, 1);",
    "aw_notify_all(condition);",
    "aw_outcome(limit);",
    "aw_process_pool(1);",
    "aw_queue();",
    "aw_queue(.maxsize = 1);",
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
    "aw_runner();",
    "aw_runner_close(runner);",
    "aw_runner_run(runner, nap, 1);",
    "aw_semaphore(1);",
    "aw_set_result(a, 1);",
    "aw_shield(a);",
    "aw_shutdown_default_executor(0);",
    "aw_sleep(1);",
    "aw_thread_pool(1);",
    "aw_timeout(1);",
    "aw_timeout_at(1);",
    "aw_timeout_reschedule(limit, 1);",
    "aw_to_thread(nap, 1);",
    "aw_wait(&a, 1);",
    "aw_wait(&a, 1, .timeout = AW_MS);",
    "aw_wait(AW_FUTURES(a, a));",
    "aw_wait_for(a, 1);",
    "aw_wait_for_call(aw_sleep(1), 1);",
    "aw_wrap_job(job);",
    "aw_writable(1);",
};

/* What macros stand in front of, under other names. */
static const char *const inner[] = {"aw_block_outcome", "aw_hold", "aw_wait_for_end"};

/* These may be dropped: what they begin goes on, and belongs to the scope. */
static const char *const keeping[] = {
    "aw_call_at(1, callback, NULL);",
    "aw_call_later(1, callback, NULL);",
    "aw_call_soon(callback, NULL);",
    "aw_call_soon_handle_threadsafe(loop, callback, NULL);",
    "aw_cancel(a);",
    "aw_ensure_future(a);",
    "aw_group_spawn(group, nap, 1);",
    "aw_queue_task_done(queue);",
    "aw_release(lock);",
    "aw_run_coroutine_threadsafe(loop, nap, 1);",
    "aw_run_in_executor(NULL, nap, 1);",
    "aw_spawn(nap, 1);",
    "aw_spawn_on(loop, nap, 1);",
    "aw_submit_threadsafe(NULL, nap, 1);",
};

/* How a program comes by the headers, each after the name of the compiler. */
static const char *const flags[] = {
    "$(pkg-config --cflags aw)",
    "$(pkg-config --cflags aw | sed 's/-I/-isystem /')",
};

static const char begin[] =
    "#include <aw.h>\n"
    "static AwValue nap(AwValue n) { AW_TRY(aw_sleep(AW_MS)); return n; }\n"
    "static bool ready(void *none) { return !none; }\n"
    "static void callback(void *none) { (void) none; }\n"
    "void body(AwFuture *a, AwLock *lock, AwBarrier *barrier, AwCondition *condition,\n"
    "          AwEvent *event, AwQueue *queue, AwTimeout *limit, AwGroup *group,\n"
    "          AwCompletions *all, AwJob *job, AwLoop *loop, AwRunner *runner);\n"
    "void body(AwFuture *a, AwLock *lock, AwBarrier *barrier, AwCondition *condition,\n"
    "          AwEvent *event, AwQueue *queue, AwTimeout *limit, AwGroup *group,\n"
    "          AwCompletions *all, AwJob *job, AwLoop *loop, AwRunner *runner)\n"
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
    for (size_t i = 0; i < G_N_ELEMENTS(keeping); i++)
        g_string_append_printf(program, "%s\n", keeping[i]);
    g_string_append(program, "}\n");
    installed_write("must.c", program->str);
}

static bool
is_told(const char *output, size_t line)
{
    g_autofree char *place = g_strdup_printf("must.c:%zu:", lines_before() + line);

    return strstr(output, place);
}

static void
assert_tells_each(const char *compiler, const char *how)
{
    g_autofree char *script = g_strdup_printf("%s %s -c must.c -o must.o || :", compiler, how);
    g_autofree char *output = NULL;

    assert_int_equal(installed_run(script, &output), 0);
    assert_null(strstr(output, "implicit"));
    for (size_t i = 0; i < G_N_ELEMENTS(dropping); i++)
        if (!is_told(output, i))
            fail_msg("%s %s\nsays nothing of: %s\nbut:\n%s", compiler, how, dropping[i], output);
    for (size_t i = 0; i < G_N_ELEMENTS(keeping); i++)
        if (is_told(output, G_N_ELEMENTS(dropping) + i))
            fail_msg("%s %s\ncomplains of: %s\n%s", compiler, how, keeping[i], output);
}

static void
a_result_that_is_dropped_is_told(void **state)
{
    g_autofree char *clang = g_find_program_in_path("clang");

    write_program();
    for (size_t i = 0; i < G_N_ELEMENTS(flags); i++) {
        assert_tells_each("cc", flags[i]);
        if (clang)
            assert_tells_each("clang -Wall -Wextra", flags[i]);
    }
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

/* ---- line markers ---- */

static void
a_marker_says_where_it_is(void **state)
{
    static const char script[] =
        "cd \"$PWD/dest$INCLUDE/awaitscope\"\n"
        "awk '/^# [0-9]/ { n++; if ($2 != FNR + 1 || $3 != \"\\\"<\" FILENAME \">\\\"\") print }\n"
        "     END { print (n > 8) ? \"\" : \"few\" }' aw/*.h";
    g_autofree char *wrong = NULL;

    assert_int_equal(installed_run(script, &wrong), 0);
    assert_string_equal(wrong, "\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_result_that_is_dropped_is_told),
        cmocka_unit_test(every_function_with_the_mark_is_tried),
        cmocka_unit_test(a_marker_says_where_it_is),
    };

    return cmocka_run_group_tests(tests, installed_begin, installed_end);
}
