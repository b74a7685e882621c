/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-overflow.c - a task that runs out of its stack is named, and nothing else is. */
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/base/sanitizer.h"
#include "sched/stack/guard.h"
#include "sched/stack/overflow.h"
#include "tests/support/journal.h"

static int
deeper(int depth)
{
    volatile char frame[1024] = {0};

    frame[0] = (char) depth;
    return depth > 1000000 ? 0 : deeper(depth + 1) + frame[0];
}

static AwValue
overflow(AwValue none)
{
    AW_TRY(aw_sleep(AW_MS));
    return aw_int(deeper(1));
}

static AwValue
spawn_one(AwValue none)
{
    return aw_await(aw_spawn(overflow, none, .name = "eater"));
}

static AwValue
spawn_large(AwValue none)
{
    return aw_await(aw_spawn(overflow, none, .stack = 1 << 20));
}

/* No null pointer, of which the sanitizers and valgrind would tell. */
static const char constant[] = "this cannot be written to";

static AwValue
change_constant(AwValue none)
{
    *(volatile char *) constant = 'T';
    return none;
}

static AwValue
fault_from_outside(AwValue none)
{
    raise(SIGSEGV);
    return none;
}

static void
run(void *fn)
{
    AW_IGNORE(aw_run((AwFn) fn, AW_NONE));
}

/* Runs in a child, and asserts how it ended. What it said is in child_said(). */
static void
assert_ends_by(void (*fn)(void *), void *data, int number)
{
    int status = in_child(fn, data);

    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), number);
}

static void
skip_if_asan_speaks(void)
{
    if (WITH_ASAN)
        skip();
}

static void
assert_said(const char *words)
{
    if (!strstr(child_said(), words))
        fail_msg("'%s' was said, not '%s'", child_said(), words);
}

static void
a_task_that_overflows_is_named(void **state)
{
    skip_if_asan_speaks();
    assert_ends_by(run, (void *) spawn_one, SIGSEGV);
    assert_said("aw: task \"eater\" (overflow(), made at ");
    assert_said("test-overflow.c:38) ran out of its 64 KiB stack; AwSpawnOptions.stack gives it");
    assert_ptr_equal(strchr(child_said(), '\n'), strrchr(child_said(), '\n'));
    assert_ends_by(run, (void *) spawn_large, SIGSEGV);
    assert_said("ran out of its 1024 KiB stack");
}

static void
overflow_call(void *none)
{
    deeper(1);
}

static AwValue
call_soon(AwValue none)
{
    aw_call_soon(overflow_call, NULL);
    return aw_sleep(AW_MS);
}

static void
overflow_when_done(AwFuture *future, void *none)
{
    deeper(1);
}

static AwValue
add_callback(AwValue none)
{
    AwFuture *future = aw_future();

    aw_add_done_callback(future, overflow_when_done, NULL);
    AW_TRY(aw_set_result(future, 1));
    return aw_sleep(AW_MS);
}

static void *
run_own_thread(void *fn)
{
    run(fn);
    return NULL;
}

static void
run_in_thread(void *fn)
{
    pthread_t thread;

    pthread_create(&thread, NULL, run_own_thread, fn);
    pthread_join(thread, NULL);
}

static void
a_callback_that_overflows_is_named(void **state)
{
    skip_if_asan_speaks();
    assert_ends_by(run, (void *) call_soon, SIGSEGV);
    assert_said("aw: a callback (overflow_call(), made at ");
    assert_said(" KiB stack; `ulimit -s` gives threads more\n");
    assert_ends_by(run, (void *) add_callback, SIGSEGV);
    assert_said("aw: a callback (overflow_when_done(), made at ");
    assert_ends_by(run_in_thread, (void *) call_soon, SIGSEGV);
    assert_said("aw: a callback (overflow_call(), made at ");
}

static void
handle_too_deeply(const AwReport *report, void *none)
{
    deeper(1);
}

static AwValue
fail_before_handler(AwValue none)
{
    aw_set_exception_handler(aw_running_loop(), handle_too_deeply, NULL);
    aw_unhandled(aw_error(AW_ERROR, "bad"));
    return none;
}

