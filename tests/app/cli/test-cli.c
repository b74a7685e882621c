/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-cli.c - the commands on good input: what they print and write. */
#include <json-glib/json-glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/app/cli/program.h"

static const struct {
    const char *name, *output;
} scenarios[] = {
    {"say-hello", "Hello World!\n"},
    {"delayed-hello", "Hello \nWorld!\n"},
    {"chain", "performing task\nwaiting for result1\nperform subtask 1\nwaiting for result2\n"
              "perform subtask 2\nresults: ('result1', 'result2 relies on result1')\n"},
    {"gather", "getting items\nwaiting for tasks to complete\n"
               "results: ['item 0', 'item 1', 'item 2', 'item 3']\n"},
    {"wait", "getting items\nwaiting for tasks to complete\n"
             "results: ['item 0', 'item 1', 'item 2', 'item 3']\n"},
    {"wait-timeout", "getting items\nwaiting 2 seconds for tasks to complete\n"
                     "results: ['item 0', 'item 1']\ncanceling remaining tasks\n"},
    {"thread-pool", "creating executor tasks\nwaiting for tasks to complete\n"
                    "results: [0, 1, 4, 9, 16, 25]\n"},
};

static void
assert_prints(const char *arguments, const char *output)
{
    Result result = program_run(FALSE, arguments);

    assert_string_equal(result.err, "");
    assert_string_equal(result.out, output);
    assert_int_equal(result.status, 0);
    result_clear(&result);
}

/* Runs a command that succeeds. Returns its output; the caller frees. */
static char *
output_of(const char *arguments)
{
    Result result = program_run(FALSE, arguments);

    assert_string_equal(result.err, "");
    assert_int_equal(result.status, 0);
    g_free(result.err);
    return result.out;
}

static void
record(void)
{
    g_autofree char *out = output_of("run wait-timeout --clock=virtual -o w.awt");
}

static void
every_scenario_prints_its_lines(void **state)
{
    for (gsize i = 0; i < G_N_ELEMENTS(scenarios); i++) {
        g_autofree char *arguments = g_strdup_printf("run %s --clock=virtual", scenarios[i].name);
        assert_prints(arguments, scenarios[i].output);
    }
}

static void
the_real_clock_prints_the_same(void **state)
{
    assert_prints("run thread-pool --set delay=5ms", scenarios[6].output);
    assert_prints("run wait-timeout --set timeout=0 --set items=2",
                  "getting items\nwaiting 0 seconds for tasks to complete\nresults: ['item 0']\n"
                  "canceling remaining tasks\n");
}

static void
virtual_recordings_are_the_same_byte_by_byte(void **state)
{
    for (gsize i = 0; i < G_N_ELEMENTS(scenarios); i++) {
        gsize size[2];
        char *bytes[2];
        for (int run = 0; run < 2; run++) {
            g_autofree char *arguments =
                g_strdup_printf("run %s --clock=virtual -o same%d.awt", scenarios[i].name, run);
            g_autofree char *name = g_strdup_printf("same%d.awt", run);
            assert_prints(arguments, scenarios[i].output);
            bytes[run] = file_bytes(name, &size[run]);
            folder_clean(state);
        }
        assert_int_equal(size[0], size[1]);
        assert_memory_equal(bytes[0], bytes[1], size[0]);
        g_free(bytes[0]);
        g_free(bytes[1]);
    }
}

static void
a_recording_holds_no_path_of_the_machine(void **state)
{
    gsize size;

    record();
    g_autofree char *bytes = file_bytes("w.awt", &size);
    assert_true(size > 1000);
    for (gsize i = 0; i < size; i++)
        if (bytes[i] == 0)
            bytes[i] = ' ';
    assert_null(g_strstr_len(bytes, (gssize) size, "/home"));
    assert_null(g_strstr_len(bytes, (gssize) size, g_get_tmp_dir()));
    assert_null(g_strstr_len(bytes, (gssize) size, "../"));
    assert_null(g_strstr_len(bytes, (gssize) size, g_get_host_name()));
}

static void
print_draws_every_lane(void **state)
{
    record();
    g_autofree char *out = output_of("print w.awt --width 110");
    static const char *const words[] = {"Loop",       "Task-1",      "Task-5",  "await sleep(1 s)",
                                        "✓ “item 0”", "✕ cancelled", "10 turns"};
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        assert_non_null(strstr(out, words[i]));
    g_auto(GStrv) lines = g_strsplit(out, "\n", -1);
    for (char **line = lines; *line; line++)
        assert_true(g_utf8_strlen(*line, -1) <= 110);
}

