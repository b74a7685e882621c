/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-record-window.c - the commands record and attach with a display: a window opens, and when it
 * is closed the program runs on. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <gdk/gdk.h>
#include <glib/gstdio.h>

#include "tests/display/input.h"
#include "tests/support/patience.h"

enum { KEY_EVERY_MS = 500 };

static char *folder;

static char *
contents(const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    char *text = NULL;
    gsize size;

    if (!g_file_get_contents(path, &text, &size, NULL))
        return g_strdup("");
    for (gsize i = 0; i < size; i++)
        if (!text[i])
            text[i] = ' ';
    return text;
}

static gboolean
has_said(const char *name, const char *words)
{
    g_autofree char *text = contents(name);

    return strstr(text, words) != NULL;
}

static void
wait_for(const char *name, const char *words)
{
    for (int waited = 0; !has_said(name, words);)
        waited = patience_look_again(waited, words);
}

static void
die_with_the_test(void *data)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

/* Starts a command with its output in the file `out`, its standard error in `err`, and the window's
 * log in `log`. */
static GPid
start(const char *command)
{
    g_autofree char *line = g_strdup_printf("exec %s >out 2>err", command);
    const char *words[] = {"/bin/sh", "-c", line, NULL};
    GPid pid;

    assert_true(g_spawn_async(folder, (char **) words, NULL, G_SPAWN_DO_NOT_REAP_CHILD,
                              die_with_the_test, NULL, &pid, NULL));
    return pid;
}

static int
status_of(GPid pid)
{
    int status;

    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static gboolean
is_over(GPid pid)
{
    siginfo_t how = {0};

    assert_int_equal(waitid(P_PID, (id_t) pid, &how, WEXITED | WNOHANG | WNOWAIT), 0);
    return how.si_pid == pid;
}

/* Presses Ctrl+Q until it works, since the window may not have the keyboard focus yet: until `said`
 * is in `err`, or, if that is NULL, the process is over. */
static void
quit_window(GPid pid, const char *said)
{
    Input *input = input_open();

    assert_non_null(input);
    for (int waited = 0; said ? !has_said("err", said) : !is_over(pid);) {
        if (waited % KEY_EVERY_MS == 0)
            input_press(input, GDK_KEY_q, GDK_KEY_Control_L);
        waited = patience_look_again(waited, said ? said : "the end of the window");
    }
    input_close(input);
}

static void
a_program_outlives_the_window_that_shows_it(void **state)
{
    g_autofree char *command = g_strdup_printf(
        "%s record -o t.awt -- %s ticks", g_getenv("AWAITSCOPE"), g_getenv("AWAITSCOPE_GUEST"));
    GPid pid = start(command);

    wait_for("log", "follow guest");
    wait_for("t.awt", "again\n");
    quit_window(pid, "guest runs on, and is recorded; Ctrl+C ends it\n");
    kill(pid, SIGINT);
    assert_int_equal(status_of(pid), 130);
    wait_for("err", "awaitscope: recorded in t.awt\n");
    wait_for("t.awt", "END ");
}

static void
a_window_outlives_the_program_that_it_shows(void **state)
{
    g_autofree char *command = g_strdup_printf(
        "%s record -o t.awt -- %s fails", g_getenv("AWAITSCOPE"), g_getenv("AWAITSCOPE_GUEST"));
    GPid pid = start(command);

    wait_for("log", "ended failed: no luck today");
    assert_int_equal(waitpid(pid, NULL, WNOHANG), 0);
    quit_window(pid, "awaitscope: recorded in t.awt\n");
    assert_int_equal(status_of(pid), 1);
}

static void
attach_shows_a_program_and_leaves_it(void **state)
{
    g_autofree char *run =
        g_strdup_printf("env AW_TRACE=listen %s ticks", g_getenv("AWAITSCOPE_GUEST"));
    GPid guest = start(run);
    g_autofree char *attach = g_strdup_printf("%s attach %d", g_getenv("AWAITSCOPE"), guest);
    GPid window;

    wait_for("out", "again");
    window = start(attach);
    wait_for("log", "playhead 40");
    quit_window(window, NULL);
    assert_int_equal(status_of(window), 0);
    assert_int_equal(waitpid(guest, NULL, WNOHANG), 0);
    kill(guest, SIGINT);
    assert_int_equal(status_of(guest), 130);
}

static int
make_folder(void **state)
{
    folder = g_dir_make_tmp("awaitscope-record-XXXXXX", NULL);
    g_autofree char *log = g_build_filename(folder, "log", NULL);
    g_setenv("AWAITSCOPE_TEST_LOG", log, TRUE);
    return folder ? 0 : -1;
}

static int
remove_folder(void **state)
{
    static const char *const names[] = {"log", "out", "err", "t.awt"};

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(folder, names[i], NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
    g_clear_pointer(&folder, g_free);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_program_outlives_the_window_that_shows_it),
        TEST(a_window_outlives_the_program_that_it_shows),
        TEST(attach_shows_a_program_and_leaves_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
