/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main.c - replay FILE [ID]: prints the logs of the scenarios in a file, or of one of them. */
#include "tests/conformance/replay.h"

#include <locale.h>
#include <stdio.h>

static bool
is_wanted(JsonObject *scenario, const char *id)
{
    return !id || g_str_equal(id, op_text(scenario, "id"));
}

static void
print_log(JsonObject *scenario)
{
    g_autofree char *log = replay_scenario(scenario);

    fputs(log, stdout);
}

/* A file holds one scenario, or a list of them. */
static int
print_logs(JsonNode *root, const char *id)
{
    JsonArray *list = JSON_NODE_HOLDS_ARRAY(root) ? json_node_get_array(root) : NULL;
    int n = 0;

    if (!list) {
        print_log(json_node_get_object(root));
        return 0;
    }
    for (guint i = 0; i < json_array_get_length(list); i++) {
        JsonObject *scenario = json_array_get_object_element(list, i);
        if (!is_wanted(scenario, id))
            continue;
        print_log(scenario);
        n++;
    }
    return n ? 0 : 1;
}

int
main(int argc, char **argv)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    g_autoptr(GError) error = NULL;

    if (argc < 2 || argc > 3) {
        fputs("usage: replay FILE.json [ID]\n", stderr);
        return 2;
    }
    if (!json_parser_load_from_file(parser, argv[1], &error)) {
        fprintf(stderr, "replay: %s\n", error->message);
        return 2;
    }
    return print_logs(json_parser_get_root(parser), argc == 3 ? argv[2] : NULL);
}
