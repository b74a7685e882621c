/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-endings.c - runs that end badly: they print one line, exit with the documented status, and
 * leave a recording that has everything up to the end and says how it ended. */
#include <fcntl.h>
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

#include "tests/app/cli/program.h"
#include "tests/support/patience.h"

/* The library's line, which comes before the program's; the address sanitizer prints its own. */
#ifdef __SANITIZE_ADDRESS__
#define OVERFLOW
#else
#define OVERFLOW                                                                                   \
    "aw: task \"Task-1\" (overflows(), made at overflows.c:22) ran out of its 64 KiB stack; "      \
    "AwSpawnOptions.stack gives it more\nawaitscope: "
#endif

static const struct {
    const char *name;
    const char *says;  /* on stderr */
    const char *ended; /* by info */
} endings[] = {
    {"fails", "fails failed: no luck today", "failed: no luck today"},
    {"deadlocks", "deadlocks failed: deadlock: Task-1 waits at deadlocks.c:9 for future",
     "deadlock: Task-1 waits at deadlocks.c:9 for future"},
    {"divides", "divides crashed: SIGFPE", "crashed: SIGFPE"},
    {"aborts", "aborts crashed: SIGABRT", "crashed: SIGABRT"},
    {"follows-null", "follows-null crashed: SIGSEGV", "crashed: SIGSEGV"},
    {"overflows", OVERFLOW "overflows crashed: SIGSEGV", "crashed: SIGSEGV"},
    {"exits", "exits called exit() before its end", "exited: exit() was called, status 3\n"},
};

static void
assert_ended(const char *ended)
{
    Result info = program_run(TRUE, "info t.awt");
    g_autofree char *line = g_strdup_printf("ended     %s", ended);

    assert_int_equal(info.status, 0);
    if (!strstr(info.out, line))
        fail_msg("%s is not in %s", line, info.out);
    assert_null(strstr(info.out, "crashed: crashed"));
    result_clear(&info);
    Result events = program_run(TRUE, "events t.awt");
    assert_non_null(strstr(events.out, "before"));
    result_clear(&events);
}

static void
check_ending(gsize i, const char *clock)
{
    g_autofree char *arguments =
        g_strdup_printf("run %s --clock=%s -o t.awt", endings[i].name, clock);
    Result result = program_run(TRUE, arguments);

    const char *says = strstr(result.err, endings[i].says);

    if (result.status != 1 || !says || !is_one_line(strstr(result.err, "awaitscope: ")))
        fail_msg("%s: status %d, said %s", arguments, result.status, result.err);
    assert_true(g_str_has_prefix(result.out, "before\n"));
    assert_ended(endings[i].ended);
    result_clear(&result);
}

static void
what_it_ended_with_is_a_number_in_json(void **state)
{
    static const struct {
        const char *name, *says;
    } rows[] = {{"exits", "\"status\" : 3,"}, {"aborts", "\"signal\" : 6,"}};

    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *arguments = g_strdup_printf("run %s -o t.awt", rows[i].name);
        Result run = program_run(TRUE, arguments), info = program_run(TRUE, "info t.awt --json");

        assert_non_null(strstr(info.out, rows[i].says));
        result_clear(&run);
        result_clear(&info);
    }
}

static void
every_bad_end_is_told_on_both_clocks(void **state)
{
    for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
        check_ending(i, "real");
        check_ending(i, "virtual");
    }
}

static void
sigint_cancels_the_main_task(void **state)
{
    GPid pid = program_start(TRUE, "run never-ends -o t.awt");

    program_wait_for("out", "again");
    kill(pid, SIGINT);
    assert_int_equal(program_wait(pid), 130);
    assert_ended("interrupted");
}

static void
sigint_works_on_the_virtual_clock(void **state)
{
    GPid pid = program_start(TRUE, "run never-ends --clock=virtual -o t.awt");

    program_wait_for("out", "again");
    kill(pid, SIGINT);
    assert_int_equal(program_wait(pid), 130);
    assert_ended("interrupted");
}

/* Waits until the process has received the signal, since two pending ones would count as one. */
static void
wait_until_taken(GPid pid, int number)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/status", pid);

    for (int waited = 0;; waited = patience_look_again(waited, "a signal")) {
        g_autofree char *text = NULL;
        assert_true(g_file_get_contents(path, &text, NULL, NULL));
        const char *pending = strstr(text, "\nShdPnd:");
        assert_non_null(pending);
        if (!(g_ascii_strtoull(pending + 9, NULL, 16) >> (number - 1) & 1))
            return;
    }
}

static void
a_second_sigint_ends_at_once(void **state)
{
    static const char *const names[] = {"refuses", "spins"};
#ifdef __SANITIZE_THREAD__
    gsize n = 1; /* the sanitizer delivers signals only at calls, and "spins" makes none */
#else
    gsize n = G_N_ELEMENTS(names);
#endif

    for (gsize i = 0; i < n; i++) {
        g_autofree char *arguments = g_strdup_printf("run %s -o t.awt", names[i]);
        GPid pid = program_start(TRUE, arguments);
        program_wait_for("out", "before");
        kill(pid, SIGINT);
        if (i == 0)
            program_wait_for("out", "no");
        wait_until_taken(pid, SIGINT);
        kill(pid, SIGINT);
        assert_int_equal(program_wait(pid), 130);
        assert_ended("interrupted: interrupted twice");
    }
}

