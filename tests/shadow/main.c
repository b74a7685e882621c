/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main.c - shadow-replay PROGRAM RECORDING SHADOW: runs a program of the conformance kit, which is
 * a JSON file or the seed of a generated one, and writes its recording and its shadow. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/conformance/generate.h"
#include "tests/conformance/replay.h"
#include "tests/shadow/shadow.h"

/* The text of the program. Free it. */
static char *
program_text(const char *name)
{
    char *end, *text;
    uint64_t seed = strtoull(name, &end, 0);

    if (*name && !*end)
        return generate_scenario(seed);
    return g_file_get_contents(name, &text, NULL, NULL) ? text : NULL;
}

static int
run(JsonNode *program, const char *recording, const char *shadow)
{
    int n_left;

    shadow_open(shadow);
    g_free(replay_recorded(json_node_get_object(program), recording, &n_left));
    shadow_close();
    return 0;
}

int
main(int argc, char **argv)
{
    g_autofree char *text = argc == 4 ? program_text(argv[1]) : NULL;
    g_autoptr(JsonNode) program = text ? json_from_string(text, NULL) : NULL;

    if (program && JSON_NODE_HOLDS_OBJECT(program))
        return run(program, argv[2], argv[3]);
    fprintf(stderr, "usage: shadow-replay FILE.json|SEED RECORDING SHADOW\n");
    return 2;
}
