/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-tables.c - to add a group of tracks, a state or a kind of event takes a row in each of its
 * tables, and nothing else. Rows are added to a copy of the tree, which is compiled and draws what
 * they say. If a row or a cell is missing, it does not compile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "tests/tree/tree.h"

#define KINDS "sched/trace/kinds.h"
#define LANES "ui/scene/lanes.c"
#define LOOKS "ui/scene/looks.c"

static char *folder; /* the copy */

/* ---- the copy ---- */

static const char copy[] =
    "mkdir -p tests/tree sched ui\n"
    "cp -r \"$SOURCE\"/sched/trace sched\n"
    "cp -r \"$SOURCE\"/ui/model \"$SOURCE\"/ui/scene \"$SOURCE\"/ui/export ui\n"
    "cp \"$SOURCE\"/tests/tree/grown.c tests/tree\n";

static const char compile[] = "cc() { LC_ALL=C command $COMPILER -std=gnu17 -D_GNU_SOURCE -I. "
                              "\"$@\" $(pkg-config --cflags --libs glib-2.0) -lm; }\n";

/* Runs the script in the copy. Returns whether that succeeded; the caller frees the output. */
static gboolean
run(const char *script, char **ret_output)
{
    g_autofree char *whole =
        g_strdup_printf("exec 2>&1\nset -e\nSOURCE='%s'\n%s%s", SOURCE_ROOT, compile, script);
    const char *argv[] = {"sh", "-c", whole, NULL};
    int status = -1;

    g_spawn_sync(folder, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, ret_output, NULL,
                 &status, NULL);
    return status == 0;
}

static void
assert_runs(const char *script, char **ret_output)
{
    g_autofree char *output = NULL;

    if (!run(script, &output))
        fail_msg("%s\nsaid\n%s", script, output);
    if (ret_output)
        *ret_output = g_steal_pointer(&output);
}

/* Asserts that the copy fails to compile, with these words in the output. */
static void
assert_refused(const char *path, const char *words)
{
    g_autofree char *script = g_strdup_printf("cc -fsyntax-only %s\n", path);
    g_autofree char *output = NULL;

    if (run(script, &output))
        fail_msg("%s compiles", path);
    if (!strstr(output, words))
        fail_msg("%s: not \"%s\", but\n%s", path, words, output);
}

/* ---- rows ---- */

static char *
read_copy(const char *path)
{
    g_autofree char *full = g_build_filename(folder, path, NULL);
    char *text = NULL;

    assert_true(g_file_get_contents(full, &text, NULL, NULL));
    return text;
}

static void
write_copy(const char *path, const char *text)
{
    g_autofree char *full = g_build_filename(folder, path, NULL);

    assert_true(g_file_set_contents(full, text, -1, NULL));
}

/* Where the row of `name` begins in the text. */
static char *
find_row(char *text, const char *table, const char *name)
{
    g_autofree char *head = g_strdup_printf("#define %s(X)", table);
    g_autofree char *start = g_strdup_printf("    X(%s,", name);
    char *at = strstr(text, head);

    at = at ? strstr(at, start) : NULL;
    if (!at)
        fail_msg("%s has no row of %s", table, name);
    return at;
}

/* Adds a row to a table in the file at `path`: a copy of the row of `like` with `words` replaced,
 * given in pairs up to NULL. So the new row has all the cells of its table, whatever they are. */
static void
add_row(const char *path, const char *table, const char *like, const char *const *words)
{
    g_autofree char *text = read_copy(path);
    char *at = find_row(text, table, like);
    g_autofree char *row = g_strndup(at, strcspn(at, "\n") + 1);
    g_autoptr(GString) added = g_string_new(row);

    for (; words[0]; words += 2)
        assert_int_equal(g_string_replace(added, words[0], words[1], 1), 1);
    g_autoptr(GString) all = g_string_new_len(text, at - text);
    g_string_append_printf(all, "%s%s", added->str, at);
    write_copy(path, all->str);
}

/* Removes the cell after the name from a row. */
static void
take_cell(const char *path, const char *table, const char *name)
{
    g_autofree char *text = read_copy(path);
    char *cell = strchr(find_row(text, table, name), ',') + 1;

    memset(cell, ' ', strcspn(cell, ",") + 1);
    write_copy(path, text);
}

#define WORDS(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

static void
add_track(void)
{
    add_row(KINDS, "TRACE_TRACKS", "SYNC",
            WORDS("SYNC", "STREAM", "Locks, queues, blocks", "Streams", "\"\"", "\"Stream\""));
}

static void
add_state(void)
{
    add_row(KINDS, "TRACE_STATES", "WAITING", WORDS("WAITING", "PARKED", "waiting", "parked"));
}

