/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-load.c - files of all sorts, loaded at once as by the commands and piece by piece as by the
 * window. Both must recognise the same format and give the same messages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/run/file-source.h"
#include "app/run/load.h"
#include "app/run/recording-save.h"
#include "sched/aw-glib.h"
#include "tests/support/fixture.h"
#include "ui/interchange/awt.h"
#include "ui/interchange/interchange.h"
#include "ui/interchange/perfetto.h"
#include "ui/interchange/proto.h"

#define TEST(name) cmocka_unit_test_teardown(name, clean)

static AwLoop *loop;
static GSource *source;
static char *folder;

static int
begin(void **state)
{
    folder = g_dir_make_tmp("awaitscope-load-XXXXXX", NULL);
    loop = aw_loop_new();
    source = aw_glib_attach(loop, NULL, G_PRIORITY_DEFAULT);
    return g_chdir(folder);
}

/* Also runs after a test that failed. */
static int
clean(void **state)
{
    g_unlink("file");
    g_unlink("pipe");
    return 0;
}

static int
finish(void **state)
{
    while (source_n_busy())
        g_main_context_iteration(NULL, TRUE);
    aw_glib_detach(source);
    AW_IGNORE(aw_loop_close(loop));
    assert_int_equal(g_chdir("/"), 0);
    assert_int_equal(g_rmdir(folder), 0);
    g_free(folder);
    return 0;
}

/* ---- files ---- */

static GString *
ours(void)
{
    Out out;

    out_init(&out, -1);
    Awt *awt = awt_new(&out);
    fixture_play_wait_timeout(awt_sink(), awt);
    awt_free(awt);
    return out.bytes;
}

static GString *
ours_cut(void)
{
    GString *bytes = ours();

    return g_string_truncate(bytes, bytes->len - 1);
}

static GString *
exported(const char *format)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    char *bytes;
    gsize size;

    assert_true(interchange_write(model, interchange_format(format), "exported", NULL, NULL, NULL));
    assert_true(g_file_get_contents("exported", &bytes, &size, NULL));
    g_unlink("exported");
    GString *all = g_string_new_len(bytes, (gssize) size);
    g_free(bytes);
    return all;
}

static GString *
json(void)
{
    return exported("json");
}

static GString *
pftrace(void)
{
    return exported("pftrace");
}

/* A trace whose first packet is longer than the piece that is read at once. */
static GString *
wide_pftrace(void)
{
    g_autoptr(GString) packet = g_string_new(NULL), event = g_string_new(NULL);
    g_autofree char *name = g_strnfill(300000, 'x');
    GString *trace = g_string_new(NULL);

    proto_number(event, EVENT_TYPE, TYPE_INSTANT);
    proto_text(event, EVENT_NAME, name);
    proto_message(packet, PACKET_TRACK_EVENT, event);
    proto_message(trace, TRACE_PACKET, packet);
    return trace;
}

/* A trace after more white space than is read at once. */
static GString *
late_json(void)
{
    GString *text = g_string_new("[");

    while (text->len < 600000)
        g_string_append_c(text, ' ');
    return g_string_append(text, "{\"ph\":\"i\",\"ts\":1}]");
}

enum { SOME = -1 }; /* any number of events, since exports may change */

static const struct {
    const char *name;
    GString *(*make)(void);
    const char *text; /* the content if `make` is NULL */
    TraceWholeness wholeness;
    int n_events;
    gboolean is_theirs;
    const char *says;
} files[] = {
    {"ours", ours, NULL, TRACE_WHOLE, 78, FALSE, ""},
    {"cut", ours_cut, NULL, TRACE_CUT, 78, FALSE,
     "cut after event 78: the program was killed, or the file is not all there"},
    {"json", json, NULL, TRACE_WHOLE, SOME, TRUE, ""},
    {"pftrace", pftrace, NULL, TRACE_WHOLE, SOME, TRUE, ""},
    {"wide", wide_pftrace, NULL, TRACE_WHOLE, 2, TRUE, ""},
    {"late", late_json, NULL, TRACE_WHOLE, 2, TRUE, ""},
    {"damaged", NULL, "[{\"ph\":\"E\",\"ts\":1},{\"ph\":\"i\",\"ts\":2}]", TRACE_DAMAGED, 2, TRUE,
     "1 end without a beginning was left out"},
    {"nothing", NULL, "[]", TRACE_FOREIGN, 0, TRUE, "not a recording: JSON without trace events"},
    {"empty", NULL, "", TRACE_FOREIGN, 0, FALSE, "not a recording: it is empty"},
    {"begun", NULL,
     "\x89"
     "AWT",
     TRACE_FOREIGN, 0, FALSE, "not a recording: only the first bytes of one"},
    {"text", NULL, "hello", TRACE_FOREIGN, 0, FALSE, "not a recording"},
    {"lines", NULL, "\nhello\n", TRACE_FOREIGN, 0, TRUE, "not a recording"},
};

