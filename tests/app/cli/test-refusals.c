/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-refusals.c - bad input: one line that names what and why, exit status 2, and nothing
 * written. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/app/cli/program.h"

static const struct {
    const char *arguments, *says;
} refusals[] = {
    {"run nope", "there is no scenario nope"},
    {"run", "usage: awaitscope run SCENARIO"},
    {"run say-hello chain", "usage: awaitscope run SCENARIO"},
    {"run say-hello --nope", "--nope"},
    {"run wait-timeout --set foo=1", "has no parameter foo: it has items, timeout"},
    {"run say-hello --set foo=1", "it has none"},
    {"run wait-timeout --set items=99", "items: 99 is not between 1 and 16"},
    {"run wait-timeout --set items=0", "items: 0 is not between 1 and 16"},
    {"run wait-timeout --set items=4x", "items: 4x is no whole number"},
    {"run wait-timeout --set items=", "is no whole number"},
    {"run wait-timeout --set items=99999999999999999999", "is no whole number"},
    {"run wait-timeout --set timeout=soon", "timeout: soon is no time"},
    {"run wait-timeout --set timeout=end", "timeout: end is no time"},
    {"run wait-timeout --set timeout=1h", "timeout: 1h is no time"},
    {"run wait-timeout --set timeout=61", "timeout: 61 is not between 0s and 60s"},
    {"run wait-timeout --set items", "--set takes NAME=VALUE"},
    {"run wait-timeout --clock=fast", "--clock fast: must be real or virtual"},
    {"run say-hello -o /nonexistent/x.awt", "/nonexistent/x.awt: No such file or directory"},
    {"run say-hello -o /dev/full", "/dev/full: No space left on device"},
    {"run say-hello -o .", ".: Is a directory"},
    {"print", "usage: awaitscope print FILE"},
    {"print /nonexistent.awt", "/nonexistent.awt: No such file or directory"},
    {"print /", "/: Is a directory"},
    {"print text", "text: not a recording"},
    {"print empty", "empty: not a recording: it is empty"},
    {"print w.awt --from 2.1", "--from 2.1 is after the end of the recording, 2 s"},
    {"print w.awt --axis round", "--axis round: must be time, elastic or steps"},
    {"print w.awt --width 39", "--width 39 is not between 40 and 2000"},
    {"print w.awt --width 0", "--width 0 is not between 40 and 2000"},
    {"print w.awt --width x", "--width"},
    {"info text", "text: not a recording"},
    {"events text --json", "text: not a recording"},
    {"state text --at 1", "text: not a recording"},
    {"state w.awt", "state: give either --at T or --event N"},
    {"state w.awt --at 1 --event 3", "state: give either --at T or --event N"},
    {"state w.awt --at soon", "--at soon: a time is 1.5, 1.5s, 200ms, 3us or end"},
    {"state w.awt --at 2.1", "--at 2.1 is after the end of the recording, 2 s"},
    {"state w.awt --event 0", "--event 0: the recording has events 1 to "},
    {"state w.awt --event 9999", "--event 9999: the recording has events 1 to "},
    {"state w.awt --event -3", "--event -3: the recording has events 1 to "},
    {"state w.awt --event x", "--event"},
    {"state --at 1", "usage: awaitscope state FILE"},
    {"export w.awt", "usage: awaitscope export FILE"},
    {"export w.awt x.bmp", "x.bmp: the name must end in .svg, .pdf"},
    {"export w.awt svg", "svg: the name must end in"},
    {"export w.awt w.awt x.svg", "a picture is of one recording; --deck writes several"},
    {"export w.awt x.svg --steps run", "--steps is for slides: it goes with --deck"},
    {"export w.awt x.svg --deck", "x.svg: a file of this format is one page"},
    {"export w.awt x.odp", "x.odp: this format is for slides: it goes with --deck"},
    {"export w.awt x-%d.fodp --deck", "x-%d.fodp: a file of this format holds all pages"},
    {"export w.awt /nonexistent/x.odp --deck", "/nonexistent/x.odp: No such file or directory"},
    {"export w.awt x.pdf --deck --steps bar", "--steps bar: must be run, event, resume, turn"},
    {"export w.awt x.pdf --deck --future maybe", "--future maybe: must be outline or none"},
    {"export w.awt x.svg --lanes Task-1,Nobody", "no lane is named Nobody"},
    {"export w.awt x.pdf --deck --lanes Nobody", "no lane is named Nobody"},
    {"export w.awt x.pdf --deck --size 800x600", "--size is not for slides in a file of this"},
    {"export w.awt x.pdf --deck --axis time", "--axis is not for slides in a file of this"},
    {"export w.awt x.svg --fps 5", "--fps is for slides: it goes with --deck"},
    {"export w.awt text x.pdf --deck", "text: not a recording"},
    {"export w.awt /nonexistent/x.pdf --deck", "/nonexistent/x.pdf: No such file or directory"},
    {"export text x.svg", "text: not a recording"},
    {"export w.awt /nonexistent/x.png", "/nonexistent/x.png: No such file or directory"},
    {"export w.awt x.svg --from 2 --to 1", "--from 2 is not before --to 1"},
    {"export w.awt x.svg --from 2.1", "--from 2.1 is after the end of the recording, 2 s"},
    {"export w.awt x.svg --at 5s", "--at 5s is after the end of the recording, 2 s"},
    {"export w.awt x.svg --at never", "--at never: a time is"},
    {"export w.awt x.svg --at -1", "--at -1: a time is"},
    {"export w.awt x.svg --from 1e999", "--from 1e999: a time is"},
    {"export w.awt x.svg --size 10x10", "--size 10x10: must be 16:9, 4:3, A4, or"},
    {"export w.awt x.svg --size 640x480x2", "--size 640x480x2: must be"},
    {"export w.awt x.svg --size 99999999999x2", "must be 16:9, 4:3, A4, or WIDTHxHEIGHT"},
    {"export w.awt x.svg --axis round", "--axis round: must be time, elastic or steps"},
    {"export w.awt x.svg --theme pink", "--theme pink: must be light, dark or print"},
    {"convert w.awt", "usage: awaitscope convert IN OUT"},
    {"convert w.awt x.gif", "x.gif: the name must end in .awt, .pftrace"},
    {"convert w.awt -", "-: the name must end in"},
    {"convert w.awt x.csv --to gif", "--to gif: must be awt, pftrace"},
    {"convert text x.json", "text: not a recording"},
    {"convert text x.awt", "text: not a recording"},
    {"convert /nonexistent.awt x.awt", "/nonexistent.awt: No such file or directory"},
    {"convert w.awt /nonexistent/x.csv", "/nonexistent/x.csv: No such file or directory"},
    {"convert w.awt /dev/full --to pftrace", "/dev/full: No space left on device"},
    {"convert w.awt /dev/full --to awt", "/dev/full: No space left on device"},
    {"--nope", "no such option: --nope"},
    {"nope", "nope: neither a scenario nor a file"},
    {"w.awt gone.awt --present", "gone.awt: No such file or directory"},
    {"w.awt --present --at 3", "--at 3 is after the end of the recording, 2 s"},
    {"w.awt more", "usage: awaitscope [FILE | SCENARIO]"},
    {"wait-timeout",
     "no display to open a window on; `awaitscope print FILE`, `awaitscope info FILE` and "},
};

