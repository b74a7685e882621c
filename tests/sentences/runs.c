/* SPDX-License-Identifier: GPL-3.0-or-later */
/* runs.c - runs recorded, and read back as models. */
#include "tests/sentences/runs.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/trace/file.h"
#include "tests/conformance/generate.h"
#include "tests/conformance/replay.h"

enum { SITES = 5000 };

static char *
file_in_tmp(const char *name)
{
    return g_build_filename(g_get_tmp_dir(), name, NULL);
}

static Model *
read_model(const char *path)
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
    g_autofree char *path = file_in_tmp(file);
    const char *const words[] = {
        g_getenv("AWAITSCOPE"), "run", name, "--clock=virtual", "-o", path, NULL};
    int status;

    assert_true(g_spawn_sync(NULL, (char **) words, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                             NULL, NULL, &status, NULL));
    assert_int_equal(status, 0);
    return read_model(path);
}

Model *
program_model(guint64 seed)
{
    g_autofree char *file = g_strdup_printf("awaitscope-program-%d.awt", (int) getpid());
    g_autofree char *path = file_in_tmp(file), *text = generate_scenario(seed);
    g_autoptr(JsonNode) program = json_from_string(text, NULL);
    int n_left;

    g_free(replay_recorded(json_node_get_object(program), path, &n_left));
    return read_model(path);
}

Model *
beginning_of(Model *whole, gsize n)
{
    Model *model = model_new();

    for (guint32 id = 1; id < SITES; id++)
        if (model_site(whole, id))
            model_sink()->site(model, model_site(whole, id));
    for (gsize i = 0; i < n; i++)
        model_sink()->event(model, model_event(whole, i));
    return model;
}
