/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-interchange.c - what is written for other programs, byte by byte where that matters, and
 * that it comes back. That those programs understand our files is tested by
 * tests/suites/interchange.sh. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "tests/support/fixture.h"
#include "tests/ui/interchange/read-json.h"
#include "ui/interchange/awt.h"
#include "ui/interchange/interchange.h"
#include "ui/interchange/perfetto.h"
#include "ui/interchange/proto.h"
#include "ui/interchange/read.h"

/* ---- writing ---- */

/* A model in a format; the caller frees. */
static char *
written(const Model *model, const char *format, gsize *ret_size)
{
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp("awaitscope-XXXXXX", &path, NULL);
    char *bytes;

    assert_int_equal(interchange_format(format)->write(model, fd, NULL, NULL), 0);
    close(fd);
    assert_true(g_file_get_contents(path, &bytes, ret_size, NULL));
    g_unlink(path);
    return bytes;
}

/* A model with a task that is made, woken, prints and does not end. */
static Model *
unfinished(void)
{
    static const TraceEvent rows[] = {
        EVENT(0, TASK_CREATED, 2, .object = LOOP),
        EVENT(1000, FUTURE_CREATED, 3, LABEL("a \"b\"")),
        EVENT(1001, TASK_AWAIT, 2, .object = 3),
        EVENT(2000, TASK_READY, 2, .object = 3),
        EVENT(2500, OUTPUT, 2, LABEL("one, \"two\"\r\n\x01\x7f\xc3\xa4\n")),
        {.time_ns = 3000, .kind = 999, .subject = 2},
    };

    return FIXTURE_MODEL(rows);
}

static void
a_table_quotes_what_would_break_it(void **state)
{
    g_autoptr(Model) model = unfinished();
    g_autofree char *csv = written(model, "csv", NULL);
    g_auto(GStrv) lines = g_strsplit(csv, "\r\n", 2);

    assert_string_equal(lines[0],
                        "number,time_ns,thread,kind,subject,subject_name,object,object_name,file,"
                        "line,function,call,value_type,number_value,value,text");
    assert_true(g_str_has_prefix(lines[1],
                                 "1,0,0,TASK_CREATED,2,Task-1,1,Loop,,,,,,,,\r\n"
                                 "2,1000,0,FUTURE_CREATED,3,\"a \"\"b\"\"\",0,,,,,,label,"));
    assert_non_null(strstr(lines[1], ",\"one, \"\"two\"\"\r\n\x01\x7f\xc3\xa4\n\"\r\n"));
    assert_non_null(strstr(lines[1], "6,3000,0,999,2,Task-1,0,,,,,,,,,\r\n"));
}

/* A spreadsheet should be able to calculate with them, so fractions are not written as bits. */
static void
a_table_has_numbers_as_they_are(void **state)
{
    static const TraceEvent rows[] = {
        EVENT(0, TASK_CREATED, 2, INT(-7)),
        EVENT(1, TASK_DONE, 2, .value_type = TRACE_VALUE_REAL, .value = 0x3fe0000000000000),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);
    g_autofree char *csv = written(model, "csv", NULL);

    assert_non_null(strstr(csv, ",int,-7,-7,\r\n"));
    assert_non_null(strstr(csv, ",real,0.5,0.5,\r\n"));
}

static void
json_says_odd_text_and_what_did_not_end(void **state)
{
    g_autoptr(Model) model = unfinished();
    g_autofree char *json = written(model, "json", NULL);

    assert_true(g_str_has_prefix(json, "[\n{"));
    assert_true(g_str_has_suffix(json, "}\n]\n"));
    assert_non_null(
        strstr(json, "\"name\":\"output: one, \\\"two\\\"\\r\\n\\u0001\\u007f\xc3\xa4\""));
    assert_non_null(strstr(json, "{\"ph\":\"X\",\"pid\":2,\"tid\":2,\"ts\":1.001,\"dur\":0.999,"
                                 "\"cat\":\"waiting\",\"name\":\"await a \\\"b\\\"\""));
    assert_non_null(
        strstr(json, "{\"ph\":\"B\",\"pid\":2,\"tid\":2,\"ts\":2.000,\"cat\":\"ready\""));
    assert_non_null(strstr(json, "{\"ph\":\"E\",\"pid\":2,\"tid\":2,\"ts\":3.000}"));
    assert_non_null(strstr(json, "\"name\":\"event of kind 999\""));
}

