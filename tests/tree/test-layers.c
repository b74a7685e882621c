/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-layers.c - each folder includes only what its layer may: what is above it in the tree of
 * layers it does not know. The tables at the top are the rule; README.md has them in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/tree/tree.h"

enum { GTK = 1, DRAWING = 2, GLIB = 4, UV = 8 };

/* Headers of libraries, by the beginning of their path. */
static const struct {
    const char *prefix, *library;
    unsigned bit;
} libraries[] = {
    {"gtk/", "GTK", GTK},           {"gdk/", "GTK", GTK},
    {"gsk/", "GTK", GTK},           {"graphene", "GTK", GTK},
    {"adwaita", "libadwaita", GTK}, {"gtksourceview/", "GtkSourceView", GTK},
    {"cairo", "cairo", DRAWING},    {"pango/", "pango", DRAWING},
    {"glib", "GLib", GLIB},         {"gio/", "GLib", GLIB},
    {"gobject/", "GLib", GLIB},     {"uv.h", "libuv", UV},
    {"uv/", "libuv", UV},
};

/* What each folder may include of ours, by the beginning of its path, and the libraries it may not.
 * The first row that fits a file counts. */
static const struct {
    const char *files, *may[6];
    unsigned never;
} layers[] = {
    {"sched/aw-glib", {"sched/"}, GTK | DRAWING},
    {"sched/", {"sched/"}, GTK | DRAWING | GLIB},
    {"scenarios/", {"sched/aw.h"}, GTK | DRAWING | GLIB | UV},
    {"ui/model/", {"ui/model/", "sched/trace/"}, GTK | DRAWING | UV},
    {"ui/scene/", {"ui/scene/", "ui/model/", "sched/trace/"}, GTK | DRAWING | UV},
    {"ui/export/", {"ui/export/", "ui/scene/", "ui/model/", "sched/trace/"}, GTK | UV},
    {"ui/interchange/",
     {"ui/interchange/", "ui/export/files.h", "ui/model/", "sched/trace/"},
     GTK | DRAWING | UV},
    {"ui/widgets/", {"ui/", "sched/trace/"}, UV},
    {"app/",
     {"app/", "ui/", "scenarios/registry.h", "sched/aw.h", "sched/aw-glib.h", "sched/trace/"},
     UV},
    {"tests/", {""}, 0},
};

static gboolean
may_include(size_t layer, const char *header)
{
    for (size_t i = 0; i < G_N_ELEMENTS(layers[layer].may) && layers[layer].may[i] != NULL; i++)
        if (g_str_has_prefix(header, layers[layer].may[i]))
            return TRUE;
    return FALSE;
}

/* The library in `never` that the header is of, or NULL. */
static const char *
forbidden_library(unsigned never, const char *header)
{
    for (size_t i = 0; i < G_N_ELEMENTS(libraries); i++)
        if (libraries[i].bit & never && g_str_has_prefix(header, libraries[i].prefix))
            return libraries[i].library;
    return NULL;
}

/* The path from the root of a header of ours, or NULL for those of others. Free it. */
static char *
our_header(gboolean in_quotes, const char *header)
{
    if (in_quotes)
        return g_strdup(header);
    if (strcmp(header, "aw.h") == 0 || strcmp(header, "aw-glib.h") == 0 ||
        g_str_has_prefix(header, "aw/"))
        return g_strconcat("sched/", header, NULL);
    return NULL;
}

static void
check_include(const char *path, int line, size_t layer, gboolean in_quotes, const char *header,
              GPtrArray *findings)
{
    g_autofree char *ours = our_header(in_quotes, header);
    const char *library = forbidden_library(layers[layer].never, header);

    if (library != NULL)
        tree_find(findings, path, line, "%s may not include %s (<%s>)", layers[layer].files,
                  library, header);
    else if (ours != NULL && strchr(ours, '/') == NULL)
        tree_find(findings, path, line, "\"%s\" does not start at the root of the tree", header);
    else if (ours != NULL && !may_include(layer, ours))
        tree_find(findings, path, line, "%s may not include %s", layers[layer].files, ours);
}

static gboolean
find_layer(const char *path, size_t *ret_layer)
{
    for (size_t i = 0; i < G_N_ELEMENTS(layers); i++)
        if (g_str_has_prefix(path, layers[i].files)) {
            *ret_layer = i;
            return TRUE;
        }
    return FALSE;
}

