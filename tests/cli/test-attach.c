/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-attach.c - programs under AW_TRACE=listen, and those who attach to them: once, twice, again,
 * with nonsense, or without ever reading. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "tests/cli/guests.h"

static void
assert_says(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in: %s", part, text);
}

static GPid
listening_guest(const char *deed)
{
    GPid pid = guest_start(deed, "listen");

    guest_wait_for_socket(pid);
    return pid;
}

static void
end(GPid pid)
{
    kill(pid, SIGINT);
    assert_int_equal(program_wait(pid), 130);
}

static GPid
start_attach(GPid pid, const char *file)
{
    g_autofree char *arguments = g_strdup_printf("attach %d -o %s", pid, file);

    return program_start(FALSE, arguments);
}

static Result
attach(GPid pid, const char *file)
{
    g_autofree char *arguments = g_strdup_printf("attach %d -o %s", pid, file);

    return program_run(FALSE, arguments);
}

/* ---- the socket ---- */

static void
a_socket_is_its_users_alone(void **state)
{
    GPid pid = listening_guest("ticks");
    g_autofree char *path = guest_socket(pid), *sockets = g_path_get_dirname(path);
    GStatBuf about;

    assert_int_equal(g_stat(path, &about), 0);
    assert_true(S_ISSOCK(about.st_mode));
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_int_equal(g_stat(sockets, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0700);
    end(pid);
    assert_int_not_equal(g_access(path, F_OK), 0);
}

static void
a_folder_that_others_may_enter_is_refused_by_both_ends(void **state)
{
    g_autofree char *sockets = g_build_filename(runtime(), "awaitscope", NULL);

    assert_int_equal(g_mkdir(sockets, 0700), 0);
    assert_int_equal(g_chmod(sockets, 0755), 0);
    assert_int_equal(guest_run("hello", "listen"), 0);
    g_autofree char *said = guest_complaint();
    assert_says(said, "its folder must be this user's alone, mode 0700\n");
    assert_true(is_one_line(said));
    Result list = program_run(FALSE, "attach");
    assert_int_equal(list.status, 2);
    assert_says(list.err, "its folder must be this user's alone, mode 0700\n");
    result_clear(&list);
}

static void
a_link_in_the_folders_place_is_refused(void **state)
{
    g_autofree char *sockets = g_build_filename(runtime(), "awaitscope", NULL);
    g_autofree char *said = NULL;

    assert_int_equal(symlink("/tmp", sockets), 0);
    assert_int_equal(guest_run("hello", "listen"), 0);
    said = guest_complaint();
    assert_says(said, "Not a directory\n");
    g_unlink(sockets);
}

static void
a_folder_name_that_is_too_long_is_an_error(void **state)
{
    g_autofree char *before = g_strdup(runtime()), *deep = g_strnfill(200, 'x');
    g_autofree char *path = g_strconcat("/", deep, NULL);

    g_setenv("XDG_RUNTIME_DIR", path, TRUE);
    assert_int_equal(guest_run("hello", "listen"), 0);
    g_setenv("XDG_RUNTIME_DIR", before, TRUE);
    g_autofree char *said = guest_complaint();
    assert_says(said, "File name too long\n");
}

/* ---- the list ---- */

static void
the_list_has_all_that_listen(void **state)
{
    GPid one = listening_guest("ticks"), two = listening_guest("silent");
    g_autofree char *first = g_strdup_printf("\n%-8d guest", one);
    g_autofree char *second = g_strdup_printf("\n%-8d guest", two);
    Result list = program_run(FALSE, "attach");

    assert_int_equal(list.status, 0);
    assert_true(g_str_has_prefix(list.out, "PID "));
    assert_says(list.out, first);
    assert_says(list.out, second);
    result_clear(&list);
    end(one);
    end(two);
    list = program_run(FALSE, "attach");
    assert_int_equal(list.status, 0);
    assert_string_equal(list.out, "");
    assert_true(is_one_line(list.err));
    result_clear(&list);
}

static void
what_a_killed_program_left_is_cleaned_up(void **state)
{
    GPid pid = listening_guest("ticks");
    g_autofree char *path = guest_socket(pid);

    kill(pid, SIGKILL);
    assert_int_equal(program_wait(pid), 128 + SIGKILL);
    assert_int_equal(g_access(path, F_OK), 0);
    Result gone = attach(pid, "t.awt");
    assert_int_equal(gone.status, 2);
    assert_says(gone.err, "no program of that number runs under AW_TRACE=listen");
    result_clear(&gone);
    Result list = program_run(FALSE, "attach");
    assert_string_equal(list.out, "");
    assert_int_not_equal(g_access(path, F_OK), 0);
    result_clear(&list);
}

/* Somebody sits where a program's socket would be. */
static void
a_squatter_is_told_from_a_program(void **state)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    g_autofree char *path = guest_socket(77), *sockets = g_path_get_dirname(path);
    gint64 began = g_get_monotonic_time();

    assert_int_equal(g_mkdir(sockets, 0700), 0);
    g_strlcpy(address.sun_path, path, sizeof address.sun_path);
    assert_int_equal(bind(fd, (struct sockaddr *) &address, sizeof address), 0);
    assert_int_equal(listen(fd, 5), 0);
    Result result = attach(77, "t.awt");
    assert_int_equal(result.status, 2);
    assert_says(result.err, "77: it does not answer as programs with aw do\n");
    result_clear(&result);
    Result list = program_run(FALSE, "attach");
    assert_says(list.out, "77       does not answer\n");
    result_clear(&list);
    assert_true(g_get_monotonic_time() - began < 60 * G_USEC_PER_SEC);
    close(fd);
}

