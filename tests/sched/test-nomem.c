/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-nomem.c - every program below, with every request for memory refused in turn: it ends, with
 * its value or with AW_NOMEM, and leaves nothing behind.
 *
 * Each run is a child process that has cached nothing yet. The run with the refusal is followed by
 * one without: what is live then is what a process without any refusal has, or something leaked. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/base/freelist.h"
#include "tests/support/emulated.h"
#include "tests/support/faults.h"
#include "tests/support/journal.h"
#include "tests/support/programs.h"

enum { HANGS_AFTER_S = 5, NOT_REFUSED = 3, NO_MEMORY = 4, WRONG = 5 };

/* One child's work. */
typedef struct {
    const Program *program;
    size_t n;
    FaultMode mode;
    long live; /* that there should be in the end */
} Trial;

/* No memory or no thread, by itself or behind another error. */
static bool
is_no_memory(AwValue v)
{
    if (aw_code(v) == AW_NOMEM || aw_code(v) == AW_OS)
        return true;
    if (!aw_failed(v))
        return false;
    AwValue parts = aw_suberrors(v);
    for (size_t i = 0; i < aw_len(parts); i++)
        if (is_no_memory(aw_at(parts, i)))
            return true;
    AwValue cause = aw_cause(v);
    return aw_failed(cause) && is_no_memory(cause);
}

static AwValue
run_once(const Program *program)
{
    AwValue v = AW_NONE;

    if (program->recorded) {
        int fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
        v = aw_record_start(&(AwRecordOptions){.fd = fd});
        if (aw_failed(v))
            return v;
    }
    v = program_run(program);
    AwValue stopped = program->recorded ? aw_record_stop() : AW_NONE;
    return aw_failed(v) ? v : aw_failed(stopped) ? stopped : v;
}

/* The scope of a run, so that its result goes, too. */
static int
run_in_scope(const Program *program)
{
    AW_SCOPE();
    AwValue v = run_once(program);

    faults_end();
    aw_str("now the thread has a scope, and values their first chunk");
    if (!aw_failed(v) && aw_is(v, AW_K_INT) && aw_to_int(v) == PROGRAM_DONE)
        return 0;
    if (is_no_memory(v))
        return NO_MEMORY;
    AwValue text = aw_repr(v);
    fprintf(stderr, "ended with %s", aw_to_text(text));
    return WRONG;
}

static void
count_live(void *data)
{
    const Trial *trial = data;

    alarm(HANGS_AFTER_S);
    for (int i = 0; i < 2; i++)
        if (run_in_scope(trial->program))
            _exit(WRONG);
    fprintf(stderr, "%ld", faults_live());
}

static void
try_it(void *data)
{
    const Trial *trial = data;

    alarm(RUNNING_ON_VALGRIND ? 10 * HANGS_AFTER_S : HANGS_AFTER_S);
    faults_begin(trial->n, trial->mode);
    int status = run_in_scope(trial->program);
    if (status == WRONG)
        _exit(WRONG);
    if (!faults_end())
        _exit(NOT_REFUSED);
    if (run_in_scope(trial->program)) {
        fprintf(stderr, " when run again with all the memory it wants");
        _exit(WRONG);
    }
    if (faults_live() != trial->live) {
        fprintf(stderr, "left %ld things behind", faults_live() - trial->live);
        _exit(WRONG);
    }
    _exit(status);
}

/* Refuses the n-th request for each n that comes; the number of failures in *n_bad. */
static size_t
try_all(const Program *program, FaultMode mode, long live, unsigned *n_bad)
{
    size_t n = 0, step = RUNNING_ON_VALGRIND ? 7 : 1;
    int status = 0;

    for (n = 1; status != NOT_REFUSED; n += step) {
        Trial trial = {.program = program, .n = n, .mode = mode, .live = live};
        int ended = in_child(try_it, &trial);
        status = WIFEXITED(ended) ? WEXITSTATUS(ended) : WRONG;
        if (status != 0 && status != NO_MEMORY && status != NOT_REFUSED) {
            ++*n_bad;
            print_error("%s, request %zu%s refused: %s%s\n", program->name, n,
                        mode == FAULT_ONE ? "" : " and all after it",
                        WIFSIGNALED(ended) ? strsignal(WTERMSIG(ended)) : "", child_said());
        }
    }
    return n - step - 1;
}

static void
survives(void **state)
{
    const Program *program = *state;
    Trial trial = {.program = program};
    unsigned n_bad = 0;

#ifdef __SANITIZE_THREAD__
    if (program->processes) /* its own thread is one too many to fork, now and then */
        skip();
#endif
    assert_int_equal(in_child(count_live, &trial), 0);
    long live = strtol(child_said(), NULL, 10);
    size_t n_one = try_all(program, FAULT_ONE, live, &n_bad);
    size_t n_since = try_all(program, FAULT_SINCE, live, &n_bad);
    print_message("# %s: %zu requests refused one by one, %zu with all after them\n", program->name,
                  n_one, n_since);
    assert_true(n_one > 0 && n_since > 0);
    assert_int_equal(n_bad, 0);
}

int
main(void)
{
    struct CMUnitTest tests[100] = {{0}};
    char names[100][64];
    size_t n = 0;

    freelist_pools = false; /* each record is a request */
    for (const Program *program; (program = program_at(n)); n++) {
        snprintf(names[n], sizeof names[n], "%s_survives_without_memory", program->name);
        tests[n] = (struct CMUnitTest){
            .name = names[n], .test_func = survives, .initial_state = (void *) program};
    }
    return _cmocka_run_group_tests("nomem", tests, n, NULL, NULL);
}
