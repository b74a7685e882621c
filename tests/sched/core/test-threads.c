/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-threads.c - a loop and the threads around it: calls, wake-ups, a loop that closes meanwhile
 * [L10 L11 R7 CF5]. */
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/base/freelist.h"
#include "sched/core/loop.h"
#include "tests/support/journal.h"

static AwLoop *loop;

static int
open_loop(void **state)
{
    journal_clear();
    loop = aw_loop_new();
    loop->waits_for_threads = true;
    return loop ? 0 : -1;
}

static int
close_loop(void **state)
{
    return aw_failed(aw_loop_close(loop));
}

static pthread_t
start(void *(*fn)(void *data), void *data)
{
    pthread_t thread;

    assert_int_equal(pthread_create(&thread, NULL, fn, data), 0);
    return thread;
}

static void
stop(void *data)
{
    aw_stop(data);
}

static void
say(void *what)
{
    note("%s", (const char *) what);
}

/* ---- calls ---- */

enum { PRODUCERS = 4, CALLS = 3000 };

/* Who calls, and how often it was heard, each time in its turn. */
typedef struct {
    int sent, heard;
    bool in_order;
} Producer;

typedef struct {
    Producer *producer;
    int number;
} Call;

static int n_heard;

static void
hear(void *data)
{
    Call *call = data;

    call->producer->in_order &= call->number == call->producer->heard++;
    free(call);
    if (++n_heard == PRODUCERS * CALLS)
        aw_stop(loop);
}

/* Now and then it waits, so that the loop falls asleep in between. */
static void *
produce(void *data)
{
    Producer *producer = data;

    for (int i = 0; i < CALLS; i++) {
        Call *call = malloc(sizeof *call);
        *call = (Call){producer, i};
        if (aw_call_soon_threadsafe(loop, hear, call))
            producer->sent++;
        if (i % 100 == 0)
            usleep(100);
    }
    return NULL;
}

static void
no_call_is_lost_and_each_thread_keeps_its_order(void **state)
{
    Producer producers[PRODUCERS];
    pthread_t threads[PRODUCERS];

    n_heard = 0;
    for (int i = 0; i < PRODUCERS; i++) {
        producers[i] = (Producer){.in_order = true};
        threads[i] = start(produce, &producers[i]);
    }
    assert_false(aw_failed(aw_run_forever(loop)));
    for (int i = 0; i < PRODUCERS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(producers[i].sent, CALLS);
        assert_int_equal(producers[i].heard, CALLS);
        assert_true(producers[i].in_order);
    }
}

/* A thread and the loop wake each other: one missed wake-up and this never ends. */
static sem_t answered;

static void
answer(void *data)
{
    sem_post(&answered);
}

static void *
ask_often(void *data)
{
    for (int i = 0; i < 5000; i++) {
        aw_call_soon_threadsafe(loop, answer, NULL);
        sem_wait(&answered);
    }
    aw_call_soon_threadsafe(loop, stop, loop);
    return NULL;
}

static void
a_call_always_wakes_the_loop(void **state)
{
    sem_init(&answered, 0, 0);
    pthread_t thread = start(ask_often, NULL);
    assert_false(aw_failed(aw_run_forever(loop)));
    pthread_join(thread, NULL);
}

static void
the_loop_does_not_fall_asleep_over_a_call(void **state)
{
    assert_true(inbox_sleep(&loop->inbox));
    aw_call_soon_threadsafe(loop, say, "x");
    assert_false(atomic_load(&loop->inbox.asleep)); /* it was woken, once */
    assert_false(inbox_sleep(&loop->inbox));
    assert_false(atomic_load(&loop->inbox.asleep));
}

/* What arrives makes a callback ready while another call comes in, behind all that is taken. */
static void
arrive_first(AwLoop *at, Arrival *arrival)
{
    aw_call_soon_threadsafe(at, say, "late");
    AwHandle *handle = handle_new(at, say, "first", NULL);
    handle_schedule(handle);
    aw_unref(handle);
}