static void
make_files(void)
{
    static const char *const texts[][2] = {{"text", "just some words, no recording\n"},
                                           {"empty", ""}};

    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *path = g_build_filename(folder(), texts[i][0], NULL);
        assert_true(g_file_set_contents(path, texts[i][1], -1, NULL));
    }
    Result made = program_run(FALSE, "run wait-timeout --clock=virtual -o w.awt");
    assert_int_equal(made.status, 0);
    result_clear(&made);
}

static void
bad_input_gets_one_line_and_status_2(void **state)
{
    make_files();
    for (gsize i = 0; i < G_N_ELEMENTS(refusals); i++) {
        Result result = program_run(FALSE, refusals[i].arguments);
        if (result.status != 2 || !is_one_line(result.err) || !strstr(result.err, refusals[i].says))
            fail_msg("%s: status %d, said %s", refusals[i].arguments, result.status, result.err);
        assert_true(g_str_has_prefix(result.err, "awaitscope: "));
        result_clear(&result);
    }
}

static void
a_refused_export_leaves_the_old_file(void **state)
{
    gsize size;

    make_files();
    g_autofree char *path = g_build_filename(folder(), "old.svg", NULL);
    assert_true(g_file_set_contents(path, "old", -1, NULL));
    Result result = program_run(FALSE, "export w.awt old.svg --at never");
    assert_int_equal(result.status, 2);
    g_autofree char *bytes = file_bytes("old.svg", &size);
    assert_string_equal(bytes, "old");
    result_clear(&result);
}

static guint
n_files(void)
{
    GDir *dir = g_dir_open(folder(), 0, NULL);
    guint n = 0;

    while (g_dir_read_name(dir))
        n++;
    g_dir_close(dir);
    return n;
}

