/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-names.c - callbacks have names and places in whatever a user of the installed library reads:
 * the sentence about a slow one, and the recording. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "tests/support/installed.h"

/* Each line of it schedules one, of which each holds the loop for longer than the one before. */
static const char program[] =
    "#include <aw.h>\n"
    "static void hold(void) { static int n; aw_busy((100 + 10 * n++) * AW_MS); }\n"
    "static void on_call(void *data) { (void) data; hold(); }\n"
    "static void on_done(AwFuture *f, void *data) { (void) f, (void) data; hold(); }\n"
    "static AwValue task(AwValue n) { return n; } static AwValue slow(AwValue n) { "
    "AW_TRY(aw_sleep(0)); hold(); return n; }\n"
    "static AwValue run(AwValue none)\n"
    "{\n"
    "    AwLoop *loop = aw_running_loop();\n"
    "    aw_call_soon(on_call, NULL);\n"
    "    aw_call_soon_threadsafe(loop, on_call, NULL);\n"
    "    aw_call_soon_handle_threadsafe(loop, on_call, NULL);\n"
    "    AwFuture *done = aw_spawn(task, 1);\n"
    "    aw_add_done_callback(done, on_done, NULL);\n"
    "    AW_TRY(aw_await(done));\n"
    "    AW_TRY(aw_sleep(AW_SECOND));\n"
    "    aw_call_later(AW_SECOND, on_call, NULL);\n"
    "    aw_call_at(aw_time() + 2 * AW_SECOND, on_call, NULL);\n"
    "    AW_TRY(aw_sleep(3 * AW_SECOND));\n"
    "    return aw_await(aw_spawn(slow, none));\n"
    "}\n"
    "int main(void)\n"
    "{\n"
    "    return aw_exit_status(aw_run(run, AW_NONE, .clock = AW_CLOCK_VIRTUAL));\n"
    "}\n";

static char *
output_of(const char *script)
{
    char *output = NULL;

    installed_write("shop.c", program);
    assert_int_equal(installed_run("cc shop.c -o shop $(pkg-config --cflags --libs aw)", NULL), 0);
    assert_int_equal(installed_run(script, &output), 0);
    return output;
}

static void
a_slow_callback_is_named(void **state)
{
    g_autofree char *said = output_of("AW_DEBUG=1 ./shop");

    assert_string_equal(
        said, "aw: callback on_call (shop.c:9) took 100 ms\n"
              "aw: callback on_call (shop.c:10) took 110 ms\n"
              "aw: callback on_call (shop.c:11) took 120 ms\n"
              "aw: callback on_done (shop.c:13) took 130 ms\n"
              "aw: callback on_call (shop.c:16) took 140 ms\n"
              "aw: callback on_call (shop.c:17) took 150 ms\n"
              "aw: a step of Task-3 (slow()) took 160 ms (after shop.c:5, made at shop.c:19)\n");
}

static void
what_held_the_loop_is_named(void **state)
{
    g_autofree char *said =
        output_of("AW_TRACE=shop.awt ./shop; awaitscope shop.awt | grep 'ms  .*shop.c'");

    assert_string_equal(said, "  160 ms     at 4.46 s, Task-3 slow() (after shop.c:5)\n"
                              "  150 ms     at 3.46 s, timer on_call (shop.c:17)\n"
                              "  140 ms     at 2.46 s, timer on_call (shop.c:16)\n"
                              "  130 ms     at 330 ms, callback on_done (shop.c:13)\n"
                              "  120 ms     at 210 ms, callback on_call (shop.c:11)\n");
}

static void
each_event_has_the_place_and_the_bar_the_name(void **state)
{
    g_autofree char *events = output_of(
        "AW_TRACE=shop.awt ./shop\n"
        "\"$BUILD/app/awaitscope\" events shop.awt | grep -o '[A-Z]*_BEGIN .*shop.c:[0-9]*' |\n"
        "    sed 's/ .* / /'");
    g_autofree char *bars =
        output_of("AW_TRACE=shop.awt ./shop\n"
                  "\"$BUILD/app/awaitscope\" print shop.awt --axis elastic --width 300");

    assert_string_equal(events, "RUN_BEGIN shop.c:23\n"
                                "CALLBACK_BEGIN shop.c:9\n"
                                "CALLBACK_BEGIN shop.c:10\n"
                                "CALLBACK_BEGIN shop.c:11\n"
                                "CALLBACK_BEGIN shop.c:13\n"
                                "TIMER_BEGIN shop.c:16\n"
                                "TIMER_BEGIN shop.c:17\n");
    assert_non_null(strstr(bars, "on_done"));
}

