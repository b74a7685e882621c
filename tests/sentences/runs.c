/* SPDX-License-Identifier: GPL-3.0-or-later */
/* runs.c - runs recorded, and read back as models. */
#include "tests/sentences/runs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/conformance/generate.h"
#include "tests/conformance/replay.h"
#include "tests/support/scenario.h"

enum { SITES = 5000 };

Model *
program_model(guint64 seed)
{
    g_autofree char *file = g_strdup_printf("awaitscope-program-%d.awt", (int) getpid());
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), file, NULL),
                    *text = generate_scenario(seed);
    g_autoptr(JsonNode) program = json_from_string(text, NULL);
    int n_left;

    g_free(replay_recorded(json_node_get_object(program), path, &n_left));
    return scenario_take(path);
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
