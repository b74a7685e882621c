/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-conformance.c - the library runs every scenario as CPython's asyncio does, line by line. One
 * test per topic; each scenario runs in a process of its own, so that a crash is just a failure. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/conformance/replay.h"

enum { SECONDS_A_CASE = 200 };

/* A file of cases, named after a section of the rules, and the name of its test. */
static const struct {
    const char *file, *test;
} topics[] = {
    {"AC", "as_completed_hands_out_what_is_done"},
    {"BA", "barriers_open_when_all_are_there"},
    {"C", "cancellation_is_a_request"},
    {"CX", "contexts_are_copied"},
    {"CF", "jobs_are_seen_from_every_thread"},
    {"CV", "conditions_give_the_lock_back_first"},
    {"DB", "slow_steps_are_reported"},
    {"EA", "eager_tasks_run_at_once"},
    {"ER", "errors_nobody_looked_at_are_reported"},
    {"EV", "events_wake_all_who_wait"},
    {"EX", "executors_answer_in_two_turns"},
    {"F", "futures_schedule_and_never_call"},
    {"G", "gather_keeps_argument_order"},
    {"L", "turns_run_what_was_ready"},
    {"LK", "locks_are_fair"},
    {"N", "combinations_keep_their_order"},
    {"PY", "what_cpython_tests_of_itself_holds"},
    {"QU", "queues_lose_nothing"},
    {"R", "runs_stop_and_go_on"},
    {"SE", "semaphores_hand_slots_over"},
    {"SH", "shields_keep_the_inside_alive"},
    {"SL", "long_stories_end_as_they_should"},
    {"T", "tasks_take_one_turn_a_link"},
    {"TG", "groups_end_when_their_tasks_have"},
    {"TO", "timeouts_are_cancellations_taken_back"},
    {"W", "wait_cancels_nothing"},
    {"WF", "wait_for_waits_for_the_end"},
    {"X", "random_programs_are_the_same"},
};

static int n_cases, n_as_cpython;

/* ---- a scenario in a process of its own ---- */

static void
replay_into(int fd, JsonObject *scenario)
{
    g_autofree char *log = replay_scenario(scenario);
    size_t size = strlen(log), done = 0;
    ssize_t n;

    while (done < size && (n = write(fd, log + done, size - done)) > 0)
        done += (size_t) n;
    close(fd);
}

static char *
read_all(int fd)
{
    GString *text = g_string_new(NULL);
    char buffer[4096];
    ssize_t n;

    while ((n = read(fd, buffer, sizeof buffer)) > 0)
        g_string_append_len(text, buffer, n);
    close(fd);
    return g_string_free(text, FALSE);
}

/* Runs a scenario. Returns its log, and how its process ended. Free it. */
static char *
log_of(JsonObject *scenario, int *ret_status)
{
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        signal(SIGSEGV,
               SIG_DFL); /* with cmocka's handler, two processes would go on with the next test */
        close(ends[0]);
        alarm(SECONDS_A_CASE);
        replay_into(ends[1], scenario);
        _exit(0);
    }
    close(ends[1]);
    char *log = read_all(ends[0]);
    waitpid(child, ret_status, 0);
    return log;
}

/* ---- comparing ---- */

static char *
expected_log(JsonObject *scenario)
{
    JsonArray *lines = json_object_get_array_member(scenario, "log");
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < json_array_get_length(lines); i++)
        g_string_append_printf(text, "%s\n", json_array_get_string_element(lines, i));
    return g_string_free(text, FALSE);
}

static void
show_difference(JsonObject *scenario, const char *expected, const char *got, int status)
{
    g_auto(GStrv) theirs = g_strsplit(expected, "\n", -1);
    g_auto(GStrv) ours = g_strsplit(got, "\n", -1);
    guint i = 0;

    while (theirs[i] && ours[i] && g_str_equal(theirs[i], ours[i]))
        i++;
    print_error("%s: %s\n", op_text(scenario, "id"), op_text(scenario, "title"));
    for (guint before = i > 3 ? i - 3 : 0; before < i; before++)
        print_error("            %s\n", theirs[before]);
    print_error("    CPython %s\n    aw      %s%s\n", theirs[i] ? theirs[i] : "(nothing)",
                ours[i] ? ours[i] : "(nothing)", status ? ", and then it crashed" : "");
}

static bool
is_as_cpython(JsonObject *scenario)
{
    int status = 0;
    g_autofree char *expected = expected_log(scenario);
    g_autofree char *got = log_of(scenario, &status);

    if (status == 0 && g_str_equal(expected, got))
        return true;
    show_difference(scenario, expected, got, status);
    return false;
}

static void
topic_is_as_cpython(void **state)
{
    const char *file = *state;
    g_autofree char *path = g_strdup_printf("%s/%s.json", g_getenv("CASES"), file);
    g_autoptr(JsonParser) parser = json_parser_new();
    int before = n_as_cpython, n;

    assert_true(json_parser_load_from_file(parser, path, NULL));
    JsonArray *cases = json_node_get_array(json_parser_get_root(parser));
    n = (int) json_array_get_length(cases);
    assert_true(n > 0);
    for (int i = 0; i < n; i++)
        n_as_cpython += is_as_cpython(json_array_get_object_element(cases, (guint) i));
    n_cases += n;
    assert_int_equal(n_as_cpython - before, n);
}

int
main(void)
{
    struct CMUnitTest tests[G_N_ELEMENTS(topics)];

    for (size_t i = 0; i < G_N_ELEMENTS(topics); i++)
        tests[i] = (struct CMUnitTest){.name = topics[i].test,
                                       .test_func = topic_is_as_cpython,
                                       .initial_state = (void *) topics[i].file};
    int failed = cmocka_run_group_tests_name("conformance", tests, NULL, NULL);
    printf("# %d of %d cases as CPython\n", n_as_cpython, n_cases);
    return failed;
}
