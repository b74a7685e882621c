/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario.c - see scenario.h. */
#include "tests/support/scenario.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/trace/file.h"

Model *
scenario_take(const char *path)
{
    Model *model = model_new();
    char message[300];

    trace_read_file(path, model_sink(), model, message, sizeof message);
    assert_string_equal(message, "");
    g_remove(path);
    return model;
}

Model *
scenario_model(const char *name)
{
    g_autofree char *file = g_strdup_printf("awaitscope-%s-%d.awt", name, (int) getpid());
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), file, NULL);
    const char *const words[] = {
        g_getenv("AWAITSCOPE"), "run", name, "--clock=virtual", "-o", path, NULL};
    int status;

    assert_true(g_spawn_sync(NULL, (char **) words, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                             NULL, NULL, &status, NULL));
    assert_int_equal(status, 0);
    return scenario_take(path);
}
