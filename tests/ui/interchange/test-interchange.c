/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-interchange.c - what is written for other programs, byte by byte where that matters, and
 * what is read from their files. That those programs understand our files is tested by
 * tests/suites/interchange.sh. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "sched/base/sanitizer.h"
#include "tests/support/emulated.h"
#include "tests/support/fixture.h"
#include "ui/interchange/awt.h"
#include "ui/interchange/interchange.h"
#include "ui/interchange/perfetto.h"
#include "ui/interchange/proto.h"
#include "ui/interchange/read.h"
#include "ui/interchange/scan.h"
#include "ui/interchange/walk.h"

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

/* ---- reading ---- */

static Model *
read_model(const char *json, TraceWholeness wholeness, const char *complaint)
{
    Model *model = model_new();
    g_autofree char *message = NULL;

    assert_true(interchange_may_begin(json, strlen(json)));
    assert_int_equal(interchange_read(json, strlen(json), "t", model_sink(), model, &message),
                     wholeness);
    if (complaint)
        assert_non_null(strstr(message, complaint));
    else
        assert_null(message);
    return model;
}

/* "name begin end" of each slice of a lane. */
static void
assert_slices(const Model *model, guint lane, const char *expected)
{
    const Track *track = g_ptr_array_index(model_tracks(model, TRACE_TRACK_OTHER), lane);
    g_autoptr(GString) text = g_string_new(track->name);

    for (guint i = 0; i < track->spans->len; i++) {
        const Span *span = &g_array_index(track->spans, Span, i);
        const TraceEvent *end = model_event(model, span->end);
        g_autofree char *label = model_span_label(model, track, span);

        g_string_append_printf(text, "; %s %d %d", label,
                               (int) model_event(model, span->begin)->time_ns,
                               end ? (int) end->time_ns : -1);
    }
    assert_string_equal(text->str, expected);
}

/*   0         5         10
 *   outer ------------- |
 *   inner --- |  then - |   is cut: it would end behind what is around it
 */
static void
slices_that_nest_are_on_lanes_below(void **state)
{
    g_autoptr(Model) model =
        read_model("[{\"ph\":\"X\",\"ts\":7,\"dur\":9,\"name\":\"then\"},"
                   "{\"ph\":\"X\",\"ts\":0,\"dur\":4,\"name\":\"inner\"},"
                   "{\"ph\":\"X\",\"ts\":0,\"dur\":10,\"name\":\"outer\",\"cat\":\"waiting\"}]",
                   TRACE_WHOLE, NULL);

    assert_int_equal(model_tracks(model, TRACE_TRACK_OTHER)->len, 2);
    assert_slices(model, 0, "Process; outer 0 10000");
    assert_slices(model, 1, "Process; inner 0 4000; then 7000 10000");
    assert_int_equal(model_tracks(model, TRACE_TRACK_LOOP)->len, 0);
}

/*   0         5         10
 *   whole ------------- |   knows how long it lasts
 *    begun -- |  late - |   one ends when it is said to, one with what is around it
 */
static void
an_end_is_that_of_the_last_beginning(void **state)
{
    g_autoptr(Model) model = read_model("[{\"ph\":\"X\",\"ts\":0,\"dur\":10,\"name\":\"whole\"},"
                                        "{\"ph\":\"B\",\"ts\":1,\"name\":\"begun\"},"
                                        "{\"ph\":\"E\",\"ts\":4},"
                                        "{\"ph\":\"B\",\"ts\":7,\"name\":\"late\"}]",
                                        TRACE_WHOLE, NULL);

    assert_slices(model, 0, "Process; whole 0 10000");
    assert_slices(model, 1, "Process; begun 1000 4000; late 7000 10000");
}

/* It must not take time in proportion to the slices that are open. */
static void
ends_without_a_beginning_take_no_time(void **state)
{
    enum { N = 300000 };
    g_autoptr(GString) json = g_string_new("[");

    for (int i = 0; i < N; i++)
        g_string_append(json, "{\"ph\":\"X\",\"ts\":0,\"dur\":9},");
    for (int i = 0; i < N; i++)
        g_string_append(json, "{\"ph\":\"E\",\"ts\":1},");
    model_free(read_model(json->str, TRACE_DAMAGED,
                          "300000 ends without a beginning were left out; "
                          "299936 slices nested too deep were left out"));
}