/* Readers sort an E before a B of the same time, and would find an unmatched one of each. */
static void
json_has_no_pair_that_takes_no_time(void **state)
{
    static const TraceEvent rows[] = {EVENT(5, TASK_CREATED, 2)};
    g_autoptr(Model) model = FIXTURE_MODEL(rows);
    g_autofree char *json = written(model, "json", NULL);

    assert_null(strstr(json, "\"ph\":\"E\""));
    assert_non_null(strstr(json, "\"ts\":0.005,\"dur\":0.000,\"cat\":\"ready\""));
    assert_non_null(strstr(json, "\"unfinished\":true"));
}

static void
json_is_in_order_of_time(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autofree char *json = written(model, "json", NULL);
    double last = 0;
    guint n = 0;

    for (const char *at = json; (at = strstr(at, "\"ts\":")); n++) {
        double time = g_ascii_strtod(at += strlen("\"ts\":"), NULL);

        assert_true(time >= last);
        last = time;
    }
    assert_true(n > model_n_events(model));
}

/* A field of the first packet; its size is 0 if there is none. */
static ProtoField
field_of(const ProtoField *message, guint number)
{
    ProtoScan scan = proto_open(message);
    ProtoField field;

    while (proto_next(&scan, &field))
        if (field.number == number)
            return field;
    return (ProtoField){0};
}

/* If the clock of the trace were not named, readers would drop all events. */
static void
a_perfetto_trace_names_its_clock_first(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    gsize size;
    g_autofree char *bytes = written(model, "pftrace", &size);
    ProtoScan scan = {(const guint8 *) bytes, (const guint8 *) bytes + size, FALSE};
    ProtoField packet;

    assert_true(proto_next(&scan, &packet));
    ProtoField snapshot = field_of(&packet, PACKET_CLOCK_SNAPSHOT);
    assert_int_equal(field_of(&snapshot, SNAPSHOT_PRIMARY).value, BOOT_CLOCK);
    while (proto_next(&scan, &packet))
        assert_int_equal(packet.number, TRACE_PACKET);
    assert_false(scan.broken);
}

static void
a_failing_descriptor_is_told(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autoptr(GError) error = NULL;
    gsize n;
    const InterchangeFormat *const *formats = interchange_formats(&n);

    for (gsize i = 0; i < n; i++)
        assert_int_not_equal(formats[i]->write(model, 12345, NULL, NULL), 0);
    assert_false(interchange_write(model, formats[0], "/dev/full", NULL, NULL, &error));
    assert_string_equal(error->message, "/dev/full: No space left on device");
}

/* ---- back ---- */

static void
what_is_written_comes_back(void **state)
{
    static const char *const formats[] = {"json", "pftrace"};
    g_autoptr(Model) model = fixture_wait_timeout();

    for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autoptr(Model) back = model_new();
        g_autofree char *message = NULL;
        gsize size;
        g_autofree char *bytes = written(model, formats[i], &size);

        assert_int_equal(interchange_read(bytes, size, "t", model_sink(), back, &message),
                         TRACE_WHOLE);
        assert_int_equal(model_arrows(back)->len, model_arrows(model)->len);
        assert_int_equal(model_duration_ns(back), model_duration_ns(model));
    }
}

/* A file of ours keeps its title, whatever the file is called; one of another program gets its file
 * name, and counts as done. */
