/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-keep.c - the memory that outlives the process, taken by threads that need it at once. */
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/record/keep.h"
#include "sched/record/recorder-state.h"
#include "tests/support/recorded.h"

enum { SIZE = 64 * 1024, A_WHILE_US = 100000 };

static bool
is_in_file(const void *memory)
{
    const char *begin = (const char *) recorder.keep.head;

    return (const char *) memory >= begin && (const char *) memory < begin + recorder.keep.used;
}

/* As a slow disk does it to the thread that takes memory. */
static void *
be_slow(void *none)
{
    usleep(A_WHILE_US);
    atomic_store(&recorder.keep.is_busy, false);
    return NULL;
}

static void
who_takes_memory_waits_for_others(void **state)
{
    pthread_t other;

    atomic_store(&recorder.keep.is_busy, true);
    pthread_create(&other, NULL, be_slow, NULL);
    assert_true(is_in_file(keep_take(SIZE)));
    pthread_join(other, NULL);
}

static void
signals_are_let_through_again(void **state)
{
    sigset_t before, after;

    pthread_sigmask(SIG_SETMASK, NULL, &before);
    assert_true(is_in_file(keep_take(SIZE)));
    pthread_sigmask(SIG_SETMASK, NULL, &after);
    for (int signal = 1; signal < SIGRTMIN; signal++)
        assert_int_equal(sigismember(&after, signal), sigismember(&before, signal));
}

static int
open_it(void **state)
{
    int error = enter_folder(state);

    keep_open("run.awt");
    return error;
}

static int
close_it(void **state)
{
    keep_close();
    return leave_folder(state);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_takes_memory_waits_for_others),
        cmocka_unit_test(signals_are_let_through_again),
    };
    return cmocka_run_group_tests(tests, open_it, close_it);
}