static void
an_open_array_is_as_good_as_a_closed_one(void **state)
{
    g_autoptr(Model) model =
        read_model(" [{\"ph\":\"B\",\"pid\":1,\"tid\":\"x\",\"ts\":\"1.5\",\"name\":\"a\"},\n"
                   "{\"ph\":\"E\",\"pid\":1,\"tid\":\"x\",\"ts\":2},\n"
                   "{\"ph\":\"B\",\"pid\":1,\"tid\":\"x\",\"ts\":3,\"name\":\"b\"},\n",
                   TRACE_WHOLE, NULL);

    assert_slices(model, 0, "Thread x; a 0 500; b 1500 -1");
}

static void
what_is_before_damage_is_kept(void **state)
{
    g_autoptr(Model) cut = read_model("[{\"ph\":\"i\",\"ts\":1,\"name\":\"a\"},{\"ph\":\"i\",\"ts",
                                      TRACE_DAMAGED, " on: the rest was left out");
    g_autoptr(Model) stray = read_model("[{\"ph\":\"E\",\"ts\":1},{\"ph\":\"i\",\"ts\":2}]",
                                        TRACE_DAMAGED, "1 end without a beginning was left out");

    assert_int_equal(model_n_events(cut), 2);
    assert_int_equal(model_n_events(stray), 2);
}

static void
what_is_left_out_is_counted(void **state)
{
    static const char *const one = "1 event without a phase or a time was left out";
    static const char *const many = "2 events without a phase or a time were left out";

    model_free(read_model("[{\"ph\":\"i\",\"ts\":1},{\"ph\":\"i\"}]", TRACE_DAMAGED, one));
    model_free(read_model("[{\"ph\":\"i\",\"ts\":1},{\"ts\":2},5]", TRACE_DAMAGED, many));
}

static void
flows_counters_and_places_come_along(void **state)
{
    g_autoptr(Model) model = read_model(
        "{\"traceEvents\":[{\"ph\":\"M\",\"pid\":1,\"tid\":1,\"name\":\"thread_name\","
        "\"args\":{\"name\":\"\\u00e4 \\ud83d\\ude00\"}},"
        "{\"ph\":\"s\",\"pid\":1,\"tid\":1,\"ts\":1,\"id\":4},"
        "{\"ph\":\"f\",\"pid\":1,\"tid\":2,\"ts\":2,\"id\":4},"
        "{\"ph\":\"C\",\"pid\":1,\"ts\":2,\"name\":\"n\",\"args\":{\"a\":1.5,\"value\":-7}},"
        "{\"ph\":\"i\",\"pid\":1,\"tid\":1,\"ts\":3,\"args\":{\"file\":\"x.c\",\"line\":9}}]}",
        TRACE_WHOLE, NULL);
    const Arrow *arrow = &g_array_index(model_arrows(model), Arrow, 0);
    const TraceEvent *tick = model_event(model, model_n_events(model) - 1);

    assert_int_equal(model_arrows(model)->len, 1);
    assert_string_equal(model_track(model, arrow->from)->name, "ä 😀");
    assert_string_equal(model_track(model, arrow->to)->name, "Thread 2");
    assert_slices(model, 2, "n a; 1.5 0 -1");
    assert_slices(model, 3, "n; -7 0 -1");
    assert_int_equal(model_site(model, tick->site)->line, 9);
}

static void
deep_nesting_ends_at_a_limit(void **state)
{
    g_autoptr(GString) json = g_string_new("[");

    for (int i = 0; i < 100000; i++)
        g_string_append(json, "{\"ph\":\"B\",\"ts\":1,\"name\":\"a\",\"args\":{\"a\":[[");
    g_autoptr(Model) broken = model_new();
    g_autofree char *message = NULL;
    assert_int_equal(interchange_read(json->str, json->len, "t", model_sink(), broken, &message),
                     TRACE_FOREIGN);

    g_string_assign(json, "[");
    for (int i = 0; i < 100; i++)
        g_string_append(json, "{\"ph\":\"B\",\"ts\":1,\"name\":\"a\"},");
    g_autoptr(Model) model =
        read_model(json->str, TRACE_DAMAGED, "36 slices nested too deep were left out");
    assert_int_equal(model_tracks(model, TRACE_TRACK_OTHER)->len, 64);
}

