/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-bridges.c - the installed library inside a GLib main loop, and below code for libuv; and the
 * document that its headers cite. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "tests/support/installed.h"

/* GLib is where the system has it. */
static void
assert_prints(const char *program, const char *package, const char *expected)
{
    g_autofree char *script =
        g_strdup_printf("glib=$(unset PKG_CONFIG_SYSROOT_DIR; pkg-config --cflags glib-2.0)\n"
                        "cc bridge.c -o bridge $(pkg-config --cflags --libs %s) $glib\n./bridge",
                        package);
    g_autofree char *output = NULL;

    installed_write("bridge.c", program);
    assert_int_equal(installed_run(script, &output), 0);
    assert_string_equal(output, expected);
}

static void
a_loop_runs_in_a_main_loop(void **state)
{
    assert_prints("#include <aw-glib.h>\n"
                  "static AwValue nap(AwValue quits)\n"
                  "{\n"
                  "    AW_TRY(aw_sleep(AW_MS));\n"
                  "    aw_print(\"awake\");\n"
                  "    g_main_loop_quit(aw_to_pointer(quits));\n"
                  "    return AW_NONE;\n"
                  "}\n"
                  "int main(void)\n"
                  "{\n"
                  "    GMainLoop *glib = g_main_loop_new(NULL, FALSE);\n"
                  "    AwLoop *loop = aw_loop_new();\n"
                  "    GSource *source = aw_glib_attach(loop, NULL, G_PRIORITY_DEFAULT);\n"
                  "    aw_spawn(nap, (void *) glib, .detached = true);\n"
                  "    g_main_loop_run(glib);\n"
                  "    aw_glib_detach(source);\n"
                  "    g_main_loop_unref(glib);\n"
                  "    return aw_failed(aw_loop_close(loop));\n"
                  "}\n",
                  "aw-glib", "awake\n");
}

static void
code_for_libuv_runs_below_it(void **state)
{
    assert_prints("#include <aw.h>\n"
                  "#include <uv.h>\n"
                  "static void fired(uv_timer_t *timer) { AW_SCOPE(); "
                  "AW_IGNORE(aw_set_result(timer->data, 5)); }\n"
                  "static AwValue run(AwValue none)\n"
                  "{\n"
                  "    static uv_timer_t timer;\n"
                  "    AwFuture *future = aw_future();\n"
                  "    uv_timer_init(aw_loop_uv(aw_running_loop()), &timer);\n"
                  "    timer.data = future;\n"
                  "    uv_timer_start(&timer, fired, 1, 0);\n"
                  "    aw_print(\"%d\", (int) aw_to_int(AW_TRY(aw_await(future))));\n"
                  "    return none;\n"
                  "}\n"
                  "int main(void) { return aw_exit_status(aw_run(run, AW_NONE)); }\n",
                  "aw", "5\n");
}

/* A loop of one's own, with a future and a task before it runs, and several runs. */
static void
a_loop_can_be_prepared_and_run_again(void **state)
{
    assert_prints(
        "#include <aw.h>\n"
        "#include <stdio.h>\n"
        "static AwValue later(AwValue future) { AW_TRY(aw_set_result(aw_to_future(future), 5)); "
        "return "
        "AW_NONE; }\n"
        "static AwValue twice(AwValue n) { AW_TRY(aw_sleep(AW_MS)); return aw_int(2 * "
        "aw_to_int(n)); }\n"
        "int main(void)\n"
        "{\n"
        "    AwLoop *loop = aw_loop_new();\n"
        "    AwFuture *future = aw_future_on(loop);\n"
        "    aw_spawn_on(loop, later, future, .name = \"later\");\n"
        "    AwValue five = aw_run_until_complete(loop, future);\n"
        "    AwValue six = aw_loop_run(loop, twice, 3), eight = aw_loop_run(loop, twice, 4);\n"
        "    printf(\"%d %d %d\\n\", (int) aw_to_int(five), (int) aw_to_int(six), (int) "
        "aw_to_int(eight));\n"
        "    AW_IGNORE(aw_loop_close(loop));\n"
        "#ifdef __SANITIZE_ADDRESS__\n" /* under which its memory is gone, and that is said */
        "    return 0;\n"
        "#else\n"
        "    return aw_code(aw_loop_run(loop, twice, 4)) != AW_RUNTIME;\n"
        "#endif\n"
        "}\n",
        "aw", "5 6 8\n");
}

static void
the_rules_are_where_the_header_says(void **state)
{
    assert_int_equal(
        installed_run("grep -q share/doc/awaitscope \"$PWD/dest$INCLUDE/awaitscope/aw.h\"\n"
                      "grep -q '^| T13 |' \"$PWD/dest$DATA/doc/awaitscope/SEMANTICS.md\"",
                      NULL),
        0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_loop_runs_in_a_main_loop),
        cmocka_unit_test(a_loop_can_be_prepared_and_run_again),
        cmocka_unit_test(code_for_libuv_runs_below_it),
        cmocka_unit_test(the_rules_are_where_the_header_says),
    };

    return cmocka_run_group_tests(tests, installed_begin, installed_end);
}
