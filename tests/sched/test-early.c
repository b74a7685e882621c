/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-early.c - programs whose main function returns early, and what its tasks still use, as a
 * user compiles them [OW6]; and two tasks that stop each other [DB2]. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "tests/support/installed.h"

static const char early[] =
    "#include <aw.h>\n"
    "#include <stdlib.h>\n"
    "static struct { AwQueue *q; AwLock *l, *held; AwEvent *e; AwSemaphore *s; AwCondition *c;\n"
    "    AwBarrier *b; AwCompletions *n; AwGroup *g; AwTimeout *t; } app;\n"
    "static int which;\n"
    "static void put(void *q) { AW_IGNORE(aw_queue_put_nowait(q, 1)); }\n"
    "static AwValue in_group(AwGroup *group) {\n"
    "    AW_WITH (group) { AW_CHECK(group, aw_sleep(AW_SECOND)); }\n"
    "    return aw_outcome(group);\n"
    "}\n"
    "static AwValue in_timeout(AwTimeout *limit) {\n"
    "    AW_WITH (limit) { AW_CHECK(limit, aw_sleep(AW_SECOND)); }\n"
    "    return aw_outcome(limit);\n"
    "}\n"
    "static AwValue wait(void) {\n"
    "    switch (which) {\n"
    "    case 0: return aw_queue_get(app.q);\n"
    "    case 1: return aw_acquire(app.held);\n"
    "    case 2: return aw_event_wait(app.e);\n"
    "    case 3: return aw_acquire(app.s);\n"
    "    case 4: { AW_HOLD(app.c); return aw_condition_wait(app.c); }\n"
    "    case 5: return aw_barrier_wait(app.b);\n"
    "    case 6: { AW_HOLD(app.l); return aw_sleep(AW_SECOND); }\n"
    "    case 7: return aw_result(aw_next(app.n));\n"
    "    case 8: return in_group(app.g);\n"
    "    case 9: return in_timeout(app.t);\n"
    "    default: { AW_DEFER(put, app.q); return aw_sleep(AW_SECOND); }\n"
    "    }\n"
    "}\n"
    "static AwValue worker(AwValue n) {\n"
    "    aw_print(\"%s\", aw_code_name(aw_code(wait())));\n"
    "    return n;\n"
    "}\n"
    "static AwValue run(AwValue n) {\n"
    "    app.q = aw_queue(); app.l = aw_lock(); app.held = aw_lock(); app.e = aw_event();\n"
    "    app.s = aw_semaphore(0); app.c = aw_condition(NULL); app.b = aw_barrier(2);\n"
    "    app.n = aw_as_completed(AW_FUTURES(aw_future())); app.g = aw_group();\n"
    "    app.t = aw_timeout(AW_SECOND);\n"
    "    AW_TRY(aw_acquire(app.held));\n"
    "    aw_spawn(worker, n);\n"
    "    AW_TRY(aw_sleep(AW_MS));\n"
    "    return aw_error(AW_ERROR, \"something went wrong\");\n"
    "}\n"
    "int main(int argc, char **argv) {\n"
    "    which = argc > 1 ? atoi(argv[1]) : 0;\n"
    "    return aw_exit_status(aw_run(run, AW_NONE, .clock = AW_CLOCK_VIRTUAL));\n"
    "}\n";

static const char detached[] =
    "#include <aw.h>\n"
    "static AwValue quick(AwValue n) { return n; }\n"
    "static AwValue run(AwValue n) {\n"
    "    AwFuture *task = aw_spawn(quick, 41, .eager_start = true, .detached = true);\n"
    "    AwFuture *other = aw_spawn(quick, 42);\n"
    "    aw_print(\"%d, %d\", task != other, (int) aw_int_or(aw_result(task), -1));\n"
    "    return n;\n"
    "}\n"
    "int main(void) { return aw_exit_status(aw_run(run, AW_NONE)); }\n";

static const char shop[] =
    "#include <aw.h>\n"
    "static AwLock *till, *safe;\n"
    "static AwValue ab(AwValue n) {\n"
    "    AW_HOLD(till);\n"
    "    AW_TRY(aw_sleep(AW_MS));\n"
    "    AW_HOLD(safe);\n"
    "    return n;\n"
    "}\n"
    "static AwValue ba(AwValue n) {\n"
    "    AW_HOLD(safe);\n"
    "    AW_TRY(aw_sleep(AW_MS));\n"
    "    AW_HOLD(till);\n"
    "    return n;\n"
    "}\n"
    "static AwValue run(AwValue n) {\n"
    "    till = aw_lock();\n"
    "    safe = aw_lock();\n"
    "    AwFuture *a = aw_spawn(ab, n, .name = \"ab\"), *b = aw_spawn(ba, n, .name = \"ba\");\n"
    "    AW_TRY(aw_sleep(AW_SECOND));\n"
    "    aw_print(\"the clock ticks\");\n"
    "    return aw_await(aw_gather(AW_FUTURES(a, b)));\n"
    "}\n"
    "int main(void) {\n"
    "    return aw_exit_status(aw_run(run, AW_NONE, .clock = AW_CLOCK_VIRTUAL));\n"
    "}\n";

static char *
compile_and_run(const char *program, const char *command)
{
    g_autofree char *script =
        g_strconcat("cc program.c -o program $(pkg-config --cflags --libs aw)\n", command, NULL);
    char *output = NULL;

    installed_write("program.c", program);
    installed_run(script, &output);
    return output;
}

static void
what_the_tasks_of_a_failed_main_use_is_there(void **state)
{
    g_autofree char *output = compile_and_run(
        early, "for which in 0 1 2 3 4 5 6 7 8 9 10; do ./program $which || test $? = 1; done");
    g_autoptr(GString) expected = g_string_new(NULL);

    for (int i = 0; i <= 10; i++)
        g_string_append(expected,
                        "cancelled\nprogram: error: something went wrong (at program.c:42)\n");
    assert_string_equal(output, expected->str);
}

static void
a_detached_task_that_ended_at_once_can_be_looked_at(void **state)
{
    g_autofree char *output = compile_and_run(detached, "./program");

    assert_string_equal(output, "1, 41\n");
}

#define DEADLOCK                                                                                   \
    "deadlock: ba waits at program.c:12 for acquire(till) (made at program.c:16), which ab has "   \
    "held "                                                                                        \
    "since program.c:4, ab waits at program.c:6 for acquire(safe) (made at program.c:17), which "  \
    "ba has held since program.c:10\n"

static void
tasks_that_stop_each_other_are_named(void **state)
{
    g_autofree char *debug = compile_and_run(shop, "AW_DEBUG=1 ./program || test $? = 1");
    g_autofree char *recorded = compile_and_run(shop, "AW_TRACE=shop.awt ./program || true\n"
                                                      "awaitscope shop.awt");

    assert_memory_equal(debug, "aw: " DEADLOCK "the clock ticks\n", strlen("aw: " DEADLOCK));
    assert_non_null(
        strstr(debug, "ab waits at program.c:6 for acquire(safe) (made at program.c:17), which ba "
                      "has held since program.c:10, "
                      "ba waits at program.c:12 for acquire(till) (made at program.c:16), which ab "
                      "has held since program.c:4"));
    assert_non_null(strstr(recorded, DEADLOCK));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_tasks_of_a_failed_main_use_is_there),
        cmocka_unit_test(a_detached_task_that_ended_at_once_can_be_looked_at),
        cmocka_unit_test(tasks_that_stop_each_other_are_named),
    };

    return cmocka_run_group_tests(tests, installed_begin, installed_end);
}
