/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-nomem.c - every program of tests/support/programs.h, with every request for memory refused
 * in turn: it ends, with its value or with AW_NOMEM, and leaves nothing behind.
 *
 * A child process refuses one request after the other. Each run with a refusal is followed by
 * one without: unless as many things are live then as before the first refusal, something
 * leaked. What the library keeps from run to run is requested only once in a process, so each of
 * these few requests is refused in a new process. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/base/freelist.h"
#include "sched/record/recorder.h"
#include "sched/record/ring.h"
#include "tests/support/faults.h"
#include "tests/support/journal.h"
#include "tests/support/programs.h"

enum { NOT_REFUSED = 3, NO_MEMORY = 4, WRONG = 5 };
enum { HANGS_AFTER_S = 100, MOST_REQUESTS = 1000, MOST_BAD = 20 };

/* Which request of which program is refused. */
typedef struct {
    const Program *program;
    size_t n;
    FaultMode mode;
} Trial;

/* What children report, in memory that they share with the test. */
typedef struct {
    size_t n;                           /* the request that is refused now, or was last */
    size_t n_once, once[MOST_REQUESTS]; /* the requests that no later run repeats */
    long live;                          /* live things after a run without a refusal */
} Told;

static Told *told;
static unsigned n_bad;

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
record_to_nowhere(void)
{
    int fd = open("/dev/null", O_WRONLY | O_CLOEXEC);

    return aw_record_start(&(AwRecordOptions){.fd = fd});
}

static AwValue
run_once(const Program *program)
{
    AwValue v = AW_NONE;

    if (program->recorded && aw_failed(v = record_to_nowhere()))
        return v;
    v = program_run(program);
    AwValue stopped = program->recorded ? aw_record_stop() : AW_NONE;
    return aw_failed(v) ? v : aw_failed(stopped) ? stopped : v;
}

/* The scope of a run, so that its result is freed, too. */
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

/* ---- in a child ---- */

static size_t
count(const void *place, const void **places, size_t n)
{
    size_t found = 0;

    for (size_t i = 0; i < n; i++)
        found += places[i] == place;
    return found;
}

/* Makes the thread's ring take the large block of memory that it keeps for good, which else it
 * would take when one of many short runs happens to fill its first, small one. */
static void
fill_ring(void)
{
    AwValue v = record_to_nowhere();

    for (int i = 0; !aw_failed(v) && i < CHUNK_RECORDS; i++)
        trace(.kind = TRACE_TURN_BEGIN, .subject = TRACE_LOOP_ID);
    AW_IGNORE(aw_record_stop());
}

static long
count_live(const Program *program)
{
    if (program->recorded)
        fill_ring();
    return faults_live();
}

/* If a place made more requests in the first run than later, all of them count. */
static void
tell_once(const void **first, size_t n_first, const void **later, size_t n_later)
{
    told->n_once = 0;
    for (size_t i = 0; i < n_first; i++)
        if (count(first[i], first, n_first) > count(first[i], later, n_later))
            told->once[told->n_once++] = i + 1;
}

/* After two runs the library has all that it keeps. */
static void
run_twice(const Program *program)
{
    static const void *places[2][MOST_REQUESTS];
    size_t n[2];

    alarm(HANGS_AFTER_S);
    for (int i = 0; i < 2; i++) {
        faults_begin(0, FAULT_ONE);
        if (run_in_scope(program)) {
            fprintf(stderr, " before anything was refused");
            _exit(WRONG);
        }
        n[i] = faults_places(places[i], MOST_REQUESTS);
    }
    told->live = count_live(program);
    tell_once(places[0], n[0], places[1], n[1]);
}

/* Returns only if all is well. */
static void
try_it(const Trial *trial)
{
    alarm(HANGS_AFTER_S);
    told->n = trial->n;
    faults_begin(trial->n, trial->mode);
    if (run_in_scope(trial->program) == WRONG)
        _exit(WRONG);
    if (!faults_end())
        _exit(NOT_REFUSED);
    if (run_in_scope(trial->program)) {
        fprintf(stderr, " when run again with all the memory it wants");
        _exit(WRONG);
    }
    long live = count_live(trial->program);
    if (live != told->live) {
        fprintf(stderr, "left %ld things behind", live - told->live);
        _exit(WRONG);
    }
}

static void
try_once(void *trial)
{
    try_it(trial);
}

static void
try_each(void *data)
{
    Trial trial = *(const Trial *) data;

    run_twice(trial.program);
    for (;; trial.n++)
        try_it(&trial);
}

/* ---- all of them ---- */

/* Returns the status that a child for this trial ended with; what is wrong is printed and
 * counted. */
static int
try_in_child(void (*fn)(void *trial), Trial *trial)
{
    told->n = trial->n;
    int how = in_child(fn, trial), status = WIFEXITED(how) ? WEXITSTATUS(how) : WRONG;
    if (status == 0 || status == NOT_REFUSED)
        return status;
    n_bad++;
    print_error("%s, request %zu%s refused: %s%s\n", trial->program->name, told->n,
                trial->mode == FAULT_ONE ? "" : " and all after it",
                WIFSIGNALED(how) ? strsignal(WTERMSIG(how)) : "", child_said());
    return WRONG;
}

/* When a child finds something wrong, another one goes on after that request. */
static size_t
refuse_each(Trial trial)
{
    trial.n = 1;
    while (try_in_child(try_each, &trial) != NOT_REFUSED && n_bad < MOST_BAD)
        trial.n = told->n + 1;
    return told->n - 1;
}

static size_t
refuse_once(Trial trial)
{
    for (size_t i = 0; i < told->n_once; i++) {
        trial.n = told->once[i];
        assert_int_not_equal(try_in_child(try_once, &trial), NOT_REFUSED);
    }
    return told->n_once;
}

static void
survives(void **state)
{
    static const char *const words[] = {[FAULT_ONE] = "", [FAULT_SINCE] = " with all after them"};
    Trial trial = {.program = *state};

#ifdef __SANITIZE_THREAD__
    if (trial.program->processes) /* now and then its own thread is one too many to fork */
        skip();
#endif
    n_bad = 0;
    for (trial.mode = FAULT_ONE; trial.mode <= FAULT_SINCE; trial.mode++) {
        size_t n = refuse_each(trial), n_once = refuse_once(trial);
        print_message("# %s: %zu requests refused%s, %zu in a new process\n", trial.program->name,
                      n + n_once, words[trial.mode], n_once);
        assert_true(n > 0);
    }
    assert_int_equal(n_bad, 0);
}

static void *
shared_memory(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    return memory == MAP_FAILED ? NULL : memory;
}

int
main(void)
{
    struct CMUnitTest tests[100] = {{0}};
    char names[100][64];
    size_t n = 0;

    if (!(told = shared_memory(sizeof *told)))
        return EXIT_FAILURE;
    freelist_pools = false; /* each record is a request */
    for (const Program *program; (program = program_at(n)); n++) {
        snprintf(names[n], sizeof names[n], "%s_survives_without_memory", program->name);
        tests[n] = (struct CMUnitTest){
            .name = names[n], .test_func = survives, .initial_state = (void *) program};
    }
    return _cmocka_run_group_tests("nomem", tests, n, NULL, NULL);
}