static AwValue
finish(AwValue none)
{
    aw_work(AW_MS);
    return none;
}

static void
overflow_after_job(AwJob *job, void *none)
{
    deeper(1);
}

static AwValue
add_job_callback(AwValue none)
{
    AwJob *job = aw_submit_threadsafe(aw_thread_pool(1), finish, AW_NONE);

    aw_job_add_done_callback_threadsafe(job, overflow_after_job, NULL);
    return aw_await(aw_wrap_job(job));
}

static void
whatever_the_library_calls_is_named(void **state)
{
    skip_if_asan_speaks();
    assert_ends_by(run, (void *) fail_before_handler, SIGSEGV);
    assert_said("aw: an exception handler (handle_too_deeply(), made at ");
    assert_ends_by(run, (void *) add_job_callback, SIGSEGV);
    assert_said("aw: a job's callback (overflow_after_job(), made at ");
}

static void
run_own_loop(void *fn)
{
    AwLoop *loop = aw_loop_new();

    AW_IGNORE(aw_loop_run(loop, (AwFn) fn, AW_NONE));
    AW_IGNORE(aw_loop_close(loop));
}

static void
so_are_those_of_a_loop_of_the_program(void **state)
{
    skip_if_asan_speaks();
    assert_ends_by(run_own_loop, (void *) spawn_one, SIGSEGV);
    assert_said("aw: task \"eater\" (overflow(), made at ");
    assert_ends_by(run_own_loop, (void *) call_soon, SIGSEGV);
    assert_said("aw: a callback (overflow_call(), made at ");
}

static void
other_faults_are_no_overflows(void **state)
{
    assert_ends_by(run, (void *) change_constant, SIGSEGV);
    assert_string_equal(child_said(), "");
    assert_ends_by(run, (void *) fault_from_outside, SIGSEGV);
    assert_string_equal(child_said(), "");
}

/* ---- other handlers ---- */

static void
leave_by_number(int number)
{
    _exit(40 + number % 2);
}

static void
leave_by_address(int number, siginfo_t *info, void *context)
{
    _exit(info->si_addr == constant ? 42 : 43);
}

static void
run_below_handler(void *fn)
{
    signal(SIGSEGV, leave_by_number);
    run(fn);
}

static void
run_below_siginfo_handler(void *fn)
{
    sigaction(SIGSEGV,
              &(struct sigaction){.sa_sigaction = leave_by_address, .sa_flags = SA_SIGINFO}, NULL);
    run(fn);
}

