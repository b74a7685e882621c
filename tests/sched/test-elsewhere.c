/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-elsewhere.c - every public function that takes an object of the library, called in another
 * thread than the loop's, in a child of fork(), and those that need a loop without one: what stops
 * the program says which function that was, as its caller wrote it, where, and what is wrong. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/base/freelist.h"
#include "tests/support/journal.h"
#include "tests/support/uses.h"

enum { WHAT_MAX = 3 }; /* ways to say where a call was */

static AwValue
give(AwValue v)
{
    return v;
}

static void
ignore_call(void *data)
{
}

/* ---- with an object ---- */

typedef struct {
    const Use *use;
    void *object;
} Call;

static void *
call(void *data)
{
    const Call *it = data;

    it->use->use(it->object);
    return NULL;
}

static void
call_in_thread(Call *it)
{
    pthread_t thread;

    if (!pthread_create(&thread, NULL, call, it))
        pthread_join(thread, NULL);
}

static void
call_in_fork(Call *it)
{
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        call(it);
        _exit(0);
    }
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status))
        raise(WTERMSIG(status));
}

static void (*call_elsewhere)(Call *it);

static AwValue
use_elsewhere(AwValue which)
{
    const Use *use = &uses[aw_to_int(which)];

    call_elsewhere(&(Call){use, use->make()});
    _exit(0);
}

static void
run_it(void *which)
{
    setenv("AW_DEBUG", "1", 1);
    AW_IGNORE(aw_run(use_elsewhere, *(int *) which, .no_signals = true));
}

/* The first line, which ends with the place. */
static bool
has_place(void)
{
    const char *place = strstr(child_said(), " (at ");

    return place && place < strchr(child_said(), '\n');
}

/* Of those that stop the program in debug mode; the others only read, or are for any thread.
 * Returns how many they are. */
static int
assert_all_say(void (*elsewhere)(Call *it), const char *const what[WHAT_MAX])
{
    char begin[128];
    bool said;
    int n = 0;

    call_elsewhere = elsewhere;
    for (int i = 0; i < n_uses; i++) {
        if (WIFEXITED(in_child(run_it, &i)))
            continue;
        said = false;
        for (int k = 0; k < WHAT_MAX && what[k]; k++) {
            snprintf(begin, sizeof begin, "aw: %s was called in %s", uses[i].function, what[k]);
            said |= strstr(child_said(), begin) != NULL;
        }
        if (!said || !has_place())
            fail_msg("%s: '%s' was said", uses[i].function, child_said());
        n++;
    }
    return n;
}

static void
in_another_thread_the_function_is_named(void **state)
{
    static const char *const what[WHAT_MAX] = {"another thread than the loop's",
                                               "a thread where no loop"};

    assert_true(assert_all_say(call_in_thread, what) > 30);
}

static void
in_a_fork_the_fork_is_told(void **state)
{
    static const char *const what[WHAT_MAX] = {"a process made by fork(); the loop is the parent's",
                                               "a process made by fork(); the pool is the parent's",
                                               "a process made by fork(), where no loop runs"};

    assert_true(assert_all_say(call_in_fork, what) > 30);
}

/* ---- without a loop ---- */