static void
title_and_end_come_back(void **state)
{
    static const char *const formats[] = {"json", "pftrace"};
    static const TraceEnd ends[] = {
        {TRACE_END_DONE, 0, ""},
        {TRACE_END_FAILED, 0, "no \"luck\": today"},
        {TRACE_END_EXITED, 3, "exit() was called"},
        {TRACE_END_CRASHED, 11, "SIGSEGV"},
        {TRACE_END_NONE, 0, ""},
    };

    for (gsize i = 0; i < 2 * G_N_ELEMENTS(ends); i++) {
        static const TraceEvent rows[] = {EVENT(0, TASK_CREATED, 2), EVENT(9, TASK_DONE, 2)};
        g_autoptr(Model) model = FIXTURE_MODEL(rows), back = model_new();
        const TraceEnd *end = &ends[i / 2];
        g_autofree char *message = NULL;
        gsize size;

        model_sink()->meta(model, "title", "wait: \"a\"");
        model_sink()->end(model, end);
        g_autofree char *bytes = written(model, formats[i % 2], &size);
        interchange_read(bytes, size, "a file", model_sink(), back, &message);
        assert_string_equal(model_meta(back, "title"), "wait: \"a\"");
        assert_int_equal(model_end(back)->kind, end->kind);
        assert_int_equal(model_end(back)->value, end->value);
        assert_string_equal(model_end(back)->text, end->text);
    }
    g_autoptr(Model) theirs = read_json("[{\"ph\":\"i\",\"ts\":1},{\"ph\":\"M\",\"name\":"
                                        "\"title\",\"args\":{\"ended\":\"well 2:\"}}]",
                                        TRACE_WHOLE, NULL);
    assert_int_equal(model_end(theirs)->kind, TRACE_END_DONE);
    assert_string_equal(model_meta(theirs, "title"), "t");
}

static void
a_recording_is_written_again_as_it_was(void **state)
{
    g_autoptr(Model) model = model_new();
    Out out;

    out_init(&out, -1);
    Awt *awt = awt_new(&out);
    fixture_play_wait_timeout(awt_sink(), awt);
    awt_free(awt);
    TraceReader *reader = trace_reader_new(model_sink(), model);
    assert_true(trace_reader_feed(reader, out.bytes->str, out.bytes->len));
    assert_int_equal(trace_reader_finish(reader), TRACE_WHOLE);
    g_autoptr(Model) whole = fixture_wait_timeout();
    assert_int_equal(model_n_events(model), model_n_events(whole));
    assert_int_equal(model_files(model)->len, model_files(whole)->len);
    g_autofree char *one = written(model, "csv", NULL), *two = written(whole, "csv", NULL);
    assert_string_equal(one, two);
    trace_reader_free(reader);
    g_string_free(out.bytes, TRUE);
}

/* Lanes and moments keep their names, and no name is written twice. */
static void
what_others_wrote_is_written_as_it_was(void **state)
{
    g_autoptr(Model) model =
        read_json("[{\"ph\":\"i\",\"ts\":1,\"name\":\"a\"}]", TRACE_WHOLE, NULL);
    g_autofree char *json = written(model, "json", NULL);
    g_autoptr(Model) back = read_json(json, TRACE_WHOLE, NULL);
    const TraceEvent *tick = model_event(back, model_n_events(back) - 1);

    assert_int_equal(model_n_events(back), model_n_events(model));
    assert_int_equal(tick->kind, TRACE_TRACK_TICK);
    assert_string_equal(tick->text, "a");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_quotes_what_would_break_it),
        cmocka_unit_test(a_table_has_numbers_as_they_are),
        cmocka_unit_test(json_says_odd_text_and_what_did_not_end),
        cmocka_unit_test(json_has_no_pair_that_takes_no_time),
        cmocka_unit_test(json_is_in_order_of_time),
        cmocka_unit_test(a_perfetto_trace_names_its_clock_first),
        cmocka_unit_test(a_failing_descriptor_is_told),
        cmocka_unit_test(what_is_written_comes_back),
        cmocka_unit_test(title_and_end_come_back),
        cmocka_unit_test(a_recording_is_written_again_as_it_was),
        cmocka_unit_test(what_others_wrote_is_written_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