/* ---- attaching ---- */

static void
what_is_there_already_is_told_first(void **state)
{
    GPid pid = listening_guest("silent");
    GPid recorder = start_attach(pid, "t.awt");

    program_wait_for("t.awt", "the late");
    kill(recorder, SIGINT);
    assert_int_equal(program_wait(recorder), 0);
    g_autofree char *info = info_of("t.awt");
    assert_says(info, "ended     detached");
    assert_says(info, "  Task-1     ");
    assert_says(info, "  Task-2     sleep_long           not ended\n");
    assert_says(info, "  the late   sleep_long           not ended\n");
    assert_says(info, "  RUN_JOINED                1\n");
    assert_says(info, "  FUTURE_FOUND              3\n");
    assert_says(info, "  TASK_AWAIT                3\n");
    end(pid);
}

static void
who_has_a_lock_and_who_waits_for_it_is_told(void **state)
{
    GPid pid = listening_guest("locked");
    GPid recorder = start_attach(pid, "t.awt");

    program_wait_for("t.awt", "stuck");
    kill(recorder, SIGINT);
    assert_int_equal(program_wait(recorder), 0);
    Result events = program_run(FALSE, "events t.awt --json");
    assert_says(events.out, ": Lock-1 is taken by holder, ");
    assert_says(events.out, ": stuck waits for acquire(Lock-1), which holder has, ");
    result_clear(&events);
    end(pid);
}

static void
a_program_can_be_attached_to_again_and_again(void **state)
{
    GPid pid = listening_guest("ticks");

    for (int i = 0; i < 5; i++) {
        g_autofree char *name = g_strdup_printf("t%d.awt", i);
        GPid recorder = start_attach(pid, name);
        program_wait_for(name, "again\n");
        kill(recorder, SIGINT);
        assert_int_equal(program_wait(recorder), 0);
        g_autofree char *info = info_of(name);
        assert_says(info, "ended     detached");
        assert_says(info, "  RUN_JOINED                1\n");
    }
    end(pid);
}

enum { PIPE_BYTES = 4096, LOOK_US = 300000 };

/* Both ends are open. */
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

/* Until nothing more comes. */
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
    GPid pid = listening_guest("ticks");
    int pipe = small_pipe("pipe");
    GPid recorder = start_attach(pid, "pipe");
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
    end(pid);
}

