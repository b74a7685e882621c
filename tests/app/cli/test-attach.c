/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-attach.c - attaching to a program: once, twice, again, and how recorder and program end. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "tests/app/cli/guests.h"

static void
what_is_there_already_is_told_first(void **state)
{
    GPid pid = guest_listening("silent");
    GPid recorder = attach_start(pid, "t.awt");

    program_wait_for("t.awt", "the late");
    attach_stop(recorder);
    g_autofree char *info = info_of("t.awt");
    assert_says(info, "ended     detached");
    assert_says(info, "  Task-1     ");
    assert_says(info, "  Task-2     sleep_long           not ended\n");
    assert_says(info, "  the late   sleep_long           not ended\n");
    assert_says(info, "  RUN_JOINED                1\n");
    assert_says(info, "  FUTURE_FOUND              3\n");
    assert_says(info, "  TASK_AWAIT                3\n");
    guest_end(pid);
}

static void
who_has_a_lock_and_who_waits_for_it_is_told(void **state)
{
    GPid pid = guest_listening("locked");
    GPid recorder = attach_start(pid, "t.awt");

    program_wait_for("t.awt", "stuck");
    attach_stop(recorder);
    Result events = program_run(FALSE, "events t.awt --json");
    assert_says(events.out, ": holder has Lock-1.");
    assert_says(events.out, ": stuck has been waiting at line ");
    result_clear(&events);
    guest_end(pid);
}

static void
a_program_can_be_attached_to_again_and_again(void **state)
{
    GPid pid = guest_listening("ticks");

    for (int i = 0; i < 5; i++) {
        g_autofree char *name = g_strdup_printf("t%d.awt", i);
        GPid recorder = attach_start(pid, name);
        program_wait_for(name, "again\n");
        attach_stop(recorder);
        g_autofree char *info = info_of(name);
        assert_says(info, "ended     detached");
        assert_says(info, "  RUN_JOINED                1\n");
    }
    guest_end(pid);
}

enum { PIPE_BYTES = 4096, LOOK_US = 300000 };

/* A small pipe, opened for reading and writing. */
static int
small_pipe(const char *name)
{
    g_autofree char *path = g_build_filename(folder(), name, NULL);

    assert_int_equal(mkfifo(path, 0600), 0);
    int pipe = open(path, O_RDWR | O_CLOEXEC);
    assert_true(pipe >= 0);
    fcntl(pipe, F_SETPIPE_SZ, PIPE_BYTES);
    return pipe;
}

/* Waits until the pipe is full. */
static void
wait_until_full(int pipe)
{
    for (int before = 0, now = -1; now <= 0 || now != before;) {
        before = now;
        g_usleep(LOOK_US);
        assert_int_equal(ioctl(pipe, FIONREAD, &now), 0);
    }
}

static void
ctrl_c_while_a_pipe_is_full_loses_nothing(void **state)
{
    GPid pid = guest_listening("ticks");
    int pipe = small_pipe("pipe");
    GPid recorder = attach_start(pid, "pipe");
    char bytes[PIPE_BYTES];

    wait_until_full(pipe);
    kill(recorder, SIGINT);
    g_usleep(LOOK_US);
    fcntl(pipe, F_SETFL, O_NONBLOCK);
    int status = -1;
    while (waitpid(recorder, &status, WNOHANG) == 0)
        if (read(pipe, bytes, sizeof bytes) < 0)
            g_usleep(1000);
    assert_int_equal(status, 0);
    close(pipe);
    guest_end(pid);
}

static void
a_recorder_that_is_killed_is_no_loss_to_the_program(void **state)
{
    GPid pid = guest_listening("ticks");
    GPid recorder = attach_start(pid, "t.awt");

    program_wait_for("t.awt", "again\n");
    kill(recorder, SIGKILL);
    program_wait(recorder);
    recorder = attach_start(pid, "u.awt");
    program_wait_for("u.awt", "again\n");
    guest_end(pid);
    assert_int_equal(program_wait(recorder), 0);
    g_autofree char *info = info_of("u.awt");
    assert_says(info, "ended     interrupted");
}

static void
the_second_at_once_is_refused(void **state)
{
    GPid pid = guest_listening("ticks");
    GPid recorder = attach_start(pid, "t.awt");
    g_autofree char *expected =
        g_strdup_printf("awaitscope: %d: another one is attached already\n", pid);

    program_wait_for("t.awt", "again\n");
    Result second = attach_run(pid, "u.awt");
    assert_int_equal(second.status, 2);
    assert_string_equal(second.err, expected);
    result_clear(&second);
    Result list = program_run(FALSE, "attach");
    assert_says(list.out, "(attached)\n");
    result_clear(&list);
    guest_end(pid);
    assert_int_equal(program_wait(recorder), 0);
    g_autofree char *info = info_of("t.awt");
    assert_says(info, "ended     interrupted");
}