static void
layers_rule(const char *path, const char *text, GPtrArray *findings)
{
    g_autoptr(GRegex) include = g_regex_new("^\\s*#\\s*include\\s*([<\"])([^>\"]*)", 0, 0, NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    size_t layer;

    if (!tree_is_c(path))
        return;
    if (!find_layer(path, &layer)) {
        tree_find(findings, path, 1, "belongs to no layer");
        return;
    }
    for (int i = 0; lines[i] != NULL; i++) {
        g_autoptr(GMatchInfo) match = NULL;

        if (!g_regex_match(include, lines[i], 0, &match))
            continue;
        g_autofree char *quote = g_match_info_fetch(match, 1);
        g_autofree char *header = g_match_info_fetch(match, 2);
        check_include(path, i + 1, layer, *quote == '"', header, findings);
    }
}

static void
every_file_includes_only_what_its_layer_may(void **state)
{
    assert_tree_keeps(layers_rule);
}

static void
an_include_from_a_layer_above_is_found(void **state)
{
    static const struct {
        const char *path, *text, *finding;
    } breaches[] = {
        {"sched/loop.c", "\n#include \"ui/model/model.h\"\n",
         "sched/loop.c:2: sched/ may not include ui/model/model.h"},
        {"scenarios/gather.c", "#include \"sched/task.h\"\n",
         "scenarios/gather.c:1: scenarios/ may not include sched/task.h"},
        {"ui/model/model.c", "#include <aw.h>\n",
         "ui/model/model.c:1: ui/model/ may not include sched/aw.h"},
        {"ui/model/model.c", "#include \"ui/scene/scene.h\"\n",
         "ui/model/model.c:1: ui/model/ may not include ui/scene/scene.h"},
        {"ui/export/svg.c", "#include \"ui/widgets/timeline.h\"\n",
         "ui/export/svg.c:1: ui/export/ may not include ui/widgets/timeline.h"},
        {"ui/widgets/timeline.c", "#include \"app/window.h\"\n",
         "ui/widgets/timeline.c:1: ui/widgets/ may not include app/window.h"},
        {"app/run.c", "#include \"sched/loop.h\"\n",
         "app/run.c:1: app/ may not include sched/loop.h"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(breaches); i++)
        assert_example(layers_rule, breaches[i].path, breaches[i].text, breaches[i].finding);
}

static void
a_library_that_a_layer_never_uses_is_found(void **state)
{
    assert_example(layers_rule, "ui/scene/layout.h", "  #  include <gtk/gtk.h>\n",
                   "ui/scene/layout.h:1: ui/scene/ may not include GTK (<gtk/gtk.h>)");
    assert_example(layers_rule, "ui/model/model.c", "#include <cairo.h>\n",
                   "ui/model/model.c:1: ui/model/ may not include cairo (<cairo.h>)");
    assert_example(layers_rule, "sched/loop.c", "#include <glib.h>\n",
                   "sched/loop.c:1: sched/ may not include GLib (<glib.h>)");
    assert_example(layers_rule, "sched/aw-glib.c", "#include <glib.h>\n", NULL);
}

static void
a_path_that_does_not_start_at_the_root_is_found(void **state)
{
    assert_example(layers_rule, "ui/scene/layout.c", "#include \"layout.h\"\n",
                   "ui/scene/layout.c:1: \"layout.h\" does not start at the root of the tree");
}

static void
a_file_outside_the_layers_is_found(void **state)
{
    assert_example(layers_rule, "util/list.c", "", "util/list.c:1: belongs to no layer");
}

static void
what_a_layer_may_include_is_no_finding(void **state)
{
    assert_example(layers_rule, "app/main.c",
                   "#include \"ui/widgets/timeline.h\"\n#include <aw.h>\n#include <gtk/gtk.h>\n",
                   NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file_includes_only_what_its_layer_may),
        cmocka_unit_test(an_include_from_a_layer_above_is_found),
        cmocka_unit_test(a_library_that_a_layer_never_uses_is_found),
        cmocka_unit_test(a_path_that_does_not_start_at_the_root_is_found),
        cmocka_unit_test(a_file_outside_the_layers_is_found),
        cmocka_unit_test(what_a_layer_may_include_is_no_finding),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