static int
status_of(void (*fn)(void *), void *data)
{
    int status = in_child(fn, data);

    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
the_handler_before_hears_of_every_fault(void **state)
{
    skip_if_asan_speaks();
    assert_int_equal(status_of(run_below_handler, (void *) change_constant), 40 + SIGSEGV % 2);
    assert_int_equal(status_of(run_below_handler, (void *) spawn_one), 40 + SIGSEGV % 2);
    assert_said("aw: task \"eater\"");
    assert_int_equal(status_of(run_below_siginfo_handler, (void *) change_constant), 42);
    assert_int_equal(status_of(run_below_siginfo_handler, (void *) spawn_one), 43);
}

static void
look_on(int number)
{
    if (write(STDERR_FILENO, "seen ", 5) < 0)
        _exit(1);
}

static void
run_with_onlooker(void *fn)
{
    signal(SIGSEGV, look_on);
    run(fn);
}

static void
a_handler_that_does_nothing_does_not_make_it_endless(void **state)
{
    skip_if_asan_speaks();
    assert_ends_by(run_with_onlooker, (void *) spawn_one, SIGSEGV);
    assert_said("seen ");
}

static AwValue
install_and_overflow(AwValue none)
{
    signal(SIGSEGV, leave_by_number);
    return change_constant(none);
}

static void
a_handler_of_the_program_comes_first(void **state)
{
    assert_int_equal(status_of(run, (void *) install_and_overflow), 40 + SIGSEGV % 2);
}

static AwValue
nothing(AwValue none)
{
    return none;
}

static void
after_a_run_the_handlers_are_as_before(void **state)
{
    struct sigaction before, after;
    stack_t stack_before, stack_after;

    sigaction(SIGSEGV, NULL, &before);
    sigaltstack(NULL, &stack_before);
    run((void *) nothing);
    sigaction(SIGSEGV, NULL, &after);
    sigaltstack(NULL, &stack_after);
    assert_ptr_equal(after.sa_sigaction, before.sa_sigaction);
    assert_int_equal(after.sa_flags, before.sa_flags);
    assert_int_equal(stack_after.ss_flags, stack_before.ss_flags);
}

static AwValue
keep_handler(AwValue none)
{
    static struct sigaction before;

    sigaction(SIGSEGV, NULL, &before); /* ours: a handler of the program's would pass on to it */
    signal(SIGSEGV, leave_by_number);
    sigaction(SIGSEGV, &before, NULL);
    return none;
}

static void
run_often(void *data)
{
    run((void *) keep_handler);
    run((void *) nothing);
    run((void *) spawn_one);
}

static void
the_second_run_tells_as_well(void **state)
{
    skip_if_asan_speaks();
    assert_ends_by(run_often, NULL, SIGSEGV);
    assert_said("aw: task \"eater\"");
}

static void *
run_thread(void *fn)
{
    run(fn);
    return NULL;
}

static AwValue
run_two(AwValue none)
{
    pthread_t thread;

    pthread_create(&thread, NULL, run_thread, (void *) nothing);
    pthread_join(thread, NULL);
    pthread_create(&thread, NULL, run_thread, (void *) spawn_one);
    pthread_join(thread, NULL);
    return none;
}

static void
the_thread_of_the_fault_is_told(void **state)
{
    skip_if_asan_speaks();
    assert_ends_by(run, (void *) run_two, SIGSEGV);
    assert_said("aw: task \"eater\"");
}

/* ---- without guards ---- */

/* Goes a little too deep, comes back, and waits for `ns`, unless that is 0. */
static AwValue
overflow_a_little(AwValue ns)
{
    size_t size = STACK_USUAL;
    char *frame = __builtin_alloca(size);

    memset(frame, 1, size - 2048);
    __asm__ volatile("" : : "r"(frame) : "memory"); /* or nobody reads it, and it is not written */
    return aw_to_int(ns) ? aw_sleep(aw_to_int(ns)) : ns;
}

static void
run_unguarded(void *fn)
{
    guards_limit(GUARD_NONE, 0);
    run(fn);
}

static AwValue
spawn_that_waits(AwValue none)
{
    return aw_await(aw_spawn(overflow_a_little, AW_MS, .name = "eater"));
}

/* The one after it gets its stack. */
static AwValue
spawn_that_ends(AwValue none)
{
    AwFuture *eater = aw_spawn(overflow_a_little, 0, .name = "eater");

    aw_spawn(nothing, none);
    return aw_await(eater);
}

static void
without_a_guard_it_is_seen_when_the_task_waits_or_ends(void **state)
{
    skip_if_asan_speaks();
    assert_ends_by(run_unguarded, (void *) spawn_that_waits, SIGABRT);
    assert_said("aw: task \"eater\" (overflow_a_little(), made at ");
    assert_ends_by(run_unguarded, (void *) spawn_that_ends, SIGABRT);
    assert_said("aw: task \"eater\" (overflow_a_little(), made at ");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_task_that_overflows_is_named),
        cmocka_unit_test(a_callback_that_overflows_is_named),
        cmocka_unit_test(whatever_the_library_calls_is_named),
        cmocka_unit_test(so_are_those_of_a_loop_of_the_program),
        cmocka_unit_test(the_handler_before_hears_of_every_fault),
        cmocka_unit_test(a_handler_that_does_nothing_does_not_make_it_endless),
        cmocka_unit_test(the_second_run_tells_as_well),
        cmocka_unit_test(the_thread_of_the_fault_is_told),
        cmocka_unit_test(without_a_guard_it_is_seen_when_the_task_waits_or_ends),
        cmocka_unit_test(other_faults_are_no_overflows),
        cmocka_unit_test(a_handler_of_the_program_comes_first),
        cmocka_unit_test(after_a_run_the_handlers_are_as_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
