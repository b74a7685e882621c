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

#include "tests/support/recorded.h"

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

/* ---- more than finds room ---- */

enum { SMALL = 300 * 1024, TOO_MANY = 100000 };

static _Atomic size_t n_copied;

/* Reads a pipe into a file, to its end. */
static void *
copy_to_file(void *fd)
{
    FILE *file = fopen("run.awt", "w");
    char bytes[65536];
    ssize_t n;

    while ((n = read((int) (intptr_t) fd, bytes, sizeof bytes)) > 0) {
        fwrite(bytes, 1, (size_t) n, file);
        atomic_fetch_add(&n_copied, (size_t) n);
    }
    fclose(file);
    close((int) (intptr_t) fd);
    return NULL;
}

static struct {
    int last_mark, n_marks, n_wrong;
    int64_t gap, n_dropped, last_ns;
} lost;

/* Marks are numbered; where some are missing it is said how many. */
static void
hear_mark(void *data, const TraceEvent *event)
{
    lost.n_wrong += event->time_ns < lost.last_ns;
    lost.last_ns = event->time_ns;
    if (event->kind == TRACE_DROPPED) {
        lost.gap += event->value;
        lost.n_dropped += event->value;
    }
    if (event->kind != TRACE_MARK)
        return;
    int n = atoi(event->text);
    lost.n_wrong += n != lost.last_mark + 1 + lost.gap;
    lost.last_mark = n;
    lost.gap = 0;
    lost.n_marks++;
}

static void
mark_numbers(int from, int to)
{
    for (int i = from; i <= to; i++)
        aw_mark("%d", i);
}

/* Starts a recording whose writer is stuck in a pipe, and marks more than finds room. */
static pthread_t
mark_too_many(void)
{
    pthread_t reader;
    int fds[2];

    assert_int_equal(pipe(fds), 0);
    assert_false(
        aw_failed(aw_record_start(&(AwRecordOptions){.fd = fds[1], .memory_bytes = SMALL})));
    mark_numbers(1, TOO_MANY);
    n_copied = 0;
    assert_int_equal(pthread_create(&reader, NULL, copy_to_file, (void *) (intptr_t) fds[0]), 0);
    return reader;
}

/* Ends it, and counts what is in it. */
static void
count_lost(pthread_t reader)
{
    const TraceSink sink = {.event = hear_mark};
    char message[300];

    assert_false(aw_failed(aw_record_stop()));
    pthread_join(reader, NULL);
    memset(&lost, 0, sizeof lost);
    assert_int_equal(trace_read_file("run.awt", &sink, NULL, message, sizeof message), TRACE_WHOLE);
    assert_int_equal(lost.n_wrong, 0);
}

/* Goes on until so much was read that some of it must have found room again, however slow the
 * reader. Returns the last number. */
static int
mark_until_there_is_room(void)
{
    int last = TOO_MANY;

    while (atomic_load(&n_copied) < 2 * SMALL) {
        mark_numbers(last + 1, last + 10);
        last += 10;
        sched_yield();
    }
    return last;
}

/* The writer is stuck in a pipe that nobody reads; the program is not. */
static void
what_finds_no_room_is_counted_where_it_was_lost(void **state)
{
    pthread_t reader = mark_too_many();
    int last = mark_until_there_is_room();

    count_lost(reader);
    assert_true(lost.n_dropped > TOO_MANY / 2);
    assert_true(lost.last_mark > TOO_MANY);
    assert_int_equal(lost.n_marks + lost.n_dropped, last);
}

/* Nothing comes behind that could say it. */
static void
what_is_lost_last_is_counted_at_the_end(void **state)
{
    pthread_t reader = mark_too_many();

    count_lost(reader);
    assert_int_equal(lost.n_marks + lost.n_dropped, TOO_MANY);
    assert_int_equal(lost.gap, TOO_MANY - lost.last_mark);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_of_several_threads_are_merged_by_time),
        cmocka_unit_test(what_one_thread_saw_of_another_stands_before),
        cmocka_unit_test(the_ring_of_an_ended_thread_is_used_again),
        cmocka_unit_test(what_finds_no_room_is_counted_where_it_was_lost),
        cmocka_unit_test(what_is_lost_last_is_counted_at_the_end),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