static void
a_recorder_that_is_killed_is_no_loss_to_the_program(void **state)
{
    GPid pid = listening_guest("ticks");
    GPid recorder = start_attach(pid, "t.awt");

    program_wait_for("t.awt", "again\n");
    kill(recorder, SIGKILL);
    program_wait(recorder);
    recorder = start_attach(pid, "u.awt");
    program_wait_for("u.awt", "again\n");
    end(pid);
    assert_int_equal(program_wait(recorder), 0);
    g_autofree char *info = info_of("u.awt");
    assert_says(info, "ended     interrupted");
}

static void
the_second_at_once_is_refused(void **state)
{
    GPid pid = listening_guest("ticks");
    GPid recorder = start_attach(pid, "t.awt");
    g_autofree char *expected =
        g_strdup_printf("awaitscope: %d: another one is attached already\n", pid);

    program_wait_for("t.awt", "again\n");
    Result second = attach(pid, "u.awt");
    assert_int_equal(second.status, 2);
    assert_string_equal(second.err, expected);
    result_clear(&second);
    Result list = program_run(FALSE, "attach");
    assert_says(list.out, "(attached)\n");
    result_clear(&list);
    end(pid);
    assert_int_equal(program_wait(recorder), 0);
    g_autofree char *info = info_of("t.awt");
    assert_says(info, "ended     interrupted");
}

static void
a_program_that_is_killed_leaves_what_it_recorded(void **state)
{
    GPid pid = listening_guest("ticks");
    GPid recorder = start_attach(pid, "t.awt");

    program_wait_for("t.awt", "again\n");
    kill(pid, SIGKILL);
    assert_int_equal(program_wait(pid), 128 + SIGKILL);
    assert_int_equal(program_wait(recorder), 0);
    g_autofree char *info = info_of("t.awt");
    assert_says(info, "ended     cut");
}

/* Else its end would only be seen when the child's comes. */
static void
a_forked_child_does_not_keep_the_recorder(void **state)
{
    GPid pid = listening_guest("leaves-a-child");
    GPid recorder = start_attach(pid, "t.awt");
    g_autofree char *go = g_build_filename(folder(), "go", NULL), *events = NULL;
    int child = 0;

    program_wait_for("t.awt", "AWT");
    assert_true(g_file_set_contents(go, "", 0, NULL));
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
    GPid pid = listening_guest("busy");
    GPid recorder = start_attach(pid, "t.awt");

    program_wait_for("t.awt", "AWT");
    assert_int_equal(program_wait(pid), 0);
    assert_int_equal(program_wait(recorder), 0);
    g_autofree char *info = info_of("t.awt");
    assert_says(info, "ended     done");
    assert_says(info, "  RUN_JOINED                1\n");
}

