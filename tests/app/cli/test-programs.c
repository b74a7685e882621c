/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-programs.c - users' programs, recorded by AW_TRACE and by `awaitscope record`. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "tests/app/cli/guests.h"

static void
assert_info(const char *name, const char *part)
{
    g_autofree char *info = info_of(name);

    assert_says(info, part);
}

static gboolean
is_there(const char *name)
{
    g_autofree char *path = g_build_filename(folder(), name, NULL);

    return g_access(path, F_OK) == 0;
}

/* Runs `awaitscope record` with arguments; GUEST stands for the guest's path. */
static Result
record(const char *arguments)
{
    g_auto(GStrv) parts = g_strsplit(arguments, "GUEST", -1);
    g_autofree char *full = g_strjoinv(guest_path(), parts);
    g_autofree char *line = g_strconcat("record ", full, NULL);

    return program_run(FALSE, line);
}

/* ---- AW_TRACE ---- */

static void
a_program_records_itself_when_told_to(void **state)
{
    assert_int_equal(guest_run("hello", "run.awt"), 0);
    assert_info("run.awt", "ended     done");
    assert_info("run.awt", "title     guest");
}

/* In one line of its own, besides the counts by kind. */
static void
what_found_no_room_is_told_by_every_command(void **state)
{
    static const char *const commands[] = {"info run.awt", "info run.awt --json", "print run.awt",
                                           "convert run.awt out.csv", "convert run.awt out.awt"};

    g_setenv("AW_TRACE_MEMORY", "64K", TRUE);
    assert_int_equal(guest_run("hurries", "run.awt"), 0);
    g_unsetenv("AW_TRACE_MEMORY");
    for (gsize i = 0; i < G_N_ELEMENTS(commands); i++) {
        Result result = program_run(FALSE, commands[i]);

        assert_int_equal(result.status, 0);
        assert_true(is_one_line(result.err));
        assert_true(g_str_has_prefix(result.err, "awaitscope: warning: run.awt: "));
        assert_says(result.err, " events were dropped for want of memory, ");
        if (i == 0)
            assert_says(result.out, "\nmissing   ");
        if (i == 1)
            assert_says(result.out, "\"dropped_first_ns\" : ");
        result_clear(&result);
    }
}

static void
a_file_that_cannot_be_written_is_named_and_the_program_runs(void **state)
{
    assert_int_equal(guest_run("hello", "/nonexistent/run.awt"), 0);
    g_autofree char *said = guest_complaint();
    assert_string_equal(said, "aw: /nonexistent/run.awt: No such file or directory\n");
}

static void
percent_p_is_the_process(void **state)
{
    GPid pid = guest_start("hello", "run-%p-%%-%d.awt");
    g_autofree char *name = g_strdup_printf("run-%d-%%-%%d.awt", pid);

    assert_int_equal(program_wait(pid), 0);
    assert_info(name, "ended     done");
}

static void
two_programs_do_not_write_one_file(void **state)
{
    GPid pid = guest_start("ticks", "run.awt");

    program_wait_for("run.awt", "again\n");
    assert_int_equal(guest_run("hello", "run.awt"), 0);
    g_autofree char *said = guest_complaint();
    assert_string_equal(said, "aw: run.awt: another run is writing it\n");
    kill(pid, SIGINT);
    assert_int_equal(program_wait(pid), 130);
    assert_info("run.awt", "ended     interrupted");
}

/* Both a child during the run, when the file is locked anyway, and one after it are refused. */
static void
a_child_does_not_write_over_its_parents_recording(void **state)
{
    GPid pid = guest_start("starts", "run.awt");
    g_autofree char *refusal = g_strdup_printf(
        "aw: run.awt: it is the recording of process %d, which started this one\n", pid);
    g_autofree char *twice = g_strconcat(refusal, refusal, NULL);

    assert_int_equal(program_wait(pid), 0);
    g_autofree char *said = guest_complaint();
    assert_string_equal(said, twice);
    g_autofree char *events = events_of("run.awt");
    assert_info("run.awt", "ended     done");
    assert_says(events, "parent");
    assert_null(strstr(events, "hello"));
}

