/* SPDX-License-Identifier: GPL-3.0-or-later */
/* soak.c - runs generated programs, each twice, and judges them. They run in child processes, some
 * hundreds in each, so that a crash or a hang is a finding like any other. */
#include "tests/conformance/soak.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/conformance/check.h"
#include "tests/conformance/generate.h"
#include "tests/conformance/replay.h"

enum { BATCH = 200, SECONDS_A_PROGRAM = 200, FOUND = 3 };

/* What a child tells its parent, in case it dies. */
typedef struct {
    int64_t seed; /* of the running program */
} Shared;

static Shared *shared;

/* ---- one program ---- */

/* What a run of a program leaves behind: its log, futures, blocks of memory. */
typedef struct {
    char *log;
    int n_futures;
    long n_blocks; /* that exist in this process after the run */
} Run;

static Run
run(JsonObject *scenario)
{
    Run it;

    it.log = replay_and_count(scenario, &it.n_futures);
    it.n_blocks = live_blocks();
    return it;
}

/* Memory that is kept for the next loop grows only once; a leak grows with every run. */
static char *
find_leak(JsonObject *scenario, const Run *first, const Run *second)
{
    if (first->n_futures)
        return g_strdup_printf("%d futures live on", first->n_futures);
    if (second->n_blocks <= first->n_blocks)
        return NULL;
    Run third = run(scenario);
    g_free(third.log);
    if (third.n_blocks <= second->n_blocks)
        return NULL;
    return g_strdup_printf("%ld blocks of memory are not freed", third.n_blocks - second->n_blocks);
}

static char *
judge_scenario(JsonObject *scenario)
{
    Run first = run(scenario), second = run(scenario);
    char *fault = check_log(scenario, first.log);

    if (!fault && strcmp(first.log, second.log))
        fault = g_strdup("two runs of it differ");
    if (!fault)
        fault = find_leak(scenario, &first, &second);
    g_free(first.log);
    g_free(second.log);
    return fault;
}

/* What is wrong with the program with that seed; NULL if nothing is. Free it. */
static char *
judge(int64_t seed)
{
    g_autofree char *text = generate_scenario((uint64_t) seed);
    g_autoptr(GError) error = NULL;
    g_autoptr(JsonNode) node = json_from_string(text, &error);

    if (!node)
        g_error("the generator wrote no JSON: %s", error->message);
    return judge_scenario(json_node_get_object(node));
}

static void
report(int64_t seed, const char *fault)
{
    g_autofree char *text = generate_scenario((uint64_t) seed);
    g_autofree char *name = g_strdup_printf("soak-%" G_GINT64_FORMAT ".json", seed);
    g_autofree char *path = g_canonicalize_filename(name, NULL);
    bool is_kept = g_file_set_contents(path, text, -1, NULL);

    fprintf(stderr, "soak: seed %" G_GINT64_FORMAT ": %s\n", seed, fault);
    if (is_kept)
        fprintf(stderr, "soak: the program is in %s; its log: replay %s\n", path, path);
    else
        fprintf(stderr, "%s\n", text);
}

/* ---- many ---- */

static void
judge_batch(int64_t seed, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        shared->seed = seed + i;
        alarm(SECONDS_A_PROGRAM);
        g_autofree char *fault = judge(shared->seed);
        alarm(0);
        if (fault) {
            report(shared->seed, fault);
            _exit(FOUND);
        }
    }
}

/* Runs `n` programs in a child process. Returns how that ended. */
static int
run_batch(int64_t seed, int64_t n)
{
    int status = 0;

    fflush(NULL);
    pid_t child = fork();
    if (child < 0)
        g_error("no process to run programs in");
    if (child == 0) {
        judge_batch(seed, n);
        exit(0); /* not _exit(), so that the leak sanitizer gets to run */
    }
    waitpid(child, &status, 0);
    return status;
}

static const char *
death(int status)
{
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
        return "it hangs";
    return WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "it ends the process";
}

/* A process that fails after all its programs has leaked; which program it was is found by running
 * each alone. */
static void
report_batch(int64_t seed, int64_t n, int status)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == FOUND)
        return;
    if (shared->seed != seed + n - 1 || n == 1) {
        report(shared->seed, death(status));
        return;
    }
    for (int64_t i = 0; i < n; i++) {
        status = run_batch(seed + i, 1);
        if (status) {
            report_batch(seed + i, 1, status);
            return;
        }
    }
    report(seed + n - 1, "it fails after others only");
}

static void
show_progress(int64_t n_done, int64_t n, gint64 start_us)
{
    double seconds = (double) (g_get_monotonic_time() - start_us) / G_USEC_PER_SEC;

    if (!isatty(STDERR_FILENO))
        return;
    fprintf(stderr, "\rsoak: %" G_GINT64_FORMAT, n_done);
    if (n)
        fprintf(stderr, " of %" G_GINT64_FORMAT, n);
    fprintf(stderr, " programs, %.0f a second \033[K", (double) n_done / MAX(seconds, 0.001));
}

static bool
has_time(const SoakOptions *options, gint64 start_us)
{
    return !options->seconds ||
           g_get_monotonic_time() - start_us < options->seconds * G_USEC_PER_SEC;
}

int
soak(const SoakOptions *options)
{
    gint64 start_us = g_get_monotonic_time();
    int64_t done = 0;

    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        g_error("no memory to share");
    while ((!options->n || done < options->n) && has_time(options, start_us)) {
        int64_t n = options->n ? MIN(BATCH, options->n - done) : BATCH;
        int status = run_batch(options->seed + done, n);
        if (status) {
            report_batch(options->seed + done, n, status);
            return 1;
        }
        done += n;
        show_progress(done, options->n, start_us);
    }
    fprintf(stderr, "%s", isatty(STDERR_FILENO) ? "\r\033[K" : "");
    printf("soak: %" G_GINT64_FORMAT " programs from seed %" G_GINT64_FORMAT " broke no rule\n",
           done, options->seed);
    return 0;
}