static void
pool_threads_are_told_of(void **state)
{
    GPid pid = listening_guest("pool");

    program_wait_for("out", "again");
    GPid recorder = start_attach(pid, "t.awt");
    program_wait_for("t.awt", "again\n");
    end(pid);
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
    Result result = attach(pid, "u.awt");
    assert_int_equal(result.status, 2);
    assert_says(result.err, "no program of that number runs under AW_TRACE=listen\n");
    result_clear(&result);
    end(pid);
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

/* ---- what may come at a socket ---- */

static const struct {
    const char *said, *answer;
} talks[] = {
    {"\n", "no such request"},
    {"recor\n", "no such request"},
    {"record \n", "no such request"},
    {"RECORD\n", "no such request"},
    {"%n%n%s\x01\xff\n", "no such request"},
    {"0123456789012345678901234567890123456789012345678901234567890123456789\n", "no request came"},
    {"about\n", "ok"},
};

static int64_t
cpu_ms(GPid pid)
{
    struct timespec used = {0};
    clockid_t clock;

    assert_int_equal(clock_getcpuclockid(pid, &clock), 0);
    assert_int_equal(clock_gettime(clock, &used), 0);
    return used.tv_sec * INT64_C(1000) + used.tv_nsec / 1000000;
}

static void
who_has_no_descriptors_left_says_so(void **state)
{
    GPid pid = listening_guest("hoards-most");

    program_wait_for("out", "again\nagain\n");
    Result result = attach(pid, "t.awt");
    assert_int_equal(result.status, 2);
    assert_says(result.err, "it has no descriptors left");
    result_clear(&result);
    end(pid);
}

static void
who_has_no_descriptor_at_all_waits_for_one(void **state)
{
    GPid pid = listening_guest("hoards-all");

    program_wait_for("out", "again\nagain\n");
    int64_t before_ms = cpu_ms(pid);
    int fd = guest_connect(pid);
    g_usleep(2 * LOOK_US);
    assert_true(cpu_ms(pid) - before_ms < LOOK_US / 1000);
    close(fd);
    end(pid);
}

static void
garbage_is_answered_and_does_no_harm(void **state)
{
    GPid pid = listening_guest("ticks");

    for (gsize i = 0; i < G_N_ELEMENTS(talks); i++) {
        int fd = guest_connect(pid);
        g_autofree char *answer = guest_ask(fd, talks[i].said);
        assert_string_equal(answer, talks[i].answer);
        close(fd);
    }
    close(guest_connect(pid));
    int silent = guest_connect(pid);
    GPid recorder = start_attach(pid, "t.awt");
    program_wait_for("t.awt", "again\n");
    close(silent);
    end(pid);
    assert_int_equal(program_wait(recorder), 0);
}

/* What comes behind the request is nobody's business. */
static void
an_attached_chatterer_is_not_listened_to(void **state)
{
    GPid pid = listening_guest("ticks");
    int fd = guest_connect(pid);
    g_autofree char *answer = guest_ask(fd, "record\nrecord\nabout\nmore");
    char bytes[8];

    assert_string_equal(answer, "ok");
    assert_int_equal(recv(fd, bytes, sizeof bytes, MSG_WAITALL), sizeof bytes);
    assert_memory_equal(bytes,
                        "\x89"
                        "AWT\r\n\x1a\n",
                        sizeof bytes);
    end(pid);
    close(fd);
}

/* It takes nothing; the program does not care, neither while it runs nor at its end. */
static void
a_recorder_that_reads_nothing_does_not_keep_the_program(void **state)
{
    GPid pid = listening_guest("floods");
    int fd = guest_connect(pid);
    g_autofree char *answer = guest_ask(fd, "record\n");

    assert_string_equal(answer, "ok");
    assert_int_equal(program_wait(pid), 0);
    close(fd);
}

#define TEST(name) cmocka_unit_test_teardown(name, guests_clean)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_socket_is_its_users_alone),
        TEST(a_folder_that_others_may_enter_is_refused_by_both_ends),
        TEST(a_link_in_the_folders_place_is_refused),
        TEST(a_folder_name_that_is_too_long_is_an_error),
        TEST(the_list_has_all_that_listen),
        TEST(what_a_killed_program_left_is_cleaned_up),
        TEST(a_squatter_is_told_from_a_program),
        TEST(what_is_there_already_is_told_first),
        TEST(who_has_a_lock_and_who_waits_for_it_is_told),
        TEST(a_program_can_be_attached_to_again_and_again),
        TEST(ctrl_c_while_a_pipe_is_full_loses_nothing),
        TEST(a_recorder_that_is_killed_is_no_loss_to_the_program),
        TEST(the_second_at_once_is_refused),
        TEST(a_program_that_is_killed_leaves_what_it_recorded),
        TEST(a_forked_child_does_not_keep_the_recorder),
        TEST(a_loop_that_is_busy_is_not_waited_for),
        TEST(pool_threads_are_told_of),
        TEST(a_program_that_records_itself_is_not_attached_to),
        TEST(nonsense_is_refused),
        TEST(who_has_no_descriptors_left_says_so),
        TEST(who_has_no_descriptor_at_all_waits_for_one),
        TEST(garbage_is_answered_and_does_no_harm),
        TEST(an_attached_chatterer_is_not_listened_to),
        TEST(a_recorder_that_reads_nothing_does_not_keep_the_program),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