static void
assert_refused(const char *bytes, gsize size, const char *why)
{
    g_autoptr(Model) model = model_new();
    g_autofree char *message = NULL;

    assert_int_equal(interchange_read(bytes, size, "t", model_sink(), model, &message),
                     TRACE_FOREIGN);
    assert_string_equal(message, why);
    assert_int_equal(model_n_events(model), 0);
}

static void
what_is_no_trace_is_refused(void **state)
{
    static const char *const texts[] = {"{}", "[]", "[1,2,{}]", "{\"traceEvents\":7}", "[", "{"};
    static const char *const others[] = {"", "hello", "\n", "\n\n", "\nhello\n", " \t7"};

    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        assert_refused(texts[i], strlen(texts[i]), "not a recording: JSON without trace events");
    for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
        assert_refused(others[i], strlen(others[i]), "not a recording");
}

/* So that other files need not be read into memory. */
static void
the_first_byte_tells_most_of_what_is_none(void **state)
{
    static const char *const may[] = {"[", "{", "\n", " hello", "\xef\xbb\xbf["};
    static const char *const may_not[] = {"hello", "7",
                                          "\x89"
                                          "AWT"};

    for (gsize i = 0; i < G_N_ELEMENTS(may); i++)
        assert_true(interchange_may_begin(may[i], strlen(may[i])));
    for (gsize i = 0; i < G_N_ELEMENTS(may_not); i++)
        assert_false(interchange_may_begin(may_not[i], strlen(may_not[i])));
    assert_false(interchange_may_begin("[", 0));
    assert_false(interchange_may_begin("\0", 1));
}

static void
numbers_are_read_to_the_nanosecond(void **state)
{
    static const struct {
        const char *text;
        gint64 ns;
    } rows[] = {{"1", 1000},
                {"0.001", 1},
                {"-2.5", -2500},
                {"1745000000000000.123", G_GINT64_CONSTANT(1745000000000000123)},
                {"1.5e3", 1500000},
                {"1e300", G_GINT64_CONSTANT(9000000000000000000)},
                {"99999999999999999999", G_GINT64_CONSTANT(9000000000000000000)},
                {"0.0009", 0}};
    gint64 ns;

    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        ScanText text = {rows[i].text, strlen(rows[i].text), FALSE};

        assert_true(scan_number(&text, 1000, &ns));
        assert_int_equal(ns, rows[i].ns);
    }
    assert_false(scan_number(&(ScanText){"1x", 2, FALSE}, 1000, &ns));
    assert_false(scan_number(&(ScanText){"", 0, FALSE}, 1000, &ns));
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
    g_autoptr(Model) theirs = read_model("[{\"ph\":\"i\",\"ts\":1},{\"ph\":\"M\",\"name\":"
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
        read_model("[{\"ph\":\"i\",\"ts\":1,\"name\":\"a\"}]", TRACE_WHOLE, NULL);
    g_autofree char *json = written(model, "json", NULL);
    g_autoptr(Model) back = read_model(json, TRACE_WHOLE, NULL);
    const TraceEvent *tick = model_event(back, model_n_events(back) - 1);

    assert_int_equal(model_n_events(back), model_n_events(model));
    assert_int_equal(tick->kind, TRACE_TRACK_TICK);
    assert_string_equal(tick->text, "a");
}

static void
append_packet(GString *trace, guint64 sequence, guint64 type)
{
    g_autoptr(GString) packet = g_string_new(NULL), event = g_string_new(NULL);

    proto_number(event, EVENT_TYPE, type);
    proto_number(packet, PACKET_SEQUENCE, sequence);
    if (type)
        proto_message(packet, PACKET_TRACK_EVENT, event);
    proto_message(trace, TRACE_PACKET, packet);
}