static void
a_child_writes_a_file_of_its_own_where_it_may(void **state)
{
    assert_int_equal(guest_run("starts", "%p.awt"), 0);
    g_autofree char *said = guest_complaint();
    g_autoptr(GDir) dir = g_dir_open(folder(), 0, NULL);
    const char *name;
    int n = 0;

    assert_string_equal(said, "");
    while ((name = g_dir_read_name(dir)))
        n += g_str_has_suffix(name, ".awt");
    assert_int_equal(n, 3);
}

/* ---- awaitscope record ---- */

static void
a_recorded_program_has_its_name_for_a_file(void **state)
{
    for (int i = 1; i <= 3; i++) {
        g_autofree char *name = i == 1 ? g_strdup("guest.awt") : g_strdup_printf("guest-%d.awt", i);
        g_autofree char *said = g_strdup_printf("awaitscope: recorded in %s\n", name);
        Result result = record("-- GUEST hello");
        assert_int_equal(result.status, 0);
        assert_string_equal(result.out, "hello\n");
        assert_string_equal(result.err, said);
        assert_info(name, "ended     done");
        result_clear(&result);
    }
}

static const struct {
    const char *arguments;
    int status;
    const char *out, *err; /* err: a part of it */
} programs[] = {
    {"-o t.awt -- GUEST fails", 1, "", ")\nawaitscope: recorded in t.awt\n"},
    {"-o t.awt -- GUEST exits", 7, "", "awaitscope: recorded in t.awt\n"},
    {"-o t.awt -- GUEST kills-itself", 137, "before\n",
     "awaitscope: guest was ended by SIGKILL; recorded in t.awt\n"},
    {"-o t.awt -- sh -c kill${IFS}-40${IFS}$$", 168, "",
     "awaitscope: sh was ended by signal 40; it recorded nothing: it runs no loop of aw\n"},
    {"-o t%p.awt --no-window GUEST hello", 0, "hello\n", "awaitscope: recorded in t%p.awt\n"},
    {"-o t.awt -- echo -n x", 0, "x", "awaitscope: echo recorded nothing: it runs no loop of aw\n"},
    {"-- no-such-program-anywhere", 127, "", "there is no such program\n"},
    {"-- ./no-such-program", 127, "", "./no-such-program: there is no such program\n"},
    {"-- /etc/passwd", 126, "", "/etc/passwd: it cannot be executed\n"},
    {"-- /", 126, "", "/: it cannot be executed\n"},
    {"-o /nonexistent/t.awt -- GUEST hello", 2, "", "/nonexistent/t.awt: No such file"},
    {"-o / -- GUEST hello", 2, "", "awaitscope: /: Is a directory\n"},
    {"", 2, "", "usage: awaitscope record "},
    {"-x -- GUEST hello", 2, "", "Unknown option -x\n"},
};

static void
the_exit_status_is_the_programs(void **state)
{
    for (gsize i = 0; i < G_N_ELEMENTS(programs); i++) {
        Result result = record(programs[i].arguments);
        if (result.status != programs[i].status || strcmp(result.out, programs[i].out) ||
            !strstr(result.err, programs[i].err))
            fail_msg("%s: status %d, wrote %s, said %s", programs[i].arguments, result.status,
                     result.out, result.err);
        result_clear(&result);
    }
    assert_false(is_there("echo.awt"));
}

static void
what_is_no_recording_leaves_no_file(void **state)
{
    Result result = record("-- true");

    assert_int_equal(result.status, 0);
    assert_false(is_there("true.awt"));
    result_clear(&result);
}

static void
a_killed_programs_recording_has_what_came_before(void **state)
{
    Result result = record("-o t.awt -- GUEST kills-itself");
    g_autofree char *events = events_of("t.awt");

    assert_int_equal(result.status, 137);
    assert_info("t.awt", "ended     cut");
    assert_says(events, "before");
    result_clear(&result);
}