static void
info_tells_how_all_ended(void **state)
{
    record();
    g_autofree char *out = output_of("info w.awt");
    static const char *const words[] = {
        "duration  2 s\n", "ended     done\n", "items=4, timeout=2s",
        "Task-4     get_item(2)          cancelled\n", "TASK_CANCEL               2\n"};
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        assert_non_null(strstr(out, words[i]));
}

static void
info_has_no_heading_without_lines(void **state)
{
    g_autofree char *path = g_build_filename(folder(), "foreign.json", NULL);

    assert_true(g_file_set_contents(
        path,
        "{\"traceEvents\":[{\"name\":\"x\",\"ph\":\"X\",\"ts\":0,\"dur\":5,\"pid\":1,\"tid\":1}]}",
        -1, NULL));
    assert_prints("info foreign.json", "title     foreign.json\nduration  5 µs\nevents    3\n"
                                       "ended     done\n\nevents by kind\n"
                                       "  TRACK_CREATED             1\n"
                                       "  SLICE_BEGIN               1\n"
                                       "  SLICE_END                 1\n");
}

static JsonObject *
parse(JsonParser *parser, const char *text)
{
    assert_true(json_parser_load_from_data(parser, text, -1, NULL));
    return json_node_get_object(json_parser_get_root(parser));
}

static void
info_is_json_when_asked(void **state)
{
    g_autoptr(JsonParser) parser = json_parser_new();

    record();
    g_autofree char *out = output_of("info w.awt --json");
    JsonObject *info = parse(parser, out);
    assert_int_equal(json_object_get_int_member(info, "duration_ns"), 2000000000);
    assert_string_equal(json_object_get_string_member(info, "ended"), "done");
    assert_int_equal(json_array_get_length(json_object_get_array_member(info, "tasks")), 5);
    assert_int_equal(json_array_get_length(json_object_get_array_member(info, "longest_steps")), 0);
}

static void
events_are_a_line_each(void **state)
{
    record();
    g_autofree char *out = output_of("events w.awt");
    g_auto(GStrv) lines = g_strsplit(out, "\n", -1);
    guint n = g_strv_length(lines) - 1;
    g_autofree char *last = g_strdup_printf("%6u", n);
    assert_true(g_str_has_prefix(lines[n - 1], last));
    assert_true(g_str_has_prefix(lines[5], "     6     0.000000000  loop      OUTPUT "));
    assert_non_null(strstr(lines[5], "wait-timeout.c:"));
    assert_non_null(strstr(lines[5], "getting items"));
}

/* Columns stay straight after "wait(4 tasks, timeout 2 s)", which is longer than most texts; and a
 * cancellation has a name. */
static void
events_stand_in_columns(void **state)
{
    guint n_cancelled = 0;

    record();
    g_autofree char *out = output_of("events w.awt");
    g_auto(GStrv) lines = g_strsplit(out, "\n", -1);
    gsize column = (gsize) (strstr(lines[5], "wait-timeout.c:") - lines[5]);
    for (char **line = lines; **line; line++) {
        if (strlen(*line) > column)
            assert_memory_equal(*line + column - 2, "  ", 2);
        n_cancelled += g_str_has_suffix(*line, "  cancelled");
    }
    assert_int_equal(n_cancelled, 3);
}

static void
events_are_json_when_asked(void **state)
{
    g_autoptr(JsonParser) parser = json_parser_new();

    record();
    g_autofree char *out = output_of("events w.awt --json");
    g_auto(GStrv) lines = g_strsplit(out, "\n", -1);
    for (guint i = 0; lines[i + 1]; i++) {
        JsonObject *event = parse(parser, lines[i]);
        assert_int_equal(json_object_get_int_member(event, "number"), i + 1);
    }
}