static void
empty_packets_say_nothing(void **state)
{
    g_autoptr(GString) trace = g_string_new(NULL), nothing = g_string_new(NULL);
    g_autoptr(Model) model = model_new();
    g_autofree char *message = NULL;

    proto_message(trace, TRACE_PACKET, nothing);
    proto_message(trace, TRACE_PACKET, nothing);
    assert_refused(trace->str, trace->len, "not a recording");
    append_packet(trace, 1, TYPE_INSTANT);
    assert_int_equal(interchange_read(trace->str, trace->len, "t", model_sink(), model, &message),
                     TRACE_WHOLE);
}

static void
compressed_packets_are_counted(void **state)
{
    static const char *const says[] = {"1 compressed packet was left out",
                                       "2 compressed packets were left out"};
    g_autoptr(GString) trace = g_string_new(NULL), packet = g_string_new(NULL);

    append_packet(trace, 1, TYPE_INSTANT);
    proto_text(packet, PACKET_COMPRESSED, "x");
    for (gsize i = 0; i < G_N_ELEMENTS(says); i++) {
        g_autoptr(Model) model = model_new();
        g_autofree char *message = NULL;

        proto_message(trace, TRACE_PACKET, packet);
        assert_int_equal(
            interchange_read(trace->str, trace->len, "t", model_sink(), model, &message),
            TRACE_DAMAGED);
        assert_string_equal(message, says[i]);
    }
}

static void
append_writers(GString *trace, guint n)
{
    for (guint i = 0; i < n; i++)
        append_packet(trace, i, i == 0 ? TYPE_INSTANT : 0);
}

/* The largest resident size so far, KiB. */
static glong
peak(void)
{
    struct rusage usage;

    assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
    return usage.ru_maxrss;
}

/* Each packet may come from another writer. */
static void
many_writers_take_little_memory(void **state)
{
    enum { N = 300000, MOST_KB = 150000 };

    if (WITH_ASAN || WITH_TSAN || RUNNING_ON_VALGRIND)
        skip(); /* sanitizers and valgrind take memory of their own */
    glong before = peak();
    g_autoptr(GString) trace = g_string_new(NULL);
    g_autoptr(Model) model = model_new();
    g_autofree char *message = NULL;
    append_writers(trace, N);
    interchange_read(trace->str, trace->len, "t", model_sink(), model, &message);
    assert_true(peak() - before < MOST_KB);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_writers_take_little_memory), /* first, before other tests take more */
        cmocka_unit_test(a_table_quotes_what_would_break_it),
        cmocka_unit_test(a_table_has_numbers_as_they_are),
        cmocka_unit_test(json_says_odd_text_and_what_did_not_end),
        cmocka_unit_test(json_has_no_pair_that_takes_no_time),
        cmocka_unit_test(json_is_in_order_of_time),
        cmocka_unit_test(a_perfetto_trace_names_its_clock_first),
        cmocka_unit_test(a_failing_descriptor_is_told),
        cmocka_unit_test(slices_that_nest_are_on_lanes_below),
        cmocka_unit_test(an_end_is_that_of_the_last_beginning),
        cmocka_unit_test(ends_without_a_beginning_take_no_time),
        cmocka_unit_test(an_open_array_is_as_good_as_a_closed_one),
        cmocka_unit_test(what_is_before_damage_is_kept),
        cmocka_unit_test(what_is_left_out_is_counted),
        cmocka_unit_test(flows_counters_and_places_come_along),
        cmocka_unit_test(deep_nesting_ends_at_a_limit),
        cmocka_unit_test(what_is_no_trace_is_refused),
        cmocka_unit_test(the_first_byte_tells_most_of_what_is_none),
        cmocka_unit_test(numbers_are_read_to_the_nanosecond),
        cmocka_unit_test(what_is_written_comes_back),
        cmocka_unit_test(title_and_end_come_back),
        cmocka_unit_test(a_recording_is_written_again_as_it_was),
        cmocka_unit_test(what_others_wrote_is_written_as_it_was),
        cmocka_unit_test(empty_packets_say_nothing),
        cmocka_unit_test(compressed_packets_are_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
