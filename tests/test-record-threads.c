/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-record-threads.c - events of several threads in one recording, and more of them than fit. */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/recorded.h"

enum { N_THREADS = 4, N_MARKS = 60000, N_TURNS = 4000 };

static void *
mark_often(void *number)
{
    for (int i = 1; i <= N_MARKS; i++)
        aw_mark("%d %d", (int) (intptr_t) number, i);
    return NULL;
}

static void
events_of_several_threads_are_merged_by_time(void **state)
{
    pthread_t threads[N_THREADS];

    assert_false(aw_failed(aw_record_start(&(AwRecordOptions){.path = "run.awt"})));
    for (intptr_t i = 0; i < N_THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, mark_often, (void *) i), 0);
    for (int i = 0; i < N_THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_stops_well();
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.n_marks, N_THREADS * N_MARKS);
}

/* Two threads take turns: what one saw happen stands before what it did then. */
static _Atomic int whose_turn;

static void *
mark_in_turn(void *number)
{
    for (int i = (int) (intptr_t) number; i <= N_TURNS; i += 2) {
        while (atomic_load(&whose_turn) != i)
            sched_yield();
        aw_mark("0 %d", i);
        atomic_store(&whose_turn, i + 1);
    }
    return NULL;
}

static void
what_one_thread_saw_of_another_stands_before(void **state)
{
    pthread_t threads[2];

    whose_turn = 1;
    assert_false(aw_failed(aw_record_start(&(AwRecordOptions){.path = "run.awt"})));
    for (intptr_t i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, mark_in_turn, (void *) (i + 1)), 0);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    assert_stops_well();
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.n_marks, N_TURNS);
}

static void *
mark_once(void *number)
{
    aw_mark("15 %d", (int) (intptr_t) number);
    return NULL;
}

static void
the_ring_of_an_ended_thread_is_used_again(void **state)
{
    pthread_t thread;

    assert_false(aw_failed(aw_record_start(&(AwRecordOptions){.path = "run.awt"})));
    for (intptr_t i = 1; i <= 100; i++) {
        assert_int_equal(pthread_create(&thread, NULL, mark_once, (void *) i), 0);
        pthread_join(thread, NULL);
    }
    assert_stops_well();
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.n_marks, 100);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_of_several_threads_are_merged_by_time),
        cmocka_unit_test(what_one_thread_saw_of_another_stands_before),
        cmocka_unit_test(the_ring_of_an_ended_thread_is_used_again),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