static void
add_kinds(void)
{
    add_row(KINDS, "TRACE_KINDS", "LOCK_CREATED",
            WORDS("LOCK_CREATED", "STREAM_OPENED", "70", "4000", "SYNC", "STREAM", "IDLE",
                  "RUNNING", "is made", "is opened", "{object}", "{object}; open"));
    add_row(KINDS, "TRACE_KINDS", "LOCK_ACQUIRED",
            WORDS("LOCK_ACQUIRED", "STREAM_PARKED", "71", "4001", "SYNC", "STREAM", "HELD",
                  "PARKED", "is taken", "is parked"));
    add_row(KINDS, "TRACE_KINDS", "CONDITION_NOTIFIED",
            WORDS("CONDITION_NOTIFIED", "STREAM_READ", "81", "4002", "SYNC", "STREAM",
                  "is notified by {object}: wakes {value}", "is read by {object}"));
    add_row(KINDS, "TRACE_KINDS", "TIMEOUT_LEFT",
            WORDS("TIMEOUT_LEFT", "STREAM_CLOSED", "102", "4003", "SYNC", "STREAM", "is left",
                  "is closed"));
}

static void
add_lane(void)
{
    add_row(LANES, "LANES", "SYNC", WORDS("SYNC", "STREAM"));
}

static void
add_look(void)
{
    add_row(LOOKS, "LOOKS", "READY",
            WORDS("X(READY", "X(PARKED", "U'▒'", "U'p'", "\"ready\"", "\"parked\""));
}

/* Every test begins with an unchanged copy of the tree. */
static int
set_up(void **state)
{
    assert_runs(copy, NULL);
    return 0;
}

/* ---- tests ---- */

static void
assert_says(const char *output, const char *words)
{
    if (!strstr(output, words))
        fail_msg("not \"%s\", but\n%s", words, output);
}

static void
a_kind_of_track_a_state_and_kinds_of_events_are_rows(void **state)
{
    g_autofree char *output = NULL;

    add_track();
    add_state();
    add_kinds();
    add_lane();
    add_look();
    assert_runs("cc -O0 sched/trace/*.c ui/model/*.c ui/scene/*.c ui/export/text.c "
                "tests/tree/grown.c -o grown\n"
                "./grown\n",
                &output);
    assert_says(output, "▾ Streams");
    assert_says(output, "\nStream-1 stream");
    assert_says(output, "open");
    assert_says(output, "ppp");
    assert_says(output, "✓ done");
    assert_says(output, " parked ");
    assert_says(output, ": Stream-1 is opened by Task-1.\n");
    assert_says(output, ": Stream-1 is read by Task-1.\n");
    assert_says(output, ": Stream-1 is closed by Task-1.\n");
}

static void
a_kind_of_track_without_its_lane_does_not_compile(void **state)
{
    add_track();
    assert_refused(LANES, "each kind of track has a row");
    add_lane();
    assert_runs("cc -fsyntax-only " LANES, NULL);
}

static void
a_state_without_its_look_does_not_compile(void **state)
{
    add_state();
    assert_refused(LOOKS, "each state has a row");
    add_look();
    assert_runs("cc -fsyntax-only " LOOKS, NULL);
}

static void
a_row_that_lacks_a_cell_does_not_compile(void **state)
{
    static const struct {
        const char *path, *table, *name, *compiled;
    } rows[] = {
        {KINDS, "TRACE_KINDS", "MARK", "sched/trace/kinds.c"},
        {KINDS, "TRACE_TRACKS", "TASK", "sched/trace/kinds.c"},
        {KINDS, "TRACE_STATES", "IDLE", "sched/trace/kinds.c"},
        {LANES, "LANES", "TASK", LANES},
        {LOOKS, "LOOKS", "IDLE", LOOKS},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        assert_runs(copy, NULL);
        take_cell(rows[i].path, rows[i].table, rows[i].name);
        assert_refused(rows[i].compiled, "argument");
    }
}

static void
a_point_without_a_glyph_does_not_compile(void **state)
{
    add_track();
    add_row(KINDS, "TRACE_KINDS", "OUTPUT", WORDS("OUTPUT", "NOTE", "60", "4004", "✎", ""));
    assert_refused("sched/trace/kinds.c", "a point has a glyph, and nothing else has: NOTE");
}

static void
an_end_in_a_state_that_is_none_does_not_compile(void **state)
{
    add_row(KINDS, "TRACE_KINDS", "TASK_DONE",
            WORDS("TASK_DONE", "TASK_STUCK", "26", "4005", "DONE", "WAITING"));
    assert_refused("sched/trace/kinds.c", "a track ends in a state that is an end: TASK_STUCK");
}

static int
make_folder(void **state)
{
    folder = tree_example("README", "A copy of the tables.\n");
    return 0;
}

static int
remove_folder(void **state)
{
    tree_remove(folder);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_kind_of_track_a_state_and_kinds_of_events_are_rows, set_up),
        cmocka_unit_test_setup(a_kind_of_track_without_its_lane_does_not_compile, set_up),
        cmocka_unit_test_setup(a_state_without_its_look_does_not_compile, set_up),
        cmocka_unit_test_setup(a_row_that_lacks_a_cell_does_not_compile, set_up),
        cmocka_unit_test_setup(a_point_without_a_glyph_does_not_compile, set_up),
        cmocka_unit_test_setup(an_end_in_a_state_that_is_none_does_not_compile, set_up),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
