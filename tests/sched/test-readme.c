/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-readme.c - the README's program for C programmers, as a reader would use it: copied from the
 * text, compiled against what `meson install` installs, run and recorded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "tests/support/installed.h"

static char *section;

/* The block of the section that begins with this line, without its indentation. */
static char *
block(const char *first_line)
{
    g_autofree char *start = g_strconcat("\n    ", first_line, "\n", NULL);
    const char *at = strstr(section, start);
    g_autoptr(GString) text = g_string_new(NULL);

    if (!at)
        fail_msg("the README has no block that begins \"%s\"", first_line);
    g_auto(GStrv) lines = g_strsplit(at + 1, "\n", -1);
    for (int i = 0; lines[i] && (!*lines[i] || g_str_has_prefix(lines[i], "    ")); i++)
        g_string_append_printf(text, "%s\n", *lines[i] ? lines[i] + 4 : "");
    while (text->len > 1 && text->str[text->len - 2] == '\n')
        g_string_truncate(text, text->len - 1);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

#define COMPILE "cc primes.c -o primes $(pkg-config --cflags --libs aw)"

static void
the_program_prints_what_the_readme_says(void **state)
{
    g_autofree char *commands = block(COMPILE);
    g_autofree char *expected = block("11018 primes");
    g_autofree char *output = NULL;

    assert_int_equal(installed_run(commands, &output), 0);
    assert_string_equal(output, expected);
}

static void
so_does_the_shop(void **state)
{
    g_autofree char *shop =
        block("/* Customers in a group, one at a time in the shop, until it closes. */");
    g_autofree char *expected = block("Ann has bought something");
    g_autofree char *output = NULL;

    installed_write("shop.c", shop);
    assert_int_equal(
        installed_run("cc shop.c -o shop $(pkg-config --cflags --libs aw)\n./shop", &output), 0);
    assert_string_equal(output, expected);
}

/* In a tree that is set up already, as in the README, though the library alone, which is not built
 * again. */
static void
a_prefix_of_ones_own_works_as_it_says(void **state)
{
    g_autofree char *setup = block("meson configure build --prefix=\"$HOME/aw\"");
    g_auto(GStrv) lines = g_strsplit(setup, "\n", 0);
    g_autofree char *script = g_strconcat(
        "unset PKG_CONFIG_SYSROOT_DIR PKG_CONFIG_PATH\nexport HOME=\"$PWD\"\n"
        "cd \"$SOURCE\"\nmeson() { if [ $2 = build ]; then command meson setup \"$HOME/own\" "
        "-Dapp=false; command meson $1 \"$HOME/own\" $3; ninja -C \"$HOME/own\" build.ninja; "
        "mkdir -p \"$HOME/own/sched\"; cp \"$BUILD/sched/libaw.a\" \"$HOME/own/sched\"; else "
        "command meson install -C \"$HOME/own\" --no-rebuild --tags devel; fi > /dev/null; }\n",
        setup,
        "cd \"$HOME\"\nls \"$HOME/aw/share/doc/awaitscope\"\n"
        "cc shop.c -o own-shop $(pkg-config --cflags --libs aw)\n./own-shop | head -1\n",
        NULL);
    g_autofree char *output = NULL;

    assert_int_equal(installed_run(script, &output), 0);
    assert_string_equal(output, "FORMAT.md\nSEMANTICS.md\nAnn has bought something\n");
}

static void
its_recording_opens(void **state)
{
    g_autofree char *record = block("AW_TRACE=primes.awt ./primes");
    g_autofree char *commands = g_strconcat(COMPILE "\n", record, NULL);
    g_autofree char *output = NULL;

    assert_int_equal(installed_run(commands, &output), 0);
    assert_non_null(strstr(output, "\nended     done\n"));
    assert_non_null(strstr(output, "left"));
}

/* Not in the README, but what it promises of a recording and of errors. */
static void
a_killed_program_has_all_it_recorded_and_errors_have_places(void **state)
{
    g_autofree char *output = NULL;

    installed_write("killed.c",
                    "#include <aw.h>\n"
                    "#include <signal.h>\n"
                    "static AwValue fail(AwValue none) { (void) none;\n"
                    "    return aw_error(AW_ERROR, \"no luck\"); }\n"
                    "static AwValue program(AwValue none) {\n"
                    "    AwFuture *task = aw_spawn(fail, none);\n"
                    "    aw_mark(\"all of it\");\n"
                    "    AwValue v = aw_await(task);\n"
                    "    aw_exit_status(v);\n"
                    "    raise(SIGKILL);\n"
                    "    return none; }\n"
                    "int main(void) { return aw_exit_status(aw_run(program, AW_NONE)); }\n");
    assert_int_equal(installed_run("cc killed.c -o killed $(pkg-config --cflags --libs aw)\n"
                                   "AW_TRACE=killed.awt ./killed || true\n"
                                   "awaitscope killed.awt\n"
                                   "rm killed.awt killed.awt.ring\n",
                                   &output),
                     0);
    assert_non_null(strstr(output, "killed: error: no luck (at killed.c:4)\n"));
    assert_non_null(strstr(output, "MARK "));
    assert_non_null(strstr(output, "failed: no luck"));
}

static void
the_headers_are_pedantic(void **state)
{
    const char *pedantic =
        "cc -std=gnu17 -Wpedantic -Wno-gnu-zero-variadic-macro-arguments -Wshadow "
        "-c primes.c $(pkg-config --cflags aw)";

    assert_int_equal(installed_run(pedantic, NULL), 0);
}

/* gcc does not warn about macros of system headers. */
static void
a_dropped_result_is_seen_where_the_system_has_its_headers(void **state)
{
    g_autofree char *output = NULL;

    installed_write("drops.c",
                    "#include <aw.h>\nvoid drops(void);\nvoid drops(void) { aw_sleep(1); }\n");
    assert_int_not_equal(installed_run("cc -isystem \"$PWD/dest$INCLUDE\" -c drops.c "
                                       "$(pkg-config --cflags aw)",
                                       &output),
                         0);
    assert_non_null(strstr(output, "warn_unused_result"));
}

static void
so_is_that_of_ones_own_coroutine_with_the_mark(void **state)
{
    g_autofree char *output = NULL;

    assert_non_null(strstr(section, "`static AW_MUST AwValue get_item(AwValue i)`"));
    installed_write("own.c", "#include <aw.h>\n"
                             "static AW_MUST AwValue get_item(AwValue i) { return i; }\n"
                             "void drops(void);\nvoid drops(void) { get_item(AW_NONE); }\n");
    assert_int_not_equal(installed_run("cc -c own.c $(pkg-config --cflags aw)", &output), 0);
    assert_non_null(strstr(output, "own.c:4:"));
    assert_non_null(strstr(output, "warn_unused_result"));
}

/* Set up so that no other package can be found. */
static void
the_library_alone_needs_libuv_and_cmocka(void **state)
{
    const char *alone =
        "unset PKG_CONFIG_SYSROOT_DIR PKG_CONFIG_PATH\n"
        "mkdir packages\n"
        "for name in libuv cmocka; do\n"
        "    cp \"$(pkg-config --variable=pcfiledir $name)/$name.pc\" packages\n"
        "done\n"
        "PKG_CONFIG_LIBDIR=\"$PWD/packages\" meson setup -Dapp=false alone \"$SOURCE\"\n"
        "meson introspect --installed alone";
    g_autofree char *output = NULL;

    assert_non_null(strstr(section, "-Dapp=false"));
    assert_int_equal(installed_run(alone, &output), 0);
    assert_non_null(strstr(output, "/libaw.a\""));
    assert_null(strstr(output, "/awaitscope\""));
}

static int
begin(void **state)
{
    g_autofree char *readme = NULL, *program = NULL;

    if (!g_file_get_contents(getenv("README"), &readme, NULL, NULL))
        return -1;
    const char *start = strstr(readme, "\n## aw for C programmers\n");
    const char *end = start ? strstr(start + 1, "\n## ") : NULL;
    if (!end || installed_begin(state))
        return -1;
    section = g_strndup(start, (size_t) (end - start));
    program = block("#include <aw.h>");
    installed_write("primes.c", program);
    return 0;
}

static int
end(void **state)
{
    g_free(section);
    return installed_end(state);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_program_prints_what_the_readme_says),
        cmocka_unit_test(so_does_the_shop),
        cmocka_unit_test(a_prefix_of_ones_own_works_as_it_says),
        cmocka_unit_test(its_recording_opens),
        cmocka_unit_test(a_killed_program_has_all_it_recorded_and_errors_have_places),
        cmocka_unit_test(the_headers_are_pedantic),
        cmocka_unit_test(the_library_alone_needs_libuv_and_cmocka),
        cmocka_unit_test(a_dropped_result_is_seen_where_the_system_has_its_headers),
        cmocka_unit_test(so_is_that_of_ones_own_coroutine_with_the_mark),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