static void
sigkill_leaves_what_was_recorded(void **state)
{
    GPid pid = program_start(TRUE, "run never-ends -o t.awt");

    program_wait_for("t.awt", "again\n"); /* with a newline: the event, not the source */
    kill(pid, SIGKILL);
    assert_int_equal(program_wait(pid), 128 + SIGKILL);
    Result info = program_run(TRUE, "info t.awt");
    assert_int_equal(info.status, 0);
    assert_non_null(strstr(info.err, "warning: t.awt: cut after event"));
    assert_non_null(strstr(info.out, "ended     cut"));
    result_clear(&info);
}

static void
exec_spins(void)
{
    g_autofree char *path = g_build_filename(folder(), "out", NULL);

    dup2(open(path, O_WRONLY | O_CREAT, 0600), STDOUT_FILENO);
    dup2(open("/dev/null", O_WRONLY), 3);
    alarm(PATIENCE_S); /* in case nothing else ends it */
    execl(program_path(TRUE), "awaitscope", "run", "spins", "--stream-fd=3", NULL);
    _exit(127);
}

/* This process becomes the subreaper, so that it inherits the children of a killed window. */
static void
a_run_ends_with_the_window_that_reads_it(void **state)
{
    int wait_status;

    folder();
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid_t window = fork();
    if (window == 0) {
        if (fork() == 0)
            exec_spins();
        program_wait_for("out", "before");
        _exit(0);
    }
    assert_int_equal(program_wait(window), 0);
    assert_int_equal(program_wait(-1), 128 + SIGKILL);
    assert_int_equal(waitpid(-1, &wait_status, WNOHANG), -1);
}

static void
two_runs_do_not_write_one_file(void **state)
{
    GPid pid = program_start(TRUE, "run never-ends -o t.awt");

    program_wait_for("t.awt", "again\n");
    Result second = program_run(TRUE, "run fails -o t.awt");
    assert_int_equal(second.status, 2);
    assert_true(is_one_line(second.err));
    assert_non_null(strstr(second.err, "t.awt: another run is writing it"));
    assert_string_equal(second.out, "");
    result_clear(&second);
    kill(pid, SIGINT);
    assert_int_equal(program_wait(pid), 130);
    assert_ended("interrupted");
}

static void
nothing_replaces_what_a_run_writes(void **state)
{
    Result whole = program_run(TRUE, "run fails -o whole.awt");
    result_clear(&whole);
    GPid pid = program_start(TRUE, "run never-ends -o t.awt");

    program_wait_for("t.awt", "again\n");
    Result second = program_run(TRUE, "convert whole.awt t.awt");
    assert_int_equal(second.status, 2);
    assert_string_equal(second.err, "awaitscope: t.awt: a run is writing it\n");
    result_clear(&second);
    kill(pid, SIGINT);
    assert_int_equal(program_wait(pid), 130);
    assert_ended("interrupted");
}

/* How a scenario with worker processes ends. A worker that exits must not count as the run calling
 * exit(). */
static const struct {
    const char *arguments;
    int status;
    const char *out, *err;
    const char *ended;
} forks[] = {
    {"run forks -o t.awt", 0, "before\n49\n", "", "done"},
    {"run forks -o t.awt --set status=3", 1, "before\n",
     "forks failed: runtime error: a worker process ended with status 3: its pool is broken\n",
     "failed: a worker process ended with status 3: its pool is broken"},
    {"run forks -o t.awt --clock=virtual", 1, "before\n",
     "forks failed: runtime error: worker processes have no place on the virtual clock\n",
     "failed: worker processes have no place on the virtual clock"},
};

static void
a_scenario_has_worker_processes_on_the_real_clock(void **state)
{
    for (gsize i = 0; i < G_N_ELEMENTS(forks); i++) {
        Result result = program_run(TRUE, forks[i].arguments);
        g_autofree char *err = g_strconcat(*forks[i].err ? "awaitscope: " : "", forks[i].err, NULL);

        assert_string_equal(result.err, err);
        assert_string_equal(result.out, forks[i].out);
        assert_int_equal(result.status, forks[i].status);
        assert_ended(forks[i].ended);
        result_clear(&result);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(every_bad_end_is_told_on_both_clocks, folder_clean),
        cmocka_unit_test_teardown(what_it_ended_with_is_a_number_in_json, folder_clean),
        cmocka_unit_test_teardown(a_scenario_has_worker_processes_on_the_real_clock, folder_clean),
        cmocka_unit_test_teardown(sigint_cancels_the_main_task, folder_clean),
        cmocka_unit_test_teardown(sigint_works_on_the_virtual_clock, folder_clean),
        cmocka_unit_test_teardown(a_second_sigint_ends_at_once, folder_clean),
        cmocka_unit_test_teardown(a_run_ends_with_the_window_that_reads_it, folder_clean),
        cmocka_unit_test_teardown(two_runs_do_not_write_one_file, folder_clean),
        cmocka_unit_test_teardown(nothing_replaces_what_a_run_writes, folder_clean),
        cmocka_unit_test_teardown(sigkill_leaves_what_was_recorded, folder_clean),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