static GString *
bytes_of(gsize i)
{
    return files[i].make ? files[i].make() : g_string_new(files[i].text);
}

static void
write_file(gsize i)
{
    g_autoptr(GString) bytes = bytes_of(i);

    assert_true(g_file_set_contents("file", bytes->str, (gssize) bytes->len, NULL));
}

static void
assert_events(const Model *model, gsize i)
{
    if (files[i].n_events == SOME)
        assert_true(model_n_events(model) > 0);
    else
        assert_int_equal(model_n_events(model), files[i].n_events);
}

/* The message with `path` before it, or "". */
static char *
full_message(const char *path, const char *says)
{
    return *says ? g_strdup_printf("%s: %s", path, says) : g_strdup("");
}

/* ---- at once ---- */

static void
assert_loads(const char *path, gsize i)
{
    g_autoptr(Model) model = model_new();
    g_autofree char *message = NULL, *expected = full_message(path, files[i].says);
    TraceWholeness wholeness = load_file(path, model_sink(), model, &message);

    assert_string_equal(message ? message : "", expected);
    assert_int_equal(wholeness, files[i].wholeness);
    assert_events(model, i);
}

static void
commands_load_files_of_all_sorts(void **state)
{
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        write_file(i);
        assert_loads("file", i);
    }
}

static void *
fill_pipe(void *data)
{
    const GString *bytes = data;
    FILE *pipe = g_fopen("pipe", "w");

    for (gsize i = 0; i < bytes->len; i += 1000)
        if (fwrite(bytes->str + i, 1, MIN(1000, bytes->len - i), pipe) == 0)
            break;
    fclose(pipe);
    return NULL;
}

/* The bytes of a pipe come only once, and piece by piece. */
static void
commands_load_pipes_of_all_sorts(void **state)
{
    assert_int_equal(mkfifo("pipe", 0600), 0);
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(GString) bytes = bytes_of(i);
        GThread *writer = g_thread_new("writer", fill_pipe, bytes);

        assert_loads("pipe", i);
        g_thread_join(writer);
    }
}

static void
assert_refuses(const char *path, const char *says)
{
    g_autoptr(Model) model = model_new();
    g_autofree char *message = NULL;

    assert_int_equal(load_file(path, model_sink(), model, &message), TRACE_FOREIGN);
    assert_string_equal(message, says);
}

static void
what_cannot_be_read_says_why(void **state)
{
    assert_refuses("missing", "missing: No such file or directory");
    assert_refuses(".", ".: Is a directory");
    assert_refuses("/dev/null", "/dev/null: not a recording: it is empty");
    assert_refuses("a\nb\x1b", "a?b?: No such file or directory");
}

static void
what_is_theirs_has_a_limit_and_ours_has_none(void **state)
{
    Load theirs = {.max_theirs = 3}, our = {.max_theirs = 3};

    assert_true(load_take(&theirs, "[12", 3));
    assert_false(load_take(&theirs, "3", 1));
    assert_true(load_take(&our,
                          "\x89"
                          "AWT\r\n\x1a\n",
                          8));
    assert_true(load_take(&our, "[1234", 5));
    assert_null(our.theirs);
    load_clear(&theirs);
    load_clear(&our);
}

/* ---- as bytes ---- */

static GString *
copied(const char *path, TraceWholeness wholeness)
{
    g_autofree char *message = NULL;
    Losses losses = {0};
    Out out;

    out_init(&out, -1);
    assert_int_equal(load_copy(path, &out, &losses, &message), wholeness);
    return out.bytes;
}

static gboolean
is_ours(const GString *bytes)
{
    return bytes->len > 16 && memcmp(bytes->str,
                                     "\x89"
                                     "AWT",
                                     4) == 0;
}

/* A recording of ours is copied as it is; a file that cannot be read leaves nothing. */
static void
a_copy_is_a_recording(void **state)
{
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(GString) bytes = bytes_of(i);
        g_autoptr(GString) copy = NULL;

        write_file(i);
        copy = copied("file", files[i].wholeness);
        if (files[i].wholeness == TRACE_FOREIGN)
            assert_int_equal(copy->len, 0);
        else if (files[i].is_theirs)
            assert_true(is_ours(copy));
        else
            assert_true(g_string_equal(copy, bytes));
    }
}

static void
a_copy_from_a_pipe_is_byte_by_byte(void **state)
{
    g_autoptr(GString) bytes = ours_cut(), copy = NULL;

    assert_int_equal(mkfifo("pipe", 0600), 0);
    GThread *writer = g_thread_new("writer", fill_pipe, bytes);
    copy = copied("pipe", TRACE_CUT);
    g_thread_join(writer);
    assert_true(g_string_equal(copy, bytes));
}

