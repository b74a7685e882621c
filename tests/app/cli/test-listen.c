/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-listen.c - the sockets of programs under AW_TRACE=listen: who owns them, which programs are
 * listed, and garbage sent to them. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "tests/app/cli/guests.h"

/* ---- the socket ---- */

static void
a_socket_is_its_users_alone(void **state)
{
    GPid pid = guest_listening("ticks");
    g_autofree char *path = guest_socket(pid), *sockets = g_path_get_dirname(path);
    GStatBuf about;

    assert_int_equal(g_stat(path, &about), 0);
    assert_true(S_ISSOCK(about.st_mode));
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_int_equal(g_stat(sockets, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0700);
    guest_end(pid);
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
    GPid one = guest_listening("ticks"), two = guest_listening("silent");
    g_autofree char *first = g_strdup_printf("\n%-8d guest", one);
    g_autofree char *second = g_strdup_printf("\n%-8d guest", two);
    Result list = program_run(FALSE, "attach");

    assert_int_equal(list.status, 0);
    assert_true(g_str_has_prefix(list.out, "PID "));
    assert_says(list.out, first);
    assert_says(list.out, second);
    result_clear(&list);
    guest_end(one);
    guest_end(two);
    list = program_run(FALSE, "attach");
    assert_int_equal(list.status, 0);
    assert_string_equal(list.out, "");
    assert_true(is_one_line(list.err));
    result_clear(&list);
}

static void
what_a_killed_program_left_is_cleaned_up(void **state)
{
    GPid pid = guest_listening("ticks");
    g_autofree char *path = guest_socket(pid);

    kill(pid, SIGKILL);
    assert_int_equal(program_wait(pid), 128 + SIGKILL);
    assert_int_equal(g_access(path, F_OK), 0);
    assert_attach_refused(pid, "no program of that number runs under AW_TRACE=listen");
    Result list = program_run(FALSE, "attach");
    assert_string_equal(list.out, "");
    assert_int_not_equal(g_access(path, F_OK), 0);
    result_clear(&list);
}

/* A socket that is no program's listens where one would be. */
static void
a_squatter_is_told_from_a_program(void **state)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    g_autofree char *path = guest_socket(77), *sockets = g_path_get_dirname(path);

    assert_int_equal(g_mkdir(sockets, 0700), 0);
    g_strlcpy(address.sun_path, path, sizeof address.sun_path);
    assert_int_equal(bind(fd, (struct sockaddr *) &address, sizeof address), 0);
    assert_int_equal(listen(fd, 5), 0);
    assert_attach_refused(77, "77: it does not answer as programs with aw do\n");
    Result list = program_run(FALSE, "attach");
    assert_says(list.out, "77       does not answer\n");
    result_clear(&list);
    close(fd);
}

/* ---- what may be sent to a socket ---- */

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

enum { LOOK_MS = 600 };

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
    GPid pid = guest_listening("hoards-most");

    program_wait_for("out", "again\nagain\n");
    assert_attach_refused(pid, "it has no descriptors left");
    guest_end(pid);
}

static void
who_has_no_descriptor_at_all_waits_for_one(void **state)
{
    GPid pid = guest_listening("hoards-all");

    program_wait_for("out", "again\nagain\n");
    int64_t before_ms = cpu_ms(pid);
    int fd = guest_connect(pid);
    g_usleep(LOOK_MS * 1000);
    assert_true(cpu_ms(pid) - before_ms < LOOK_MS / 2);
    close(fd);
    guest_end(pid);
}

static void
garbage_is_answered_and_does_no_harm(void **state)
{
    GPid pid = guest_listening("ticks");

    for (gsize i = 0; i < G_N_ELEMENTS(talks); i++) {
        int fd = guest_connect(pid);
        g_autofree char *answer = guest_ask(fd, talks[i].said);
        assert_string_equal(answer, talks[i].answer);
        close(fd);
    }
    close(guest_connect(pid));
    int silent = guest_connect(pid);
    GPid recorder = attach_start(pid, "t.awt");
    program_wait_for("t.awt", "again\n");
    close(silent);
    guest_end(pid);
    assert_int_equal(program_wait(recorder), 0);
}

/* Whatever is sent after the request is ignored. */
static void
an_attached_chatterer_is_not_listened_to(void **state)
{
    GPid pid = guest_listening("ticks");
    int fd = guest_connect(pid);
    g_autofree char *answer = guest_ask(fd, "record\nrecord\nabout\nmore");
    char bytes[8];

    assert_string_equal(answer, "ok");
    assert_int_equal(recv(fd, bytes, sizeof bytes, MSG_WAITALL), sizeof bytes);
    assert_memory_equal(bytes,
                        "\x89"
                        "AWT\r\n\x1a\n",
                        sizeof bytes);
    guest_end(pid);
    close(fd);
}

/* The program must not be blocked by it, neither while it runs nor at its end. */
static void
a_recorder_that_reads_nothing_does_not_keep_the_program(void **state)
{
    GPid pid = guest_listening("floods");
    int fd = guest_connect(pid);
    g_autofree char *answer = guest_ask(fd, "record\n");

    assert_string_equal(answer, "ok");
    assert_int_equal(program_wait(pid), 0);
    close(fd);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_socket_is_its_users_alone, guests_clean),
        cmocka_unit_test_teardown(a_folder_that_others_may_enter_is_refused_by_both_ends,
                                  guests_clean),
        cmocka_unit_test_teardown(a_link_in_the_folders_place_is_refused, guests_clean),
        cmocka_unit_test_teardown(a_folder_name_that_is_too_long_is_an_error, guests_clean),
        cmocka_unit_test_teardown(the_list_has_all_that_listen, guests_clean),
        cmocka_unit_test_teardown(what_a_killed_program_left_is_cleaned_up, guests_clean),
        cmocka_unit_test_teardown(a_squatter_is_told_from_a_program, guests_clean),
        cmocka_unit_test_teardown(who_has_no_descriptors_left_says_so, guests_clean),
        cmocka_unit_test_teardown(who_has_no_descriptor_at_all_waits_for_one, guests_clean),
        cmocka_unit_test_teardown(garbage_is_answered_and_does_no_harm, guests_clean),
        cmocka_unit_test_teardown(an_attached_chatterer_is_not_listened_to, guests_clean),
        cmocka_unit_test_teardown(a_recorder_that_reads_nothing_does_not_keep_the_program,
                                  guests_clean),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
