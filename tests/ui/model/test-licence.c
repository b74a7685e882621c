/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-licence.c - what is left out at the top of a source. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "ui/model/licence.h"

static void
a_comment_about_the_licence_is_passed_over(void **state)
{
    assert_string_equal(licence_end("/* SPDX-License-Identifier: MIT */\n/* What. */\n"),
                        "/* What. */\n");
    assert_string_equal(licence_end("/*\n * Copyright 2024\n */\n\n\nint x;"), "int x;");
    assert_string_equal(licence_end("// LICENSE: MIT\n// and more\nint x;"), "int x;");
    assert_string_equal(licence_end("#!/bin/sh\n# Licensed\nx"), "x");
    assert_string_equal(licence_end("/* Copyright */"), "");
}

static void
all_else_stays(void **state)
{
    static const char *const texts[] = {
        "",
        "\n",
        "int x; /* Licence */\n",
        "/* What it does. */\nint x;",
        "/* Licence, not closed",
        "#include <licence.h>\n",
    };

    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        assert_ptr_equal(licence_end(texts[i]), texts[i]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_comment_about_the_licence_is_passed_over),
        cmocka_unit_test(all_else_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