static void
a_copy_counts_what_was_dropped(void **state)
{
    const TraceEvent event = {.number = 1, .kind = TRACE_DROPPED, .subject = LOOP, INT(7)};
    g_autofree char *message = NULL;
    Losses losses = {0};
    Out out;

    out_init(&out, -1);
    Awt *awt = awt_new(&out);
    awt_sink()->event(awt, &event);
    awt_free(awt);
    assert_true(g_file_set_contents("file", out.bytes->str, (gssize) out.bytes->len, NULL));
    g_string_truncate(out.bytes, 0);
    load_copy("file", &out, &losses, &message);
    assert_int_equal(losses.n_events, 7);
    g_string_free(out.bytes, TRUE);
}

/* ---- bit by bit ---- */

typedef struct {
    gboolean ended;
    double share;
    guint n_shares; /* how often `share` changed */
} Heard;

static void
on_changed(Recording *recording, Heard *heard)
{
    double share = recording_get_share(recording);

    assert_true(share >= heard->share && share <= 1);
    heard->n_shares += share > heard->share;
    heard->share = share;
}

static void
on_ended(Recording *recording, Heard *heard)
{
    assert_false(heard->ended);
    heard->ended = TRUE;
}

static Recording *
open_in_window(const char *path, Heard *heard)
{
    Recording *recording = recording_new(file_source_new(path), NULL);

    *heard = (Heard){0};
    g_signal_connect(recording, "changed", G_CALLBACK(on_changed), heard);
    g_signal_connect(recording, "ended", G_CALLBACK(on_ended), heard);
    return recording;
}

static Recording *
opened_in_window(const char *path, Heard *heard)
{
    Recording *recording = open_in_window(path, heard);

    assert_true(recording_is_live(recording));
    while (!heard->ended)
        g_main_context_iteration(NULL, TRUE);
    assert_false(recording_is_live(recording));
    return recording;
}

static void
the_window_loads_files_of_all_sorts(void **state)
{
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(Recording) recording = NULL;
        Heard heard;

        write_file(i);
        recording = opened_in_window("file", &heard);
        assert_string_equal(recording_get_message(recording), files[i].says);
        assert_int_equal(recording_is_foreign(recording), files[i].wholeness == TRACE_FOREIGN);
        assert_events(recording_get_model(recording), i);
        assert_int_equal(recording_can_save(recording), files[i].is_theirs && files[i].n_events);
    }
}

static void
the_window_takes_nothing_but_files(void **state)
{
    static const char *const rows[][2] = {
        {"missing", "missing: No such file or directory"},
        {".", ".: Is a directory"},
        {"pipe", "pipe: Invalid argument"},
        {"/dev/null", "/dev/null: Invalid argument"},
    };

    assert_int_equal(mkfifo("pipe", 0600), 0);
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        Heard heard;
        g_autoptr(Recording) recording = opened_in_window(rows[i][0], &heard);

        assert_true(recording_is_foreign(recording));
        assert_string_equal(recording_get_message(recording), rows[i][1]);
    }
}

static void
write_large(gboolean is_theirs)
{
    g_autoptr(GString) bytes = is_theirs ? late_json() : ours_cut();

    while (bytes->len < 2000000)
        g_string_append_c(bytes, ' ');
    assert_true(g_file_set_contents("file", bytes->str, (gssize) bytes->len, NULL));
}

/* For a foreign file the first half of the share is the reading. */
static void
how_much_is_read_is_told_meanwhile(void **state)
{
    for (int is_theirs = 0; is_theirs < 2; is_theirs++) {
        g_autoptr(Recording) recording = NULL;
        Heard heard;

        write_large(is_theirs);
        recording = opened_in_window("file", &heard);
        assert_true(heard.n_shares > (guint) is_theirs);
        assert_true(heard.share == 1);
    }
}

/* Both before anything is read and while a foreign file is translated. */
static void
who_loses_interest_hears_no_more(void **state)
{
    static const struct {
        gboolean is_theirs;
        double share;
    } rows[] = {{FALSE, 0}, {TRUE, 0}, {TRUE, 0.5}};

    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        Heard heard;

        write_large(rows[i].is_theirs);
        Recording *recording = open_in_window("file", &heard);
        while (heard.share < rows[i].share)
            g_main_context_iteration(NULL, TRUE);
        g_object_unref(recording);
        while (source_n_busy() || g_main_context_pending(NULL))
            g_main_context_iteration(NULL, TRUE);
        assert_false(heard.ended);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(commands_load_files_of_all_sorts),
        TEST(commands_load_pipes_of_all_sorts),
        TEST(what_cannot_be_read_says_why),
        TEST(what_is_theirs_has_a_limit_and_ours_has_none),
        TEST(a_copy_is_a_recording),
        TEST(a_copy_from_a_pipe_is_byte_by_byte),
        TEST(a_copy_counts_what_was_dropped),
        TEST(the_window_loads_files_of_all_sorts),
        TEST(the_window_takes_nothing_but_files),
        TEST(how_much_is_read_is_told_meanwhile),
        TEST(who_loses_interest_hears_no_more),
    };

    return cmocka_run_group_tests(tests, begin, finish);
}
