/* SPDX-License-Identifier: GPL-3.0-or-later */
/* read-json.c - reads it as a file would be. */
#include "tests/ui/interchange/read-json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ui/interchange/interchange.h"
#include "ui/interchange/read.h"

Model *
read_json(const char *json, TraceWholeness wholeness, const char *complaint)
{
    Model *model = model_new();
    g_autofree char *message = NULL;

    assert_true(interchange_may_begin(json, strlen(json)));
    assert_int_equal(interchange_read(json, strlen(json), "t", model_sink(), model, &message),
                     wholeness);
    if (complaint)
        assert_non_null(strstr(message, complaint));
    else
        assert_null(message);
    return model;
}