/* Runs the program with a limit on file sizes, as `ulimit -f` sets it. This process, which has the
 * limit, too, writes to no file meanwhile. */
static Result
run_limited(const char *arguments)
{
    struct rlimit before, small;

    getrlimit(RLIMIT_FSIZE, &before);
    small = (struct rlimit){.rlim_cur = 1024, .rlim_max = before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    Result result = program_run(FALSE, arguments);
    setrlimit(RLIMIT_FSIZE, &before);
    return result;
}

static void
a_file_that_would_be_too_large_is_refused(void **state)
{
    static const char *const commands[] = {"convert w.awt x.json", "convert w.awt x.awt",
                                           "export w.awt x.svg", "export w.awt x.pdf --deck",
                                           "export w.awt x-%d.svg --deck"};

    make_files();
    guint n_before = n_files();
    for (gsize i = 0; i < G_N_ELEMENTS(commands); i++) {
        Result result = run_limited(commands[i]);
        assert_int_equal(result.status, 2);
        assert_true(is_one_line(result.err));
        assert_non_null(strstr(result.err, ": File too large"));
        assert_int_equal(n_files(), n_before);
        result_clear(&result);
    }
}

static gboolean
has_files_without_names(void)
{
    int fd = open(folder(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);

    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

/* The program opens its output, then its input; opening the pipe waits until it does. */
static void
a_conversion_that_is_killed_leaves_nothing(void **state)
{
    g_autofree char *path = g_build_filename(folder(), "pipe", NULL);

    if (!has_files_without_names())
        skip();
    assert_int_equal(mkfifo(path, 0600), 0);
    GPid pid = program_start(FALSE, "convert pipe x.awt");
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    guint n_meanwhile = n_files();
    kill(pid, SIGKILL);
    assert_int_equal(program_wait(pid), 128 + SIGKILL);
    close(fd);
    assert_int_equal(n_meanwhile, 2); /* the pipe, and the program's output */
    assert_int_equal(n_files(), 2);
}

static void
a_recording_cut_anywhere_opens_or_is_refused(void **state)
{
    gsize size;

    make_files();
    g_autofree char *bytes = file_bytes("w.awt", &size);
    g_autofree char *path = g_build_filename(folder(), "cut.awt", NULL);
    for (gsize length = 0; length < size; length += size / 60 + 1) {
        assert_true(g_file_set_contents(path, bytes, (gssize) length, NULL));
        Result result = program_run(FALSE, "info cut.awt");
        assert_true(result.status == 0 || result.status == 2);
        assert_true(is_one_line(result.err));
        if (result.status == 0) {
            assert_true(g_str_has_prefix(result.err, "awaitscope: warning: cut.awt: cut "));
            assert_non_null(strstr(result.out, "ended     cut"));
        }
        result_clear(&result);
    }
}

static void
a_long_path_leaves_room_for_the_reason(void **state)
{
    g_autoptr(GString) arguments = g_string_new("info ");

    while (arguments->len < 3000)
        g_string_append(arguments, "./");
    g_string_append(arguments, "nope.awt");
    Result result = program_run(FALSE, arguments->str);
    assert_int_equal(result.status, 2);
    assert_true(g_str_has_suffix(result.err, "nope.awt: No such file or directory\n"));
    result_clear(&result);
}

static void
a_closed_descriptor_is_no_place_for_a_recording(void **state)
{
    const int statuses[] = {0, 2, 0};

    for (int fd = 0; fd < 3; fd++) {
        int status = program_run_without(fd, "run chain --clock=virtual -o closed.awt");
        assert_int_equal(status, statuses[fd]);
        Result info = program_run(FALSE, "info closed.awt");
        assert_int_equal(info.status, 0);
        assert_string_equal(info.err, "");
        result_clear(&info);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(bad_input_gets_one_line_and_status_2, folder_clean),
        cmocka_unit_test_teardown(a_refused_export_leaves_the_old_file, folder_clean),
        cmocka_unit_test_teardown(a_file_that_would_be_too_large_is_refused, folder_clean),
        cmocka_unit_test_teardown(a_conversion_that_is_killed_leaves_nothing, folder_clean),
        cmocka_unit_test_teardown(a_long_path_leaves_room_for_the_reason, folder_clean),
        cmocka_unit_test_teardown(a_closed_descriptor_is_no_place_for_a_recording, folder_clean),
        cmocka_unit_test_teardown(a_recording_cut_anywhere_opens_or_is_refused, folder_clean),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