static GPid
start_recording(const char *deed)
{
    g_autofree char *arguments = g_strdup_printf("record -o t.awt -- %s %s", guest_path(), deed);

    return program_start(FALSE, arguments);
}

static void
a_signal_is_the_programs_and_the_recording_is_whole(void **state)
{
    GPid pid = start_recording("ticks");

    program_wait_for("t.awt", "again\n");
    kill(pid, SIGINT);
    assert_int_equal(program_wait(pid), 130);
    assert_info("t.awt", "ended     interrupted");
}

static void
a_file_that_is_written_is_not_recorded_to(void **state)
{
    GPid pid = start_recording("ticks");

    program_wait_for("t.awt", "again\n");
    Result second = record("-o t.awt -- GUEST hello");
    assert_int_equal(second.status, 2);
    assert_string_equal(second.err, "awaitscope: t.awt: another run is writing it\n");
    assert_string_equal(second.out, "");
    result_clear(&second);
    kill(pid, SIGINT);
    assert_int_equal(program_wait(pid), 130);
    assert_info("t.awt", "ended     interrupted");
}

/* Records the guest until `said` is in the file `err`, which gets the recorder's standard error. */
static void
assert_silence(const char *deed, const char *said)
{
    g_autofree char *line = g_strdup_printf("exec %s record --no-window -o t.awt -- %s %s 2>err",
                                            program_path(FALSE), guest_path(), deed);
    const char *words[] = {"/bin/sh", "-c", line, NULL};
    GPid pid;

    assert_true(g_spawn_async(folder(), (char **) words, NULL,
                              G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                              &pid, NULL));
    program_wait_for("err", said);
    kill(pid, SIGINT);
    assert_int_equal(program_wait(pid), 130);
}

static void
a_silent_program_is_told_of(void **state)
{
    assert_silence("silent", " s; 3 tasks wait: Task-1 for gather(2), Task-2 for sleep(3000 s), "
                             "the late for sleep(4000 s)\n");
}

/* The watch forgets what is over, but not what is waiting. */
static void
a_program_that_falls_silent_late_is_told_of(void **state)
{
    assert_silence("talks-first", " s; 4 tasks wait: Task-1 for gather(3), Task-2 for "
                                  "sleep(3000 s), the late for sleep(4000 s), Task-3 for "
                                  "sleep(5000 s)\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_program_records_itself_when_told_to, guests_clean),
        cmocka_unit_test_teardown(what_found_no_room_is_told_by_every_command, guests_clean),
        cmocka_unit_test_teardown(a_file_that_cannot_be_written_is_named_and_the_program_runs,
                                  guests_clean),
        cmocka_unit_test_teardown(percent_p_is_the_process, guests_clean),
        cmocka_unit_test_teardown(two_programs_do_not_write_one_file, guests_clean),
        cmocka_unit_test_teardown(a_child_does_not_write_over_its_parents_recording, guests_clean),
        cmocka_unit_test_teardown(a_child_writes_a_file_of_its_own_where_it_may, guests_clean),
        cmocka_unit_test_teardown(a_recorded_program_has_its_name_for_a_file, guests_clean),
        cmocka_unit_test_teardown(the_exit_status_is_the_programs, guests_clean),
        cmocka_unit_test_teardown(what_is_no_recording_leaves_no_file, guests_clean),
        cmocka_unit_test_teardown(a_killed_programs_recording_has_what_came_before, guests_clean),
        cmocka_unit_test_teardown(a_signal_is_the_programs_and_the_recording_is_whole,
                                  guests_clean),
        cmocka_unit_test_teardown(a_file_that_is_written_is_not_recorded_to, guests_clean),
        cmocka_unit_test_teardown(a_silent_program_is_told_of, guests_clean),
        cmocka_unit_test_teardown(a_program_that_falls_silent_late_is_told_of, guests_clean),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