static void
later_calls_do_not_overtake(void **state)
{
    Arrival arrival = {.arrive = arrive_first};

    assert_true(inbox_put(loop, &arrival));
    aw_call_soon_threadsafe(loop, say, "second");
    aw_stop(loop);
    assert_false(aw_failed(aw_run_forever(loop)));
    aw_stop(loop);
    assert_false(aw_failed(aw_run_forever(loop)));
    assert_journal("first\nsecond\nlate\n");
}

/* ---- calling off ---- */

static void *
call_and_call_off(void *data)
{
    AW_SCOPE();
    AwHandle *early = aw_call_soon_handle_threadsafe(loop, say, "early");
    AwHandle *kept = aw_call_soon_handle_threadsafe(loop, say, "kept");

    note("%d", aw_handle_cancel_threadsafe(early));
    note("%d", aw_handle_cancel_threadsafe(early));
    *(AwHandle **) data = aw_ref(kept);
    return NULL;
}

static void
a_call_can_be_called_off_from_its_thread(void **state)
{
    AwHandle *kept = NULL;

    pthread_join(start(call_and_call_off, &kept), NULL);
    aw_stop(loop);
    assert_false(aw_failed(aw_run_forever(loop)));
    assert_false(aw_handle_cancel_threadsafe(kept)); /* it ran */
    aw_unref(kept);
    assert_false(aw_handle_cancel_threadsafe(NULL));
    assert_journal("1\n1\nkept\n");
}

/* It is in the ready queue already when another callback of the turn calls it off. */
static AwHandle *second;

static void
call_off_second(void *data)
{
    note("%d", data ? aw_handle_cancel_threadsafe(second) : (aw_handle_cancel(second), -1));
}

static void
a_call_can_be_called_off_in_its_turn(void **state)
{
    AW_SCOPE();
    for (int i = 0; i < 2; i++) {
        aw_call_soon_threadsafe(loop, call_off_second, i ? "" : NULL);
        second = aw_call_soon_handle_threadsafe(loop, say, "never");
        aw_stop(loop);
        assert_false(aw_failed(aw_run_forever(loop)));
        assert_true(aw_handle_cancel_threadsafe(second));
    }
    assert_journal("-1\n1\n");
}

/* Thread and loop race for each call: it runs, or calling it off says true, never both. */
static _Atomic int n_ran;

static void
count(void *data)
{
    n_ran++;
}

static void *
race(void *data)
{
    int off = 0;

    for (int i = 0; i < 2000; i++) {
        AW_SCOPE();
        AwHandle *handle = aw_call_soon_handle_threadsafe(loop, count, NULL);
        if (i % 3)
            usleep(i % 7);
        off += aw_handle_cancel_threadsafe(handle);
    }
    *(int *) data = off;
    aw_call_soon_threadsafe(loop, stop, loop);
    return NULL;
}

static void
a_call_runs_or_is_off_never_both(void **state)
{
    int off;

    n_ran = 0;
    pthread_t thread = start(race, &off);
    assert_false(aw_failed(aw_run_forever(loop)));
    pthread_join(thread, NULL);
    assert_int_equal(n_ran + off, 2000);
}

static void
cancel_a_plain_handle(void *data)
{
    aw_handle_cancel_threadsafe(aw_call_soon(say, ""));
}

static void
run_callback(void *fn)
{
    aw_call_soon_threadsafe(loop, fn, NULL);
    aw_stop(loop);
    AW_IGNORE(aw_run_forever(loop));
}

static void
other_handles_are_not_for_other_threads(void **state)
{
    assert_dies(run_callback, (void *) cancel_a_plain_handle,
                "aw_handle_cancel_threadsafe() is for handles of");
}

/* ---- closed ---- */

static AwValue
nothing(AwValue v)
{
    return v;
}

