/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slides.c - what tests of slides share. */
#include "tests/app/cli/slides.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/app/cli/program.h"

void
slides_run(const char *arguments)
{
    Result result = program_run(FALSE, arguments);

    assert_string_equal(result.err, "");
    assert_int_equal(result.status, 0);
    result_clear(&result);
}

void
slides_record(const char *scenario)
{
    g_autofree char *words =
        g_strdup_printf("run %s --clock=virtual -o %s.awt", scenario, scenario);
    Result result = program_run(FALSE, words);

    assert_int_equal(result.status, 0);
    result_clear(&result);
}

/* What is skipped on a desk must not pass for tested where the tree is judged. */
static void
need(const char *program)
{
    g_autofree char *found = g_find_program_in_path(program);

    if (found)
        return;
    if (g_strcmp0(g_getenv("CI"), "true") == 0)
        fail_msg("there is no %s", program);
    skip();
}

char *
slides_read(const char *program, const char *options, const char *file)
{
    g_autofree char *path = g_build_filename(folder(), file, NULL);
    g_autofree char *command = g_strdup_printf("%s %s %s%s", program, options, path,
                                               strcmp(program, "pdftotext") == 0 ? " -" : "");
    char *text = NULL;

    need(program);
    assert_true(g_spawn_command_line_sync(command, &text, NULL, NULL, NULL));
    return text;
}

void
slides_assert_says(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("'%s' is not in '%s'", words, text);
}
