/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-layers.c - each folder includes only what its layer may, nothing from the layers above; and
 * each room of a folder includes only the rooms below it. The tables at the top are the rule;
 * README.md puts them into words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/tree/tree.h"

enum { GTK = 1, DRAWING = 2, GLIB = 4, UV = 8 };

/* Libraries, by how the paths of their headers begin. */
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

/* What each folder may include from this tree, by the beginnings of paths, and the libraries that
 * it may not. The first row that matches a file counts. */
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

/* The rooms of a folder, from bottom to top: each may include itself and those before it. Any room
 * may include the rooms in `beside`. Files in the folder itself are in no room, and may include all
 * rooms. */
static const struct {
    const char *folder, *rooms[13], *beside;
} houses[] = {
    {"sched/",
     {"trace", "base", "stack", "value", "record", "core", "sync", "combine", "pool", "attach",
      "run"},
     "aw"},
    {"app/", {"say", "run", "present", "window", "cli"}, NULL},
};

static gboolean
may_include(size_t layer, const char *header)
{
    for (size_t i = 0; i < G_N_ELEMENTS(layers[layer].may) && layers[layer].may[i] != NULL; i++)
        if (g_str_has_prefix(header, layers[layer].may[i]))
            return TRUE;
    return FALSE;
}

/* The library in `never` that the header belongs to, or NULL. */
static const char *
forbidden_library(unsigned never, const char *header)
{
    for (size_t i = 0; i < G_N_ELEMENTS(libraries); i++)
        if (libraries[i].bit & never && g_str_has_prefix(header, libraries[i].prefix))
            return libraries[i].library;
    return NULL;
}

/* The path from the root if the header belongs to this tree, otherwise NULL. Free it. */
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

/* The number of the room in `house` that `path` is in; -1 if none. */
static int
room_of(size_t house, const char *path)
{
    const char *rest = path + strlen(houses[house].folder);

    if (!g_str_has_prefix(path, houses[house].folder))
        return -1;
    for (int i = 0; houses[house].rooms[i] != NULL; i++)
        if (g_str_has_prefix(rest, houses[house].rooms[i]) &&
            rest[strlen(houses[house].rooms[i])] == '/')
            return i;
    return -1;
}

static void
check_rooms(const char *path, int line, const char *header, GPtrArray *findings)
{
    for (size_t i = 0; i < G_N_ELEMENTS(houses); i++) {
        int room = room_of(i, path), other = room_of(i, header);

        if (room >= 0 && other > room)
            tree_find(findings, path, line, "%s%s/ is below %s", houses[i].folder,
                      houses[i].rooms[room], header);
    }
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
    else if (ours != NULL)
        check_rooms(path, line, ours, findings);
}

/* Whether `path` is in a folder of the house that the table does not name. */
static gboolean
is_unknown_room(size_t house, const char *path)
{
    const char *rest = path + strlen(houses[house].folder);
    const char *slash = g_str_has_prefix(path, houses[house].folder) ? strchr(rest, '/') : NULL;
    gboolean beside = slash != NULL && houses[house].beside != NULL &&
                      strncmp(rest, houses[house].beside, (size_t) (slash - rest)) == 0;

    return slash != NULL && !beside && room_of(house, path) < 0;
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
    for (size_t i = 0; i < G_N_ELEMENTS(houses); i++)
        if (is_unknown_room(i, path))
            tree_find(findings, path, 1, "is in no room of %s", houses[i].folder);
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
        {"sched/core/loop.c", "\n#include \"ui/model/model.h\"\n",
         "sched/core/loop.c:2: sched/ may not include ui/model/model.h"},
        {"scenarios/gather.c", "#include \"sched/core/task.h\"\n",
         "scenarios/gather.c:1: scenarios/ may not include sched/core/task.h"},
        {"ui/model/model.c", "#include <aw.h>\n",
         "ui/model/model.c:1: ui/model/ may not include sched/aw.h"},
        {"ui/model/model.c", "#include \"ui/scene/scene.h\"\n",
         "ui/model/model.c:1: ui/model/ may not include ui/scene/scene.h"},
        {"ui/export/svg.c", "#include \"ui/widgets/timeline.h\"\n",
         "ui/export/svg.c:1: ui/export/ may not include ui/widgets/timeline.h"},
        {"ui/widgets/timeline.c", "#include \"app/window/window.h\"\n",
         "ui/widgets/timeline.c:1: ui/widgets/ may not include app/window/window.h"},
        {"app/cli/run.c", "#include \"sched/core/loop.h\"\n",
         "app/cli/run.c:1: app/ may not include sched/core/loop.h"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(breaches); i++)
        assert_example(layers_rule, breaches[i].path, breaches[i].text, breaches[i].finding);
}

/* Tries, in every room but the highest, an include from each room above it. */
static void
an_include_from_a_room_above_is_found_in_each_room(void **state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(houses); i++)
        for (int low = 0; houses[i].rooms[low] != NULL; low++)
            for (int high = low + 1; houses[i].rooms[high] != NULL; high++) {
                const char *folder = houses[i].folder;
                g_autofree char *path = g_strconcat(folder, houses[i].rooms[low], "/a.c", NULL);
                g_autofree char *header = g_strconcat(folder, houses[i].rooms[high], "/b.h", NULL);
                g_autofree char *text = g_strdup_printf("\n#include \"%s\"\n", header);
                g_autofree char *finding = g_strdup_printf("%s:2: %s%s/ is below %s", path, folder,
                                                           houses[i].rooms[low], header);

                assert_example(layers_rule, path, text, finding);
            }
}

static void
a_room_that_the_table_does_not_have_is_found(void **state)
{
    assert_example(layers_rule, "sched/cellar/a.c", "",
                   "sched/cellar/a.c:1: is in no room of sched/");
    assert_example(layers_rule, "sched/aw/task.h", "", NULL);
    assert_example(layers_rule, "app/main.c", "#include \"app/cli/cli.h\"\n", NULL);
}

static void
an_include_from_the_same_room_or_below_is_no_finding(void **state)
{
    assert_example(layers_rule, "sched/core/loop.c",
                   "#include \"sched/core/task.h\"\n#include \"sched/base/array.h\"\n", NULL);
}

static void
a_library_that_a_layer_never_uses_is_found(void **state)
{
    assert_example(layers_rule, "ui/scene/layout.h", "  #  include <gtk/gtk.h>\n",
                   "ui/scene/layout.h:1: ui/scene/ may not include GTK (<gtk/gtk.h>)");
    assert_example(layers_rule, "ui/model/model.c", "#include <cairo.h>\n",
                   "ui/model/model.c:1: ui/model/ may not include cairo (<cairo.h>)");
    assert_example(layers_rule, "sched/core/loop.c", "#include <glib.h>\n",
                   "sched/core/loop.c:1: sched/ may not include GLib (<glib.h>)");
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
        cmocka_unit_test(an_include_from_a_room_above_is_found_in_each_room),
        cmocka_unit_test(a_room_that_the_table_does_not_have_is_found),
        cmocka_unit_test(an_include_from_the_same_room_or_below_is_no_finding),
        cmocka_unit_test(a_library_that_a_layer_never_uses_is_found),
        cmocka_unit_test(a_path_that_does_not_start_at_the_root_is_found),
        cmocka_unit_test(a_file_outside_the_layers_is_found),
        cmocka_unit_test(what_a_layer_may_include_is_no_finding),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
