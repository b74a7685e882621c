/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main.c - replay FILE [ID]: prints the logs of the scenarios in a file, or of one of them. replay
 * --soak N: judges generated scenarios. */
#include "tests/conformance/replay.h"

#include <locale.h>
#include <stdio.h>

#include "tests/conformance/soak.h"

/* ---- a file ---- */

static bool
is_wanted(JsonObject *scenario, const char *id)
{
    return !id || g_strcmp0(id, op_text(scenario, "id")) == 0;
}

static void
print_log(JsonObject *scenario)
{
    g_autofree char *log = replay_scenario(scenario);

    fputs(log, stdout);
}

/* A file holds one scenario, or a list of them. */
static GPtrArray *
scenarios_in(JsonNode *root)
{
    GPtrArray *scenarios = g_ptr_array_new();
    JsonArray *list = root && JSON_NODE_HOLDS_ARRAY(root) ? json_node_get_array(root) : NULL;

    if (root && JSON_NODE_HOLDS_OBJECT(root))
        g_ptr_array_add(scenarios, json_node_get_object(root));
    for (guint i = 0; list && i < json_array_get_length(list); i++)
        if (JSON_NODE_HOLDS_OBJECT(json_array_get_element(list, i)))
            g_ptr_array_add(scenarios, json_array_get_object_element(list, i));
    return scenarios;
}

static int
print_logs(JsonNode *root, const char *id)
{
    g_autoptr(GPtrArray) scenarios = scenarios_in(root);
    int n = 0;

    for (guint i = 0; i < scenarios->len; i++) {
        if (!is_wanted(scenarios->pdata[i], id))
            continue;
        print_log(scenarios->pdata[i]);
        n++;
    }
    if (n)
        return 0;
    fprintf(stderr, "replay: no scenario %s in the file\n", id ? id : "is");
    return 1;
}

static int
replay_file(const char *path, const char *id)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    g_autoptr(GError) error = NULL;

    if (!json_parser_load_from_file(parser, path, &error)) {
        fprintf(stderr, "replay: %s\n", error->message);
        return 2;
    }
    return print_logs(json_parser_get_root(parser), id);
}

/* ---- the command line ---- */

static SoakOptions options = {.n = -1, .seed = 1};

static const GOptionEntry entries[] = {
    {"soak", 0, 0, G_OPTION_ARG_INT64, &options.n,
     "Run N generated programs twice each and judge them; 0: until the time is up", "N"},
    {"seed", 0, 0, G_OPTION_ARG_INT64, &options.seed,
     "Seed of the first program, 1 if left out; the others follow", "S"},
    {"seconds", 0, 0, G_OPTION_ARG_INT64, &options.seconds, "Begin none after that time", "T"},
    {0},
};

static const char about[] =
    "Prints the log of the scenario in FILE, or of ID in a FILE of many.\n"
    "With --soak: 0 when no program breaks a rule; else 1, the seed is on standard error and the\n"
    "program in soak-SEED.json here.";

/* What is wrong with the options; NULL if nothing is. */
static const char *
misuse_of(int argc)
{
    bool is_soak = options.n >= 0;

    if (options.n < -1 || options.seed < 0 || options.seconds < 0)
        return "numbers cannot be negative";
    if (is_soak && argc > 1)
        return "--soak takes no file";
    if (options.n == 0 && !options.seconds)
        return "--soak 0 needs --seconds";
    if (!is_soak && options.seconds)
        return "--seconds goes with --soak";
    if (!is_soak && (argc < 2 || argc > 3))
        return "which file? replay --help says more";
    return NULL;
}

int
main(int argc, char **argv)
{
    g_autoptr(GOptionContext) context = g_option_context_new("[FILE [ID]]");
    g_autoptr(GError) error = NULL;
    const char *why;

    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_set_description(context, about);
    bool is_good = g_option_context_parse(context, &argc, &argv, &error);
    why = is_good ? misuse_of(argc) : error->message;
    if (why) {
        fprintf(stderr, "replay: %s\n", why);
        return 2;
    }
    return options.n >= 0 ? soak(&options) : replay_file(argv[1], argc == 3 ? argv[2] : NULL);
}