static void
a_task_is_called_what_it_was_called_last(void **state)
{
    static const char renames[] =
        "#include <aw.h>\n"
        "static AwValue nap(AwValue n) { AW_TRY(aw_sleep(AW_MS)); return n; }\n"
        "static AwValue run(AwValue none)\n"
        "{\n"
        "    AwFuture *task = aw_spawn(nap, 1);\n"
        "    aw_set_name(task, \"first\");\n"
        "    AW_TRY(aw_sleep(0));\n"
        "    aw_set_name(task, \"second one\");\n"
        "    aw_print(\"%s\", aw_name(task));\n"
        "    AW_TRY(aw_await(task));\n"
        "    aw_print(\"%d\", aw_set_name(aw_future(), \"none\"));\n"
        "    return none;\n"
        "}\n"
        "int main(void) { return aw_exit_status(aw_run(run, AW_NONE)); }\n";
    g_autofree char *output = NULL;

    installed_write("renames.c", renames);
    assert_int_equal(installed_run("cc renames.c -o renames $(pkg-config --cflags --libs aw)\n"
                                   "AW_TRACE=renames.awt ./renames\n"
                                   "awaitscope renames.awt | grep -A3 '^tasks'\n"
                                   "\"$BUILD/app/awaitscope\" events renames.awt | grep NAMED |\n"
                                   "    sed 's/.*NAMED *//;s/  */ /g'",
                                   &output),
                     0);
    assert_string_equal(output, "second one\n0\n"
                                "tasks\n"
                                "  Task-1     run()                done\n"
                                "  second one nap(1)               done: 1\n"
                                "\n"
                                "second one - - first\n"
                                "second one - - second one\n");
}

/* Ten thousand tasks, which each make a lock, are a few lines; --all has them all. Where each has a
 * line, the columns hold. */
static void
many_tasks_are_a_few_lines(void **state)
{
    static const char many[] =
        "#include <aw.h>\n"
        "#include <stdlib.h>\n"
        "static AwValue nap(AwValue n)\n"
        "{\n"
        "    AW_HOLD(aw_lock());\n"
        "    AW_TRY(aw_sleep(AW_MS));\n"
        "    return aw_to_int(n) == 7 ? aw_error(AW_VALUE, \"seven\") : n;\n"
        "}\n"
        "static AwValue run(AwValue n)\n"
        "{\n"
        "    static AwFuture *tasks[5000];\n"
        "    aw_spawn(nap, 7, .name = \"a name with spaces\");\n"
        "    for (int i = 0; i < aw_to_int(n); i++)\n"
        "        tasks[i] = aw_spawn(nap, i);\n"
        "    return aw_await(aw_gather(tasks, (size_t) aw_to_int(n), .return_exceptions = true));\n"
        "}\n"
        "int main(int n, char **arguments)\n"
        "{\n"
        "    (void) n;\n"
        "    return aw_exit_status(aw_run(run, atoi(arguments[1])));\n"
        "}\n";
    static const char script[] = "cc many.c -o many $(pkg-config --cflags --libs aw)\n"
                                 "AW_TRACE=many.awt ./many 5000 2> said\n"
                                 "AW_TRACE=few.awt ./many 2 2>> said\n"
                                 "awaitscope many.awt | sed -n '/^tasks/,/^events/p'\n"
                                 "test $(awaitscope many.awt --all | wc -l) -gt 10000\n"
                                 "awaitscope few.awt | sed -n '/^tasks/,/^locks/p'\n";
    g_autofree char *output = NULL;

    installed_write("many.c", many);
    assert_int_equal(installed_run(script, &output), 0);
    assert_string_equal(output, "tasks\n"
                                "         1 run: 1 done\n"
                                "      5001 nap: 4999 done, 2 failed\n"
                                "  (5002 in all; --all lists each)\n"
                                "\n"
                                "locks, queues, blocks\n"
                                "      5001 lock\n"
                                "  (5001 in all; --all lists each)\n"
                                "\n"
                                "events by kind\n"
                                "tasks\n"
                                "  Task-1             run(2)               done: [0, 1]\n"
                                "  a name with spaces nap                  failed: seven\n"
                                "  Task-2             nap(0)               done: 0\n"
                                "  Task-3             nap(1)               done: 1\n"
                                "\n"
                                "locks, queues, blocks\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slow_callback_is_named),
        cmocka_unit_test(what_held_the_loop_is_named),
        cmocka_unit_test(a_task_is_called_what_it_was_called_last),
        cmocka_unit_test(many_tasks_are_a_few_lines),
        cmocka_unit_test(each_event_has_the_place_and_the_bar_the_name),
    };

    return cmocka_run_group_tests(tests, installed_begin, installed_end);
}