/* Task-3 goes on after 1 s. */
static void
state_is_a_line_for_each_thing(void **state)
{
    static const char *const lines[] = {
        "running       Task-3, by event ",
        "waiting       Task-1 for wait(4 tasks, timeout 2 s) at ",
        ", 3 of 4 to go\n",
        "timer         2 s: timer of wait(4 tasks, timeout 2 s), 1 s left\n"
        "timer         2 s: timer of sleep(2 s), 1 s left\n"
        "timer         3 s: timer of sleep(3 s), 2 s left\n",
        "ended         Task-2: “item 0”\n",
        "printed       waiting 2 seconds for tasks to complete\n",
    };

    record();
    g_autofree char *events = output_of("events w.awt");
    g_auto(GStrv) rows = g_strsplit(events, "\n", -1);
    guint n = 0;
    while (!strstr(rows[n], "1.000000000") || !strstr(rows[n], "TASK_STEP"))
        n++;
    g_autofree char *arguments = g_strdup_printf("state w.awt --event %u", n + 1);
    g_autofree char *out = output_of(arguments);
    for (gsize i = 0; i < G_N_ELEMENTS(lines); i++)
        if (!strstr(out, lines[i]))
            fail_msg("no \"%s\" in\n%s", lines[i], out);
}

static void
state_is_json_when_asked(void **state)
{
    g_autoptr(JsonParser) parser = json_parser_new();

    record();
    g_autofree char *out = output_of("state w.awt --at 1500ms --json");
    JsonObject *moment = parse(parser, out);
    assert_int_equal(json_object_get_int_member(moment, "time_ns"), 1000000000);
    assert_int_equal(json_array_get_length(json_object_get_array_member(moment, "running")), 0);
    assert_int_equal(json_array_get_length(json_object_get_array_member(moment, "timers")), 3);
    assert_int_equal(json_array_get_length(json_object_get_array_member(moment, "tasks")), 3);
    assert_int_equal(json_array_get_length(json_object_get_array_member(moment, "ended")), 2);
    assert_int_equal(json_array_get_length(json_object_get_array_member(moment, "output")), 2);
    assert_false(json_object_get_null_member(moment, "asleep_since"));
}

/* A trace of another program has no loop that could be in a state. */
static void
state_of_another_program_is_none(void **state)
{
    static const char text[] =
        "[{\"ph\":\"X\",\"name\":\"a\",\"pid\":1,\"tid\":1,\"ts\":0,\"dur\":5}]";
    g_autofree char *path = g_build_filename(folder(), "t.json", NULL);

    assert_true(g_file_set_contents(path, text, -1, NULL));
    g_autofree char *out = output_of("state t.json --at end");
    assert_non_null(strstr(out, "loop          none: "));
}

static void
events_are_sentences_when_asked(void **state)
{
    g_autoptr(JsonParser) parser = json_parser_new();

    record();
    g_autofree char *out = output_of("events w.awt --words");
    g_autofree char *json = output_of("events w.awt --json --words");
    g_auto(GStrv) lines = g_strsplit(out, "\n", -1), objects = g_strsplit(json, "\n", -1);
    assert_string_equal(lines[6], "7 0 s Task-1 makes Task-2 from get_item(0) at line 25. It is "
                                  "ready, first in the queue, and has not begun.");
    for (guint i = 0; objects[i + 1]; i++) {
        JsonArray *words = json_object_get_array_member(parse(parser, objects[i]), "words");
        assert_non_null(strstr(lines[i], json_array_get_string_element(words, 0)));
    }
}

static void
list_names_every_scenario(void **state)
{
    g_autofree char *out = output_of("list");

    for (gsize i = 0; i < G_N_ELEMENTS(scenarios); i++)
        assert_non_null(strstr(out, scenarios[i].name));
    g_autoptr(JsonParser) parser = json_parser_new();
    g_autofree char *json = output_of("list --json");
    assert_true(json_parser_load_from_data(parser, json, -1, NULL));
    JsonArray *rows = json_node_get_array(json_parser_get_root(parser));
    assert_true(json_array_get_length(rows) >= G_N_ELEMENTS(scenarios));
}

static void
export_writes_each_format_on_both_axes(void **state)
{
    static const char *const starts[][2] = {{"svg", "<svg"}, {"pdf", "%PDF-"}, {"png", "\x89PNG"}};

    record();
    for (gsize i = 0; i < G_N_ELEMENTS(starts); i++)
        for (int axis = 0; axis < 2; axis++) {
            g_autofree char *name = g_strdup_printf("w%d.%s", axis, starts[i][0]);
            g_autofree char *arguments =
                g_strdup_printf("export w.awt %s --axis %s --at 1 --theme dark --size 900x500",
                                name, axis ? "time" : "elastic");
            g_autofree char *out = output_of(arguments);
            gsize size;
            g_autofree char *bytes = file_bytes(name, &size);
            assert_true(size > 500);
            assert_memory_equal(bytes, starts[i][1], strlen(starts[i][1]));
        }
}

