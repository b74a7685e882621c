/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-interchange-read.c - what is read from files of other programs, whole, damaged and odd. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sys/resource.h>
#include <unistd.h>

#include "sched/base/sanitizer.h"
#include "tests/support/emulated.h"
#include "tests/support/fixture.h"
#include "tests/ui/interchange/read-json.h"
#include "ui/interchange/interchange.h"
#include "ui/interchange/perfetto.h"
#include "ui/interchange/proto.h"
#include "ui/interchange/read.h"
#include "ui/interchange/scan.h"

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
        read_json("[{\"ph\":\"X\",\"ts\":7,\"dur\":9,\"name\":\"then\"},"
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
    g_autoptr(Model) model = read_json("[{\"ph\":\"X\",\"ts\":0,\"dur\":10,\"name\":\"whole\"},"
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
    model_free(read_json(json->str, TRACE_DAMAGED,
                         "300000 ends without a beginning were left out; "
                         "299936 slices nested too deep were left out"));
}

static void
an_open_array_is_as_good_as_a_closed_one(void **state)
{
    g_autoptr(Model) model =
        read_json(" [{\"ph\":\"B\",\"pid\":1,\"tid\":\"x\",\"ts\":\"1.5\",\"name\":\"a\"},\n"
                  "{\"ph\":\"E\",\"pid\":1,\"tid\":\"x\",\"ts\":2},\n"
                  "{\"ph\":\"B\",\"pid\":1,\"tid\":\"x\",\"ts\":3,\"name\":\"b\"},\n",
                  TRACE_WHOLE, NULL);

    assert_slices(model, 0, "Thread x; a 0 500; b 1500 -1");
}

static void
what_is_before_damage_is_kept(void **state)
{
    g_autoptr(Model) cut = read_json("[{\"ph\":\"i\",\"ts\":1,\"name\":\"a\"},{\"ph\":\"i\",\"ts",
                                     TRACE_DAMAGED, " on: the rest was left out");
    g_autoptr(Model) stray = read_json("[{\"ph\":\"E\",\"ts\":1},{\"ph\":\"i\",\"ts\":2}]",
                                       TRACE_DAMAGED, "1 end without a beginning was left out");

    assert_int_equal(model_n_events(cut), 2);
    assert_int_equal(model_n_events(stray), 2);
}

static void
what_is_left_out_is_counted(void **state)
{
    static const char *const one = "1 event without a phase or a time was left out";
    static const char *const many = "2 events without a phase or a time were left out";

    model_free(read_json("[{\"ph\":\"i\",\"ts\":1},{\"ph\":\"i\"}]", TRACE_DAMAGED, one));
    model_free(read_json("[{\"ph\":\"i\",\"ts\":1},{\"ts\":2},5]", TRACE_DAMAGED, many));
}

static void
flows_counters_and_places_come_along(void **state)
{
    g_autoptr(Model) model = read_json(
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
        read_json(json->str, TRACE_DAMAGED, "36 slices nested too deep were left out");
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

/* ---- packets ---- */

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
        cmocka_unit_test(empty_packets_say_nothing),
        cmocka_unit_test(compressed_packets_are_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