static void
a_program_that_is_killed_leaves_what_it_recorded(void **state)
{
    GPid pid = guest_listening("ticks");
    GPid recorder = attach_start(pid, "t.awt");

    program_wait_for("t.awt", "again\n");
    kill(pid, SIGKILL);
    assert_int_equal(program_wait(pid), 128 + SIGKILL);
    assert_int_equal(program_wait(recorder), 0);
    g_autofree char *info = info_of("t.awt");
    assert_says(info, "ended     cut");
}

/* Creates the file "go", which a guest waits for. */
static void
let_go(void)
{
    g_autofree char *path = g_build_filename(folder(), "go", NULL);

    assert_true(g_file_set_contents(path, "", 0, NULL));
}

static void
whether_the_end_came_is_said(void **state)
{
    static const struct {
        const char *deed, *says;
    } rows[] = {
        {"fails-recorded", "awaitscope: guest ended; recorded in t.awt\n"},
        {"dies-recorded", "awaitscope: guest ended without a word, the recording is cut; recorded "
                          "in t.awt\n"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        GPid pid = guest_listening(rows[i].deed);
        Result result = attach_run(pid, "t.awt");

        assert_string_equal(result.err, rows[i].says);
        assert_int_equal(result.status, 0);
        result_clear(&result);
        program_wait(pid);
        guests_clean(state);
    }
}

/* The child inherits descriptors, and must not hold the recorder's socket open. */
static void
a_forked_child_does_not_keep_the_recorder(void **state)
{
    GPid pid = guest_listening("leaves-a-child");
    GPid recorder = attach_start(pid, "t.awt");
    g_autofree char *events = NULL;
    int child = 0;

    program_wait_for("t.awt", "AWT");
    let_go();
    program_wait_for("t.awt", "forked ");
    kill(pid, SIGKILL);
    program_wait(pid);
    assert_int_equal(program_wait(recorder), 0);
    events = events_of("t.awt");
    assert_int_equal(sscanf(strstr(events, "forked "), "forked %d", &child), 1);
    kill(child, SIGKILL);
}

static void
a_loop_that_is_busy_is_not_waited_for(void **state)
{
    GPid pid = guest_listening("busy");
    GPid recorder = attach_start(pid, "t.awt");

    program_wait_for("t.awt", "AWT");
    let_go();
    assert_int_equal(program_wait(pid), 0);
    assert_int_equal(program_wait(recorder), 0);
    g_autofree char *info = info_of("t.awt");
    assert_says(info, "ended     done");
    assert_says(info, "  RUN_JOINED                1\n");
}

static void
pool_threads_are_told_of(void **state)
{
    GPid pid = guest_listening("pool");

    program_wait_for("out", "again");
    GPid recorder = attach_start(pid, "t.awt");
    program_wait_for("t.awt", "again\n");
    guest_end(pid);
    assert_int_equal(program_wait(recorder), 0);
    g_autofree char *info = info_of("t.awt");
    assert_says(info, "  WORKER_FOUND              1\n");
    assert_says(info, "  JOB_END ");
}

static void
a_program_that_records_itself_is_not_attached_to(void **state)
{
    GPid pid = guest_start("ticks", "t.awt");

    program_wait_for("t.awt", "again\n");
    assert_attach_refused(pid, "no program of that number runs under AW_TRACE=listen\n");
    guest_end(pid);
}

static void
nonsense_is_refused(void **state)
{
    static const char *const arguments[] = {"attach 0",   "attach -1",       "attach x",
                                            "attach 1 2", "attach -o t.awt", "attach 99999999999"};

    for (gsize i = 0; i < G_N_ELEMENTS(arguments); i++) {
        Result result = program_run(FALSE, arguments[i]);
        assert_int_equal(result.status, 2);
        assert_true(is_one_line(result.err));
        result_clear(&result);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(what_is_there_already_is_told_first, guests_clean),
        cmocka_unit_test_teardown(who_has_a_lock_and_who_waits_for_it_is_told, guests_clean),
        cmocka_unit_test_teardown(a_program_can_be_attached_to_again_and_again, guests_clean),
        cmocka_unit_test_teardown(ctrl_c_while_a_pipe_is_full_loses_nothing, guests_clean),
        cmocka_unit_test_teardown(a_recorder_that_is_killed_is_no_loss_to_the_program,
                                  guests_clean),
        cmocka_unit_test_teardown(the_second_at_once_is_refused, guests_clean),
        cmocka_unit_test_teardown(a_program_that_is_killed_leaves_what_it_recorded, guests_clean),
        cmocka_unit_test_teardown(whether_the_end_came_is_said, guests_clean),
        cmocka_unit_test_teardown(a_forked_child_does_not_keep_the_recorder, guests_clean),
        cmocka_unit_test_teardown(a_loop_that_is_busy_is_not_waited_for, guests_clean),
        cmocka_unit_test_teardown(pool_threads_are_told_of, guests_clean),
        cmocka_unit_test_teardown(a_program_that_records_itself_is_not_attached_to, guests_clean),
        cmocka_unit_test_teardown(nonsense_is_refused, guests_clean),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