/* Converts to each format and back. Standard output gets the same bytes as a file. */
static void
convert_writes_each_format_and_reads_it(void **state)
{
    static const char *const starts[][2] = {{"awt", "\x89"
                                                    "AWT"},
                                            {"pftrace", "\n"},
                                            {"json", "[\n{"},
                                            {"csv", "number,time_ns,"}};

    record();
    for (gsize i = 0; i < G_N_ELEMENTS(starts); i++) {
        const char *format = starts[i][0];
        g_autofree char *arguments = g_strdup_printf("convert w.awt c.%s", format);
        g_autofree char *again = g_strdup_printf("convert w.awt - --to %s", format);
        g_autofree char *name = g_strdup_printf("c.%s", format);
        g_autofree char *none = output_of(arguments), *out = output_of(again);
        gsize size;
        g_autofree char *bytes = file_bytes(name, &size);

        assert_memory_equal(bytes, starts[i][1], strlen(starts[i][1]));
        assert_memory_equal(bytes, out, MIN(size, strlen(out)));
    }
    g_autofree char *none = output_of("convert c.json back.awt");
    g_autofree char *info = output_of("info back.awt"), *direct = output_of("info c.pftrace");
    assert_non_null(strstr(info, "SLICE_BEGIN"));
    assert_non_null(strstr(direct, "SLICE_BEGIN"));
}

static void
a_recording_is_converted_to_itself(void **state)
{
    gsize size, again_size;

    record();
    g_autofree char *none = output_of("convert w.awt again.awt");
    g_autofree char *bytes = file_bytes("w.awt", &size);
    g_autofree char *again = file_bytes("again.awt", &again_size);
    assert_int_equal(size, again_size);
    assert_memory_equal(bytes, again, size);
}

static void
help_names_every_command(void **state)
{
    static const char *const words[] = {"list", "run", "print", "info", "events", "export", "130"};
    g_autofree char *out = output_of("--help");

    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        assert_non_null(strstr(out, words[i]));
}

/* The formats are named in a usage, in the details of a command and in those of an option; more may
 * follow them. */
static void
help_names_the_formats(void **state)
{
    g_autofree char *all = output_of("--help"), *pictures = output_of("export --help");
    g_autofree char *others = output_of("convert --help");

    assert_non_null(strstr(all, "export FILE... OUT.{svg,pdf,png"));
    assert_non_null(strstr(all, "convert IN OUT.{awt,pftrace,json,csv"));
    assert_non_null(strstr(pictures, "\n  svg      drawing for web pages"));
    assert_non_null(strstr(others, "\n  csv      table of events"));
    assert_non_null(strstr(others, "\n  Perfetto's traces\n"));
    assert_non_null(strstr(others, " awt, pftrace, json"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(every_scenario_prints_its_lines, folder_clean),
        cmocka_unit_test_teardown(help_names_the_formats, folder_clean),
        cmocka_unit_test_teardown(the_real_clock_prints_the_same, folder_clean),
        cmocka_unit_test_teardown(virtual_recordings_are_the_same_byte_by_byte, folder_clean),
        cmocka_unit_test_teardown(a_recording_holds_no_path_of_the_machine, folder_clean),
        cmocka_unit_test_teardown(print_draws_every_lane, folder_clean),
        cmocka_unit_test_teardown(info_tells_how_all_ended, folder_clean),
        cmocka_unit_test_teardown(info_has_no_heading_without_lines, folder_clean),
        cmocka_unit_test_teardown(info_is_json_when_asked, folder_clean),
        cmocka_unit_test_teardown(events_are_a_line_each, folder_clean),
        cmocka_unit_test_teardown(events_stand_in_columns, folder_clean),
        cmocka_unit_test_teardown(events_are_json_when_asked, folder_clean),
        cmocka_unit_test_teardown(events_are_sentences_when_asked, folder_clean),
        cmocka_unit_test_teardown(state_is_a_line_for_each_thing, folder_clean),
        cmocka_unit_test_teardown(state_is_json_when_asked, folder_clean),
        cmocka_unit_test_teardown(state_of_another_program_is_none, folder_clean),
        cmocka_unit_test_teardown(list_names_every_scenario, folder_clean),
        cmocka_unit_test_teardown(export_writes_each_format_on_both_axes, folder_clean),
        cmocka_unit_test_teardown(convert_writes_each_format_and_reads_it, folder_clean),
        cmocka_unit_test_teardown(a_recording_is_converted_to_itself, folder_clean),
        cmocka_unit_test_teardown(help_names_every_command, folder_clean),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