#define CALLS(X)                                                                                   \
    X(aw_future, aw_future())                                                                      \
    X(aw_spawn, aw_spawn(give, 1))                                                                 \
    X(aw_coro, aw_coro(give, 1))                                                                   \
    X(aw_group, aw_group())                                                                        \
    X(aw_timeout, aw_timeout(1))                                                                   \
    X(aw_timeout_at, aw_timeout_at(1))                                                             \
    X(aw_wait_for, aw_wait_for(NULL, 1))                                                           \
    X(aw_wait_for_call, aw_wait_for_call(aw_int(1), 1))                                            \
    X(aw_thread_pool, aw_thread_pool(1))                                                           \
    X(aw_process_pool, aw_process_pool(1))                                                         \
    X(aw_run_in_executor, aw_run_in_executor(NULL, give, 1))                                       \
    X(aw_executor_map, aw_executor_map(NULL, give, AW_NONE))                                       \
    X(aw_to_thread, aw_to_thread(give, 1))                                                         \
    X(aw_shutdown_default_executor, aw_shutdown_default_executor(1))                               \
    X(aw_lock, aw_lock())                                                                          \
    X(aw_semaphore, aw_semaphore(1))                                                               \
    X(aw_bounded_semaphore, aw_bounded_semaphore(1))                                               \
    X(aw_condition, aw_condition(NULL))                                                            \
    X(aw_event, aw_event())                                                                        \
    X(aw_barrier, aw_barrier(1))                                                                   \
    X(aw_queue, aw_queue())                                                                        \
    X(aw_gather, aw_gather(NULL, 0))                                                               \
    X(aw_wait, aw_wait(NULL, 0))                                                                   \
    X(aw_as_completed, aw_as_completed(NULL, 0))                                                   \
    X(aw_shield, aw_shield(NULL))                                                                  \
    X(aw_await, aw_await(NULL))                                                                    \
    X(aw_ensure_future, aw_ensure_future(NULL))                                                    \
    X(aw_sleep, aw_sleep(1))                                                                       \
    X(aw_time, aw_time())                                                                          \
    X(aw_busy, (aw_busy(1), 0))                                                                    \
    X(aw_call_soon, aw_call_soon(ignore_call, NULL))                                               \
    X(aw_call_later, aw_call_later(1, ignore_call, NULL))                                          \
    X(aw_call_at, aw_call_at(1, ignore_call, NULL))                                                \
    X(aw_readable, aw_readable(0))                                                                 \
    X(aw_writable, aw_writable(0))                                                                 \
    X(aw_all_tasks, aw_all_tasks())                                                                \
    X(aw_capture_call_graph, aw_capture_call_graph(NULL))                                          \
    X(aw_format_call_graph, aw_format_call_graph(NULL))                                            \
    X(aw_print_call_graph, (aw_print_call_graph(NULL), 0))                                         \
    X(aw_unhandled, (aw_unhandled(AW_NONE), 0))

#define FUNCTION(name, expression)                                                                 \
    static void call_##name(void *data)                                                            \
    {                                                                                              \
        __auto_type unused = (expression);                                                         \
        (void) unused;                                                                             \
    }
CALLS(FUNCTION)

#define ROW(name, expression) {#name "()", call_##name},
static const struct {
    const char *function;
    void (*fn)(void *data);
} calls[] = {CALLS(ROW)};

static void
what_needs_a_loop_says_so(void **state)
{
    char begin[128];

    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        snprintf(begin, sizeof begin, "aw: %s was called in a thread where no loop runs",
                 calls[i].function);
        assert_dies(calls[i].fn, NULL, begin);
        if (!has_place())
            fail_msg("'%s' was said", child_said());
    }
}

/* ---- what callbacks keep ---- */

static AwFuture *stale;

static AwValue
call_with_stale_data(AwValue which)
{
    {
        AW_SCOPE();
        stale = aw_future();
    }
    aw_set_debug(aw_running_loop(), true);
    switch (aw_to_int(which)) {
    case 0:
        aw_call_soon(ignore_call, stale);
        break;
    case 1:
        aw_call_later(1, ignore_call, stale);
        break;
    default:
        aw_call_at(1, ignore_call, stale);
    }
    return AW_NONE;
}

static void
run_stale(void *which)
{
    AW_IGNORE(aw_run(call_with_stale_data, *(int *) which, .clock = AW_CLOCK_VIRTUAL));
}

static void
a_call_that_keeps_what_has_gone_is_named(void **state)
{
    static const char *const functions[] = {"aw_call_soon()", "aw_call_later()", "aw_call_at()"};
    char begin[128];

    if (!freelist_pools)
        skip(); /* the sanitizers are first */
    for (int i = 0; i < 3; i++) {
        snprintf(begin, sizeof begin, "aw: %s was given a future that its scope had dropped",
                 functions[i]);
        assert_dies(run_stale, &i, begin);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_another_thread_the_function_is_named),
        cmocka_unit_test(in_a_fork_the_fork_is_told),
        cmocka_unit_test(what_needs_a_loop_says_so),
        cmocka_unit_test(a_call_that_keeps_what_has_gone_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