static void
use_closed(AwLoop *closed)
{
    AW_SCOPE();
    AwJob *job = aw_run_coroutine_threadsafe(closed, nothing, 1);

    assert_false(aw_call_soon_threadsafe(closed, say, "never"));
    assert_null(aw_call_soon_handle_threadsafe(closed, say, "never"));
    assert_int_equal(aw_code(aw_job_result_threadsafe(job, AW_NEVER)), AW_RUNTIME);
    assert_int_equal(aw_code(aw_run_forever(closed)), AW_RUNTIME);
    assert_false(aw_failed(aw_loop_close(closed))); /* twice: no effect */
    aw_stop(closed);
}

static void
a_closed_loop_says_so(void **state)
{
    aw_ref(loop);
    aw_call_soon_threadsafe(loop, say, "dropped");
    assert_false(aw_failed(aw_loop_close(loop)));
    use_closed(loop);
    aw_unref(loop);
    if (freelist_pools) { /* not under a sanitizer: nobody holds it now */
        AwLoop *other = aw_loop_new();
        assert_ptr_not_equal(other, loop);
        use_closed(loop);
        assert_false(aw_failed(aw_loop_close(other)));
    }
    loop = NULL;
    assert_journal("");
}

/* Its memory becomes another loop only after many more were closed, and no memory is lost by it. */
static void
the_memory_of_closed_loops_goes_round(void **state)
{
    enum { KEPT = 32 };
    AwLoop *seen[4 * KEPT];

    if (!freelist_pools)
        return;
    for (int i = 0; i < 4 * KEPT; i++) {
        seen[i] = aw_loop_new();
        assert_false(aw_failed(aw_loop_close(seen[i])));
    }
    for (int i = 2 * KEPT; i < 4 * KEPT; i++) {
        assert_ptr_equal(seen[i], seen[i - KEPT]);
        for (int j = i - KEPT + 1; j < i; j++)
            assert_ptr_not_equal(seen[i], seen[j]);
    }
}

/* Threads call while the loop closes. */
static void *
call_till_closed(void *data)
{
    while (aw_call_soon_threadsafe(data, count, NULL))
        ;
    aw_unref(data);
    return NULL;
}

static void
a_loop_may_close_while_threads_call(void **state)
{
    pthread_t threads[2];

    for (int i = 0; i < 2; i++)
        threads[i] = start(call_till_closed, aw_ref(loop));
    aw_stop(loop);
    assert_false(aw_failed(aw_run_forever(loop)));
    assert_false(aw_failed(aw_loop_close(loop)));
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    loop = NULL;
}

/* [CF5] Nobody is left waiting for a task that will never be made. */
static void *
wait_for_task(void *job)
{
    AW_SCOPE();
    note("%s", aw_code_name(aw_code(aw_job_result_threadsafe(job, AW_NEVER))));
    return NULL;
}

static void
a_job_whose_loop_closes_before_its_task_is_made_is_cancelled(void **state)
{
    AW_SCOPE();
    pthread_t thread = start(wait_for_task, aw_run_coroutine_threadsafe(loop, nothing, 1));

    usleep(2000);
    assert_false(aw_failed(aw_loop_close(loop)));
    pthread_join(thread, NULL);
    loop = NULL;
    assert_journal("job cancelled\n");
}

int
main(void)
{
#define LOOP_TEST(name) cmocka_unit_test_setup_teardown(name, open_loop, close_loop)
    const struct CMUnitTest tests[] = {
        LOOP_TEST(no_call_is_lost_and_each_thread_keeps_its_order),
        LOOP_TEST(a_call_always_wakes_the_loop),
        LOOP_TEST(the_loop_does_not_fall_asleep_over_a_call),
        LOOP_TEST(later_calls_do_not_overtake),
        LOOP_TEST(a_call_can_be_called_off_from_its_thread),
        LOOP_TEST(a_call_can_be_called_off_in_its_turn),
        LOOP_TEST(a_call_runs_or_is_off_never_both),
        LOOP_TEST(other_handles_are_not_for_other_threads),
        LOOP_TEST(a_closed_loop_says_so),
        cmocka_unit_test(the_memory_of_closed_loops_goes_round),
        LOOP_TEST(a_loop_may_close_while_threads_call),
        LOOP_TEST(a_job_whose_loop_closes_before_its_task_is_made_is_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
